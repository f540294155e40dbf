"""Thanks and an offer: a thank-you never carries an offer.

The effect of a handwritten thank-you vanished when a discount came with it (Kim, Choi & Kim 2022).
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from byhand.conversations.again.repeat import questions_in
from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.kit.asking.grammar import sentences

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
_OFFER = re.compile(
    r"\b\d{1,2} ?(?:%|percent|per cent|prozent) (?:off|less|on (?:your|the|all|every\w*)|auf|günstiger|billiger)\b"
    r"|\b(?:discount|voucher|coupon|promo(?:tion)?|special offer|sale"
    r"|half price|free shipping|money off|off your next|gift card|limited time)\b"
    r"|\b(?:rabatt\w*|gutschein\w*|sonderangebot\w*|aktionspreis\w*|nachlass|versandkostenfrei|gratisversand)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|not|never|without|instead of|kein\w*|nicht|ohne|nie)\b", re.IGNORECASE)
# What makes it an answer: they asked, complained, or spoke of the price themselves.
_THEIR_MATTER = re.compile(
    r"\b(?:discount|voucher|coupon|price|offer|code|broken|cracked|refund|wrong|late|invoice|rabatt\w*|gutschein\w*|preis\w*"
    r"|angebot\w*|kaputt|zerbrochen|falsch|rechnung|erstatt\w*)\b",
    re.IGNORECASE,
)


def look(sheet: Sheet) -> list[Remark]:
    text = sheet.said.text
    if not _THANKS.search(text) or not _OFFER.search(text) or _is_an_answer(sheet):
        return []
    for start, end in sentences(text):
        sentence = text[start:end].rstrip()
        if _OFFER.search(sentence) and not _NONE.search(sentence):
            words = _(
                "A thank-you with an offer in it reads as an offer. Send the offer another day, or not at all."
            )
            return [
                Remark(KIND, words, sheet.body[start : start + len(sentence)], start, start + len(sentence))
            ]
    return []


def _is_an_answer(sheet: Sheet) -> bool:
    waiting = [one.new_text for one in sheet.unanswered()]
    return any(questions_in(one) or _THEIR_MATTER.search(one) for one in waiting)
