"""A table of records: what its columns mean, how its first lines would be read, and what became of it. For owners."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.gate.records.importing import read_as, region_here
from byhand.gate.records.kinds import Kind
from byhand.gate.records.record_import import LineLeftOut, RecordImport
from byhand.gate.records.told import NotSo
from byhand.kit.card import NotCards
from byhand.people.exporting import line_of
from byhand.people.file_importing import table_of
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.sources import ColumnsForm
from byhand.web.owners import for_owners
from byhand.web.views.people_files import file_of

PREVIEWED = 6


@require_safe
@for_owners
def one_import(request: DeskRequest, pk: int) -> HttpResponse:
    """What it holds, before it begins; how far it is, once it has."""
    one = _one_or_404(pk)
    if one.begun_at is None:
        return _looked_at(request, one, None)
    template = "settings/record_import_progress.html" if request.htmx else "settings/record_import.html"
    return render(request, template, {"one": one, "percent": int(one.share() * 100)})


@require_POST
@for_owners
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """It is to be read so, or only looked at once more with the columns meaning this."""
    one = _one_or_404(pk)
    if one.begun_at is None:
        try:
            form = ColumnsForm(table_of(one), request.POST)
        except NotCards:
            return _looked_at(request, one, None)
        if "look" in request.POST or not form.is_valid():
            return _looked_at(request, one, form, status=200 if form.is_valid() else 422)
        one.begin(form.mapping(), kind=form.each_is(), by=request.user)
    return redirect("record_import", one.pk)


@require_safe
@for_owners
def left_out(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The account, line by line, of what was not taken."""
    one = _one_or_404(pk)
    return file_of(_account(one), "text/csv", f"{one.name}-left-out.csv")


def _one_or_404(pk: int) -> RecordImport:
    return get_object_or_404(RecordImport.objects.select_related("source"), pk=min(pk, 2**63 - 1))


def _looked_at(
    request: DeskRequest, one: RecordImport, form: ColumnsForm | None, status: int = 200
) -> HttpResponse:
    """The columns with what they mean, and the first lines as they would be read."""
    context: dict[str, Any] = {"one": one, "form": form, "trouble": "", "preview": []}
    try:
        table, region = table_of(one), region_here()
        context["form"] = form = form or ColumnsForm(table)
        mapping, kind = form.mapping(), form.each_is() or ("" if form.is_bound else Kind.OTHER_MAIL.value)
        for line, cells in islice(table.rows(), PREVIEWED):
            try:
                told, problem = read_as(table, cells, mapping, kind=kind, region=region), ""
            except NotSo as no:
                told, problem = None, str(no)
            named = (
                str(Kind(told.kind).label) if told and (form.each_is() or "kind" in mapping.values()) else ""
            )
            context["preview"].append((line, told, named, problem))
    except (NotCards, OSError):
        context["trouble"] = _("The file is not here any more. Upload it once more: twice is once.")
    return render(request, "settings/record_import_begin.html", context, status=status)


def _account(one: RecordImport) -> Iterator[str]:
    yield "\ufeff" + line_of((_("line"), _("its own id"), _("why")))
    for line in LineLeftOut.objects.filter(of=one).order_by("line", "pk").iterator(2000):
        yield line_of((str(line.line), line.key, line.because))
