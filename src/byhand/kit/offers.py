"""Offers in words: a discount, a voucher, a sale. A thank-you or a warning with one in it reads as an advertisement."""

from __future__ import annotations

import re

from byhand.kit.asking.grammar import sentences

_OFFER = re.compile(
    r"\b\d{1,2} ?(?:%|percent|per cent|prozent) (?:off|less|on (?:your|the|all|every\w*)|auf|günstiger|billiger)\b"
    r"|\b(?:discount|voucher|coupon|promo(?:tion)?|special offer|sale"
    r"|half price|free shipping|money off|off your next|gift card|limited time)\b"
    r"|\b(?:rabatt\w*|gutschein\w*|sonderangebot\w*|aktionspreis\w*|nachlass|versandkostenfrei|gratisversand)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|not|never|without|instead of|kein\w*|nicht|ohne|nie)\b", re.IGNORECASE)


def speaks_of_offers(text: str) -> bool:
    """Whether such a word stands anywhere, be it to say that there is none."""
    return _OFFER.search(text) is not None


def offer_in(text: str) -> tuple[int, int] | None:
    """Where the first sentence stands that offers something; one that says there is none offers nothing."""
    for start, end in sentences(text):
        sentence = text[start:end].rstrip()
        if _OFFER.search(sentence) and not _NONE.search(sentence):
            return start, start + len(sentence)
    return None
