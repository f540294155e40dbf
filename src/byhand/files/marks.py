"""What is said beside a file: not yet checked, or infected; nothing for all others."""

from __future__ import annotations

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When

from byhand.files.check import Check


def mark(digest: str = "sha256") -> Subquery:
    """For a row with that digest: “infected”, “unchecked” or nothing."""
    said = Case(
        When(checked_at__isnull=True, then=Value("unchecked")),
        When(found="", then=Value("")),
        default=Value("infected"),
        output_field=CharField(),
    )
    return Subquery(Check.objects.filter(pk=OuterRef(digest)).order_by().values_list(said)[:1])
