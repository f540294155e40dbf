"""Importing archives: upload one, or take one that lies on the server; watch it come in."""

from __future__ import annotations

from itertools import chain

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels import archives
from byhand.channels.archive import ArchiveImport
from byhand.channels.arrival import Arrival
from byhand.people.exporting import line_of
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.archives import AskingForm, UploadForm
from byhand.web.owners import for_owners
from byhand.web.views.people_files import file_of


@require_safe
@for_owners
def listing(request: DeskRequest) -> HttpResponse:
    return _page(request, UploadForm(by=request.user))


@require_POST
@for_owners
def upload(request: DeskRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        path = archives.keep(file.name, file.chunks())
    except archives.NoArchive as told:
        form.add_error("file", str(told))
        return _page(request, form, status=422)
    asked = archives.ask(
        path.name, is_team_wide=not form.cleaned_data["is_private"], by=request.user, into=form.joins()
    )
    return redirect("archive", pk=asked.pk)


@require_POST
@for_owners
def ask(request: DeskRequest) -> HttpResponse:
    form = AskingForm(request.POST)
    try:
        name = form.cleaned_data["name"] if form.is_valid() else ""
        is_private = form.cleaned_data.get("is_private", False)
        asked = archives.ask(name, is_team_wide=not is_private, by=request.user)
    except archives.NoArchive as told:
        messages.error(request, str(told))
        return redirect("archives")
    return redirect("archive", pk=asked.pk)


@require_safe
@for_owners
def archive(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is; looks again every second until it has ended."""
    one = get_object_or_404(ArchiveImport.objects.select_related("inbox"), pk=pk)
    template = "imports/progress.html" if request.htmx else "imports/archive.html"
    needing = Arrival.objects.needing_a_look().filter(inbox=one.inbox).count()
    context = {
        "one": one, "percent": int(one.share() * 100), "needing": needing, "not_taken": one.left_out.count(),
        "settling": one.told.filter(taken_over_at__isnull=True).count(),
    }  # fmt: skip
    return render(request, template, context)


@require_safe
@for_owners
def left_out(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The account of what could not be taken, line by line."""
    one = get_object_or_404(ArchiveImport, pk=pk)
    lines = (line_of((each.place, each.because)) for each in one.left_out.order_by("pk").iterator(2000))
    return file_of(chain(["\ufeff" + line_of((_("where"), _("why")))], lines), "text/csv", "left-out.csv")


def _page(request: DeskRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "imports/listing.html", {
        "form": form, "found": archives.lying_there(), "folder": archives.folder(),
        "imports": ArchiveImport.objects.select_related("inbox").order_by("-asked_at")[:100],
    }, status=status)  # fmt: skip
