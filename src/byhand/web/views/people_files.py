"""People in and out: a table or vCards uploaded, looked at and read; everyone as a file. For owners."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.knowing import memories_in_sight, occasions_in_sight, people_in_sight
from byhand.conversations.record_of_person import record_of
from byhand.kit.card import NotCards, Read
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.exporting import Seen, as_json, as_table, as_vcards, line_of
from byhand.people.file_importing import NoImport, table_of
from byhand.people.importing import cards_of, keep
from byhand.people.taking_cards import PROBLEMS
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.people_files import MappingForm, PeopleFileForm
from byhand.web.owners import for_owners
from byhand.web.views.people import person_or_404

PREVIEWED = 6
LISTED = 50


@require_safe
@for_owners
def listing(request: DeskRequest) -> HttpResponse:
    return _listing(request, PeopleFileForm())


@require_POST
@for_owners
def upload(request: DeskRequest) -> HttpResponse:
    form = PeopleFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        one = keep(file.name, file.chunks(), by=request.user)
    except NoImport as no:
        form.add_error("file", str(no))
        return _listing(request, form, status=422)
    return redirect("people.import", one.pk)


@require_safe
@for_owners
def one_import(request: DeskRequest, pk: int) -> HttpResponse:
    """What it holds, before it begins; how far it is, once it has."""
    one = get_object_or_404(CardImport, pk=pk)
    if one.begun_at is None:
        return _looked_at(request, one, None)
    template = "people/import_progress.html" if request.htmx else "people/import.html"
    partly = LeftOut.objects.filter(of=one).exists()
    return render(request, template, {"one": one, "percent": int(one.share() * 100), "has_account": partly})


@require_POST
@for_owners
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """It is to be read so, or only looked at once more with the columns meaning this."""
    one = get_object_or_404(CardImport, pk=pk)
    mapping: dict[int, str] = {}
    if one.begun_at is None and one.kind == CardImport.Kind.TABLE:
        try:
            form = MappingForm(table_of(one), request.POST)
        except NotCards:
            return _looked_at(request, one, None)
        if "look" in request.POST or not form.is_valid():
            return _looked_at(request, one, form, status=200 if form.is_valid() else 422)
        mapping = form.mapping()
    one.begin(mapping, by=request.user)
    return redirect("people.import", one.pk)


@require_safe
@for_owners
def left_out(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The account, line by line, of what was not taken."""
    one = get_object_or_404(CardImport, pk=pk)
    return file_of(_account(one), "text/csv", f"{one.name}-left-out.csv")


@require_safe
@for_owners
def everyone_csv(request: DeskRequest) -> HttpResponseBase:
    return file_of(as_table(people_in_sight(request.sight), _noted(request)), "text/csv", "people.csv")


@require_safe
@for_owners
def everyone_vcf(request: DeskRequest) -> HttpResponseBase:
    return file_of(as_vcards(people_in_sight(request.sight), _noted(request)), "text/vcard", "people.vcf")


@require_safe
@for_owners
def everyone_json(request: DeskRequest) -> HttpResponseBase:
    return file_of(
        as_json(people_in_sight(request.sight), _noted(request)), "application/json", "people.json"
    )


@require_safe
@for_owners
def record(request: DeskRequest, pk: int) -> HttpResponseBase:
    """One person's whole record, as a file for them."""
    person = person_or_404(request, pk)
    told = record_of(person, request.seen, _noted(request), request.sight)
    return file_of(
        iter([json.dumps(told, ensure_ascii=False, indent=1)]),
        "application/json",
        f"person-{person.pk}.json",
    )


def _noted(request: DeskRequest) -> Seen:
    """What is private to one colleague leaves in no file, not even in theirs."""
    memories = memories_in_sight(request.sight, request.user.pk).open_to_all()
    return Seen(memories, occasions_in_sight(request.sight), people_in_sight(request.sight))


def _listing(request: DeskRequest, form: PeopleFileForm, status: int = 200) -> HttpResponse:
    imports = CardImport.objects.order_by("-asked_at", "-pk")[:LISTED]
    return render(request, "people/files.html", {"form": form, "imports": list(imports)}, status=status)


def _looked_at(
    request: DeskRequest, one: CardImport, form: MappingForm | None, status: int = 200
) -> HttpResponse:
    """The columns with what they mean, and the first rows as they would be read."""
    context: dict[str, Any] = {"one": one, "form": form, "trouble": "", "preview": []}
    try:
        if one.kind == CardImport.Kind.TABLE:
            table = table_of(one)
            context["form"] = form = form or MappingForm(table)
            mapping = form.mapping()
            reads = [table.read(line, cells, mapping) for line, cells in islice(table.rows(), PREVIEWED)]
        else:
            reads = list(islice(cards_of(one), PREVIEWED))
        context["preview"] = [(read, _problem(read)) for read in reads]
    except (NotCards, OSError):
        context["trouble"] = _("The file is not here any more. Upload it once more: twice is once.")
    return render(request, "people/import_begin.html", context, status=status)


def _problem(read: Read) -> str:
    if not read.problem and read.card and read.card.is_empty():
        return PROBLEMS["empty"]()
    return PROBLEMS[read.problem]() if read.problem else ""


def _account(one: CardImport) -> Iterator[str]:
    yield "\ufeff" + line_of((_("line"), _("why"), _("how it begins")))
    for line in LeftOut.objects.filter(of=one).order_by("line", "pk").iterator(2000):
        yield line_of((str(line.line), line.because, line.raw))


def file_of(pieces: Iterator[str] | Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    safe = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_.")) or "people"
    return StreamingHttpResponse(
        pieces,
        content_type=f"{kind}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{safe}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
