"""Today: my number, and the honest measure of the house."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.insight.today.lot import Withholding
from byhand.insight.today.measure import measured
from byhand.insight.today.wishes import TodayWishes
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.today import TodayForm
from byhand.web.owners import for_owners


@at_the_desk
def today(request: DeskRequest) -> HttpResponse:
    form = TodayForm(request.POST or None, initial={"most": TodayWishes.objects.of(request.user)})
    if request.method == "POST" and form.is_valid():
        TodayWishes.objects.choose(request.user, most=form.cleaned_data["most"])
        messages.success(request, _("Kept."))
        return redirect("settings.today")
    context = {"form": form, "withholding": Withholding.objects.now(), "measure": measured()}
    return render(request, "settings/today.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_owners
def measure(request: DeskRequest) -> HttpResponse:
    """From now on one in ten is left out by chance."""
    Withholding.objects.begin(by=request.user)
    return redirect("settings.today")


@require_POST
@for_owners
def stop_measuring(request: DeskRequest) -> HttpResponse:
    """Everybody is suggested again; what was learned stays."""
    Withholding.objects.end(by=request.user)
    return redirect("settings.today")
