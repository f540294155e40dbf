"""Between us: how often we want to be in touch with a person, and what the figures on their page rest on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.between.exchange import exchange_with, waits
from byhand.conversations.between.keeping import set_cadence
from byhand.conversations.between.pair import Between
from byhand.kit.between import decayed, weight_of
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.between import CadenceForm
from byhand.web.views.people import person_or_404


@require_safe
@at_the_desk
def data(request: DeskRequest, pk: int) -> HttpResponse:
    """The letters, silences and answers behind the figures, as far as this colleague may see them."""
    person, now = person_or_404(request, pk), timezone.now()
    exchange = exchange_with(person.pk, list(person.addresses.all()), request.sight)
    seen = Between.objects.of_person(person.pk, request.sight)
    weeks = next((one.tally.weeks for one in seen if one.colleague is None), [])
    answers = [
        (said, wait, for_us)
        for for_us in (False, True)
        for said, wait in waits(exchange, for_us=for_us, now=now)
    ]
    context = {
        "person": person,
        "letters": [(one, decayed(weight_of(one.recipients), now - one.at)) for one in reversed(exchange)],
        "gaps": [(_monday(later), later - earlier) for earlier, later in reversed(list(pairwise(weeks)))],
        "first": _monday(weeks[0]) if weeks else None,
        "answers": sorted(answers, key=lambda one: one[0].at, reverse=True),
    }  # fmt: skip
    return render(request, "people/between_data.html", context)


@require_POST
@at_the_desk
def cadence(request: DeskRequest, pk: int) -> HttpResponse:
    """About every so often, or as it comes."""
    person = person_or_404(request, pk)
    form = CadenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how often, from a day to ten years."))
        return redirect("person", person.pk)
    set_cadence(person, form.cleaned_data["days"], by=request.user)
    return redirect("person", person.pk)


def _monday(week: int) -> date:
    return date.fromordinal(week * 7 + 1)
