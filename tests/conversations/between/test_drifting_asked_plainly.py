"""Who drifts, asked of an index, is who drifts when everybody is looked at one by one; whatever its reader may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast

from byhand.channels.inbox import Sight
from byhand.channels.models import Inbox
from byhand.conversations.between.drifting import WITHIN, who_drifts
from byhand.conversations.between.falling_due import falls_due
from byhand.conversations.models import Between
from byhand.kit.between import DAY, Tally, together, week_of
from byhand.people.models import Person

INBOXES = 3
# Of one person in one inbox: days since the last word, and the weeks before it in which there was one; who wrote.
part = st.tuples(
    st.integers(1, 500), st.lists(st.integers(1, 40), max_size=9, unique=True), st.sampled_from("bct")
)
parts = st.dictionaries(st.integers(0, INBOXES - 1), part, min_size=1, max_size=INBOXES)
cadences = st.one_of(st.none(), st.integers(1, 400))


@pytest.fixture
def inboxes(db):
    cast.studio()
    more = [Inbox.objects.create(kind="practice", name=f"{n}", address=f"{n}@x.example") for n in range(2)]
    return [Inbox.objects.order_by("pk")[0].pk, *(one.pk for one in more)]


@given(
    st.lists(st.tuples(parts, cadences, st.booleans()), min_size=1, max_size=6),
    st.sets(st.integers(0, INBOXES - 1)), st.integers(1, 6),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_says_what_looking_at_everybody_says(inboxes, people, seen, most):
    now = timezone.now()
    Between.objects.all().delete()
    Person.objects.all().delete()
    for found, cadence, blocked in people:
        person = Person.objects.create(name="R", blocked_at=now if blocked else None)
        _keep(person, {inboxes[n]: _tally(now, *one) for n, one in found.items()}, cadence, now)
    sight = Sight(tuple(inboxes[n] for n in sorted(seen)), some_are_hidden=len(seen) < INBOXES)
    told = [(one.person, round(one.overdue, 6), one.gaps) for one in who_drifts(sight, now=now, most=most)]
    plain = _asked_plainly(sight, now)
    assert len(told) == min(most, len(plain)) and set(told) <= set(plain)
    overdue = [one for _, one, _ in told]
    assert overdue == sorted((one for _, one, _ in plain), reverse=True)[:most]


def _tally(now, days, weeks, who):
    last = now - timedelta(days=days)
    came, went = who != "t", who != "c"
    return Tally(1.0, 1.0, last, int(came), int(went), last, sorted({week_of(last) - n for n in (0, *weeks)}))


def _keep(person, tallies, cadence, now):
    """As counting keeps them: a row a place, and one more that holds the whole where there are several."""
    places = [({"inbox_id": inbox}, one) for inbox, one in tallies.items()]
    if len(places) > 1:
        places.append(({}, together(tallies.values())))
    for place, tally in places:
        whole = len(places) == 1 or not place
        row = Between(person=person, is_whole=whole, cadence=cadence, cadence_since=cadence and now, **place)
        row.take(tally)
        row.save()


def _asked_plainly(sight, now):
    """Each person by themselves, as their page shows it."""
    found = []
    for person in Person.objects.filter(blocked_at=None):
        for one in Between.objects.of_house().of_person(person.pk, sight):
            usual, due_at = falls_due(one.tally, one.cadence, one.cadence_since)
            if usual and due_at and due_at <= now and (one.cadence or due_at > now - WITHIN):
                elapsed = (now - one.tally.last_at) / DAY
                gaps = len(one.tally.weeks) - 1 if len(one.tally.weeks) > 5 else 0
                found.append((person.pk, round(max(elapsed - usual, 0) / usual, 6), gaps))
    return found
