"""Nobody gets a letter to many at night, by their own clock; and whoever sleeps holds up nobody."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.gate.many.conftest import Press
from tests.gate.many.test_sending import is_counted, stages, went_to
from tests.people.agreeing import at_their_door

from byhand.gate.many import sending
from byhand.gate.many.sending import send
from byhand.gate.many.waking import USUAL, Waking
from byhand.gate.models import Copy, Room, Terms
from byhand.kit.clocks import zone_of
from byhand.kit.hours import Hours, Span
from byhand.people.models import OwnClock

CLOCKS = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "+05:45", "-09:30")
HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # in Auckland one in the morning, in New York seven
spans = st.one_of(
    st.none(),
    st.builds(Span, *[st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))] * 2),
)
# Days on which somewhere the clock is put forward or back, and the days around.
moments = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from(
        [datetime(2026, *day, tzinfo=UTC) for day in ((3, 28), (4, 4), (10, 24), (10, 31), (6, 1))]
    ),
    st.integers(0, 4 * 24 * 60),
)


def is_day(hours: Hours, clock: str, at: datetime) -> bool:
    """As the clock on the wall shows it, minute by minute, reckoned without the code that is tried."""
    wall = at.astimezone(zone_of(clock)).replace(tzinfo=None)
    for day in (wall.date() - timedelta(days=1), wall.date()):
        span = hours.days[day.weekday()]
        if span:
            begin, end = datetime.combine(day, span.begins), datetime.combine(day, span.ends)
            if begin <= wall < (end if span.ends > span.begins else end + timedelta(days=1)):
                return True
    return False


@settings(max_examples=150, deadline=None)
@given(
    st.lists(spans, min_size=7, max_size=7).map(lambda days: Hours(tuple(days))),
    st.lists(st.tuples(moments, st.sampled_from(CLOCKS)), min_size=1, max_size=12),
)
@example(  # a day that begins in the hour that is there twice
    Hours((Span(time(1, 30), time(3)),) * 7),
    [(datetime(2026, 11, 1, 5, m, tzinfo=UTC), "America/New_York") for m in (29, 31, 59)]
    + [(datetime(2026, 11, 1, 6, m, tzinfo=UTC), "America/New_York") for m in (1, 29, 31)],
)
def test_awake_is_who_has_day_whatever_was_asked_before(hours, asked):
    waking = Waking(hours.stored(), None)
    for at, clock in sorted(asked):
        awake, zone = waking.is_awake(clock, at), zone_of(clock)
        assert not awake or is_day(hours, clock, at), (clock, at)
        is_a_usual_hour = at.astimezone(zone).utcoffset() == (at - 3 * HOUR).astimezone(zone).utcoffset()
        assert awake or not (is_a_usual_hour and is_day(hours, clock, at)), (clock, at)
        morning = waking.morning(clock, at)
        if any(hours.days):
            assert morning and morning > at and is_day(hours, clock, morning), (clock, at, morning)
        else:
            assert morning is None


def reader(press: Press, number: int, zone: str):
    address = press.reader(number)
    if zone:
        OwnClock.objects.say(zone, by=at_their_door(address))
    return address


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests set. No transaction is held open at another hour."""

    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.mark.django_db
def test_whoever_sleeps_waits_for_their_morning_and_holds_up_nobody(press: Press, clock, settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    dispatch = press.release(latest_at=NOON + timedelta(hours=30))
    dispatch.terms.keep_hours(USUAL.stored())
    zones = ("Pacific/Auckland", "", "America/New_York", "Asia/Kathmandu")
    theirs = [reader(press, number, zone) for number, zone in enumerate(zones)]
    first, *_others = press.gather(dispatch, *theirs)
    assert first.clock == "Pacific/Auckland"
    assert first.next_attempt_at == datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Pacific/Auckland"))
    send(dispatch)
    assert went_to() == ["r1@harrow.example", "r3@harrow.example"]
    rests = Terms.objects.get().resting_until
    assert rests == datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("America/New_York"))
    # The one of New York was late in the row, and it became evening there: found asleep when its turn comes.
    clock.now = datetime(2026, 11, 24, 1, tzinfo=UTC)
    Copy.objects.filter(recipient__startswith="r0").update(next_attempt_at=clock.now + timedelta(hours=9))
    send(dispatch)
    assert len(went_to()) == 2 and not Copy.objects.filter(stage="claimed").exists() and is_counted(dispatch)
    clock.now = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # in Auckland half past eleven at night
    send(dispatch)
    assert stages(dispatch)["r0@harrow.example"] == "held", "its next morning comes after the latest time"
    assert "it is night" in Copy.objects.get(stage="held").answer
    clock.now = datetime(2026, 11, 24, 13, 1, tzinfo=UTC)
    assert Terms.objects.going().exists()
    send(dispatch)
    assert went_to() == ["r1@harrow.example", "r2@harrow.example", "r3@harrow.example"]
    assert Terms.objects.get().finished_at and is_counted(dispatch)


