"""Before a call or a visit: one page of a person, which prints on one sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.knowing import among
from byhand.conversations.sign import Sign
from byhand.insight.today import before as looking
from byhand.kit.asking.grammar import Thing
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.views.people import person_or_404

NAMES = {
    Thing.ORDER: _("Order"), Thing.INVOICE: _("Invoice"), Thing.ADDRESS: _("Address"), Thing.BOUGHT: _("Bought"),
    Thing.DAY: _("A day that suits them"),
}  # fmt: skip


@require_safe
@at_the_desk
def before(request: DeskRequest, pk: int) -> HttpResponse:
    """The address of one who was merged leads to whom they were merged into."""
    person = person_or_404(request, pk)
    if person.pk != pk:
        return redirect("person.before", person.pk)
    return render(
        request,
        "people/before.html",
        {"one": looking.before(person, request.user, request.sight), "names": NAMES},
    )


@require_POST
@at_the_desk
def dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    """What was taken for a complaint is none, as a colleague says who may read it."""
    seen = Sign.objects.filter(among(request.seen, "message__conversation"), person__isnull=False)
    sign = get_object_or_404(seen, pk=pk)
    if not sign.dismiss(by=request.user):
        messages.warning(request, _said("Somebody has said so already."))
    return redirect("person.before", sign.person_id)
