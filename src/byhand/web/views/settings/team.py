"""The team: its name, its telephone, whom to turn to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from byhand.team.house import House
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.team import TeamForm
from byhand.web.owners import for_owners


@for_owners
def team(request: DeskRequest) -> HttpResponse:
    house = House.objects.get(pk=1)
    as_it_is = {
        "name": house.name,
        "phone": house.phone,
        "contact": house.contact,
        "told_off_to": house.told_off_to,
    }
    form = TeamForm(request.POST or None, initial=as_it_is)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        house.be_told_off_by(given.pop("told_off_to"))
        house.describe(**given)
        messages.success(request, _("Kept."))
        return redirect("settings.team")
    return render(request, "settings/team.html", {"form": form}, status=422 if form.is_bound else 200)