@pytest.mark.django_db
def test_a_clock_chosen_since_the_gathering_holds(press: Press, clock, settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    dispatch = press.release()
    dispatch.terms.keep_hours(USUAL.stored())
    theirs = [reader(press, number, zone) for number, zone in enumerate(("", "Pacific/Auckland"))]
    press.gather(dispatch, *theirs)
    for one, zone in zip(theirs, ("Pacific/Auckland", "America/New_York"), strict=True):
        OwnClock.objects.say(zone, by=at_their_door(one))
    send(dispatch)
    assert went_to() == [] and is_counted(dispatch), "in Auckland it is night by now"
    assert Terms.objects.get().resting_until == datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Pacific/Auckland"))
    clock.now = datetime(2026, 11, 24, 13, 1, tzinfo=UTC)  # in Auckland two at night, in New York eight
    send(dispatch)
    assert went_to() == ["r1@harrow.example"] and is_counted(dispatch), "by the clock left behind it is night"
    clock.now = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    send(dispatch)
    assert len(went_to()) == 2 and Terms.objects.get().finished_at and is_counted(dispatch)


@pytest.mark.django_db
def test_whoever_falls_asleep_in_hand_is_not_spoken_to(press: Press, clock, monkeypatch) -> None:
    dispatch = press.release()
    clock.now = NOON.replace(hour=19, minute=59)
    dispatch.terms.keep_hours(USUAL.stored())
    press.gather(
        dispatch, *(reader(press, number, zone) for number, zone in enumerate(("Europe/London", "+02:00")))
    )
    assert Copy.objects.get(stage="waiting", clock="Europe/London"), "the other sleeps already"
    offer = sending.Sending._offer

    def offered(self) -> None:
        """Rendered and offered; then it strikes eight."""
        offer(self)
        clock.now = NOON.replace(hour=20)

    monkeypatch.setattr(sending.Sending, "_offer", offered)
    send(dispatch)
    assert went_to() == [] and Terms.objects.get().spoken == 0 and is_counted(dispatch)
    monkeypatch.undo()
    Terms.objects.update(hours=None, resting_until=None)
    Copy.objects.update(next_attempt_at=NOON)
    send(dispatch)
    assert len(went_to()) == 2, "at any time, once it keeps no hours"


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_copy_is_begun_outside_its_readers_day_nor_past_the_latest_time(data, a_night_press) -> None:
    """The clock runs on by some hours whenever a letter is said; whatever is said is said by day."""
    press, clock, outbox = a_night_press
    clock.now = data.draw(moments)
    latest = clock.now + timedelta(hours=data.draw(st.integers(1, 60)))
    Room.objects.all().delete()  # nobody has heard of us lately
    dispatch = press.release(latest_at=latest)
    hours = Hours((Span(time(data.draw(st.integers(5, 9))), time(data.draw(st.integers(17, 22)))),) * 7)
    dispatch.terms.keep_hours(hours.stored())
    press.gather(dispatch, *press.theirs)
    outbox.clear()
    steps = data.draw(st.lists(st.integers(1, 600), min_size=4, max_size=4))
    for _round in range(40):
        terms = Terms.objects.get(dispatch=dispatch)
        if terms.finished_at:
            break
        clock.steps = list(steps)
        clock.now = max(clock.now, min(terms.resting_until or clock.now, latest)) + timedelta(seconds=1)
        send(dispatch)
    assert Terms.objects.get(dispatch=dispatch).finished_at and is_counted(dispatch)
    for copy, at in outbox:
        assert is_day(hours, copy.clock or "Europe/Berlin", at) and at < latest, (copy.clock, at)
    said = {copy.pk for copy, _at in outbox}
    assert said == set(dispatch.copies.filter(stage="accepted").values_list("pk", flat=True))


@pytest.fixture
def a_night_press(press: Press, monkeypatch, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    outbox: list[tuple[Copy, datetime]] = []

    class Clock:
        now, steps = NOON, list[int]()

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    monkeypatch.setattr(sending, "LINES", 2)
    press.theirs = [reader(press, number, zone) for number, zone in enumerate(("", *CLOCKS[:4]))]
    turn = sending.Speaking.turn

    def turning(self, came, ready):
        said = turn(self, came, ready)
        outbox.extend((Copy.objects.get(pk=one), Clock.now) for one in said.go)
        if said.go and Clock.steps:
            Clock.now += timedelta(minutes=Clock.steps.pop())
        return said

    monkeypatch.setattr(sending.Speaking, "turn", turning)
    return press, Clock, outbox
