"""Answers to one text to many: they open a conversation of its author, which shows it; machines open nothing."""

from __future__ import annotations

from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate.models import Copy, Room
from byhand.insight.today.asking import Asking
from byhand.insight.today.letters_to_many import wrote_back
from byhand.outreach.capacity import capacity_of
from byhand.team.models import User

RUTH = "ruth@harrow.example"


def copy_to(press, value: str = RUTH) -> Copy:
    one = press.released()
    return Copy.objects.get(dispatch=one.dispatch, recipient=value)


def comes(press, copy: Copy, words: str = "May I have the second week?", **more):
    return cast.comes_in(
        press.studio.inbox,
        cast.letter(words, answers=copy.message_id, subject="Re: The kiln is free", **more),
    )


def test_an_answer_opens_a_conversation_of_its_author_and_shows_the_letter(press):
    press.reader(RUTH)
    copy = copy_to(press)
    Room.objects.touched([copy.reader], press.workshops.made_at)
    one = comes(press, copy).conversation
    assert one.assigned_to == press.studio.ana and one.place == "waiting"
    assert one.events.filter(kind="assigned", to=press.studio.ana).exists()
    assert not Room.objects.filter(person=copy.reader, unanswered__gt=0).exists(), (
        "an answer is a word of theirs"
    )
    page = client_of(press.studio.tomas).get(f"/conversations/{one.public_id}/").text
    assert (
        "This answers a letter to many" in page and "Dear Ruth," in page and "<strong>kiln</strong>" in page
    )
    assert capacity_of(copy.dispatch.broadcast, one.begun_at).open_answers == 1
    again = comes(press, copy, "And the third?").conversation
    assert again == one, "a second answer to the same letter is the same conversation"
    assert AnswerToMany.objects.count() == 1
    cast.answer(one, "Both are yours.", by=press.studio.ana)
    assert capacity_of(copy.dispatch.broadcast, one.begun_at).open_answers == 0


def test_two_answers_in_one_batch_are_one_conversation(press):
    press.reader(RUTH)
    copy = copy_to(press)
    mails = [
        cast.letter(words, answers=copy.message_id, subject="Re: The kiln is free")
        for words in ("One", "Two")
    ]
    cast.comes_in(press.studio.inbox, *mails)
    assert Conversation.objects.count() == AnswerToMany.objects.count() == 1


def test_what_a_machine_answers_opens_nothing(press):
    address = press.reader(RUTH)
    address.person.become_known()
    copy = copy_to(press)
    one = comes(press, copy, "I am away until Monday.", Auto_Submitted="auto-replied").conversation
    assert one.place == "not-for-us" and one.assigned_to is None and not one.waiting_since
    assert AnswerToMany.objects.get().is_automatic and not AnswerToMany.objects.by_people().exists()
    theirs = comes(press, copy).conversation
    assert theirs == one and theirs.place == "waiting", "their own word brings it back"


def test_whoever_was_sent_it_on_sees_nothing_of_the_reader(press):
    press.reader(RUTH)
    copy = copy_to(press)
    theirs = comes(press, copy).conversation
    friend = comes(press, copy, "A friend sent me this. May I come, too?", sender=cast.JONAS).conversation
    assert friend != theirs and friend.assigned_to == press.studio.ana
    page = client_of(press.studio.tomas).get(f"/conversations/{friend.public_id}/").text
    assert "Dear friend," in page and "Dear Ruth," not in page


def test_a_forged_id_opens_an_ordinary_conversation(press):
    press.reader(RUTH)
    copy = copy_to(press)
    forged = copy.message_id.replace("bb.", "bb.1", 1)
    mail = cast.letter("Hello?", answers=forged, subject="Re: The kiln is free")
    one = cast.comes_in(press.studio.inbox, mail).conversation
    assert one.assigned_to is None and not AnswerToMany.objects.exists()


def test_of_an_author_who_has_left_it_waits_for_anyone(press):
    press.reader(RUTH)
    copy = copy_to(press)
    User.objects.get(pk=press.studio.ana.pk).leave()
    one = comes(press, copy).conversation
    assert one.assigned_to is None and one.place == "waiting"


def test_today_names_whoever_wrote_back_and_was_answered_a_week_ago(press):
    """A follow-up is a word by hand that a person thinks of; nothing goes out by itself."""
    press.reader(RUTH)
    copy = copy_to(press)
    one = comes(press, copy).conversation
    asking = Asking(press.studio.ana, Inbox.objects.sight_of(press.studio.ana))
    assert list(wrote_back(asking)) == []
    cast.answer(one, "The second week is yours.", by=press.studio.ana)
    Conversation.objects.update(we_spoke_at=cast.ago(days=8), last_at=cast.ago(days=8))
    [reason] = wrote_back(Asking(press.studio.ana, Inbox.objects.sight_of(press.studio.ana)))
    assert "The kiln is free" in reason.sentence and reason.person == one.person_id
    assert list(wrote_back(Asking(press.studio.tomas, Inbox.objects.sight_of(press.studio.tomas)))) == []
