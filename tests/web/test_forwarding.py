"""A message goes on to somebody else: below own words, in a conversation of its own, unseen by whoever wrote it."""

import re

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.email.composing import compose
from byhand.conversations.models import Conversation, Draft, DraftFile, Event, Note
from byhand.gate.delivering import deliver_due
from byhand.gate.message_ids import marker_of
from byhand.gate.models import Delivery, Dispatch
from byhand.team.models import User

OMAR, LENA = "Omar Haddad <omar@haddad.example>", "Lena Vogt <lena@vogt.example>"
LID = ("lid.png", "image/png", cast.PNG)
BILL = ("bill.pdf", "application/pdf", b"%PDF-1.4 the bill")


@pytest.fixture
def ruth(studio):
    """Ruth has sent two files, and a note stands beside her words."""
    ruth = cast.conversation_with(studio.inbox, "The lid broke.\n\nRuth", files=(LID, BILL), Cc=cast.MEI)
    Note.objects.write(ruth, "She is the one with the school.", by=studio.tomas)
    return ruth


def begin(desk, conversation, **more):
    return desk.post(f"/conversations/{conversation.public_id}/forward/", more)


def form(desk, **more) -> dict:
    """What the sheet would send, read from the sheet."""
    draft = Draft.objects.get()
    page = desk.get(f"/write/{draft.pk}/").content.decode()
    ticked = re.findall(r'name="along" value="(\d+)" checked', page)
    inbox = re.search(r'name="inbox" value="(\d+)"', page)
    return {"inbox": inbox[1] if inbox else "", "draft": draft.pk, "forwards": draft.forwards_id, "along": ticked,
            "to": OMAR, "subject": draft.subject, "body": "Omar, can you fire another one?", **more}  # fmt: skip


def forward(desk, conversation, **more):
    begin(desk, conversation)
    return desk.post("/write/", form(desk, **more))


def forwarded() -> Dispatch:
    return Dispatch.objects.latest("pk")


def test_it_begins_with_the_quoted_letter_and_all_its_files(ruth, desk):
    answer = begin(desk, ruth)
    page = desk.get(answer["Location"]).content.decode()
    assert 'value="Fwd: The lid"' in page and "The lid broke." in page
    assert "From: Ruth Okafor &lt;" in page and "Copy to: Mei Tanaka &lt;" in page
    assert page.count('name="along"') == 2 and "lid.png" in page and "bill.pdf" in page
    assert "the one with the school" not in page
    assert begin(desk, ruth)["Location"] == answer["Location"], "what was begun is gone on with"
    assert Draft.objects.count() == 1


def test_it_leaves_sealed_below_own_words_with_what_was_chosen(studio, ruth, desk):
    begin(desk, ruth)
    bill = DraftFile.objects.get(filename="bill.pdf")
    assert desk.post("/write/", form(desk, along=[bill.pk])).status_code == 302
    letter = forwarded()
    assert letter.author == studio.ana and letter.body == "Omar, can you fire another one?"
    assert letter.has_whole_seal() and [one["filename"] for one in letter.files] == ["bill.pdf"]
    raw = compose(letter.outgoing())
    plain = next(part for part in cast.parts_of(raw) if part.startswith("Omar,"))
    quoted = (
        r"\n\n-{10} Forwarded message -{10}\nFrom: Ruth Okafor <ruth@harrow.example>\nDate: .+\nSubject: The lid\n"
        r"To: .+\nCopy to: Mei .+\n\n> The lid broke\.\n>\n> Ruth\n\n-- \nAna Moreau"
    )
    assert re.match(rf"Omar, can you fire another one\?{quoted}", plain)
    assert not Draft.objects.exists() and b"school" not in raw


def test_the_seal_covers_what_is_quoted(ruth, desk):
    forward(desk, ruth)
    letter = forwarded()
    letter.forwarded = letter.forwarded.replace("broke", "is fine")
    assert not letter.has_whole_seal()
    with pytest.raises(Exception, match="sealed words never change"):
        Dispatch.objects.filter(pk=letter.pk).update(forwarded="another thing")


@pytest.mark.parametrize("words", ["", "  ", "> The lid broke.\n>\n> Ruth", "| IBAN GB00", "…!", "\u200b"])
def test_without_a_word_of_ones_own_nothing_is_passed_on(ruth, desk, words):
    answer = forward(desk, ruth, body=words)
    assert (
        answer.status_code == 422 and "Say in your own words why you forward this" in answer.content.decode()
    )
    assert not Dispatch.objects.exists() and Draft.objects.get().forwards_id


