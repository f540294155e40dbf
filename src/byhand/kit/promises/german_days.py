"""How one says when, in German. "Nächsten Dienstag" is the next one to come; weeks and months end as in English."""

from __future__ import annotations

import re
from datetime import date

from byhand.kit.promises import days
from byhand.kit.promises.language import Meaning, words

_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_PARTS = {"anfang": 5, "mitte": 15, "ende": 31}  # of a month, up to that day
_NUMBERS = {
    "einem": 1, "einer": 1, "eines": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "zehn": 10, "vierzehn": 14, "paar": 3,
}  # fmt: skip
_WEEKDAY = (
    r"(?P<weekday>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
    r"(?:abend|mittag|nachmittag|vormittag|morgen|früh)?\b"
)
_OTHER = _WEEKDAY.replace("weekday", "other")
_MONTH = (
    r"(?P<month>jan(?:uar|\.)|feb(?:ruar|\.)|märz|apr(?:il|\.)|mai|juni|juli|aug(?:ust|\.)|sept?(?:ember|\.)"
    r"|okt(?:ober|\.)|nov(?:ember|\.)|dez(?:ember|\.))"
)
_DAY, _YEAR = r"\b(?P<day>\d{1,2})\.", r"(?: (?P<year>20\d\d)\b)?"
_BY = (
    r"\b(?:(?:bis|spätestens|bis spätestens|noch|vor|am|zum|bis zum|spätestens am|bis spätestens am|diesen) )?"
    r"(?:den |dem )?"
)
_ON = rf"{_BY}(?:{_WEEKDAY},? (?:den |dem )?)?"
_TIME = r"(?: (?:um|gegen|ab|bis) \w+(?:[:.]\d\d)?(?: Uhr)?| (?:früh|vormittag|mittag|nachmittag|abend)\b)?"
_TO = r"\b(?:am |zum |bis |bis zum )?"
_NEXT = r"(?:der )?(?:nächste[rn]?|kommende[rn]?)"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"


def _weekday(match: re.Match[str]) -> int:
    said = match.groupdict()
    return _WEEKDAYS.index(str(said.get("weekday") or said.get("other"))[:2].lower())


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _on_weekday(match: re.Match[str], today: date) -> date:
    return days.coming(today, _weekday(match), or_today="diesen" in match[0].lower())


def _a_week_later(match: re.Match[str], today: date) -> date:
    return days.after(days.coming(today, _weekday(match)), 7)


def _on_date(match: re.Match[str], today: date) -> date | None:
    return days.on(today, int(match["day"]), _month(match), int(match["year"]) if match["year"] else None)


def _on_date_in_numbers(match: re.Match[str], today: date) -> date | None:
    return days.on(
        today, int(match["day"]), int(match["month"]), int(match["year"]) if match["year"] else None
    )


def _of_month(match: re.Match[str], today: date) -> date | None:
    return days.of_month(today, int(match["day"]))


def _part_of_month(match: re.Match[str], today: date) -> date | None:
    """Anfang, Mitte, Ende Dezember: up to the fifth, the fifteenth, the last day."""
    upto = _PARTS[match["part"].lower()]
    ends = (days.end_of_month(today, months) for months in range(13))
    named = (end.replace(day=min(upto, end.day)) for end in ends if end.month == _month(match))
    return next((day for day in named if day >= today), None)


