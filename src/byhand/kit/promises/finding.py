"""The walk: sentence by sentence, who promises, what, and by when.

After Cohen, Carvalho & Mitchell, “Learning to classify email into ‘speech acts’”, EMNLP 2004 (a commitment is a verb
and its noun), and Lampert, Dale & Paris, “Detecting emails containing requests for action”, NAACL 2010: quotes and
signatures come out first. Here that is `kit.quoting`; whoever calls gives the new words alone.

The days are worked out here (`days.py`), from words the grammar has taken apart already. `dateparser` 1.5 was tried on
44 such spans: it gave none for fifteen ("end of the week", "in a couple of days", "morgen früh"), a wrong day for two
("next Friday", "the 15th"), and took half a millisecond for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from byhand.kit.promises.english import ENGLISH
from byhand.kit.promises.german import GERMAN
from byhand.kit.promises.language import Language
from byhand.kit.promises.proposal import Claim, Day, Proposal
from byhand.kit.promises.sentences import sentences

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
_LONGEST = 20_000  # letters of one text that are looked at; what a person writes is shorter
_OF_ANOTHER = '"“”„«»‘>|'  # begins what somebody else said
_CITED = re.compile(r'"[^"]++"|[“„][^“”„]++[”“]|«[^«»]++»|»[^«»]++«')
_WHAT = 160  # letters


def find(text: str, at: datetime, languages: Sequence[str] = ("en", "de")) -> list[Proposal]:
    """What the writer of these words may have promised in them, in order; at most one for each sentence.

    `text` is what is new in a letter, without quotes and signature; `at` when it was written, in the writer's zone,
    for "tomorrow" depends on it. Languages that are not known are left out. Raises nothing, whatever the text.
    """
    return list(walk(text, at, languages))


def walk(text: str, at: datetime, languages: Sequence[str] = ("en", "de")) -> Iterator[Proposal]:
    """The same, one after the other, for whoever needs the first alone."""
    text = text[:_LONGEST]
    lowered = _lowered(text)
    spoken = [LANGUAGES[one] for one in languages if one in LANGUAGES]
    spoken = [one for one in spoken if one.may_promise(lowered)]
    return _walk(text, at.date(), spoken) if spoken else iter(())


def _lowered(text: str) -> str:
    """In small letters, with a space around every word at an edge, as hints look for."""
    return f" {text.lower()} ".replace("\n", " ")


def _walk(text: str, today: date, spoken: Sequence[Language]) -> Iterator[Proposal]:
    for start, end in sentences(text):
        sentence = text[start:end]
        if sentence[-1] == "?" or sentence[0] in _OF_ANOTHER:
            continue
        lowered = _lowered(sentence)
        for language in spoken:
            found = (
                _read(sentence, lowered, start, language, today) if language.may_promise(lowered) else None
            )
            if found is not None:
                yield found
                break


def _read(sentence: str, lowered: str, start: int, language: Language, today: date) -> Proposal | None:
    """The promise of this sentence: the first with a day, or else the first."""
    claims = [one for one in language.claims(sentence) if not _is_cited(sentence, one.start)]
    if not claims:
        return None
    days = _days(sentence, language, today) if language.may_say_when(lowered) else []
    conditional = language.on_condition.search(sentence) is not None
    paired = [(claim, _day_of(claim, days)) for claim in claims]
    paired = [
        (claim, day)
        for claim, day in paired
        if (day is not None and day.on is not None) or not (claim.needs_a_day or conditional)
    ]
    if not paired:
        return None
    claim, day = min(paired, key=lambda one: one[1] is None or one[1].on is None)
    due = day.on if day else None
    return Proposal(
        sentence, start, start + len(sentence), _what(sentence, claim, language),
        " ".join(sentence[day.start : day.end].split()).removesuffix(".") if day else "", due,
        is_firm=due is not None and not claim.is_soft and not conditional,
    )  # fmt: skip


def _is_cited(sentence: str, at: int) -> bool:
    """Between quotation marks: somebody's words about which this letter is written."""
    return any(cited.start() < at < cited.end() for cited in _CITED.finditer(sentence))


def _days(sentence: str, language: Language, today: date) -> list[Day]:
    """Every time said in this sentence on which something may be due, in order; the fullest wording of each."""
    found: list[Day] = []
    for pattern, meaning in language.when:
        for match in pattern.finditer(sentence):
            start, end = match.span()
            if all(end <= one.start or one.end <= start for one in found):
                due = not language.not_due.search(sentence, 0, start)
                found.append(Day(start, end, meaning(match, today)) if due else Day(start, end, None))
    return sorted(found, key=lambda one: one.start)


def _day_of(claim: Claim, days: Sequence[Day]) -> Day | None:
    """The first day said after the claim, or else the last before it; one that means a day goes before "soon"."""
    ahead = [one for one in days if one.end > claim.start]
    behind = [one for one in reversed(days) if one.end <= claim.start]
    near = [*ahead, *behind]
    return next((one for one in near if one.on is not None), near[0] if near else None)


def _what(sentence: str, claim: Claim, language: Language) -> str:
    stop = language.clause.search(sentence, claim.what)
    return " ".join(sentence[claim.what : stop.start() if stop else len(sentence)].split()).rstrip(" .!,;:")[
        :_WHAT
    ]
