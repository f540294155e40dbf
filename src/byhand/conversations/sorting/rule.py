"""A sorting rule: what is done with a letter when it comes in, in one sentence. Rules stand in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime, time

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.sorting.asking import Asking
from byhand.conversations.sorting.doing import Doing
from byhand.conversations.tag import Tag
from byhand.people.organisation import Organisation
from byhand.people.person import Person
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A rule as a colleague says it; the tag by its name."""

    name: str
    which: str = Asking.Which.FIRST
    inbox: Inbox | None = None
    words: Collection[str] = ()
    place: str = Asking.Place.ANYWHERE
    person: Person | None = None
    organisation: Organisation | None = None
    writer: str = ""
    from_time: time | None = None
    to_time: time | None = None
    weekdays: str = ""
    give: str = Doing.Give.NOBODY
    to: User | None = None
    tag: str = ""
    later_at: time | None = None
    later_on: int | None = None
    not_for_us: bool = False
    looks_no_further: bool = False

    def columns(self, tag: Tag | None) -> dict[str, object]:
        columns: dict[str, object] = {one.name: getattr(self, one.name) for one in fields(self)}
        return columns | {"words": list(self.words), "tag": tag}

    def as_a_rule(self) -> SortingRule:
        """Not kept: to be tried."""
        return SortingRule(**self.columns(Tag(name=self.tag) if self.tag else None))


class SortingRuleQuerySet(models.QuerySet["SortingRule"]):
    def living(self) -> SortingRuleQuerySet:
        """All but those taken away, in their order."""
        return self.filter(removed_at__isnull=True).order_by("position", "pk")

    def switched_on(self) -> SortingRuleQuerySet:
        """Those that sort, with what they ask and name."""
        return self.living().filter(off_at__isnull=True).select_related("organisation", "to", "tag")

    def for_page(self) -> SortingRuleQuerySet:
        return self.living().select_related(
            "inbox", "person", "organisation", "to", "tag", "changed_by", "off_by"
        )

    def visible_to(self, user: User) -> SortingRuleQuerySet:
        """Those for inboxes and people the colleague may see; owners see those of every inbox."""
        inboxes = (
            Inbox.objects.all()
            if user.is_owner
            else Inbox.objects.filter(pk__in=Inbox.objects.sight_of(user).inboxes)
        )
        of_theirs = Q(inbox__isnull=True) | Q(inbox__in=inboxes)
        return self.filter(of_theirs, Q(person__isnull=True) | Q(person__in=people_visible_to(user)))

    def changeable_by(self, user: User) -> SortingRuleQuerySet:
        """Owners change every rule, colleagues those of an inbox they belong to, guests none."""
        if user.is_guest:
            return self.none()
        seen = self.visible_to(user)
        return seen if user.is_owner else seen.filter(inbox__isnull=False)

    @transaction.atomic
    def begin(self, said: Said, *, by: User) -> SortingRule:
        """A new rule, the last in order, switched on."""
        last = self.living().select_for_update().last()
        position = last.position + 1 if last else 1
        columns = said.columns(_tag(said, by))
        return self.create(**columns, position=position, made_by=by, changed_by=by)


class SortingRule(Asking, Doing):
    """What it asks, what it does, who wrote it, and how it has fared."""

    name = models.CharField(max_length=LONGEST_NAME)
    position = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    off_at = models.DateTimeField(null=True, blank=True)
    off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sorted_at = models.DateTimeField(null=True, blank=True)
    sorted_count = models.PositiveBigIntegerField(default=0)
    trouble = models.TextField(blank=True, help_text="What went wrong last, as a sentence; empty if nothing.")
    trouble_at = models.DateTimeField(null=True, blank=True)

    objects = objects_of(SortingRuleQuerySet)

    class Meta(Asking.Meta, Doing.Meta):
        abstract = False
        ordering = ["position", "pk"]
        constraints = [*Asking.Meta.constraints, *Doing.Meta.constraints]

    def __str__(self) -> str:
        return self.name

    def is_on(self) -> bool:
        return self.off_at is None

    @transaction.atomic
    def say(self, said: Said, *, by: User) -> None:
        """Says it anew; what went wrong before is past."""
        columns = said.columns(_tag(said, by)) | {"trouble": "", "trouble_at": None}
        this_row(self).update(**columns, changed_at=timezone.now(), changed_by=by)

    def switch_off(self, *, by: User) -> bool:
        """It sorts no more until somebody switches it on; False if it was off already."""
        on = this_row(self).filter(off_at__isnull=True)
        return bool(on.update(off_at=timezone.now(), off_by=by))

    def switch_on(self, *, by: User) -> bool:
        """It sorts what comes in from now on, as that colleague wants it; False if it was on already."""
        off = this_row(self).filter(off_at__isnull=False)
        now = timezone.now()
        return bool(
            off.update(off_at=None, off_by=None, changed_at=now, changed_by=by, trouble="", trouble_at=None)
        )

    def remove(self, *, by: User) -> bool:
        """It is listed no more; what it did stays as it was. False if somebody was quicker."""
        living = this_row(self).filter(removed_at__isnull=True)
        return bool(living.update(removed_at=timezone.now(), removed_by=by))

    def move_up(self) -> None:
        """It is asked before the rule that stood before it."""
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    @transaction.atomic
    def _move(self, by_places: int) -> None:
        """All rows are locked in one order: of two who move at once, the second moves what the first left."""
        rules = list(SortingRule.objects.living().select_for_update())
        at = next((place for place, one in enumerate(rules) if one.pk == self.pk), None)
        if at is None or not 0 <= at + by_places < len(rules):
            return
        rules[at], rules[at + by_places] = rules[at + by_places], rules[at]
        for place, one in enumerate(rules, start=1):
            one.position = place
        SortingRule.objects.bulk_update(rules, ["position"])

    def sorted(self, number: int, at: datetime, trouble: str = "") -> None:
        """It did something with so many letters; or could not, and here is why."""
        fared: dict[str, object] = {"trouble": trouble, "trouble_at": at if trouble else None}
        if number:
            fared |= {"sorted_at": at, "sorted_count": F("sorted_count") + number}
        this_row(self).update(**fared)


def _tag(said: Said, by: User) -> Tag | None:
    return Tag.objects.named(said.tag, by=by) if said.tag else None
