"""Drifting away: whose silence is too long, by how much, and who may know it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.conversations.between.checking import stands_as_told

from byhand.channels.models import Inbox
from byhand.conversations.between.drifting import who_drifts
from byhand.conversations.between.keeping import set_cadence
from byhand.conversations.models import Between, Cadence
from byhand.people.link import Link
from byhand.people.models import Address, Person

DAY = timedelta(days=1)


@pytest.fixture
def studio(db):
    return cast.studio()


def exchange(inbox, days, who=cast.RUTH, by="studio@kilnlane.example"):
    """A letter of theirs on each of these days before today, all in one conversation, and the first is answered."""
    about = {"subject": f"{who.split()[0]} and {inbox.name}"}
    first = cast.letter("Hello", sender=who, ago=days[0] * DAY, **about)
    about["answers"] = first["Message-ID"].strip("<>")
    rest = [cast.letter("Again", sender=who, ago=day * DAY, **about) for day in days[1:]]
    cast.comes_in(inbox, first, *rest)
    answer = cast.letter("Yes", sender=by, to=who, ago=days[0] * DAY - DAY / 24, **about)
    return cast.comes_in(inbox, answer, role="sent").conversation


def told(studio, user=None, **how):
    sight = Inbox.objects.sight_of(user or studio.ana)
    return who_drifts(sight, **how)


def names(drifts):
    return [Person.objects.get(pk=one.person).name for one in drifts]


def test_silence_longer_than_nine_in_ten_of_their_gaps(studio, django_assert_num_queries):
    exchange(studio.inbox, [140, 126, 112, 98, 84, 70])
    exchange(studio.inbox, [42, 35, 28, 21, 14, 7], cast.JONAS)
    exchange(studio.inbox, [150, 100, 60], cast.MEI)
    sight = Inbox.objects.sight_of(studio.ana)
    with django_assert_num_queries(1):
        (ruth,) = who_drifts(sight, now=timezone.now() - DAY / 2)
    assert names([ruth]) == ["Ruth Okafor"] and (ruth.usual, ruth.often, ruth.gaps) == (14, 14, 5)
    assert ruth.elapsed == pytest.approx(69.5, abs=0.01) and not ruth.by_cadence
    assert ruth.overdue == pytest.approx((69.5 - 14) / 14, abs=0.01)
    assert names(told(studio)) == ["Ruth Okafor", "Jonas Lind"], "most overdue first"
    assert names(told(studio, within=10 * DAY)) == ["Jonas Lind"], "who left long ago is left out"


def test_a_real_touch_resets_it_and_a_machine_does_not(studio):
    ruth = exchange(studio.inbox, [140, 126, 112, 98, 84, 70])
    cast.comes_in(studio.inbox, cast.letter("I am away", Auto_Submitted="auto-replied"))
    assert len(told(studio)) == 1
    cast.answer(ruth, "How are you?", by=studio.ana)
    assert told(studio) == []


def test_who_only_ever_wrote_or_is_blocked_does_not_drift(studio):
    mails = [
        cast.letter("Buy!", sender=cast.NEWS, subject=f"{n}", ago=(200 - 14 * n) * DAY) for n in range(8)
    ]
    cast.comes_in(studio.inbox, *mails)
    exchange(studio.inbox, [140, 126, 112, 98, 84, 70]).person.block(because="rude", by=studio.ana)
    assert Between.objects.get(went_count=0).due_at is None and told(studio) == []


def test_a_cadence_beats_what_was_usual_and_counts_without_a_word(studio):
    ruth = exchange(studio.inbox, [140, 126, 112, 98, 84, 70]).person
    set_cadence(ruth, 60, by=studio.ana)
    (one,) = told(studio)
    assert (one.usual, one.often, one.by_cadence, one.gaps) == (60, 60, True, 5)
    set_cadence(ruth, 91, by=studio.tomas)
    assert told(studio) == [] and Cadence.objects.standing().get().by == studio.tomas
    set_cadence(ruth, None, by=studio.ana)
    assert told(studio)[0].usual == 14 and Cadence.objects.filter(ended_by=studio.ana).exists()
    new = Person.objects.create(name="Nora New")
    set_cadence(new, 30, by=studio.ana)
    assert [one.person for one in told(studio, now=timezone.now() + 31 * DAY)][-1] == new.pk
    cast.conversation_with(studio.inbox, sender="Nora New <nora@new.example>")
    nora = Address.objects.get(value="nora@new.example").person
    Link.objects.merge(new, into=nora, by=studio.ana)
    assert Between.objects.get(person=nora).cadence == 30 and stands_as_told() == []
    Link.objects.get().take_apart(by=studio.ana)
    assert Between.objects.get(person=nora).cadence is None and stands_as_told() == []


def test_a_colleagues_own_exchange_drifts_by_itself(studio):
    exchange(studio.inbox, [141, 126, 112, 98, 84, 70, 63], by=studio.ana.email)
    sight = Inbox.objects.sight_of(studio.ana)
    (ana,) = who_drifts(sight, of=studio.ana)
    assert ana.gaps == 6 and who_drifts(sight, of=studio.tomas) == []


@pytest.fixture
def books(studio):
    """An inbox that Ana alone sees."""
    inbox = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    inbox.members.add(studio.ana)
    return inbox


def test_nobody_learns_from_a_silence_what_they_may_not_read(studio, books):
    """To Ana, Ruth wrote last week; to Tomas, who does not see that, seventy days ago."""
    exchange(studio.inbox, [140, 126, 112, 98, 84, 70])
    before = told(studio, studio.tomas)
    exchange(books, [77, 63, 49, 35, 21, 7])
    assert told(studio, studio.ana) == []
    after = told(studio, studio.tomas)
    assert [(one.person, one.usual, one.gaps) for one in after] == [
        (one.person, one.usual, one.gaps) for one in before
    ]
    hidden = exchange(books, [140, 126, 112, 98, 84, 70], cast.JONAS)
    assert names(told(studio, studio.ana)) == ["Jonas Lind"]
    assert "Jonas Lind" not in names(told(studio, studio.tomas))
    set_cadence(hidden.person, 7, by=studio.ana)
    assert "Jonas Lind" not in names(told(studio, studio.tomas))


def test_what_is_private_is_told_to_whoever_may_read_it(studio):
    exchange(studio.inbox, [140, 126, 112, 98, 84, 70])
    lately = cast.conversation_with(studio.inbox, "Between us", subject="Private", ago=DAY)
    assert told(studio, studio.tomas) == []
    lately.make_private(among=[], by=studio.ana)
    assert told(studio, studio.ana) == []
    (tomas,) = told(studio, studio.tomas)
    assert tomas.usual == 14 and tomas.elapsed > 69
    lately.open_up(by=studio.ana)
    assert told(studio, studio.tomas) == []


def test_several_places_are_put_together_as_if_there_were_nothing_else(studio, books):
    """Two inboxes Tomas sees, one he does not: every other word in each, so that only both together have six weeks."""
    workshop = Inbox.objects.create(kind="practice", name="Workshop", address="w@kilnlane.example")
    exchange(studio.inbox, [140, 112, 84])
    exchange(workshop, [126, 98, 70])
    (before,) = told(studio, studio.tomas)
    exchange(books, [7, 3])
    (after,) = told(studio, studio.tomas)
    assert (after.usual, after.gaps, after.last_at) == (before.usual, before.gaps, before.last_at) == (
        14, 5, before.last_at
    )  # fmt: skip
    assert told(studio, studio.ana) == []
