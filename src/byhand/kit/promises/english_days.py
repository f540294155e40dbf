"""How one says when, in English."""

from __future__ import annotations

import re
from datetime import date

from byhand.kit.promises import days
from byhand.kit.promises.language import Meaning

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fourteen": 14,
}  # fmt: skip
_DAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?)?|weds|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\b\.?(?!['’]s)"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_TIME = r"(?:\s+(?:at|by|around)\s+\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o['’]clock)?|\s+(?:morning|afternoon|evening|night))?"
_BY = r"\b(?:(?:by|on|until|till|before|at|no later than|not later than|around|this|coming)\s+)?(?:the\s+)?"
_END = r"\b(?:by\s+)?(?:at\s+)?(?:the\s+)?(?:end|close|cob|eob)\s+(?:of\s+)?(?:the\s+)?"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"


def _weekday(match: re.Match[str]) -> int:
    return _WEEKDAYS.index(match["weekday"][:3].lower())


def _count(match: re.Match[str]) -> int:
    said = " ".join(match["count"].lower().split())
    return int(said) if said.isdigit() else _NUMBERS[said]


def _on_weekday(match: re.Match[str], today: date) -> date:
    return days.coming(today, _weekday(match), or_today=match[0].lower().startswith("this"))


def _on_date(match: re.Match[str], today: date) -> date | None:
    year = match["year"]
    return days.on(today, int(match["day"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(year) if year else None)


def _slashed(match: re.Match[str], today: date) -> date | None:
    """3/15 or 15/3; where both could be the month, a person must say which."""
    one, other = int(match["one"]), int(match["other"])
    if one <= 12 and other <= 12 and one != other:
        return None
    month, day = (one, other) if one <= 12 else (other, one)
    return days.on(today, day, month, int(match["year"]) if match["year"] else None)


def _span(match: re.Match[str], today: date) -> date | None:
    count, unit = _count(match), match["unit"].lower()
    if unit.startswith("month"):
        return days.end_of_month(today, count) if today.day > 28 else days.of_month(days.end_of_month(today, count - 1), today.day)
    if unit.startswith("week"):
        return days.after(today, 7 * count)
    if unit.startswith("day"):
        return days.working(today, count) if match["working"] else days.after(today, count)
    return days.after(today, count // 24)


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


WHEN: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (_pattern(rf"\b(?:by|on|until|before)?\s*(?P<year>20\d\d)-(?P<one>\d\d)-(?P<other>\d\d)\b"),
     lambda m, today: days.on(today, int(m["other"]), int(m["one"]), int(m["year"]))),
    (_pattern(rf"{_BY}(?:{_DAY},?\s+(?:the\s+)?)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:/%])(?:,?\s+(?P<year>20\d\d)\b)?{_TIME}"), _on_date),
    (_pattern(rf"{_BY}(?:{_DAY},?\s+(?:the\s+)?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>20\d\d)\b)?{_TIME}"), _on_date),
    (_pattern(rf"{_BY}(?:{_DAY},?\s+)?(?<![\d/$.])(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})(?:/(?P<year>\d\d(?:\d\d)?))?(?![\d/])"), _slashed),
    (_pattern(rf"{_BY}{_DAY},?\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b{_TIME}"), lambda m, today: days.of_month(today, int(m["day"]))),
    (_pattern(rf"\b(?:a\s+week\s+(?:on|from)\s+{_DAY}|{_DAY.replace('weekday', 'other')}\s+week)\b"),
     lambda m, today: days.after(days.coming(today, _WEEKDAYS.index((m["weekday"] or m["other"])[:3].lower())), 7)),
    (_pattern(rf"\b(?:{_DAY}\s+(?:of\s+)?next\s+week|(?:by\s+|on\s+)?next\s+{_DAY.replace('weekday', 'other')}){_TIME}"),
     lambda m, today: days.in_week(days.after(today, 7 - today.weekday()), _WEEKDAYS.index((m["weekday"] or m["other"])[:3].lower()))),
    (_pattern(rf"{_END}next\s+week\b"), lambda m, today: days.after(today, 7 - today.weekday() + days.FRIDAY)),
    (_pattern(rf"{_END}next\s+month\b"), lambda m, today: days.end_of_month(today, 1)),
    (_pattern(rf"{_END}(?:this\s+)?week\b|\b(?:by\s+)?eow\b"), lambda m, today: days.in_week(today, days.FRIDAY)),
    (_pattern(rf"{_END}(?:this\s+)?month\b|\b(?:by\s+)?eom\b"), lambda m, today: days.end_of_month(today)),
    (_pattern(rf"{_END}(?:this\s+)?year\b"), lambda m, today: date(today.year, 12, 31)),
    (_pattern(rf"{_END}(?:business\s+)?(?:on\s+)?{_DAY}|\b(?:cob|eod)\s+(?:on\s+)?{_DAY.replace('weekday', 'other')}"),
     lambda m, today: days.coming(today, _WEEKDAYS.index((m["weekday"] or m["other"])[:3].lower()))),
    (_pattern(r"\b(?:by\s+|before\s+)?(?:the\s+)?day\s+after\s+tomm?or?row\b"), lambda m, today: days.after(today, 2)),
    (_pattern(rf"\b(?:by\s+|before\s+|until\s+|first\s+thing\s+)?(?:tomm?orr?ow|tmrw|tomm)\b{_TIME}|\b(?:first\s+thing\s+)?in\s+the\s+morning\b"), lambda m, today: days.after(today, 1)),
    (_pattern(rf"\b(?:by\s+|later\s+|before\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))\b(?!['’]s){_TIME}"), lambda m, today: today),
    (_pattern(rf"{_END}(?:business|the\s+day|day|today)\b(?:\s+today)?|\b(?:by\s+)?(?:cob|eod)\b"), lambda m, today: today),
    (_pattern(rf"{_BY}{_DAY}{_TIME}"), _on_weekday),
    (_pattern(r"\b(?:by\s+|on\s+|over\s+|during\s+|at\s+)(?:the|this)\s+weekend\b|\bthis\s+weekend\b"), lambda m, today: days.in_week(today, days.SUNDAY)),
    (_pattern(rf"\b(?:within|in)\s+(?:the\s+next\s+)?(?:about\s+)?(?:a\s+)?{_COUNT}\s+(?:or\s+\w+\s+)?(?P<working>business\s+|working\s+)?(?P<unit>hours?|days?|weeks?|months?)\b(?:['’]s?\s+time)?"), _span),
    (_pattern(r"\bwithin\s+the\s+(?:hour|day)\b|\bin\s+(?:a\s+(?:few|couple\s+of)|\d+)\s+min(?:ute)?s?\b"), lambda m, today: today),
    (_pattern(r"\b(?:(?:by|early|late|later|sometime|at\s+the\s+(?:beginning|start)\s+of)\s+)?next\s+week\b"), lambda m, today: days.after(today, 7 - today.weekday() + days.FRIDAY)),
    (_pattern(r"\b(?:(?:by|late|later|sometime|within)\s+)?this\s+week\b"), lambda m, today: days.in_week(today, days.FRIDAY)),
    (_pattern(r"\b(?:by\s+|early\s+|sometime\s+)?next\s+month\b"), lambda m, today: days.end_of_month(today, 1)),
    (_pattern(r"\b(?:by|sometime|later)\s+this\s+month\b|\bthis\s+month\b"), lambda m, today: days.end_of_month(today)),
    (_pattern(r"\b(?:by|on|until|before)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"), lambda m, today: days.of_month(today, int(m["day"]))),
    (_pattern(r"\bby\s+\d{1,2}(?::\d\d)?\s*[ap]\.?m\b\.?|\bby\s+noon\b|\bby\s+(?:[1-9]|1[0-2])(?::\d\d)?(?=\s*(?:[.,!]|$))"), lambda m, today: today),
    (_pattern(r"\b(?:very\s+)?(?:soon|shortly|asap|immediately|promptly|right\s+away|straight\s+away|as\s+soon\s+as(?:\s+possible)?|once|when)\b"), lambda m, today: None),
)  # fmt: skip
