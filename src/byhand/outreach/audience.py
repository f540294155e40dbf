"""An audience: whom a broadcast is for, as plain rules of which each must hold.

It is seen through the eyes of the colleague who said the rules last, whoever looks at the broadcast: nobody gathers
people, or learns their number, by what is hidden from them. Who reads it at the desk is shown their own part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.outreach.counting import among
from byhand.outreach.looking import Looking
from byhand.outreach.rules import MOST, read
from byhand.outreach.rules.rule import NoAudience, Rule
from byhand.outreach.rules.sentences import sentences, whole
from byhand.people.person import PersonQuerySet
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 80


class AudienceQuerySet(models.QuerySet["Audience"]):
    def standing(self) -> AudienceQuerySet:
        """Those that are not put away."""
        return self.filter(put_away_at__isnull=True)

    def visible_to(self, user: User) -> AudienceQuerySet:
        """Every colleague sees what audiences there are: the rules, and their own part of the people."""
        return self.standing().order_by("name", "pk")

    def changeable_by(self, user: User) -> AudienceQuerySet:
        """Their own; owners change every one, guests none. Who changes one lends it their eyes."""
        if user.is_guest:
            return self.none()
        seen = self.visible_to(user)
        return seen if user.is_owner else seen.filter(made_by=user)

    def begin(self, name: str, rules: Sequence[Rule], *, by: User) -> Audience:
        """A new one. Raises NoAudience."""
        return self.create(**_checked(name, rules), made_by=by, said_by=by)


class Audience(models.Model):
    """Its name and its rules; who said them last, and when."""

    name = models.CharField(max_length=LONGEST)
    rules = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_id: int
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_by_id: int
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(AudienceQuerySet)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def parts(self) -> tuple[Rule, ...]:
        """Its rules. Raises NoAudience where one is of a kind nobody knows any more."""
        return read(self.rules)

    def people(self, now: datetime) -> PersonQuerySet:
        """Whom it is for, at that moment, as far as whoever said the rules may know of them. Raises NoAudience.

        To be walked a thousand or two at a time: each is asked about, and no portion reads a set of all anew.
        """
        return people_of(self.canonical(), now)

    def as_a_whole(self, now: datetime) -> PersonQuerySet:
        """The same people, for one question about all of them: each set is read once. Raises NoAudience."""
        return among(self.parts(), Looking.of(self.said_by, now))

    def said(self) -> str:
        """Its rules as a sentence. Raises NoAudience."""
        return whole(sentences(self.parts()))

    def canonical(self) -> str:
        """The same text for the same rules through the same eyes, and for nothing else."""
        whole: dict[str, Any] = {"eyes": self.said_by_id, "rules": self.rules}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def say(self, name: str, rules: Sequence[Rule], *, by: User) -> None:
        """Says it anew, from now on through this colleague's eyes. Raises NoAudience."""
        this_row(self).update(**_checked(name, rules), said_at=timezone.now(), said_by=by)

    def put_away(self, *, by: User) -> bool:
        """Offered no more. False if somebody was quicker."""
        standing = this_row(self).filter(put_away_at__isnull=True)
        return bool(standing.update(put_away_at=timezone.now(), put_away_by=by))


def people_of(canonical: str, now: datetime) -> PersonQuerySet:
    """Whom an audience named when its text was this one, whatever it says by now. Raises NoAudience."""
    told = json.loads(canonical)
    eyes = User.objects.get(pk=told["eyes"])
    return among(read(told["rules"]), replace(Looking.of(eyes, now), at_few=True))


def _checked(name: str, rules: Sequence[Rule]) -> dict[str, Any]:
    name = " ".join(name.replace("\0", "").split())[:LONGEST]
    if not name:
        raise NoAudience(_("Give the audience a name."))
    if not rules:
        raise NoAudience(_("Say at least one rule: whom it is for."))
    if len(rules) > MOST:
        raise NoAudience(_("So many rules are no audience any more: %(most)s at most.") % {"most": MOST})
    return {"name": name, "rules": [one.kept() for one in rules]}