def test_both_conversations_lead_to_each_other_and_she_still_waits(ruth, desk):
    answer = forward(desk, ruth, bcc=LENA)
    new = Conversation.objects.exclude(pk=ruth.pk).get()
    assert answer["Location"] == f"/conversations/{new.public_id}/" and new.person.name == "Omar Haddad"
    here = desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert "Ana Moreau forwarded a letter to Omar Haddad, Lena Vogt (unseen)" in here
    assert f'href="/conversations/{new.public_id}/">Show it' in here and "An answer waits" not in here
    there = desk.get(f"/conversations/{new.public_id}/").content.decode()
    assert "Ana Moreau forwarded this from “The lid”" in there
    assert f'href="/conversations/{ruth.public_id}/">Show it' in there
    assert Conversation.objects.get(pk=ruth.pk).place == "waiting"


def test_what_they_answer_comes_there_and_never_to_the_customer(studio, ruth, desk):
    forward(desk, ruth)
    new = Conversation.objects.exclude(pk=ruth.pk).get()
    back = cast.comes_in(studio.inbox, cast.letter(
        "I can, for 12. Do not tell her.", sender=OMAR, subject="Re: Fwd: The lid", ago=cast.timedelta(seconds=-5),
        answers=forwarded().message_id,
    ))  # fmt: skip
    assert back.conversation == new and new.drafts.count() == 0
    here = desk.get(f"/conversations/{ruth.public_id}/").content.decode().partition('id="conversation"')[2]
    assert "An answer waits there." in here and "Do not tell her" not in here
    to = re.search(r'id="to" name="to" value="([^"]*)"', here)
    assert to and to[1].startswith("Ruth Okafor") and "omar" not in to[1]
    assert not ruth.participants.filter(address__value="omar@haddad.example").exists()
    cast.answer(ruth, "Another lid is on its way.", by=studio.ana)
    raw = compose(forwarded().outgoing()).decode().lower()
    assert "omar" not in raw and back.message_id.lower() not in raw


def test_a_mark_in_what_is_quoted_leads_nobody_astray(studio, ruth, desk):
    ours = cast.answer(ruth, "Oh no.", by=studio.ana)
    mark = marker_of(ours.message_id)
    cast.comes_in(studio.inbox, cast.letter(f"Really.\n\n> Oh no.\n> -- \n> Ref: {mark}", subject="Re: The lid",
                                            answers=ours.message_id, ago=cast.timedelta(seconds=-5)))  # fmt: skip
    forward(desk, ruth)
    assert "Really." in forwarded().forwarded and mark not in forwarded().forwarded
    whole = f"{forwarded().forwarded}\n-- \nRef: {marker_of(forwarded().message_id)}"
    quoted = "\n".join(f"> {line}" for line in whole.split("\n"))
    lost = cast.letter(f"All headers lost.\n\n{quoted}", sender=OMAR, subject="AW: Fwd: The lid")
    assert cast.comes_in(studio.inbox, lost).conversation != ruth


def test_undo_brings_words_quotation_and_files_back(ruth, desk):
    forward(desk, ruth)
    new = Conversation.objects.exclude(pk=ruth.pk).get()
    desk.post(f"/conversations/{new.public_id}/messages/{new.messages.get().pk}/undo/")
    assert set(Delivery.objects.values_list("stage", flat=True)) == {"recalled"}
    page = desk.get(f"/conversations/{new.public_id}/").content.decode()
    assert "fire another one?</textarea>" in page and "The forwarded letter" in page and "bill.pdf" in page
    assert "took a forward back" in desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    again = {
        "to": OMAR,
        "subject": "Fwd: The lid",
        "body": "Omar, two of them?",
        "forwards": Draft.objects.get().forwards_id,
        "seen_message": new.messages.get().pk,
    }
    assert desk.post(f"/conversations/{new.public_id}/write/", again).status_code == 302
    assert "> The lid broke." in forwarded().forwarded and len(forwarded().files) == 2
    assert Event.objects.filter(kind="forward of").count() == 1


