"""Other systems that tell us what they sent or sold: by a program, by copies of their mail, in a table. For owners."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.gate.records.importing import keep
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.record_import import RecordImport
from byhand.gate.records.source import Source
from byhand.people.file_importing import NoImport
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.sources import ByMailForm, RecordsTableForm, SourceForm
from byhand.web.owners import for_owners

NEWEST = 20


@require_safe
@for_owners
def sources(request: DeskRequest) -> HttpResponse:
    return _listing(request, SourceForm())


@require_POST
@for_owners
def begin(request: DeskRequest) -> HttpResponse:
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _listing(request, form, status=422)
    return redirect("source", Source.objects.begin(form.cleaned_data["name"], by=request.user).pk)


@require_safe
@for_owners
def source(request: DeskRequest, pk: int) -> HttpResponse:
    return _opened(request, _standing_or_404(pk))


@require_POST
@for_owners
def by_mail(request: DeskRequest, pk: int) -> HttpResponse:
    one = _standing_or_404(pk)
    form = ByMailForm(one, request.POST)
    if not form.is_valid():
        return _opened(request, one, mail=form, status=422)
    one.comes_by_mail(**form.cleaned_data)
    messages.success(request, _("Kept."))
    return redirect("source", pk)


@require_POST
@for_owners
def token(request: DeskRequest, pk: int) -> HttpResponse:
    """Shown on this very page and never again: what is kept is its hash."""
    one = _standing_or_404(pk)
    response = _opened(request, one, token=one.renew_token(by=request.user))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@for_owners
def revoke(request: DeskRequest, pk: int) -> HttpResponse:
    _standing_or_404(pk).revoke_token()
    messages.success(request, _("That token opens nothing any more."))
    return redirect("source", pk)


@require_POST
@for_owners
def put_away(request: DeskRequest, pk: int) -> HttpResponse:
    one = _standing_or_404(pk)
    one.put_away(by=request.user)
    messages.success(request, _("%(name)s tells us nothing more. What it told stays.") % {"name": one.name})
    return redirect("sources")


@require_POST
@for_owners
def upload(request: DeskRequest, pk: int) -> HttpResponse:
    one, form = _standing_or_404(pk), RecordsTableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _opened(request, one, table=form, status=422)
    file = form.cleaned_data["file"]
    try:
        kept = keep(one, file.name, file.chunks(), by=request.user)
    except NoImport as no:
        form.add_error("file", str(no))
        return _opened(request, one, table=form, status=422)
    return redirect("record_import", kept.pk)


def _standing_or_404(pk: int) -> Source:
    # SQLite refuses a larger number in words of its own.
    return get_object_or_404(Source.objects.standing().select_related("inbox"), pk=min(pk, 2**63 - 1))


def _listing(request: DeskRequest, form: SourceForm, status: int = 200) -> HttpResponse:
    newest = Record.objects.filter(source=OuterRef("pk")).order_by("-pk").values("told_at")[:1]
    rows = Source.objects.standing().select_related("inbox").annotate(told_at=Subquery(newest))
    return render(request, "settings/sources.html", {"sources": rows, "form": form}, status=status)


def _opened(request: DeskRequest, one: Source, *, status: int = 200, **more: Any) -> HttpResponse:
    """What it may do, what came of it, and what was not taken. Five queries beside the mailboxes to choose from."""
    came = Record.objects.filter(source=one).select_related("address__person").order_by("-pk")
    came = came.prefetch_related("address__person__addresses")
    context = {
        "one": one, "mail": ByMailForm(one), "table": RecordsTableForm(), "token": "",
        "api": f"{settings.BASE_URL}{reverse('api.records')}", "came": came[:NEWEST],
        "not_taken": NotTaken.objects.filter(source=one).order_by("-pk")[:NEWEST],
        "imports": RecordImport.objects.filter(source=one).order_by("-pk")[:NEWEST], **more,
    }  # fmt: skip
    return render(request, "settings/source.html", context, status=status)
