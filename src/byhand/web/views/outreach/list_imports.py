"""Lists from elsewhere: brought along, read by a chore, and accounted for line by line."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from byhand.outreach.importing import keep
from byhand.outreach.list_import import ListImport, NotListed
from byhand.people.exporting import line_of
from byhand.people.file_importing import NoImport
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.lists import BroughtListForm
from byhand.web.views.people_files import file_of

LISTED = 50


@at_the_desk
def listing(request: DeskRequest) -> HttpResponse:
    """What was brought so far, and a form for one more."""
    form = BroughtListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = keep(file.name, file.chunks(), form.asked(), by=request.user)
        except NoImport as no:
            form.add_error("file", str(no))
        else:
            return redirect("list_import", one.pk)
    imports = ListImport.objects.visible_to(request.user).select_related("topic")[:LISTED]
    status = 422 if request.method == "POST" else 200
    return render(request, "outreach/lists/imports.html", {"form": form, "imports": imports}, status=status)


@require_safe
@at_the_desk
def one_import(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is."""
    one = get_object_or_404(ListImport.objects.visible_to(request.user), pk=pk)
    template = "outreach/lists/progress.html" if request.htmx else "outreach/lists/import.html"
    partly = NotListed.objects.filter(of=one).exists()
    return render(request, template, {"one": one, "percent": int(one.share() * 100), "has_account": partly})


@require_safe
@at_the_desk
def left_out(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The account, line by line, of what was not taken."""
    one = get_object_or_404(ListImport.objects.visible_to(request.user), pk=pk)
    return file_of(_account(one), "text/csv", f"{one.name}-left-out.csv")


def _account(one: ListImport) -> Iterator[str]:
    yield "\ufeff" + line_of((_("line"), _("why"), _("how it begins")))
    for line in NotListed.objects.filter(of=one).order_by("line", "pk").iterator(2000):
        yield line_of((str(line.line or ""), line.because, line.raw))
