"""To, Cc and Bcc: who gets what, who sees whom, and to whom the next answer goes by itself."""

import re

import pytest
from tests import cast
from tests.signing_in import sign_in
from tests.web.test_writing import sheet, write

from byhand.channels.email.composing import compose
from byhand.conversations.drafting import Words
from byhand.conversations.models import Draft, Message
from byhand.gate.models import Delivery, Dispatch
from byhand.gate.refusals import Refusal

OMAR, LENA = "Omar Haddad <omar@haddad.example>", "Lena Vogt <lena@vogt.example>"


def page_of(desk, conversation) -> str:
    return desk.get(f"/conversations/{conversation.public_id}/").content.decode()


def field(page: str, name: str) -> str:
    found = re.search(rf'id="{name}" name="{name}" value="([^"]*)"', page)
    assert found
    return found[1].replace("&lt;", "<").replace("&gt;", ">")


def sent(studio, conversation, **lines) -> Message:
    """Ana answers whoever is named."""
    newest = conversation.messages.order_by("pk").last()
    words = Words(**{"subject": "Re: The lid", "body": "Twelve is fine.", "seen_message": newest.pk, **lines})
    draft = Draft.objects.keep(words, conversation=conversation, by=studio.ana)
    return conversation.reply(draft, by=sign_in(studio.ana))


def comes_back(studio, message, sender, words="Thank you", **more):
    later = {"ago": cast.timedelta(seconds=-5), "answers": message.message_id}
    return cast.comes_in(
        studio.inbox, cast.letter(words, sender=sender, subject="Re: The lid", **later, **more)
    )


def test_bcc_is_a_delivery_of_its_own_and_stands_in_no_header(studio, ruth, desk):
    assert write(desk, ruth, sheet(ruth, cc=OMAR, bcc=LENA)).status_code == 302
    roles = dict(Delivery.objects.values_list("recipient", "role"))
    assert roles == {"ruth@harrow.example": "to", "omar@haddad.example": "cc", "lena@vogt.example": "bcc"}
    raw = compose(Dispatch.objects.get().outgoing()).decode()
    assert "omar@haddad.example" in raw and "lena" not in raw.lower() and "bcc:" not in raw.lower()


def test_who_sees_what_stands_in_the_sent_letter_for_colleagues(studio, ruth, desk):
    write(desk, ruth, sheet(ruth, cc=OMAR, bcc=LENA))
    page = page_of(desk, ruth)
    assert "Ruth Okafor and Omar Haddad see each other. Lena Vogt gets it unseen (Bcc)." in page
    assert "<dt>Unseen (Bcc)</dt><dd>Lena Vogt &lt;lena@vogt.example&gt;</dd>" in page


@pytest.mark.parametrize(("lines", "words"), [
    ({"cc": OMAR}, "Ruth Okafor and Omar Haddad see each other."),
    ({"bcc": LENA}, "Ruth Okafor sees nobody else. Lena Vogt gets it unseen (Bcc)."),
    ({"to": "", "bcc": f"{LENA}; {OMAR}"}, "Lena Vogt and Omar Haddad get it unseen (Bcc), each alone."),
    ({"cc": ", ".join(f"P{n} <p{n}@x.example>" for n in range(9))}, "Ruth Okafor, P0, P1, P2 and 6 others see each"),
])  # fmt: skip
def test_the_sheet_says_who_sees_what_while_one_writes(ruth, desk, lines, words):
    assert words in write(desk, ruth, sheet(ruth, **lines), "draft").content.decode()
    assert words in page_of(desk, ruth)


def test_one_reader_alone_needs_no_word(ruth, desk):
    assert 'class="readers' not in write(desk, ruth, sheet(ruth), "draft").content.decode()


def test_somebody_new_is_named_and_not_kept_from_it(studio, ruth, desk):
    kept = write(desk, ruth, sheet(ruth, cc=OMAR), "draft").content.decode()
    assert "Omar Haddad is new here" in kept and "Ruth Okafor is new" not in kept
    assert write(desk, ruth, sheet(ruth, cc=OMAR)).status_code == 302
    assert "is new here" not in write(desk, ruth, sheet(ruth, cc=OMAR), "draft").content.decode()


def test_one_address_in_three_lines_gets_it_once_and_stays_in_the_first(studio, ruth):
    letter = sent(
        studio, ruth, to=cast.RUTH, cc="RUTH@harrow.example, " + OMAR, bcc=f"omar@HADDAD.example, {LENA}"
    )
    assert letter.dispatch
    assert [len(line) for line in (letter.dispatch.to, letter.dispatch.cc, letter.dispatch.bcc)] == [1, 1, 1]
    assert letter.dispatch.deliveries.count() == 3 and letter.dispatch.has_whole_seal()