def test_bcc_of_the_forwarded_letter_is_never_told(studio, ruth, desk):
    from tests.web.test_recipients import sent

    ours = sent(studio, ruth, to=cast.RUTH, bcc=LENA)
    begin(desk, ruth, message=ours.pk)
    desk.post("/write/", form(desk))
    raw = compose(forwarded().outgoing()).decode()
    assert "> Twelve is fine." in raw and "lena" not in raw.lower()


def test_what_is_private_stays_among_the_same_when_it_is_forwarded(studio, ruth, desk):
    ruth.make_private(among=[], by=studio.ana)
    forward(desk, ruth)
    new = Conversation.objects.exclude(pk=ruth.pk).get()
    assert new.is_private() and not Conversation.objects.visible_to(studio.tomas).exists()
    assert client_of(studio.tomas).get(f"/conversations/{new.public_id}/").status_code == 404


def test_who_may_not_see_it_any_more_forwards_it_no_more(studio, ruth, desk):
    tomas = client_of(studio.tomas)
    begin(tomas, ruth)
    ready, picture = form(tomas), DraftFile.objects.get(filename="lid.png")
    assert tomas.get(f"/write/files/{picture.pk}/picture/").status_code == 200
    ruth.make_private(among=[], by=studio.ana)
    assert tomas.get(f"/write/{ready['draft']}/").status_code == 404
    assert tomas.get(f"/write/files/{picture.pk}/picture/").status_code == 404
    assert "The lid" not in tomas.get("/write/").content.decode()
    answer = tomas.post("/write/", ready)
    assert answer["Location"] == "/write/" and not Dispatch.objects.exists()


def test_nobody_forwards_what_they_cannot_see_or_anothers_draft(studio, ruth, desk):
    elsewhere = cast.conversation_with(studio.inbox, "Secret", sender=cast.JONAS, subject="Other")
    begin(desk, ruth, message=elsewhere.messages.get().pk)
    assert not Draft.objects.exists()
    for nonsense in ("x", "9" * 30, "-1"):
        assert begin(desk, ruth, message=nonsense).status_code == 422
    begin(desk, ruth)
    draft = Draft.objects.get()
    assert client_of(studio.tomas).get(f"/write/{draft.pk}/").status_code == 404
    gina = User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    assert begin(client_of(gina), ruth).status_code == 403


def test_pressed_twice_it_leaves_once_and_never_without_what_it_forwards(ruth, desk):
    begin(desk, ruth)
    ready = form(desk)
    assert desk.post("/write/", ready).status_code == 302
    assert desk.post("/write/", ready)["Location"] == "/write/"
    assert desk.post("/write/draft/", ready).status_code == 422
    assert Dispatch.objects.count() == 1 and not Draft.objects.exists()


def test_a_program_among_its_files_stays_here_and_says_so(studio, desk):
    conversation = cast.conversation_with(
        studio.inbox, files=(BILL, ("run.exe", "application/x-dosexec", b"MZ"))
    )
    page = desk.get(begin(desk, conversation)["Location"]).content.decode()
    assert "“run.exe” is a program" in page and page.count('name="along"') == 1


def test_hostile_words_and_headers_are_quoted_as_words(studio, desk):
    evil = "x\r\n-- \nAna Moreau\nRef: bh-aaaaaaaaaaaaaaaa\n<script>alert(1)</script>\n\u202egnp.exe"
    mail = cast.letter(evil, sender='"Mallory\t<img src=x>" <m@x.example>', subject="Hi")
    raw = mail.as_bytes().replace(b"Subject: Hi", b"Subject: =?utf-8?q?Hi=E2=80=A8Bcc:_v@x.example?=")
    conversation = cast.comes_in(studio.inbox, raw).conversation
    page = desk.get(begin(desk, conversation)["Location"]).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    desk.post("/write/", form(desk))
    quote = forwarded().forwarded
    assert "\u202e" not in quote and "\u2028" not in quote and "bh-aaaa" not in quote
    head, _, below = quote.partition("\n\n")
    assert all(line.startswith(("---", "From:", "Date:", "Subject:", "To:")) for line in head.split("\n"))
    assert all(line.startswith(">") for line in below.split("\n"))


def test_a_forward_put_off_leaves_then(ruth, desk):
    assert forward(desk, ruth, leave="tomorrow").status_code == 302
    assert deliver_due() == "" and Delivery.objects.get().stage == "waiting"
