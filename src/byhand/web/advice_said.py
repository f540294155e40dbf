"""The audit's advice in the reader's language; each sentence leads to the figures it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import ngettext

from byhand.audit.report import Advice, Report
from byhand.web.figures_said import count

_LONGEST = 90  # letters of a sentence that is quoted


@dataclass(frozen=True, slots=True)
class Sentence:
    """What to do, and the finding below that says why."""

    words: str
    finding: str


def advice_said(report: Report) -> list[Sentence]:
    """In the audit's order: those first that concern most people."""
    ties = _about_ties(report)
    return [Sentence(_said(one, report, ties), one.finding) for one in report.advice]


def _said(one: Advice, report: Report, ties: Iterator[str]) -> str:
    words = next(ties) if one.finding == "ties" else _SENTENCES[one.finding](one.people)
    quoted = report.scripts[0].sentence.rstrip(".") if report.scripts else ""
    return words % {"n": count(one.people), "quoted": Truncator(quoted).chars(_LONGEST)}


def _about_ties(report: Report) -> Iterator[str]:
    """Two sentences of the audit speak of ties, of equal ones the drifting first."""
    drifting, hanging = report.drifting_found, report.hanging_found
    said = [(-drifting, _drifting(drifting)), (-hanging, _hanging(hanging))]
    return (words for people, words in sorted(said, key=lambda each: each[0]) if people)


def _scripts(n: int) -> str:
    return ngettext(
        "%(n)s person got the sentence “%(quoted)s”. Say it in your own words, or put it where they find it"
        " themselves.",
        "%(n)s people got the sentence “%(quoted)s”. Say it in your own words, or put it where they find it"
        " themselves.",
        n,
    )


def _unanswered(n: int) -> str:
    return ngettext(
        "%(n)s person asked something and never heard from a person. Answer them today.",
        "%(n)s people asked something and never heard from a person. Answer the latest of them today.",
        n,
    )


def _repeats(n: int) -> str:
    return ngettext(
        "%(n)s person got the same answer twice in one conversation. When they ask again, the first answer did not"
        " help: call them.",
        "%(n)s people got the same answer twice in one conversation. When they ask again, the first answer did not"
        " help: call them.",
        n,
    )


def _silent(n: int) -> str:
    return ngettext(
        "%(n)s person used to write and has said nothing through six messages or more. Stop writing to them for a"
        " while, or ask one honest question.",
        "%(n)s people used to write and have said nothing through six messages or more. Stop writing to them for a"
        " while, or ask one honest question.",
        n,
    )


def _automatic(n: int) -> str:
    return ngettext(
        "Your machines and those of %(n)s other answered each other. Let automatic answers answer once a"
        " week at most.",
        "Your machines and those of %(n)s others answered each other. Let automatic answers answer once a"
        " week at most.",
        n,
    )


def _drifting(n: int) -> str:
    return ngettext(
        "%(n)s person is silent for longer than they ever are. Write to them, without an offer.",
        "%(n)s people are silent for longer than they ever are. Write to the closest of them, without an offer.",
        n,
    )


def _hanging(n: int) -> str:
    return ngettext(
        "%(n)s person is known to one colleague alone. Introduce a second one while there is time.",
        "%(n)s people are known to one colleague alone. Introduce a second one while there is time.",
        n,
    )


_SENTENCES = {
    "scripts": _scripts, "unanswered": _unanswered, "repeats": _repeats, "silent": _silent, "automatic": _automatic,
}  # fmt: skip
