"""Columns of a table of records: what each probably means by its heading, and a line read by what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from byhand.gate.records.told import LONGEST, NotSo, Told, read
from byhand.kit.spreadsheets import is_formula, undone
from byhand.kit.tables import Table

# As shops, tills and booking systems call them in their exports: Shopify, WooCommerce, Stripe, SumUp, Lexware.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "record id", "transaction id", "charge id", "buchungs-id"),
    "kind": ("kind", "type", "art", "typ"),
    "email": (
        "email", "e-mail", "email address", "e-mail address", "customer email", "billing email", "kunden-e-mail",
        "billing email address", "e-mail-adresse",
    ),
    "phone": ("phone", "telephone", "billing phone", "mobile", "telefon"),
    "name": ("customer", "customer name", "billing name", "full name", "kunde", "kundenname"),
    "at": (
        "at", "date", "created at", "created", "created (utc)", "order date", "paid at", "datum", "rechnungsdatum",
        "bestelldatum", "start",
    ),
    "number": (
        "number", "order", "order number", "order id", "invoice number", "invoice", "rechnungsnummer", "bestellnummer",
        "belegnummer", "name",
    ),
    "title": ("title", "description", "lineitem name", "item", "product", "service", "beschreibung", "artikel"),
    "amount": ("amount", "total", "order total", "order total amount", "sum", "betrag", "summe"),
    "done": ("done", "fulfillment status", "fulfilment status", "erledigt"),
}  # fmt: skip
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}:\d{2}(?::\d{2})?))?")


def guess(table: Table) -> dict[int, str]:
    """What each column probably means, each meaning once; those nobody knows are left out."""
    by_name = {name: field for field, names in HEADINGS.items() for name in names}
    found: dict[int, str] = {}
    for n, heading in enumerate(table.columns):
        field = by_name.get(heading.strip().lower(), "")
        if field and field not in found.values():
            found[n] = field
    return found


def read_line(
    cells: Sequence[str], mapping: Mapping[int, str], *, kind: str, region: str, columns: int
) -> Told:
    """One line as a record. Raises NotSo. Without an id of its own the line itself is what it is known by."""
    if not cells:
        raise NotSo(_("A quotation mark is opened and never closed."))
    if any("\ufffd" in one or "\0" in one for one in cells):
        raise NotSo(_("It holds signs that cannot be read."))
    if len(cells) > columns:
        raise NotSo(_("It has more cells than the table has columns."))
    said = {field: _cell(cells[n], field) for n, field in mapping.items() if n < len(cells)}
    said["kind"] = said.get("kind") or kind
    said["id"] = said.get("id") or sha256("\x1f".join(cells).encode()).hexdigest()[:32]
    return read(said, region=region)


def _cell(written: str, field: str) -> str:
    cell = undone(written.strip())
    if is_formula(cell) and field != "phone":
        raise NotSo(_("A formula is not taken."))
    return _iso(cell) if field == "at" else cell[: LONGEST["title"]] if field == "title" else cell


def _iso(cell: str) -> str:
    """26.11.2026 14:05 as ISO 8601 writes it; 11/26/2026 says two things, and is left to be refused."""
    found = _GERMAN_DAY.fullmatch(cell)
    if not found:
        return cell
    day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return f"{day}T{found[4].zfill(5)}" if found[4] else day
