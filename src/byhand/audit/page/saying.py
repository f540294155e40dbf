"""How figures are said on the page."""

from __future__ import annotations

from collections.abc import Callable

from byhand.audit.rates import Rate

CANNOT_TELL = "cannot tell"


def share(rate: Rate) -> str:
    """42 %, or “cannot tell”."""
    return CANNOT_TELL if rate.value is None else _percent(rate.value)


def sure(rate: Rate) -> str:
    """How sure a share is, and what it rests on."""
    if rate.value is None or rate.low is None or rate.high is None:
        return f"{rate.n:,} are too few"
    return f"{_percent(rate.low)} to {_percent(rate.high)}, of {rate.n:,}"


def points(rate: Rate) -> str:
    """A difference of shares in points, with its interval."""
    if rate.value is None or rate.low is None or rate.high is None:
        return CANNOT_TELL
    between = f"{100 * rate.low:+.0f} to {100 * rate.high:+.0f}".replace("-", "−")
    if rate.low <= 0 <= rate.high:
        return f"no difference shown ({between} points)"
    return f"{100 * rate.value:+.0f} points ({between})".replace("-", "−")


def hours(rate: Rate) -> str:
    """A time, in hours."""
    if rate.value is None:
        return CANNOT_TELL
    return f"{rate.value:.1f} h" if rate.value >= 0.1 else "at once"


def hours_sure(rate: Rate) -> str:
    """How sure a time is."""
    if rate.low is None or rate.high is None:
        return f"{rate.n:,} are too few"
    return f"{rate.low:.1f} to {rate.high:.1f} h, of {rate.n:,}"


def count(number: int) -> str:
    """12,345."""
    return f"{number:,}"


def short(words: str, most: int = 160) -> str:
    """The beginning of a text."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def name(words: str) -> str:
    """The name of `Name <address>`, or the address."""
    return words.partition(" <")[0]


def _percent(value: float) -> str:
    percent = 100 * value
    return f"{percent:.1f} %" if 0 < percent < 10 or 99 < percent < 100 else f"{percent:.0f} %"


FILTERS: dict[str, Callable[..., str]] = {
    "share": share, "sure": sure, "points": points, "hours": hours, "hours_sure": hours_sure, "count": count,
    "short": short, "name": name,
}  # fmt: skip