def _after(match: re.Match[str], today: date) -> date:
    said, unit = match["count"].lower(), match["unit"].lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    if unit.startswith("stunde"):
        return days.after(today, count // 24)
    if unit.startswith(("werktag", "arbeitstag")):
        return days.working(today, count)
    return days.after(today, count * 7 if unit.startswith("woche") else count)


WHEN_HINTS = (
    *"0123456789", "tag", "mittwoch", "abend", "morgen", "heute", "woche", "monat", "jahr", "weihnacht", "anfang",
    "mitte", "ende", "stunde", "bald", "umgehend", "schnell", "demnächst", "zeitnah", "gleich", "nachher", "sofort",
    "kürze",
)  # fmt: skip
WHEN: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (words(rf"{_ON}{_DAY}\s*{_MONTH}{_YEAR}{_TIME}"), _on_date),
    (
        words(rf"{_ON}{_DAY}\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>(?:20)?\d\d)\b)?{_TIME}"),
        _on_date_in_numbers,
    ),
    (words(rf"\b(?:bis )?(?P<part>anfang|mitte|ende) {_MONTH}"), _part_of_month),
    (words(rf"{_TO}ende {_NEXT} woche\b"), lambda _, today: days.end_of_week(today, 1)),
    (words(rf"\b(?:bis )?anfang {_NEXT} woche\b"), lambda _, today: days.after(today, 8 - today.weekday())),
    (words(rf"\b(?:bis )?mitte {_NEXT} woche\b"), lambda _, today: days.after(today, 9 - today.weekday())),
    (words(rf"{_TO}ende (?:der|dieser) woche\b"), lambda _, today: days.end_of_week(today)),
    (words(rf"{_TO}(?:monatsende|ende (?:des|dieses) monats)\b"), lambda _, today: days.end_of_month(today)),
    (words(rf"{_TO}(?:jahresende|ende (?:des|dieses) jahres)\b"), lambda _, today: date(today.year, 12, 31)),
    (words(r"\b(?:bis )?vor weihnachten\b"), lambda _, today: days.on(today, 23, 12)),
    (words(r"\b(?:bis |zu )weihnachten\b"), lambda _, today: days.on(today, 24, 12)),
    (words(rf"\b{_WEEKDAY} in einer woche\b|\bübernächste[nr]? {_OTHER}"), _a_week_later),
    (words(rf"\b(?:bis )?(?:nächste|kommende)[nmr]? {_WEEKDAY}{_TIME}"), _on_weekday),
    (words(rf"{_BY}{_WEEKDAY}{_TIME}"), _on_weekday),
    (words(r"\b(?:bis )?übermorgen\b"), lambda _, today: days.after(today, 2)),
    (
        words(rf"(?<!guten\s)(?<!schönen\s)(?<!am\s)\b(?:bis |gleich |noch |ab )?morgen\b{_TIME}"),
        lambda _, today: days.after(today, 1),
    ),
    (words(rf"\b(?:bis |noch |gleich )?heute\b(?: noch)?{_TIME}"), lambda _, today: today),
    (words(r"\b(?:am|übers|bis zum) wochenende\b"), lambda _, today: days.in_week(today, days.SUNDAY)),
    (words(rf"\b(?:(?:in|im laufe?) )?{_NEXT} woche\b"), lambda _, today: days.end_of_week(today, 1)),
    (words(r"\b(?:noch |in )*dieser? woche\b"), lambda _, today: days.end_of_week(today)),
    (words(r"\b(?:im )?(?:nächsten|kommenden) monat\b"), lambda _, today: days.end_of_month(today, 1)),
    (
        words(
            rf"\b(?:in|innerhalb von|innerhalb|binnen) (?:den nächsten )?(?:ein )?{_COUNT} "
            r"(?P<unit>stunden?|(?:werk|arbeits)?tage?[ns]?|wochen?)\b"
        ),
        _after,
    ),
    (words(rf"\b(?:am|bis zum|zum|bis) {_DAY}(?=\s|$)(?!\s*\d)"), _of_month),
    (words(r"\bbis \d{1,2}(?:[:.]\d\d)? uhr\b"), lambda _, today: today),
    (
        words(
            r"\b(?:sobald|bald|umgehend|so schnell wie möglich|schnellst\w*|baldm?öglichst\w*|demnächst|zeitnah|gleich"
            r"|nachher|sofort|in kürze)\b"
        ),
        lambda _, today: None,
    ),
)
