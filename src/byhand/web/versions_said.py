"""What two versions of a letter tell, as a sentence: which is answered more, or that nobody can tell yet."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from byhand.audit.rates import FEWEST
from byhand.insight.outreach.versions import FEWEST_ANSWERS, Comparison

A_HUNDRED = 100


def verdict(told: Comparison) -> str:
    """The interval of the difference in words. It names no winner: what follows from it a person says."""
    low, high = told.difference.low, told.difference.high
    if low is None or high is None:
        return _too_few(told)
    if low <= 0 <= high:
        return _(
            "Cannot tell yet: in a hundred letters version B may have anything between %(fewer)s answers fewer and "
            "%(more)s more than version A."
        ) % {"fewer": in_a_hundred(-low), "more": in_a_hundred(high)}
    which, near, far = ("B", low, high) if low > 0 else ("A", -high, -low)
    return _(
        "Version %(which)s is answered more: between %(low)s and %(high)s answers more in a hundred letters."
    ) % {"which": which, "low": in_a_hundred(near), "high": in_a_hundred(far)}


def _too_few(told: Comparison) -> str:
    if min(one.reached for one in told.versions) < FEWEST:
        return _("Cannot tell yet: fewer than %(n)s letters of either version have arrived.") % {"n": FEWEST}
    return _("Cannot tell yet: both versions together have fewer than %(n)s answers.") % {"n": FEWEST_ANSWERS}


def in_a_hundred(share: float) -> str:
    """0.0213 as 2.1; what is less than a tenth to one place more, so that it is never said to be nothing."""
    letters = share * A_HUNDRED
    places = 1 if letters >= 0.1 or not letters else 2
    return number_format(round(letters, places), places)
