"""An audience: rules that must all hold, seen with the eyes of whoever said them, and explained as it is counted."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import reduce

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests import cast
from tests.gate.telling import shop, tells
from tests.people.agreeing import agreed, somebody, topic

from byhand.channels.models import Inbox
from byhand.conversations.models import Conversation, Tag
from byhand.kit.days import YearDay
from byhand.outreach.audience import Audience
from byhand.outreach.counting import among, counted
from byhand.outreach.explaining import explain, is_in
from byhand.outreach.looking import Looking
from byhand.outreach.models import PeopleList
from byhand.outreach.rules import KINDS, read
from byhand.outreach.rules.heard import Heard
from byhand.outreach.rules.open_matter import WHAT, OpenMatter
from byhand.outreach.rules.rule import NoAudience
from byhand.outreach.rules.sentences import sentences
from byhand.outreach.rules.tagged import Tagged
from byhand.outreach.rules.tied import Tied
from byhand.outreach.rules.wrote import Wrote
from byhand.people.models import Memory, Occasion, Person, Stay, Tie

OFTEN = {
    "writable": st.fixed_dictionaries({"topic": st.integers(1, 2)}),
    "heard": st.one_of(
        st.fixed_dictionaries({"months": st.integers(1, 30)}),
        st.fixed_dictionaries({"since": st.dates(timezone.datetime(2024, 1, 1).date()).map(str)}),
    ),
    "wrote": st.fixed_dictionaries({"words": st.sampled_from(["kiln", "lid", "warm kiln", "%", "'", "ß"])}),
    "tagged": st.fixed_dictionaries({"tag": st.integers(1, 3)}),
    "did": st.fixed_dictionaries(
        {
            "what": st.sampled_from(["", "order"]),
            "words": st.sampled_from(["", "kiln", "%"]),
            "months": st.integers(1, 12),
        }
    ),
    "open": st.fixed_dictionaries({"what": st.sampled_from([one for one, _said in WHAT])}),
    "list": st.fixed_dictionaries({"of": st.integers(1, 2)}),
    "remembered": st.fixed_dictionaries({"words": st.sampled_from(["kiln", "%", "_", "\\"])}),
    "day": st.fixed_dictionaries({"days": st.integers(0, 365), "what": st.sampled_from(["", "birthday"])}),
    "tied": st.fixed_dictionaries({"is_what": st.sampled_from(["", "teacher", "pupil"])}),
    "belongs": st.fixed_dictionaries({"called": st.sampled_from(["", "school", "%"])}),
    "known": st.fixed_dictionaries({"months": st.integers(1, 24)}),
    "language": st.fixed_dictionaries({"language": st.sampled_from(["en", "de"])}),
    "room": st.just({}),
}
A_RULE = st.sampled_from(sorted(OFTEN)).flatmap(
    lambda kind: st.tuples(OFTEN[kind], st.booleans()).map(
        lambda told: {"kind": kind, "is_not": told[1], **told[0]}
    )
)


@pytest.fixture
def week(studio):
    """A busy week, with something of everything; half of it in an inbox that Tomas does not see."""
    cast.a_busy_week(studio)
    hidden = Inbox.objects.create(
        kind="practice", name="Hidden", address="h@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    secret = cast.comes_in(hidden, cast.letter("The kiln burns us.", sender="Sia Crane <sia@crane.example>"))
    both = cast.comes_in(hidden, cast.letter("A kiln again.", sender=cast.MEI, subject="Kiln"))
    for one in (secret, both):
        one.conversation.tag(Tag.objects.named("kiln", by=studio.ana), by=studio.ana)
    ruth, mei = (Person.objects.get(name=name) for name in ("Ruth Okafor", "Mei Tanaka"))
    Memory.objects.remember(mei, "Loves her kiln", by=studio.ana, message=both.pk)
    Occasion.objects.mark(ruth, YearDay(5, 12), kind="birthday", by=studio.ana)
    Occasion.objects.mark(mei, YearDay(6, 1), kind="birthday", by=studio.ana, message=both.pk)
    Tie.objects.tie(ruth, Person.objects.get(name="Sia Crane"), is_what="teacher", by=studio.ana)
    Stay.objects.belong(ruth, "Harrow Road School", by=studio.ana)
    for number, name in enumerate(("Workshops", "Openings")):
        about = topic(name, by=studio.ana)
        agreed(ruth.addresses.get(), about)
        if number:
            agreed(mei.addresses.get(), about)
        PeopleList.objects.begin(name, by=studio.ana).add([ruth.pk, mei.pk][number:], by=studio.ana)
    Person.objects.filter(pk=mei.pk).update(made_at=timezone.now() - timedelta(days=500))
    somebody("nobody@else.example", "No Body")
    tells(shop(studio.ana), "order", ago=timedelta(days=90), title="A kiln")
    return studio


@settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(told=st.lists(A_RULE, min_size=1, max_size=5), sees_all=st.booleans())
def test_whoever_is_counted_is_explained_so(told, sees_all, week):
    """The number, the people and the reasons of random rules agree, for whoever looks."""
    with transaction.atomic():
        looking, rules = Looking.of(week.ana if sees_all else week.tomas), read(told)
        inside = set(among(rules, looking).values_list("pk", flat=True))
        everybody = list(Person.objects.values_list("pk", flat=True))
        verdicts = explain(everybody, rules, looking)
        assert {pk for pk, each in verdicts.items() if is_in(each)} == inside
        assert set(verdicts) == set(looking.people().values_list("pk", flat=True))
        found = counted(rules, looking)
        assert found.people == len(inside) and found.everybody == len(verdicts)
        kept = [sum(is_in(each[: n + 1]) for each in verdicts.values()) for n in range(len(rules))]
        assert list(found.kept) == kept
        assert all(sentences(rules))
        assert all(one.because.words for each in verdicts.values() for one in each)
        seen = set(Conversation.objects.in_sight(looking.sight).values_list("public_id", flat=True))
        leads = {one.because.conversation for each in verdicts.values() for one in each} - {""}
        assert leads <= seen


def test_every_kind_is_tried_above():
    assert set(OFTEN) == set(KINDS)


def test_no_figure_tells_of_what_is_hidden(week):
    """With the hidden inbox emptied, whoever does not see it counts and reads the very same."""
    tomas, tag = Looking.of(week.tomas), Tag.objects.get(key="kiln").pk
    asked = (
        Tagged(tag=tag), Heard(months=1), OpenMatter(what="open"), OpenMatter(what="waiting"), Wrote(words="kiln"),
        Tied(is_what="teacher"), Tied(is_what="pupil"), *read([{"kind": "remembered", "words": "kiln"}]),
        *read([{"kind": "day", "days": 365}]),
    )  # fmt: skip
    everybody = [one.pk for one in Person.objects.exclude(name="Sia Crane")]

    def told() -> list[object]:
        figures = [counted([one], tomas) for one in asked]
        return [
            *figures,
            [[each.because for each in one] for one in explain(everybody, asked, tomas).values()],
        ]

    before = told()
    mine = counted([Tagged(tag=tag)], Looking.of(week.ana))
    assert mine.people == 2 and before[0].people == 0
    Memory.objects.filter(text="Loves her kiln").update(forgotten_at=timezone.now())
    Occasion.objects.filter(message__isnull=False).update(taken_away_at=timezone.now())
    Tie.objects.update(taken_away_at=timezone.now())
    Conversation.objects.filter(inbox__name="Hidden").update(folded_at=timezone.now())
    assert told() == before


def test_an_audience_lends_its_authors_eyes_and_names_its_rules(week):
    tag = Tag.objects.get(key="kiln").pk
    one = Audience.objects.begin(" With a kiln ", [Tagged(tag=tag), Heard(months=3)], by=week.tomas)
    assert one.name == "With a kiln" and not one.people(timezone.now()).exists()
    assert (
        one.said() == "People who have a conversation tagged “kiln” and were heard from in the last 3 months."
    )
    before = one.canonical()
    assert json.loads(before)["eyes"] == week.tomas.pk
    assert (
        list(Audience.objects.changeable_by(week.tomas))
        == [one]
        == list(Audience.objects.changeable_by(week.ana))
    )
    one.say("With a kiln", one.parts(), by=week.ana)
    one.refresh_from_db()
    assert one.canonical() != before and one.people(timezone.now()).count() == 2
    assert not any(one.people(timezone.now() + timedelta(days=n)).exists() for n in (200, 4000))
    for name, rules in (("", [Heard(months=1)]), ("x", []), ("x", [Heard(months=1)] * 13)):
        with pytest.raises(NoAudience):
            one.say(name, rules, by=week.ana)
    for odd in ({"kind": "sql"}, {"kind": "heard", "drop": 1}, {}, {"kind": None}):
        Audience.objects.filter(pk=one.pk).update(rules=[odd])
        one.refresh_from_db()
        with pytest.raises(NoAudience):
            one.said()
    assert one.put_away(by=week.ana) and not one.put_away(by=week.ana)
    assert not Audience.objects.visible_to(week.ana).exists()


def test_a_count_is_one_query_whatever_the_rules(week):
    rules = read([{"kind": kind, **_first(kind)} for kind in OFTEN])
    looking = Looking.of(week.ana)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counted(rules, looking)
    reading = [
        one["sql"] for one in asked if one["sql"].startswith("SELECT") and "people_person" in one["sql"]
    ]
    assert len(reading) == 1
    with CaptureQueriesContext(connection) as asked:
        explain([one.pk for one in Person.objects.all()], rules, looking)
    assert len(asked) <= 1 + len(rules) + 6  # the policy twice, consents taken back, wishes


def test_everybody_is_counted_by_indexes_and_walked_person_by_person(week):
    """On SQLite a plan says which index it reads; PostgreSQL chooses by the size of its tables."""
    looking = Looking.of(week.ana)
    rules = read([{"kind": "heard", "is_not": True, "months": 6}, {"kind": "writable", "topic": 1}])
    plan = among(rules, looking).explain()
    if connection.vendor == "sqlite":
        assert "COVERING INDEX standing_about" in plan and "CORRELATED" not in plan
        assert plan.count("LIST SUBQUERY") == 2  # each set is read once
    one = Audience.objects.begin("Quiet", rules, by=week.ana)
    plan = one.people(timezone.now()).filter(pk__gt=1).order_by("pk")[:2].explain()
    if connection.vendor == "sqlite":
        assert plan.count("CORRELATED SCALAR SUBQUERY") == 2
        assert "LIST SUBQUERY" not in plan and "SCAN U" not in plan
    assert (
        set(one.people(timezone.now())) == set(among(rules, looking)) == set(one.as_a_whole(timezone.now()))
    )
    if connection.vendor == "postgresql":
        with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
            counted(rules, looking)
            cursor.execute("SHOW enable_hashjoin")
            assert cursor.fetchone() == ("on",), "what it asks for ends with it, not with the transaction"
        count = next(each["sql"] for each in asked if "people_person" in each["sql"])
        assert count.count("LEFT JOIN") == 2 and "SELECT DISTINCT" in count and "EXISTS" not in count


def _first(kind: str) -> dict:
    values = {
        "topic": 1,
        "months": 12,
        "words": "kiln",
        "tag": 1,
        "what": "open",
        "of": 1,
        "days": 30,
        "is_what": "",
        "language": "de",
    }
    names = {
        one
        for one in KINDS[kind].__dataclass_fields__
        if one in values and not (kind == "day" and one == "what")
    }
    return reduce(lambda told, name: {**told, name: values[name]}, sorted(names), {})
