"""In which language each reader gets it: the one they signed up in, where it is written in that, else the main one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from byhand.gate.sign_up import SignUp
from byhand.people.address import Address


def languages_of(people: Collection[int], written: Sequence[str]) -> dict[int, str]:
    """For each of them one of those it is written in, the main one first. Two queries; none for one language."""
    found = dict.fromkeys(people, written[0])
    if len(written) < 2:
        return found
    theirs = dict(
        Address.objects.order_by()
        .filter(person__in=people, kind=Address.Kind.EMAIL)
        .values_list("value", "person")
    )
    confirmed = SignUp.objects.filter(email__in=theirs, confirmed_at__isnull=False).order_by("asked_at")
    for email, language in confirmed.values_list("email", "language"):
        if suited := _suited(language, written):
            found[theirs[email]] = suited
    return found


def _suited(language: str, written: Sequence[str]) -> str:
    """That one, or one of the same tongue; empty where there is none."""
    short = language.partition("-")[0]
    return next((one for one in (language, short) if one in written), "") or next(
        (one for one in written if one.partition("-")[0] == short), ""
    )
