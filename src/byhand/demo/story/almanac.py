"""Words that hang on the calendar: months, weekdays and running numbers inside the letters.

In the texts `{month+90}` is the month ninety days after the letter, `{day+12}` "3 March", `{weekday+3}`
"Thursday" (`{workday+3}` never a Sunday), `{year+1}` the year after; `{today}` is the weekday
of now; `{order}` and `{invoice}` are the numbers which the shop had reached when the talk began.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "pt": "segunda terça quarta quinta sexta sábado domingo",
    "ja": "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
}
_DAY = {"en": "{0} {1}", "de": "{0}. {1}", "fr": "{0} {1}", "pt": "{0} de {1}", "ja": "{1}{0}日"}
_TOKEN = re.compile(r"\{(month|day|weekday|workday|year|today|order|invoice)([+-]\d+)?\}")


def month(day: date, lang: str = "en") -> str:
    """The name of its month."""
    return _MONTHS[lang].split()[day.month - 1]


def weekday(day: date, lang: str = "en") -> str:
    """The name of its weekday."""
    return _WEEKDAYS[lang].split()[day.weekday()]


def day_and_month(day: date, lang: str = "en") -> str:
    """ "3 March", in the manner of the language."""
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return _DAY[lang].format(number, month(day, lang))


def order_number(at: datetime, now: datetime) -> int:
    """The number of an order placed at a moment: some two a day, 4490 by now."""
    return 4490 - int((now - at).total_seconds() / 86400 * 2.2)


def invoice_number(at: datetime, now: datetime) -> int:
    """The number of an invoice written at a moment: not quite one a day, 2236 by now."""
    return 2236 - int((now - at).total_seconds() / 86400 * 0.9)


def fill(text: str, at: datetime, began: datetime, now: datetime, lang: str) -> str:
    """The text with its calendar words as they were when it was written."""

    def word(found: re.Match[str]) -> str:
        name, days = found[1], int(found[2] or 0)
        if name == "order":
            return str(order_number(began - timedelta(days=6), now))
        if name == "invoice":
            return str(invoice_number(began - timedelta(days=6), now))
        if name == "year":
            return str(at.year + days)
        if name == "today":
            return weekday(now.date(), lang)
        day = at.date() + timedelta(days=days)
        day = _not_sunday(day) if name == "workday" else day
        return {"month": month, "day": day_and_month}.get(name, weekday)(day, lang)

    return _TOKEN.sub(word, text)


def due(how: str, at: datetime, now: datetime) -> date:
    """The day a promise falls due: "today" (of now), "+10d", "workday+2", or the next day of that name."""
    if how == "today":
        return now.date()
    if how.startswith("+"):
        return at.date() + timedelta(days=int(how[1:-1]))
    if how.startswith("workday+"):
        return _not_sunday(at.date() + timedelta(days=int(how[8:])))
    wanted = _WEEKDAYS["en"].lower().split().index(how.lower())
    return at.date() + timedelta(days=(wanted - at.weekday() - 1) % 7 + 1)


def _not_sunday(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == 6 else day
