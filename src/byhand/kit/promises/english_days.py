"""How one says when, in English.

"Friday" is the next one to come; "next Friday" that of the next week. A week is due on its Friday, a month on its last
day, a weekend on its Sunday. What has no one day ("soon", "once it is here", 4/5 which may be May or April) has None.
"""

from __future__ import annotations

import re
from datetime import date

from byhand.kit.promises import days
from byhand.kit.promises.language import Meaning, words

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fourteen": 14,
}  # fmt: skip
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?)?|weds|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?(?!['’]s)"
)
_OTHER = _WEEKDAY.replace("weekday", "other")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?:,? (?P<year>20\d\d)\b)?"
_TIME = (
    r"(?: (?:at|by|around) \d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o['’]clock)?"
    r"| (?:morning|afternoon|evening|night))?"
)
_BY = r"\b(?:(?:by|on|until|till|before|at|no later than|not later than|around|this|coming) )?(?:the )?"
_ON = rf"{_BY}(?:{_WEEKDAY},? (?:the )?)?"
_END = r"\b(?:by )?(?:at )?(?:the )?(?:end|close|cob|eob) (?:of )?(?:the )?"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"


def _weekday(match: re.Match[str]) -> int:
    said = match.groupdict()
    return _WEEKDAYS.index(str(said.get("weekday") or said.get("other"))[:3].lower())


def _on_weekday(match: re.Match[str], today: date) -> date:
    return days.coming(today, _weekday(match), or_today=match[0].lower().startswith("this"))


def _a_week_later(match: re.Match[str], today: date) -> date:
    return days.after(days.coming(today, _weekday(match)), 7)


def _of_next_week(match: re.Match[str], today: date) -> date:
    return days.in_week(days.after(today, 7 - today.weekday()), _weekday(match))


def _of_month(match: re.Match[str], today: date) -> date | None:
    return days.of_month(today, int(match["day"]))


def _on_date(match: re.Match[str], today: date) -> date | None:
    month, year = _MONTHS.index(match["month"][:3].lower()) + 1, match["year"]
    return days.on(today, int(match["day"]), month, int(year) if year else None)


def _on_iso_date(match: re.Match[str], today: date) -> date | None:
    return days.on(today, int(match["day"]), int(match["month"]), int(match["year"]))


def _on_slashed_date(match: re.Match[str], today: date) -> date | None:
    """3/15 or 15/3; where both could be the month, a person must say which."""
    one, other = int(match["one"]), int(match["two"])
    if one <= 12 and other <= 12 and one != other:
        return None
    month, day = (one, other) if one <= 12 else (other, one)
    return days.on(today, day, month, int(match["year"]) if match["year"] else None)


