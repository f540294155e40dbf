"""Hours: when I am usually here, the days I am not, and, for owners, those of the house."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.team.clock import house_zone, zone_of
from byhand.team.house import House
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.hours import AbsenceForm, HolidaysForm, HoursForm
from byhand.web.forms.week import days_of
from byhand.web.owners import for_owners


@at_the_desk
def hours(request: DeskRequest) -> HttpResponse:
    form = HoursForm(
        request.POST if request.method == "POST" else None, initial=HoursForm.of(request.user.own_hours())
    )
    if request.method == "POST" and form.is_valid():
        request.user.work(form.cleaned_data["hours"])
        return _kept(request)
    return _page(request, mine=form)


@require_POST
@at_the_desk
def absent(request: DeskRequest) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, absence=form)
    request.user.be_absent(form.absence())
    return _kept(request)


@require_POST
@at_the_desk
def there(request: DeskRequest) -> HttpResponse:
    begins = _day(request.POST.get("begins", ""))
    if begins is not None:
        request.user.be_there(begins)
    return redirect("settings.hours")


@require_POST
@for_owners
def house(request: DeskRequest) -> HttpResponse:
    form = HoursForm(request.POST, auto_id="house_%s")
    if not form.is_valid():
        return _page(request, ours=form)
    _house().work(form.cleaned_data["hours"])
    return _kept(request)


@require_POST
@for_owners
def holidays(request: DeskRequest) -> HttpResponse:
    form = HolidaysForm(request.POST)
    if not form.is_valid():
        return _page(request, free=form)
    _house().keep_days(**form.cleaned_data)
    return _kept(request)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _kept(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("settings.hours")


def _page(request: DeskRequest, **bound: Form) -> HttpResponse:
    house = _house()
    # Two weeks stand on one page: their fields are told apart by what their ids begin with.
    unbound: dict[str, Form] = {
        "mine": HoursForm(initial=HoursForm.of(request.user.own_hours())),
        "ours": HoursForm(initial=HoursForm.of(house.own_hours()), auto_id="house_%s"),
        "absence": AbsenceForm(), "free": HolidaysForm(initial=HolidaysForm.of(house)),
    }  # fmt: skip
    shown = unbound | bound
    context: dict[str, Any] = {
        **shown, "my_days": list(days_of(shown["mine"])), "our_days": list(days_of(shown["ours"])),
        "zone": zone_of(request.user).key, "house_zone": house_zone().key, "absences": request.user.absences(),
    }  # fmt: skip
    wrong = any(form.is_bound and form.errors for form in shown.values())
    return render(request, "settings/hours.html", context, status=422 if wrong else 200)


def _house() -> House:
    house = House.current()
    if house is None:
        raise Http404
    return house
