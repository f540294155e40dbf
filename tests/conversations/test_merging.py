"""Two conversations become one, one becomes two, and both can be undone whenever somebody likes."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone
from tests import cast

from byhand.conversations.drafting import Words
from byhand.conversations.merging import NotTogether
from byhand.conversations.models import Conversation, Draft, Event, Move, Note, Promise
from byhand.gate.models import Dispatch
from byhand.gate.refusals import Refusal

FILES = (("a.txt", "text/plain", b"x"),)
SINCE = timedelta(seconds=-5)


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def two(studio):
    """Ruth has written twice about different things; the first was answered and is done."""
    lid = cast.conversation_with(studio.inbox, "The lid broke.", ago=timedelta(hours=5))
    cast.answer(lid, "A new one is on its way.", by=studio.ana)
    lid = fresh(lid)
    lid.close(by=studio.ana)
    march = cast.conversation_with(
        studio.inbox, "Twelve in March?", subject="March", files=(("a.txt", "text/plain", b"x"),)
    )
    return fresh(lid), march


def fresh(one):
    return Conversation.objects.get(pk=one.pk)


def state(one):
    row = fresh(one)
    return {name: getattr(row, name) for name in (
        "place", "waiting_since", "they_spoke_at", "last_at", "preview", "message_count", "has_files", "person_id",
        "assigned_to_id", "closed_at",
    )} | {"said": sorted(row.messages.values_list("pk", flat=True)), "notes": row.notes.count(),
          "promises": row.promises.count()}  # fmt: skip


def test_merged_they_are_one_and_whoever_waited_waits(studio, two):
    lid, march = two
    Note.objects.write(march, "@Tomas?", by=studio.ana)
    Promise.objects.make(march, "Tell her", due_on=timezone.localdate(), by=studio.ana)
    march.assign(to=studio.tomas, by=studio.ana)
    waits = fresh(march).waiting_since
    fresh(march).merge_into(lid, by=studio.ana)
    row = fresh(lid)
    assert (row.place, row.waiting_since, row.message_count, row.has_files) == ("waiting", waits, 3, True)
    assert (
        row.assigned_to == studio.tomas
        and row.urgency == 2
        and row.notes.count() == row.promises.count() == 1
    )
    assert row.preview == "A new one is on its way." and list(Conversation.objects.everything()) == [row]
    assert Conversation.objects.mentioning(studio.tomas.pk).get() == row
    assert not fresh(march).messages.exists() and fresh(march).merged_by == studio.ana


def test_taken_apart_both_stand_as_they_did(studio, two):
    lid, march = two
    Note.objects.write(march, "Hm.", by=studio.ana)
    march.assign(to=studio.tomas, by=studio.ana)
    before = state(lid), state(march)
    fresh(march).merge_into(lid, by=studio.ana)
    move = Move.objects.get()
    assert move.take_back(by=studio.tomas) == march
    now = state(lid), state(march)
    assert now[1] == before[1]
    assert now[0] == before[0]
    assert Move.objects.get().take_back(by=studio.ana) is None, "once is enough"
    kinds = list(fresh(lid).events.values_list("kind", flat=True))
    assert kinds[-2:] == ["was merged", "apart"] and "began" in fresh(march).events.values_list(
        "kind", flat=True
    )


def test_mail_follows_and_what_came_since_stays_when_it_is_taken_apart(studio, two):
    lid, march = two
    first = march.messages.get().message_id
    march.merge_into(lid, by=studio.ana)
    came = cast.comes_in(studio.inbox, cast.letter("Well?", subject="Re: March", answers=first, ago=SINCE))
    assert came.conversation == lid
    Move.objects.get().take_back(by=studio.ana)
    assert fresh(lid).messages.filter(pk=came.pk).exists()
    again = cast.comes_in(studio.inbox, cast.letter("Hello?", subject="Re: March", answers=first, ago=SINCE))
    assert again.conversation == march and fresh(march).place == "waiting"


def test_merged_again_and_again_the_words_are_found_and_each_step_is_undone(studio, two):
    lid, march = two
    third = cast.conversation_with(studio.inbox, "And thanks.", subject="Thanks")
    march.merge_into(lid, by=studio.ana)
    fresh(lid).merge_into(third, by=studio.ana)
    assert fresh(third).messages.count() == 4
    Move.objects.get(source=march).take_back(by=studio.ana)
    assert fresh(march).messages.count() == 1 and fresh(third).messages.count() == 3
    Move.objects.get(source=lid).take_back(by=studio.ana)
    assert fresh(lid).messages.count() == 2 and fresh(third).messages.count() == 1


def test_nobody_answers_in_one_that_was_merged_and_no_draft_is_lost(studio, two):
    lid, march = two
    for one, by, body in ((march, studio.ana, "A"), (march, studio.tomas, "B"), (lid, studio.tomas, "C")):
        Draft.objects.keep(Words(to=cast.RUTH, body=body), conversation=one, by=by)
    march.merge_into(lid, by=studio.ana)
    assert Draft.objects.get(body="A").conversation == lid and Draft.objects.get(body="C").conversation == lid
    assert Draft.objects.begun_letters().get().body == "B"
    sent = Dispatch.objects.count()
    with pytest.raises(Refusal, match="merged into another"):
        cast.answer(fresh(march), "Too late", by=studio.ana)
    Draft.objects.filter(body="Too late").delete()
    assert Dispatch.objects.count() == sent and not fresh(march).reopen(by=studio.ana)
    Move.objects.get().take_back(by=studio.ana)
    assert Draft.objects.get(body="A").conversation == march


def test_what_would_be_shown_to_others_or_makes_no_sense_is_refused(studio, two):
    lid, march = two
    other = type(studio.inbox).objects.create(
        kind="practice", name="Owners", address="o@k.example", is_team_wide=False
    )
    hidden = cast.comes_in(other, cast.letter("Between us", subject="Salaries")).conversation
    march.fold(because="spam", by=studio.ana)
    for source, target in ((lid, lid), (hidden, lid), (lid, hidden), (march, lid), (lid, march)):
        with pytest.raises(NotTogether):
            fresh(source).merge_into(fresh(target), by=studio.ana)
    march.unfold(by=studio.ana)
    march.merge_into(lid, by=studio.ana)
    for source, target in ((march, lid), (lid, march)):
        with pytest.raises(NotTogether, match="merged meanwhile"):
            fresh(source).merge_into(fresh(target), by=studio.ana)
    assert Move.objects.count() == 1


def test_a_merge_across_team_wide_inboxes_is_seen_in_both_until_it_is_undone(studio, two):
    lid, _march = two
    second = type(studio.inbox).objects.create(kind="practice", name="Info", address="info@kilnlane.example")
    there = cast.comes_in(second, cast.letter("Hello info", sender=cast.JONAS, subject="Info")).conversation
    there.merge_into(lid, by=studio.ana)
    assert lid.seen_in_inboxes.count() == 2 and lid.participants.count() == 2
    Move.objects.get().take_back(by=studio.ana)
    assert lid.seen_in_inboxes.count() == 1 and lid.participants.count() == 1


def test_split_from_a_message_on_and_back(studio, two):
    lid, _march = two
    asked = cast.comes_in(
        studio.inbox, cast.letter("Also: March?", answers=lid.messages.first().message_id, ago=SINCE)
    )
    Note.objects.write(lid, "About March.", by=studio.tomas)
    before = state(lid)
    new = fresh(lid).split_from(asked, by=studio.ana)
    assert new.place == "waiting" and fresh(lid).place == "theirs" and new.notes.count() == 1
    assert fresh(lid).message_count == 2 and new.message_count == 1 and new.person == lid.person
    answered = cast.comes_in(studio.inbox, cast.letter("?", answers=asked.message_id, ago=SINCE))
    assert answered.conversation == new
    assert Move.objects.get().take_back(by=studio.tomas) == lid
    after = state(lid)
    assert (
        after["said"] == [*before["said"], answered.pk]
        and after["place"] == "waiting"
        and after["notes"] == 1
    )
    assert fresh(new).merged_into == lid and Move.objects.filter(undone_at=None).count() == 1


def test_the_first_message_and_a_stranger_one_are_not_split(studio, two):
    lid, march = two
    for message in (lid.messages.first(), march.messages.get()):
        with pytest.raises(NotTogether):
            lid.split_from(message, by=studio.ana)
    assert Conversation.objects.count() == 2 and not Move.objects.exists()


def test_two_colleagues_merge_the_same_two_at_once_and_one_of_them_is_told(fresh_house):
    here = cast.studio()
    one, other = (cast.conversation_with(here.inbox, subject=name) for name in ("One", "Other"))
    start, outcomes = Barrier(2), []

    def merge(source, target, by):
        close_old_connections()
        try:
            start.wait(10)
            source.merge_into(target, by=by)
            outcomes.append("merged")
        except NotTogether as no:
            outcomes.append(str(no))
        finally:
            connection.close()

    threads = [
        Thread(target=merge, args=(one, other, here.ana)),
        Thread(target=merge, args=(other, one, here.tomas)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["One of them was merged meanwhile. Open it anew.", "merged"]
    assert Conversation.objects.filter(merged_into=None).get().messages.count() == 2
    assert Event.objects.filter(kind="merged").count() == 1
