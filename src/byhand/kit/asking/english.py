"""Asking, in English."""

from __future__ import annotations

import re

from byhand.kit.asking.grammar import Grammar, Thing
from byhand.kit.asking.shapes import DAY_IN_FIGURES, NUMBER, PHONE

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{DAY_IN_FIGURES})"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_STREET = r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Way|Drive|Square|Court|Place|Terrace|Gardens|Row)\b"
_MY = r"(?:your|the|an?|which|what)"


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.IGNORECASE)


ENGLISH = Grammar(
    asks=_any(
        r"\b(?:could|can|would|will) you\b",
        r"\bplease (?:also |just )?(?:send|give|tell|let|share|provide|add|attach|confirm|mail|name"
        r"|quote|reply with)\b",
        r"^\W*(?:and |but |so )?(?:what|which|when|where)\b[^?]*\?",
        r"\bmay (?:i|we) (?:have|ask)\b",
        r"\b(?:i|we)(?:['’]d| would| will)?(?: still| also| only| just)* need\b",
        r"\blet (?:me|us) (?:know|have)\b",
        r"\bdo you (?:still )?(?:have|know|remember)\b",
        r"\b(?:send|give|tell|mail) (?:me|us)\b",
    ),
    asks_not=_any(
        r"\b(?:another|new|other|different|better|further|additional|more|second|next|sharper|larger)\b",
        r"\b(?:no need|need not|needn['’]t|don['’]t need|do not need|not necessary|instead of)\b",
        r"\b(?:thank you|thanks) for (?:sending|giving|telling|the|your)\b",
        r"\b(?:you will|you['’]ll) find\b|\b(?:i|we) (?:will|can|could) (?:send|give|tell|let) you\b"
        r"|\bif you (?:have not|haven['’]t|lose|lost)\b",
        r"\b(?:our|my) (?:phone|order|address|postal|invoice|telephone|mobile)\b",
        r"\b(?:still|correct|right)\?|\bchanged?\b",
    ),
    things={
        Thing.ORDER: _any(
            rf"\b{_MY} (?:\w+ )?order (?:number|no\b\.?|id\b|reference)", r"\bnumber of your order\b"
        ),
        Thing.INVOICE: _any(
            rf"\b{_MY} (?:\w+ )?invoice (?:number|no\b\.?|id\b)", r"\bnumber of your invoice\b"
        ),
        Thing.PHONE: _any(
            rf"\b{_MY} (?:\w+ ){{0,2}}?(?:(?:phone|telephone|mobile|cell|contact) ?number)",
            r"\bnumber (?:where|at which|on which|under which) (?:i|we) (?:can|could|may) (?:reach|call|ring|phone)",
            r"\bnumber to (?:call|ring|reach|phone) you\b",
        ),
        Thing.ADDRESS: _any(
            r"\b(?:your|which|what is the) (?:(?:full|postal|delivery|shipping|home|billing|street|current|exact) )"
            r"{0,2}address\b"
        ),
        Thing.BOUGHT: _any(
            r"\bwhen (?:did|have) you (?:buy|bought|order|ordered|purchase|purchased)\b",
            r"\b(?:date|day) of (?:your |the )?(?:purchase|order)\b|\b(?:purchase|order) date\b",
        ),
        Thing.DAY: _any(
            r"\b(?:which|what) (?:day|date)s?\b[^?]*\b(?:suits?|works?|prefer|like|best|convenient|come)\b",
            r"\bwhen (?:would|does) (?:it|that) suit\b|\bwhen would you (?:like|prefer|want)\b",
        ),
        Thing.FILE: _any(
            r"\b(?:a|the|your|some|any|one|two)? ?(?:photo(?:graph)?|picture|image|scan|screenshot)s?\b"
        ),
    },
    told={
        Thing.ORDER: (
            re.compile(
                rf"(?<!\bto )(?<!\bi )(?<!\bwe )\border(?: (?:number|no\.?|id|reference))?[ :#]*(?:is |was )?"
                rf"[ :#]*{NUMBER}"
                r"(?! (?:jars?|pieces?|items?|bowls?|cups?|tiles?|bags?|kilos?|kg|copies|people))",
                re.IGNORECASE,
            ),
        ),
        Thing.INVOICE: (
            re.compile(
                rf"\binvoice(?: (?:number|no\.?|id))?[ :#]*(?:is |was )?[ :#]*{NUMBER}", re.IGNORECASE
            ),
        ),
        Thing.PHONE: (re.compile(PHONE),),
        Thing.ADDRESS: (re.compile(rf"\b(?P<v>\d+[a-z]?,? (?:[A-Z][\w'’]+ ){{1,3}}{_STREET})"),),
        Thing.BOUGHT: (
            re.compile(rf"\b(?:bought|ordered|purchased)\b[^.!?\n]{{0,80}}?\b(?P<v>{_DATE})", re.IGNORECASE),
        ),
        Thing.DAY: (
            re.compile(
                rf"(?P<v>{_WEEKDAY}(?:,? {_DATE})?|{_DATE})(?=[^.!?\n]{{0,40}}\b(?:suits?|works?"
                r"|(?:is|would be) (?:best|fine|good|perfect))\b)",
                re.IGNORECASE,
            ),
            re.compile(
                rf"\b(?P<v>{_WEEKDAY})(?: (?:or|and)\b|, )", re.IGNORECASE
            ),  # several: fair to ask which
            re.compile(
                rf"\b(?:prefer|can come|could come|would like to come)(?: on)? (?P<v>{_WEEKDAY})",
                re.IGNORECASE,
            ),
        ),
    },
    of=re.compile(
        r"s? (?:of|from|for) (?!(?:you|me|us|it|them)\b)(?:the |your |its |that |this )?(?:\w+ed )?(?P<of>\w+)",
        re.IGNORECASE,
    ),
)
