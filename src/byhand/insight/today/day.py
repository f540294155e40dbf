"""A day: one colleague's list of people worth a word. Finite, ranked, each with its reasons and one thing to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any, cast

from django.db.models import DateTimeField, Q, QuerySet
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import among, people_in_sight
from byhand.conversations.message import Message
from byhand.conversations.sign import complains
from byhand.insight.today.aside import Aside
from byhand.insight.today.asking import Asking, seen
from byhand.insight.today.reaching import rather_talks
from byhand.insight.today.reason import Act, Reason, Rule
from byhand.insight.today.rules import LONG, RULES
from byhand.insight.today.wishes import TodayWishes
from byhand.people.address import Address
from byhand.people.memory import Memory
from byhand.people.person import Person, PersonQuerySet
from byhand.team.kept import Given, Several, kept
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Why:
    """A reason and the rule that found it."""

    rule: Rule
    reason: Reason


@dataclass(slots=True)
class Entry:
    """One person: the strongest reason first, the others beneath; what to do, and the number to call."""

    person: Person
    whys: list[Why]
    act: Act = Act.OPEN
    phone: str = ""
    can_be_written_to: bool = False

    @property
    def first(self) -> Why:
        return self.whys[0]


@dataclass(frozen=True, slots=True)
class Day:
    """Whom to turn to; who was set aside for the day or for good; how many of the number are done."""

    entries: list[Entry]
    aside: list[Aside] = field(default_factory=list[Aside])
    most: int = 0
    done: int = 0
    is_cut: bool = False


def day_of(me: User, sight: Sight, rules: Iterable[Rule] = RULES) -> Day:
    """What a colleague sees today: the same number of queries whatever the size of the house."""
    today = timezone.localdate()
    aside = Aside.objects.holding(me, today)
    asking = Asking(me, sight, frozenset(one.person_id for one in aside))
    found = _found(asking, rules)
    people = _people(found, asking)
    entries = _entries(found, people)
    most = TodayWishes.objects.of(me)
    done = _turned_to(asking) + sum(one.kind == Aside.Kind.DAY for one in aside)
    kept = _within(entries, max(most - done, 0))
    _say_what_to_do(kept, asking)
    return Day(kept, aside, most, done, is_cut=len(kept) < len(entries))


def _found(asking: Asking, rules: Iterable[Rule]) -> dict[int, list[Why]]:
    """By person, the strongest first: rules stand in the order of their rank."""
    found: dict[int, list[Why]] = defaultdict(list)
    for rule in rules:
        for reason in sorted(rule.find(asking), key=lambda one: -one.pressing):
            whys = found[reason.person]
            if all(why.rule is not rule for why in whys):
                whys.append(Why(rule, reason))
    return found


def _people(found: Collection[int], asking: Asking) -> dict[int, tuple[Person, bool]]:
    """Those who may be seen, are not blocked and not merged away; and whether they have an open complaint."""
    rows = asking.ask(_in_sight(asking.sight), people=found)
    return {one.pk: (one, bool(cast(Any, one).complains)) for one in rows}


@kept
def _in_sight(sight: Sight) -> PersonQuerySet:
    seen = people_in_sight(sight).filter(pk__in=Several("people"), blocked_at__isnull=True)
    return seen.annotate(complains=complains()).only("name", "line", "reach_word").order_by()


def _entries(found: dict[int, list[Why]], people: dict[int, tuple[Person, bool]]) -> list[Entry]:
    """One a person, by the rank of their strongest reason; nobody who complains is named for courtesy's sake."""
    entries: list[Entry] = []
    for pk, whys in found.items():
        if pk in people:
            person, is_complaining = people[pk]
            left = [why for why in whys if not (why.rule.courtesy and is_complaining)]
            if left:
                entries.append(Entry(person, _quoting_once(left)))
    ranks = {rule.name: rank for rank, rule in enumerate(RULES)}
    return sorted(
        entries, key=lambda one: (ranks[one.first.rule.name], -one.first.reason.pressing, one.person.pk)
    )


