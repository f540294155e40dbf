"""Today: my number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from byhand.insight.today.wishes import TodayWishes
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.today import TodayForm


@at_the_desk
def today(request: DeskRequest) -> HttpResponse:
    form = TodayForm(request.POST or None, initial={"most": TodayWishes.objects.of(request.user)})
    if request.method == "POST" and form.is_valid():
        TodayWishes.objects.choose(request.user, most=form.cleaned_data["most"])
        messages.success(request, _("Kept."))
        return redirect("settings.today")
    return render(request, "settings/today.html", {"form": form}, status=422 if form.is_bound else 200)
