"""Before a letter to many leaves: a chore counts, the page shows what was counted and when; the gate asks anew."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.outreach.broadcasts.conftest import fresh
from tests.outreach.broadcasts.test_pages import DIGEST
from tests.people.agreeing import agreed
from tests.web.conftest import client_of

from byhand.conversations.erasing.erase import erase
from byhand.gate.models import Policy
from byhand.outreach import few, forecasting
from byhand.outreach.before import before
from byhand.outreach.forecast import RESTS, TRUE_FOR
from byhand.outreach.forecast_kept import kept, question_of
from byhand.outreach.forecasting import forecast_due
from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.models import Audience, Forecast, PeopleList
from byhand.outreach.planning import plan_of
from byhand.outreach.rules.known import Known
from byhand.outreach.rules.on_list import OnList
from byhand.people.doors import Door
from byhand.people.models import Consent, Person
from byhand.team.models import User

COUNTING, ANEW = "They are many, so they are being counted", "It is being counted anew"


@pytest.fixture
def many(press, monkeypatch):
    """More than three are many here. Two get it; two never agreed, and one took it back."""
    monkeypatch.setattr(few, "FEW", 3)
    people = [
        press.reader(f"r{n}@harrow.example", name) for n, name in enumerate(("Ruth Okafor", "", "Mei Tanaka"))
    ]
    for n, name in enumerate(("Jonas Lind", "Ada Vogel")):
        press.reader(f"not{n}@lind.example", name, agrees=False)
    Consent.objects.withdraw(people[2], door=Door.PAGE)
    Person.objects.update(made_at=timezone.now() - timedelta(days=90))
    everyone = Audience.objects.begin("Known to us", [Known(months=1)], by=press.studio.ana)
    return press.read(press.written(audience=everyone))


def page_of(one, *, who, part=False) -> str:
    told = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "forecast"} if part else {}
    return client_of(who).get(f"/outreach/broadcasts/{one.public_id}/before/", **told).text


def as_if_counted(ago: timedelta) -> None:
    Forecast.objects.update(counted_at=timezone.now() - ago)


def test_the_page_waits_for_nobody_and_shows_what_was_counted(press, many):
    ana, tomas, here = press.studio.ana, press.studio.tomas, f"/outreach/broadcasts/{many.public_id}/"
    assert Forecast.objects.get().wished_at, "since a reader was asked for"
    page = page_of(many, who=ana)
    assert COUNTING in page and "every 2s" in page and "readers get it" not in page
    assert "Let it go" in page, "nothing that is allowed rests on what was counted"
    assert COUNTING in page_of(many, who=tomas) and Forecast.objects.count() == 1, "two wait for the same"
    assert "Look again in a moment" in client_of(ana).get(f"{here}before/withdrawn/").text
    assert forecast_due() == "1 letter counted before it leaves." and forecast_due() == ""
    part = page_of(many, who=tomas, part=True)
    assert part.lstrip().startswith('<div id="forecast">') and "Counted today" in part
    page = page_of(many, who=ana)
    assert "<b>2</b> readers get it" in page and "of 5 in “Known to us”" in page and "every 2s" not in page
    assert "For 1 of 2 we know no first name; they read: friend" in page and "after a fortnight" in page
    assert Forecast.objects.get().told == kept(before(many, plan_of(many))), "as it is counted for few"
    named = {"never agreed": {"Jonas Lind", "Ada Vogel"}, "withdrawn": {"Mei Tanaka"}, "blocked": set()}
    for why, names in named.items():
        shown = client_of(ana).get(f"{here}before/{why}/").text
        assert set(re.findall(r'/people/\d+/">([^<]+)<', shown)) == names
    again = client_of(tomas).post(f"{here}before/again/")
    assert again["Location"] == f"{here}before/"
    page = page_of(many, who=ana)
    assert ANEW in page and "<b>2</b> readers get it" in page and "every 2s" in page
    assert client_of(ana).get(f"{here}before/again/").status_code == 405


def test_it_is_counted_anew_when_something_else_is_asked_and_not_for_a_comma(press, many):
    ana = press.studio.ana
    page_of(many, who=ana)
    forecast_due()
    as_if_counted(timedelta(seconds=1))
    many.write("en", subject="The kiln is free", body="Dear {first|friend}, one comma more")
    assert "readers get it" in page_of(many, who=ana)
    for change in (
        lambda: many.write("en", subject="The kiln is free", body="Dear {first|potter}"),
        lambda: many.describe(
            **press.told(audience=many.audience, latest_at=timezone.now() + timedelta(days=3))
        ),
        lambda: Policy.objects.choose("monthly", by=ana),
        lambda: many.audience.say("Longer", [Known(months=2)], by=ana),
    ):
        change()
        page = page_of(fresh(many), who=ana)
        assert COUNTING in page and "readers get it" not in page, "of another question nothing is shown"
        forecast_due()
        assert "<b>2</b> readers get it" in page_of(fresh(many), who=ana)


def test_what_came_since_is_counted_anew_after_a_while(press, many):
    ana = press.studio.ana
    page_of(many, who=ana)
    forecast_due()
    agreed(press.reader("new@harrow.example", "New Reader", agrees=False), press.workshops)
    assert ANEW not in page_of(many, who=ana), "nobody is counted every minute"
    as_if_counted(RESTS)
    page = page_of(many, who=ana)
    assert ANEW in page and "<b>2</b> readers get it" in page
    Person.objects.update(made_at=timezone.now() - timedelta(days=90))
    forecast_due()
    assert "<b>3</b> readers get it" in page_of(many, who=ana)
    as_if_counted(RESTS)
    assert ANEW not in page_of(many, who=ana), "nothing came"
    as_if_counted(TRUE_FOR)
    assert ANEW in page_of(many, who=ana), "what changed without a row of its own"


def test_what_is_named_and_what_leaves_is_asked_of_the_evidence_again(press, many):
    ana, here = client_of(press.studio.ana), f"/outreach/broadcasts/{many.public_id}/"
    page_of(many, who=press.studio.ana)
    forecast_due()
    ruth = Person.objects.get(name="Ruth Okafor").addresses.get()
    Consent.objects.withdraw(ruth, door=Door.PAGE)
    jonas = Person.objects.get(name="Jonas Lind").addresses.get()
    agreed(jonas, press.workshops)
    assert "Jonas Lind" not in ana.get(f"{here}before/never agreed/").text
    page = ana.get(f"{here}before/").text
    assert "<b>2</b> readers get it" in page
    assert ana.post(f"{here}go/", {"digest": DIGEST.findall(page)[0]})["Location"] == f"{here}progress/"
    gather_readers_due()
    copies = dict(fresh(many).dispatch.copies.values_list("reader", "stage"))
    assert copies[ruth.person_id] == "left out" and copies[jonas.person_id] == "waiting"
    assert ana.get(f"{here}before/")["Location"] == f"{here}progress/"
    gone = ana.get(f"{here}before/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="forecast")
    assert gone["HX-Redirect"] == f"{here}progress/"
    assert forecast_due() == "" and not Forecast.objects.exists(), "what has left is not foreseen any more"


def test_whoever_is_erased_stands_in_none_not_even_in_one_that_is_being_counted(press, many):
    mei = Person.objects.get(name="Mei Tanaka")
    page_of(many, who=press.studio.ana)
    forecast_due()
    assert Forecast.objects.get().some["withdrawn"] == [mei.pk]
    Forecast.objects.wish(many)
    counted = Forecast.objects.get()
    User.objects.filter(pk=press.studio.ana.pk).update(role="owner")
    erase(mei, by=User.objects.get(pk=press.studio.ana.pk))
    page_of(many, who=press.studio.tomas)
    assert not counted.settle("x", {}, {"withdrawn": [mei.pk]}, facts="", at=timezone.now())
    assert COUNTING in page_of(many, who=press.studio.tomas) and Forecast.objects.get().some == {}
    forecast_due()
    assert "of 4 in" in page_of(many, who=press.studio.tomas)


def test_where_the_power_goes_it_is_counted_from_the_beginning_and_once(press, many, monkeypatch):
    page_of(many, who=press.studio.ana)
    first, second = Forecast.objects.get(), Forecast.objects.get()
    with monkeypatch.context() as dark:
        dark.setattr(
            forecasting, "before_and_some", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            forecast_due()
    assert COUNTING in page_of(many, who=press.studio.ana)
    question, told, at = question_of(plan_of(many)), kept(before(many, plan_of(many))), timezone.now()
    assert first.settle(question, told, {}, facts="", at=at)
    assert not second.settle(question, {}, {}, facts="", at=at), "a second process changes nothing"
    assert "<b>2</b> readers get it" in page_of(many, who=press.studio.ana)


def test_what_could_not_be_counted_is_said_and_what_was_before_stays(press, many):
    ana, rules = press.studio.ana, many.audience.rules
    page_of(many, who=ana)
    Audience.objects.filter(pk=many.audience.pk).update(rules=[{**rules[0], "months": 10**9}])
    with pytest.raises(OverflowError):
        forecast_due()
    page = page_of(fresh(many), who=ana)
    assert "It could not be counted. That is our fault" in page and "every 2s" not in page
    assert "Count it again" in page and forecast_due() == "", "not again by itself at once"
    Audience.objects.filter(pk=many.audience.pk).update(rules=rules)
    client_of(ana).post(f"/outreach/broadcasts/{many.public_id}/before/again/")
    forecast_due()
    page = page_of(fresh(many), who=ana)
    assert "<b>2</b> readers get it" in page and "could not be counted" not in page
    Forecast.objects.wish(many)
    Forecast.objects.get().fail("The moon was full.", of=question_of(plan_of(fresh(many))))
    page = page_of(fresh(many), who=ana)
    assert "The moon was full." in page and "<b>2</b> readers get it" in page and "Counted today" in page
    Forecast.objects.update(failed_at=timezone.now() - RESTS)
    assert ANEW in page_of(fresh(many), who=ana)


def test_what_failed_says_nothing_of_another_question(press, many):
    ana, rules = press.studio.ana, many.audience.rules
    page_of(many, who=ana)
    Audience.objects.filter(pk=many.audience.pk).update(rules=[{**rules[0], "months": 10**9}])
    with pytest.raises(OverflowError):
        forecast_due()
    assert "That is our fault" in page_of(fresh(many), who=ana)
    many.audience.say("Longer", [Known(months=2)], by=ana)
    page = page_of(fresh(many), who=ana)
    assert COUNTING in page and "That is our fault" not in page
    fresh(many).describe(**press.told(audience=None))
    assert forecast_due() == "" and not Forecast.objects.get().wished_at
    fresh(many).describe(**press.told(audience=many.audience))
    page = page_of(fresh(many), who=ana)
    assert COUNTING in page and "could not be counted" not in page


def test_what_the_house_says_otherwise_meanwhile_was_not_counted(press, many, monkeypatch):
    page_of(many, who=press.studio.ana)
    count = forecasting.before_and_some

    def counting(*asked, **how):
        """Somebody lowers the budget while everybody is looked at."""
        found = count(*asked, **how)
        Policy.objects.choose("monthly", by=press.studio.ana)
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(forecasting, "before_and_some", counting)
        forecast_due()
    page = page_of(many, who=press.studio.ana)
    assert COUNTING in page and "after a fortnight" not in page
    forecast_due()
    assert "after a month" in page_of(many, who=press.studio.ana)


def test_few_are_counted_at_once_in_a_house_of_many(press, many):
    ana = press.studio.ana
    short = PeopleList.objects.begin("Two of them", by=ana)
    short.add(
        list(Person.objects.filter(name__in=("Ruth Okafor", "Mei Tanaka")).values_list("pk", flat=True)),
        by=ana,
    )
    for rules, readers in (([OnList(of=short.pk)], 1), ([OnList(of=short.pk), Known(months=1)], 1)):
        one = press.written(audience=Audience.objects.begin("Two", rules, by=ana))
        page = page_of(one, who=ana)
        assert f"<b>{readers}</b> reader gets it" in page and "Count it again" not in page
        assert (
            "Mei Tanaka" in client_of(ana).get(f"/outreach/broadcasts/{one.public_id}/before/withdrawn/").text
        )
    outside = press.written(
        audience=Audience.objects.begin("Others", [OnList(of=short.pk, is_not=True)], by=ana)
    )
    assert COUNTING in page_of(outside, who=ana)
    assert set(Forecast.objects.values_list("broadcast", flat=True)) == {many.pk, outside.pk}


def test_the_page_of_many_asks_as_much_before_as_after_it_was_counted(press, many, django_assert_num_queries):
    ana = client_of(press.studio.ana)
    here = f"/outreach/broadcasts/{many.public_id}/before/"
    ana.get(here)
    asks = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "forecast"}
    with django_assert_num_queries(8):
        ana.get(here, **asks)
    with django_assert_num_queries(14):
        ana.get(here)
    forecast_due()
    with django_assert_num_queries(14):
        ana.get(here)