def _quoting_once(whys: list[Why]) -> list[Why]:
    """Words that stand in an earlier reason are not said again."""
    kept: list[Why] = []
    for why in whys:
        quote = why.reason.quote
        said = any(one.reason.quote[:40] == quote[:40] for one in kept if quote)
        silent = replace(why.reason, quote="", sentence=why.reason.sentence.rstrip(":"))
        kept.append(replace(why, reason=silent) if said else why)
    return kept


def _within(entries: list[Entry], most: int) -> list[Entry]:
    """As many as the colleague wants, and no more of one rule than it allows; duties are never cut."""
    kept: list[Entry] = []
    counted: dict[str, int] = defaultdict(int)
    room = most
    for one in entries:
        rule = one.first.rule
        if rule.duty or (room > 0 and counted[rule.name] < rule.most):
            counted[rule.name] += 1
            room -= 1
            kept.append(one)
    return kept


def _turned_to(asking: Asking) -> int:
    """To how many people the colleague has written today who had not been pressing: that counts, too.

    Letters of the last days that are answered are the work of the desk, and count nothing here.
    """
    midnight = timezone.make_aware(datetime.combine(asking.today, time.min))
    return len(asking.ask(_written_to(), midnight=midnight, quiet=midnight - LONG))


@kept
def _written_to() -> QuerySet[Message, int]:
    midnight, quiet = (Given(one, DateTimeField()) for one in ("midnight", "quiet"))
    theirs = Conversation.objects.filter(
        Q(they_spoke_at__isnull=True) | Q(they_spoke_at__lt=quiet),
        last_at__gte=midnight, folded_at__isnull=True, person__isnull=False,
    ).order_by("-last_at")[:500]  # fmt: skip
    said = Message.objects.filter(
        conversation__in=theirs.values("pk"), colleague=Given("me"), said_at__gte=midnight,
        origin=Message.Origin.SENT,
    )  # fmt: skip
    return said.order_by().values_list("conversation__person", flat=True).distinct()


def _say_what_to_do(entries: list[Entry], asking: Asking) -> None:
    """One thing a person. Two queries."""
    people = [one.person.pk for one in entries]
    phones: dict[int, Address] = {}
    written: set[int] = set()
    for one in asking.ask(_ways_to(), people=people) if people else ():
        if one.kind != Address.Kind.PHONE:
            written.add(one.person_id)
        elif one.liked_since or one.person_id not in phones:
            phones[one.person_id] = one
    rather = _who_rather_talks(entries, asking)
    for entry in entries:
        pk, phone = entry.person.pk, phones.get(entry.person.pk)
        entry.phone, entry.can_be_written_to = phone.value if phone else "", pk in written
        talks = pk in rather or bool(phone and phone.liked_since)
        entry.act = _act(entry, asking.me, rather_talks=talks)


def _act(entry: Entry, me: User, *, rather_talks: bool) -> Act:
    wanted = entry.first.rule.act
    if me.is_guest:
        return Act.READ
    if entry.phone and (rather_talks or wanted is Act.CALL):
        return Act.CALL
    if wanted is Act.CALL:
        wanted = Act.WRITE
    if wanted is Act.WRITE and not entry.first.reason.conversation and not entry.can_be_written_to:
        return Act.OPEN
    return wanted


def _who_rather_talks(entries: list[Entry], asking: Asking) -> set[int]:
    """Of whom it is noted that they like to be called."""
    people = [one.person.pk for one in entries]
    noted = asking.ask(_noted_of(asking.sight), people=people) if people else []
    noted += [(one.person.pk, one.person.reach_word) for one in entries]
    return {person for person, text in noted if rather_talks(text)}


@kept
def _ways_to() -> QuerySet[Address]:
    works = Address.objects.filter(person__in=Several("people"), failing_since__isnull=True)
    return works.order_by("liked_since", "pk")


@kept
def _noted_of(sight: Sight) -> QuerySet[Memory, tuple[int, str]]:
    readable = Q(message__isnull=True) | among(seen(sight), "message__conversation")
    known = Memory.objects.kept().for_eyes_of(Given("me")).filter(readable, person__in=Several("people"))
    return known.order_by().values_list("person", "text")
