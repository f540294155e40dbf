"""A link: two people were said to be one, or to be two after all. The log is only ever added to.

An open link is a branch of a tree: who was merged hangs below the one it was merged into, and whoever is kept stands
at the root. Taking a link apart cuts the branch, in whichever order; a `Home` tells whose each row is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.belonging import belongings, tell_anew
from byhand.people.card import kept_card, show
from byhand.people.homes import gather_strays, note_homes, portions, root_of, rows_at_home, staying
from byhand.people.merging import NotTogether, lock_people
from byhand.people.person import Person, PersonQuerySet
from byhand.people.stay import settle_organisations
from byhand.team.typed import objects_of
from byhand.team.user import User


class LinkQuerySet(models.QuerySet["Link"]):
    def open(self) -> LinkQuerySet:
        """Merges that stand, oldest first."""
        undone = Link.objects.filter(undoes=OuterRef("pk"))
        return self.filter(~Exists(undone), kind=Link.Kind.MERGE).order_by("pk")

    def into(self, person: Person) -> LinkQuerySet:
        """Merges that stand, of everyone who is in a person now."""
        return self.open().filter(source__merged_into=person).select_related("source", "by")

    def last_apart(self, person: Person) -> Link | None:
        """When they were last taken apart from somebody, while that leaves something to say."""
        either = models.Q(source=person) | models.Q(target=person)
        rows = self.filter(either, kind=Link.Kind.APART).exclude(stayed={})
        return rows.select_related("source", "target").last()

    @transaction.atomic
    def merge(self, one: Person, *, into: Person, by: User) -> Link:
        """They are one from now on; whoever was merged meanwhile counts as whom they were merged into.

        Raises NotTogether; then nothing has changed.
        """
        source, target = lock_people(Person, root_of(one.pk), root_of(into.pk))
        _guard(source, target)
        for person in (source, target):
            gather_strays(set(merged_into(person).values_list("pk", flat=True)))
            note_homes(person.pk)
        rows = {each.label: list(each.of(source.pk).values_list("pk", flat=True)) for each in belongings()}
        _move(rows, target)
        own = kept_card(target, merged_into(target))
        show(source, kept_card(source, merged_into(source)), ())
        now = timezone.now()
        Person.objects.filter(merged_into=source).update(merged_into=target)
        source.merged_into, source.merged_at, source.merged_by = target, now, by
        source.save(update_fields=["merged_into", "merged_at", "merged_by"])
        show(target, own, merged_into(target))
        Person.objects.filter(pk=target.pk).look_again()
        settle_organisations((source.pk, target.pk))
        tell_anew({source.pk, target.pk})
        return self.create(kind=Link.Kind.MERGE, source=source, target=target, rows=_moved(rows), by=by)


class Link(models.Model):
    """Who said it and when, and which rows went from the one to the other: their ids by noun."""

    class Kind(models.TextChoices):
        MERGE = "merge"
        APART = "apart"

    kind = models.CharField(max_length=5, choices=Kind)
    source = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links_away")
    source_id: int
    target = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links_here")
    target_id: int
    rows = models.JSONField(default=dict)
    stayed = models.JSONField(
        default=dict, help_text="Taken apart: how much came since and stayed with the kept one, by noun."
    )
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(LinkQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="merge", undoes=None) | models.Q(kind="apart", undoes__isnull=False),
                name="link_apart_undoes_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.source_id} and {self.target_id}"

    @transaction.atomic
    def take_apart(self, *, by: User) -> Link | None:
        """They are two again, each with what was theirs; None if that was done already. Raises NotTogether.

        What came since goes with the address it came by, else it stays with the kept one.
        """
        source, root = lock_people(Person, self.source_id, root_of(self.source_id))
        if not Link.objects.open().filter(pk=self.pk).exists():
            return None
        if source.merged_into_id != root.pk:
            raise NotTogether(_("They were merged with somebody else meanwhile. Open the page anew."))
        theirs = branch(source.pk, Link.objects.open().filter(source__merged_into=root))
        gather_strays(set(merged_into(root).values_list("pk", flat=True)))
        note_homes(root.pk)
        rows = {each.label: rows_at_home(each, root.pk, theirs) for each in belongings()}
        _move(rows, source)
        own = kept_card(root, merged_into(root))
        Person.objects.filter(pk__in=theirs - {source.pk}).update(merged_into=source)
        source.merged_into = source.merged_at = source.merged_by = None
        source.save(update_fields=["merged_into", "merged_at", "merged_by"])
        show(root, own, merged_into(root))
        show(source, kept_card(source, ()), merged_into(source))
        Person.objects.filter(pk__in=(source.pk, root.pk)).look_again()
        settle_organisations((source.pk, root.pk))
        tell_anew({source.pk, root.pk})
        return Link.objects.create(
            kind=Link.Kind.APART, source=source, target=root, rows=_moved(rows), by=by, undoes=self,
            stayed=staying(root.pk, self.at),
        )  # fmt: skip


def merged_into(person: Person) -> PersonQuerySet:
    """Whoever was merged into somebody, the first one first."""
    return Person.objects.filter(merged_into=person).order_by("merged_at", "pk")


def branch(top: int, links: Iterable[Link]) -> set[int]:
    """A person and everyone who hangs below them by these links, by id."""
    below: dict[int, list[int]] = {}
    for link in links:
        below.setdefault(link.target_id, []).append(link.source_id)
    found, look = {top}, [top]
    while look:
        more = [one for one in below.get(look.pop(), ()) if one not in found]
        found.update(more)
        look.extend(more)
    return found


def _guard(source: Person, target: Person) -> None:
    if source.pk == target.pk:
        raise NotTogether(_("That is the same person already."))
    if source.is_merged() or target.is_merged():
        raise NotTogether(_("One of them was merged meanwhile. Open the page anew."))


def _move(rows: dict[str, list[int]], to: Person) -> None:
    for one in belongings():
        for some in portions(rows[one.label]):
            one.noun._default_manager.filter(pk__in=some).update(person=to)


def _moved(rows: dict[str, Collection[int]] | dict[str, list[int]]) -> dict[str, list[int]]:
    return {noun: list(ids) for noun, ids in rows.items() if ids}
