"""Reading: a colleague is asked to read it; what exactly they were shown is kept beside its digest, so that whatever
changes afterwards is seen, and asked about again. Who agreed to what is the gate's to keep (`gate/many/reading.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.many.reading import Reading, others_of
from byhand.gate.refusals import Refusal
from byhand.outreach.checking.every import findings
from byhand.outreach.forecast import Forecast
from byhand.outreach.link_look import LinkLook
from byhand.outreach.planning import in_lines, plan_of
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.gate.many.plan import Plan
    from byhand.outreach.broadcast import Broadcast
    from byhand.team.signin import SignIn
    from byhand.team.user import User


class AskedQuerySet(models.QuerySet["Asked"]):
    def ask(self, broadcast: Broadcast, *, by: SignIn) -> Asked:
        """Its author wants it to be read as it stands. Who is alone begins to wait. Raises Refusal."""
        author = by.confirm()
        plan = whole_plan(broadcast, author)
        if not others_of(plan.inbox, author):
            Reading.objects.ask_alone(plan, by=by)
        LinkLook.objects.wish(broadcast)
        Forecast.objects.wish_for_many(broadcast)
        return self.keep(broadcast, plan, by=author)

    def agree(self, broadcast: Broadcast, digest: str, *, by: SignIn) -> None:
        """A colleague has read what was shown under that digest. Raises Refusal if it says another thing by now."""
        reader = by.confirm()
        plan = plan_of(broadcast)
        if plan is None or plan.digest() != digest or not broadcast.is_being_written():
            raise Refusal(
                _("It was changed since you opened this. Read it again, then agree."), rule="is_unchanged"
            )
        if broadcast.is_by(reader):
            Reading.objects.read_alone(plan, by=by)
        else:
            Reading.objects.agree(plan, by=by)
        self.keep(broadcast, plan, by=reader)

    def keep(self, broadcast: Broadcast, plan: Plan, *, by: User) -> Asked:
        """What stood there, once for each who had it before them."""
        told = {"said": in_lines(plan)}
        return self.get_or_create(broadcast=broadcast, digest=plan.digest(), by=by, defaults=told)[0]


class Asked(models.Model):
    """What somebody had before them: its author when they asked for a reader, a reader when they agreed."""

    broadcast = models.ForeignKey("outreach.Broadcast", on_delete=models.CASCADE, related_name="asked")
    digest = models.CharField(max_length=64)
    said = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_id: int
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(AskedQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["broadcast", "digest", "by"], name="asked_once_each")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} by {self.by_id}"


def whole_plan(broadcast: Broadcast, author: User) -> Plan:
    """The plan of what can leave as it stands. Raises Refusal: not theirs, let go already, or held by a finding."""
    if not broadcast.is_by(author):
        raise Refusal(_("Only %(name)s can do that: it goes in their name.") % {"name": broadcast.author.name},
                      rule="author_alone")  # fmt: skip
    if not broadcast.is_being_written():
        raise Refusal(_("It was let go already."), rule="is_being_written")
    held = next((one for one in findings(broadcast) if one.holds), None)
    plan = plan_of(broadcast)
    if held or plan is None:
        languages = [one.language for one in broadcast.words.all()]
        raise Refusal(held.said(languages) if held else _("Say whom it is for."), rule="is_whole")
    return plan