@pytest.mark.parametrize(("lines", "rule"), [
    ({"to": cast.STUDIO}, "not_to_the_inbox_itself"),
    ({"to": cast.RUTH, "bcc": cast.STUDIO.upper()}, "not_to_the_inbox_itself"),
    ({"to": cast.RUTH, "bcc": ", ".join(f"p{n}@x.example" for n in range(500))}, "not_a_mass_mail"),
    ({"to": cast.RUTH, "bcc": "nowhere"}, "addresses_are_addresses"),
    ({"to": cast.RUTH, "bcc": "a@x.example\r\nTo: b@x.example"}, "addresses_are_addresses"),
    ({"to": f"{cast.RUTH} {OMAR}"}, "addresses_are_addresses"),
    ({"to": "ruth@harrow.example omar@haddad.example"}, "addresses_are_addresses"),
])  # fmt: skip
def test_the_gate_asks_of_every_line_alike(studio, ruth, lines, rule):
    with pytest.raises(Refusal) as no:
        sent(studio, ruth, **lines)
    assert no.value.rule == rule and not Delivery.objects.exists()


def test_five_hundred_are_refused_with_a_sentence_and_kept(ruth, desk):
    many = ", ".join(f"person-number-{n}@x.example" for n in range(500))
    answer = write(desk, ruth, sheet(ruth, bcc=many))
    assert answer.status_code == 422 and "A letter goes to at most 50 people; this one names 501." in (
        answer.content.decode()
    )
    assert Draft.objects.get().bcc == many


def test_lines_of_the_form_smuggle_nothing_into_headers(ruth, desk):
    write(desk, ruth, sheet(ruth, bcc=f"{LENA}\r\nTo: victim@x.example\r\n\r\nwords"))
    assert not Delivery.objects.exists()


def test_a_letter_taken_back_stands_on_the_sheet_with_its_unseen_copy(studio, ruth, desk):
    letter = sent(studio, ruth, to=cast.RUTH, bcc=LENA)
    desk.post(f"/conversations/{ruth.public_id}/messages/{letter.pk}/undo/")
    page = page_of(desk, ruth)
    assert field(page, "bcc") == LENA and "unseen to" in page


def test_the_answer_of_someone_unseen_threads_and_reveals_nothing(studio, ruth, desk):
    letter = sent(studio, ruth, to=cast.RUTH, cc=OMAR, bcc=LENA)
    back = comes_back(studio, letter, LENA, "Between us: fine.")
    assert back.conversation == ruth
    assert field(page_of(desk, ruth), "to") == LENA and not field(page_of(desk, ruth), "cc")
    again = sent(studio, ruth, to=cast.RUTH, cc=OMAR)
    raw = compose(again.dispatch.outgoing()).decode()
    assert back.message_id not in raw and "lena" not in raw.lower()
    assert again.in_reply_to == letter.message_id


def test_after_our_own_word_the_next_goes_to_the_same_without_the_unseen(studio, ruth, desk):
    sent(studio, ruth, to=cast.RUTH, cc=OMAR, bcc=LENA)
    page = page_of(desk, ruth)
    assert (field(page, "to"), field(page, "cc"), field(page, "bcc")) == (cast.RUTH, OMAR, "")


def test_what_was_taken_back_says_nothing_about_to_whom_the_next_goes(studio, ruth, desk):
    letter = sent(studio, ruth, to=OMAR)
    desk.post(f"/conversations/{ruth.public_id}/messages/{letter.pk}/undo/")
    Draft.objects.all().delete()
    assert field(page_of(desk, ruth), "to") == cast.RUTH


def test_the_answer_goes_to_all_who_read_along_but_ourselves(studio, ruth, desk):
    back = comes_back(
        studio, ruth.messages.get(), OMAR, to=f"{cast.STUDIO}, {cast.RUTH}", Cc=f"{LENA}, {cast.STUDIO}"
    )
    assert back.conversation != ruth, "a stranger who names an id of hers starts anew"
    page = page_of(desk, back.conversation)
    assert field(page, "to") == OMAR and field(page, "cc") == f"{cast.RUTH}, {LENA}"


def test_a_letter_to_her_other_address_stays_in_her_thread(studio, ruth):
    ruth.person.addresses.create(value="ruth@home.example")
    letter = sent(studio, ruth, to="ruth@home.example")
    assert letter.in_reply_to == ruth.messages.first().message_id


def test_who_had_none_of_it_gets_no_id_of_it(studio, ruth):
    letter = sent(studio, ruth, to=OMAR)
    assert (letter.in_reply_to, letter.references) == ("", [])
    assert comes_back(studio, letter, OMAR).conversation == ruth, "our own id is enough to find home"


def test_an_earlier_letter_is_answered_to_those_who_had_it(studio, ruth, desk):
    """Lena, who got a copy unseen, wrote last; Ruth still waits."""
    letter = sent(studio, ruth, to=cast.RUTH, cc=OMAR, bcc=LENA)
    comes_back(studio, letter, LENA, "Between us: fine.")
    Draft.objects.keep(Words(to=LENA, body="My words"), conversation=ruth, by=studio.ana)
    page = desk.get(f"/conversations/{ruth.public_id}/?answer={letter.pk}").content.decode()
    assert (field(page, "to"), field(page, "cc"), field(page, "bcc")) == (cast.RUTH, OMAR, "")
    assert "My words</textarea>" in page and f"answer={letter.pk}" in page
    for nonsense in ("x", "0", str(10**30)):
        page = desk.get(f"/conversations/{ruth.public_id}/?answer={nonsense}").content.decode()
        assert field(page, "to") == LENA
