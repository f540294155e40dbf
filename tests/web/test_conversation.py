"""One conversation: what was said, by whom, and how sure we are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from byhand.conversations.models import Conversation, Message, Note
from byhand.gate.models import Delivery


def page_of(desk, conversation, query="", **headers) -> str:
    answer = desk.get(f"/conversations/{conversation.public_id}/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_came_is_shown_and_what_it_quotes_is_folded(studio, desk):
    words = "Yes, Tuesday suits me.\n\nOn Mon, 16 Nov 2026 at 10:00, Ana wrote:\n> Would Tuesday suit you?"
    page = page_of(desk, cast.conversation_with(studio.inbox, words))
    body, _, rest = page.partition('<details class="quote">')
    assert "Yes, Tuesday suits me." in body and "Would Tuesday suit you?" not in body
    assert "Would Tuesday suit you?" in rest


def test_words_of_strangers_are_never_markup(studio, desk):
    evil = '<script>alert(1)</script><b onmouseover=x>"\'& https://x.example/?a=1&b="onclick=1'
    mail = cast.letter(evil, sender=f'"{"<img src=x onerror=1>"}" <evil@x.example>', subject="<svg onload=1>",
                       files=(("<i>.txt", "text/plain", b"x"),))  # fmt: skip
    page = page_of(desk, cast.comes_in(studio.inbox, mail).conversation)
    for tag in ("<script>alert", "<img src=x", "<svg onload", "<b onmouseover", "<i>"):
        assert tag not in page
    assert 'href="https://x.example/?a=1&amp;b="' in page


def test_sealed_words_carry_their_authors_mark(studio, ruth, desk):
    cast.answer(ruth, "Twelve is fine.", by=studio.tomas)
    assert '<span class="sealed">written by Tomas</span>' in page_of(desk, ruth)


def test_what_was_sent_elsewhere_says_so_and_has_no_seal(studio, ruth, desk):
    sent = cast.letter("From my phone.", sender="Ana Moreau <ana@kilnlane.example>", subject="Re: The lid",
                       to=cast.RUTH, answers=ruth.messages.get().message_id)  # fmt: skip
    message = cast.comes_in(studio.inbox, sent, role="sent")
    page = page_of(desk, message.conversation)
    assert "sent outside Byhand" in page and "written by" not in page


def test_a_sender_who_was_not_verified_is_shown_as_that(ruth, desk):
    Message.objects.update(sender="unverified")
    assert "sender not verified" in page_of(desk, ruth)


def test_machines_are_a_thin_line_and_automatic_answers_are_shown(studio, ruth, desk):
    first = ruth.messages.get().message_id
    cast.comes_in(
        studio.inbox,
        cast.letter(
            "Your parcel left.", subject="Re: The lid", answers=first, Auto_Submitted="auto-generated"
        ),
        cast.letter("I am away.", subject="Re: The lid", answers=first, Auto_Submitted="auto-replied"),
    )
    page = page_of(desk, ruth)
    assert '<details class="line machine"' in page and "Automatic mail" in page
    assert "automatic answer" in page and "I am away." in page


def test_notes_and_events_stand_in_the_line_of_time(studio, ruth, desk):
    Note.objects.write(ruth, "The room holds fourteen.", by=studio.tomas)
    ruth.assign(to=studio.tomas, by=studio.ana)
    ruth.close(by=studio.tomas)
    page = page_of(desk, ruth)
    assert "<b>Tomas Brandt</b> to the team" in page and "The room holds fourteen." in page
    assert page.index("Ana Moreau gave it to Tomas Brandt") < page.index("Tomas Brandt marked it as done")


@pytest.mark.parametrize(
    ("stage", "answer", "words", "decides"),
    [
        ("waiting", "", "Waiting to leave", False),
        ("accepted", "250 taken", "Delivered", False),
        ("refused", "No such mailbox.", "Refused: No such mailbox.", True),
        ("perhaps", "It was cut off.", "Perhaps delivered; nobody can say. It was cut off.", True),
        ("held", "Its author has left.", "Held: Its author has left.", True),
    ],
)
def test_how_far_a_letter_is_stands_in_words(studio, ruth, desk, stage, answer, words, decides):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    message.dispatch.deliveries.update(stage=stage, answer=answer)
    page = page_of(desk, ruth)
    assert words in page and ("Send again" in page) == decides
    assert ("/undo/" in page) == (stage == "waiting")


def test_a_letter_that_came_back_says_why(studio, ruth, desk):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    message.dispatch.deliveries.get().bounce("550 5.1.1 unknown")
    assert "Came back: 550 5.1.1 unknown" in page_of(desk, ruth)


def test_a_letter_that_is_tried_again_says_when(studio, ruth, desk):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    message.dispatch.deliveries.update(attempts=2, answer="The server was busy.")
    page = page_of(desk, ruth)
    assert "Not delivered yet: The server was busy." in page and "/undo/" not in page


def test_of_several_recipients_each_is_told(studio, ruth, desk):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana, to=f"{cast.RUTH}, {cast.MEI}")
    Delivery.objects.filter(recipient="mei@harrow.example").update(stage="refused", answer="Full.")
    Delivery.objects.filter(recipient="ruth@harrow.example").update(stage="accepted")
    page = page_of(desk, ruth)
    assert "mei@harrow.example: Refused: Full." in page and "ruth@harrow.example: Delivered" in page
    assert message.dispatch.deliveries.count() == 2


def test_the_answer_goes_to_whoever_wrote_with_those_who_read_along(studio, desk):
    mail = cast.letter("Hello", Cc=f"{cast.MEI}, Studio <{cast.STUDIO}>")
    page = page_of(desk, cast.comes_in(studio.inbox, mail).conversation)
    assert 'name="to" value="Ruth Okafor &lt;ruth@harrow.example&gt;"' in page
    assert 'name="cc" value="Mei Tanaka &lt;mei@harrow.example&gt;"' in page
    assert 'name="subject" value="Re: The lid"' in page


def test_a_long_thread_opens_with_its_newest_words(studio, ruth, desk):
    first = ruth.messages.get().message_id
    cast.comes_in(studio.inbox, *(
        cast.letter(f"word number {n}.", subject="Re: The lid", answers=first, ago=timedelta(minutes=100 - n))
        for n in range(80)
    ))  # fmt: skip
    page = page_of(desk, ruth)
    assert "word number 79." in page and "word number 5." not in page and "Show what was said before" in page
    newest = max(ruth.messages.values_list("pk", flat=True))
    assert f'name="seen_message" value="{newest}"' in page
    assert "word number 5." in page_of(desk, ruth, "?whole=1")


def test_the_list_beside_it_stays_the_one_it_was_opened_from(studio, desk):
    theirs = cast.conversation_with(studio.inbox)
    cast.answer(theirs, "There.", by=studio.ana)
    page = page_of(desk, theirs, "?list=theirs")
    assert 'aria-current="page">For them' in page and "/write/?list=theirs" in page


def test_htmx_gets_what_it_replaces(ruth, desk):
    part = page_of(desk, ruth, **{"HX-Request": "true", "HX-Target": "conversation"})
    assert 'id="conversation"' in part and "<html" not in part and 'id="list"' not in part
    words = page_of(desk, ruth, **{"HX-Request": "true", "HX-Target": "words"})
    assert words.lstrip().startswith('<div class="words"') and 'id="write"' not in words
    whole = page_of(desk, ruth, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole


PINNED = {"": 18, "conversation": 16, "words": 11}


@pytest.mark.parametrize("letters", [1, 25])
@pytest.mark.parametrize("part", PINNED)
def test_a_conversation_costs_the_same_however_long(
    studio, desk, django_assert_max_num_queries, part, letters
):
    """The sign-in takes one of them, the inboxes one, the list two, proposals one where there are any."""
    ruth = cast.a_busy_week(studio)
    first = ruth.messages.order_by("pk")[0].message_id
    cast.comes_in(studio.inbox, *(
        cast.letter("more", subject=f"Re: {ruth.subject}", answers=first, sender=f"P{n} <p{n}@x.example>",
                    files=(("a.txt", "text/plain", b"x"),))
        for n in range(letters)
    ))  # fmt: skip
    for n in range(letters):
        Note.objects.write(ruth, f"note {n}", by=studio.tomas)
    with django_assert_max_num_queries(PINNED[part]):
        page_of(desk, ruth, **({"HX-Request": "true", "HX-Target": part} if part else {}))


def test_a_conversation_without_a_person_opens(studio, desk):
    lost = cast.comes_in(studio.inbox, b"Subject: nobody\r\n\r\nwords").conversation
    assert "words" in page_of(desk, lost)


def test_put_off_and_folded_ones_say_so(studio, ruth, desk):
    ruth.snooze(until=timezone.now() + timedelta(days=1), by=studio.ana)
    assert "Put off until" in page_of(desk, ruth) and "Bring it back now" in page_of(desk, ruth)
    ruth.fold(because="spam", by=studio.ana)
    assert "This is folded away: spam" in page_of(desk, Conversation.objects.get())