def _after(match: re.Match[str], today: date) -> date:
    said, unit = " ".join(match["count"].lower().split()), match["unit"].lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    if unit.startswith("month"):
        return days.after_months(today, count)
    if unit.startswith("hour"):
        return days.after(today, count // 24)
    if match["working"]:
        return days.working(today, count)
    return days.after(today, count * 7 if unit.startswith("week") else count)


WHEN_HINTS = (
    *"0123456789", "day", "morrow", "tmrw", "tomm", "tonight", "morning", "noon", "evening", "week", "month", "year",
    "cob", "eob", "eod", "eow", "eom", "business", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "hour", "min",
    "soon", "shortly", "asap", "mmediately", "promptly", "away", "once", "when",
)  # fmt: skip
WHEN: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (words(r"\b(?:(?:by|on|until|before) )?(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"), _on_iso_date),
    (words(rf"{_ON}{_MONTH} {_DAY}\b(?![:/%]){_YEAR}{_TIME}"), _on_date),
    (words(rf"{_ON}{_DAY} (?:of )?{_MONTH}{_YEAR}{_TIME}"), _on_date),
    (
        words(
            rf"{_ON}(?<![\d/$.])(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})(?:/(?P<year>\d\d(?:\d\d)?))?(?![\d/])"
        ),
        _on_slashed_date,
    ),
    (words(rf"{_BY}{_WEEKDAY},? the {_NTH}\b{_TIME}"), _of_month),
    (words(rf"\b(?:a week (?:on|from) {_WEEKDAY}|{_OTHER} week)\b"), _a_week_later),
    (words(rf"\b(?:{_WEEKDAY} (?:of )?next week|(?:by |on )?next {_OTHER}){_TIME}"), _of_next_week),
    (words(rf"{_END}next week\b"), lambda _, today: days.end_of_week(today, 1)),
    (words(rf"{_END}next month\b"), lambda _, today: days.end_of_month(today, 1)),
    (words(rf"{_END}(?:this )?week\b|\b(?:by )?eow\b"), lambda _, today: days.end_of_week(today)),
    (words(rf"{_END}(?:this )?month\b|\b(?:by )?eom\b"), lambda _, today: days.end_of_month(today)),
    (words(rf"{_END}(?:this )?year\b"), lambda _, today: date(today.year, 12, 31)),
    (words(rf"{_END}(?:business )?(?:on )?{_WEEKDAY}|\b(?:cob|eod) (?:on )?{_OTHER}"), _on_weekday),
    (words(r"\b(?:by |before )?(?:the )?day after tomm?or?row\b"), lambda _, today: days.after(today, 2)),
    (
        words(
            rf"\b(?:by |before |until |first thing )?(?:tomm?orr?ow|tmrw|tomm)\b{_TIME}"
            r"|\b(?:first thing )?in the morning\b"
        ),
        lambda _, today: days.after(today, 1),
    ),
    (
        words(
            rf"\b(?:by |later |before )?(?:today|tonight|this (?:morning|afternoon|evening))\b(?!['’]s){_TIME}"
        ),
        lambda _, today: today,
    ),
    (
        words(rf"{_END}(?:business|the day|day|today)\b(?: today)?|\b(?:by )?(?:cob|eod)\b"),
        lambda _, today: today,
    ),
    (words(rf"{_BY}{_WEEKDAY}{_TIME}"), _on_weekday),
    (
        words(r"\b(?:by |on |over |during |at )(?:the|this) weekend\b|\bthis weekend\b"),
        lambda _, today: days.in_week(today, days.SUNDAY),
    ),
    (
        words(
            rf"\b(?:within|in) (?:the next )?(?:about )?(?:a )?{_COUNT} (?:or \w+ )?(?P<working>(?:business|working) )?"
            r"(?P<unit>hours?|days?|weeks?|months?)\b(?:['’]s?\s+time)?"
        ),
        _after,
    ),
    (
        words(r"\bwithin the (?:hour|day)\b|\bin (?:a (?:few|couple of)|\d{1,2}) min(?:ute)?s?\b"),
        lambda _, today: today,
    ),
    (
        words(r"\b(?:(?:by|early|late|later|sometime|at the (?:beginning|start) of) )?next week\b"),
        lambda _, today: days.end_of_week(today, 1),
    ),
    (
        words(r"\b(?:(?:by|late|later|sometime|within) )?this week\b"),
        lambda _, today: days.end_of_week(today),
    ),
    (words(r"\b(?:by |early |sometime )?next month\b"), lambda _, today: days.end_of_month(today, 1)),
    (words(r"\b(?:(?:by|sometime|later) )?this month\b"), lambda _, today: days.end_of_month(today)),
    (words(rf"\b(?:by|on|until|before) the {_NTH}\b"), _of_month),
    (
        words(
            r"\bby \d{1,2}(?::\d\d)?\s*[ap]\.?m\b\.?|\bby noon\b|\bby (?:[1-9]|1[0-2])(?::\d\d)?(?=\s*(?:[.,!]|$))"
        ),
        lambda _, today: today,
    ),
    (
        words(
            r"\b(?:very )?(?:soon|shortly|asap|immediately|promptly|right away|straight away|as soon as(?: possible)?"
            r"|once|when)\b"
        ),
        lambda _, today: None,
    ),
)
