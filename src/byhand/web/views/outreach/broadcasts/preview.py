"""As each reads it: the letter of any person of the audience, text and HTML; and sent to oneself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from byhand.conversations.knowing import people_in_sight
from byhand.gate.many.lot import FIRST, VERSIONS
from byhand.gate.refusals import Refusal
from byhand.kit.html import sanitise
from byhand.outreach import trying
from byhand.outreach.as_read import as_read
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.few import among_few
from byhand.outreach.picture import PICTURES
from byhand.outreach.planning import plan_of
from byhand.people.person import Person, PersonQuerySet
from byhand.web.at_the_desk import DeskRequest
from byhand.web.framing import framed
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened, shown
from byhand.web.views.outreach.broadcasts.writing import desk_pictures

MOST = 8


@require_safe
@opened
def preview(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Whom it shows: who was asked for by name or chosen, else the first of the audience."""
    plan = plan_of(one)
    if plan is None:
        return shown(request, one, "preview", {"at": "preview", "plan": None})
    people, words = _people(request, one), request.GET.get("q", "").strip()[:100]
    found = people.named(words, most=MOST)
    person = found[0] if found else _asked(request, people)
    read = as_read(plan, person, author=one.author.name, version=_version(request.GET)) if person else None
    context = {
        "at": "preview", "plan": plan, "person": person, "words": words, "found": found, "as_read": read,
        "next": _next(people, person), "versions": [(each, each.upper()) for each in VERSIONS],
    }  # fmt: skip
    return shown(request, one, "preview", context)


@require_safe
@opened
def html(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """The HTML of the letter, inside its frame."""
    plan = plan_of(one)
    person = _asked(request, _people(request, one)) if plan else None
    if plan is None or person is None:
        raise Http404
    ours = request.build_absolute_uri(desk_pictures())
    # Nobody but colleagues sees its pictures before it leaves; they stand at another address here.
    read = as_read(plan, person, author=one.author.name, version=_version(request.GET))
    page = read.html.replace(f"{settings.BASE_URL}{PICTURES}", ours)
    return framed(sanitise(page) or "", inline={}, pictures=True, our_pictures=ours)


@by_its_author
def send_to_myself(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """To their own address; whom they see it as is one of the audience."""
    person = _asked(request, _people(request, one), request.POST.get("person", ""))
    if person is None:
        messages.error(request, _("Nobody is in this audience whom you may see."))
        return redirect("broadcast.preview", one.public_id)
    try:
        trying.send_to_myself(one, person, by=request.sign_in, version=_version(request.POST))
    except Refusal as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("It is on its way to %(address)s.") % {"address": request.user.email})
    return redirect("broadcast.preview", one.public_id)


def _people(request: DeskRequest, one: Broadcast) -> PersonQuerySet:
    """Those of the audience whom this colleague may see."""
    if one.audience is None:
        return Person.objects.none()
    seen = people_in_sight(request.sight).values("pk")
    return among_few(one.audience, timezone.now()).filter(pk__in=seen)


def _asked(request: DeskRequest, people: PersonQuerySet, asked: str = "") -> Person | None:
    asked = asked or request.GET.get("person", "")
    if asked.isdecimal() and len(asked) < 18:
        return people.filter(pk=int(asked)).first()
    return people.order_by("pk").first()


def _version(given: QueryDict) -> str:
    """Which of two; what is none is taken for the first."""
    asked = given.get("version", "")
    return asked if asked in VERSIONS else FIRST


def _next(people: PersonQuerySet, person: Person | None) -> int | None:
    """Another one, so that one sees several without knowing a name."""
    rows = people.filter(pk__gt=person.pk) if person else people.none()
    return rows.order_by("pk").values_list("pk", flat=True).first()
