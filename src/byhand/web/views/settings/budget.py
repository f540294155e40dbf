"""The budget: how often the team turns to people by itself. Owners choose; everybody reads how it works."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.gate.budget_said import AT_MOST
from byhand.gate.many.must_know import by_year
from byhand.gate.policy import Policy
from byhand.kit.rhythm import PATIENCE
from byhand.team.house import House
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.budget import PolicyForm, ShopsForm
from byhand.web.owners import for_owners

NEWEST = 10


@at_the_desk
def budget(request: DeskRequest) -> HttpResponse:
    return _page(request, PolicyForm(initial={"rhythm": Policy.objects.now()}))


@require_POST
@for_owners
def choose(request: DeskRequest) -> HttpResponse:
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["rhythm"] != Policy.objects.now():
        Policy.objects.choose(form.cleaned_data["rhythm"], by=request.user)
    messages.success(request, _("Kept."))
    return redirect("settings.budget")


@require_POST
@for_owners
def keep_shops(request: DeskRequest) -> HttpResponse:
    """Where the house sells, so that no warning leads there."""
    form, house = ShopsForm(request.POST), House.current()
    if not form.is_valid() or house is None:
        return _page(request, PolicyForm(initial={"rhythm": Policy.objects.now()}), shops=form, status=422)
    house.keep_shops(form.cleaned_data["hosts"])
    messages.success(request, _("Kept."))
    return redirect("settings.budget")


def _page(
    request: DeskRequest, form: PolicyForm, *, shops: ShopsForm | None = None, status: int = 200
) -> HttpResponse:
    house = House.current()
    shops = shops or ShopsForm(initial={"hosts": "\n".join(house.sells_at) if house else ""})
    chosen = Policy.objects.select_related("by").order_by("-pk")[:NEWEST]
    history = [(AT_MOST[one.rhythm], one) for one in chosen]
    context = {"form": form, "now": AT_MOST[Policy.objects.now()], "history": history, "patience": PATIENCE,
               "shops": shops, "must_know": by_year()}  # fmt: skip
    return render(request, "settings/budget.html", context, status=status)
