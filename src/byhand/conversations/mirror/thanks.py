"""Thanks and an offer: a thank-you never carries an offer.

The effect of a handwritten thank-you vanished when a discount came with it (Kim, Choi & Kim 2022).
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from byhand.conversations.again.repeat import questions_in
from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.kit.offers import offer_in, speaks_of_offers

KIND = "thanks"
# Thanks for something they did for us; not for a mail, for patience or for an order number, which opens any letter.
_THANKS = re.compile(
    r"\b(?:thank you|thanks|grateful|thankful)\b[^.!?\n]{0,40}\b(?:order|purchase|visit(?:ing)?|coming|buying"
    r"|review|photos?|pictures?|kind words|recommend\w*|referr\w+|support|loyal\w*|trust|business"
    r"|custom|choosing|years|card|telling|bringing)\b(?! (?:number|no\b))"
    r"|\b(?:danke|dank|dankbar)\b[^.!?\n]{0,50}\b(?:bestellung|einkauf|besuch|kommen|bewertung|fotos?|bilder|worte|empfehl\w*"
    r"|weiterempf\w*|unterstützung|treue|vertrauen|karte|mitbringen)\b(?!snummer)",
    re.IGNORECASE,
)
# What makes it an answer: they asked, complained, or spoke of the price themselves.
_THEIR_MATTER = re.compile(
    r"\b(?:discount|voucher|coupon|price|offer|code|broken|cracked|refund|wrong|late|invoice|rabatt\w*|gutschein\w*|preis\w*"
    r"|angebot\w*|kaputt|zerbrochen|falsch|rechnung|erstatt\w*)\b",
    re.IGNORECASE,
)


def look(sheet: Sheet) -> list[Remark]:
    text = sheet.said.text
    if not _THANKS.search(text) or not speaks_of_offers(text) or _is_an_answer(sheet):
        return []
    if (found := offer_in(text)) is None:
        return []
    words = _("A thank-you with an offer in it reads as an offer. Send the offer another day, or not at all.")
    start, end = found
    return [Remark(KIND, words, sheet.body[start:end], start, end)]


def _is_an_answer(sheet: Sheet) -> bool:
    waiting = [one.new_text for one in sheet.unanswered()]
    return any(questions_in(one) or _THEIR_MATTER.search(one) for one in waiting)
