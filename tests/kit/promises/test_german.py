"""German sentences written for this test, half of them held out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.kit.promises import german_sentences as written

from byhand.kit.promises import find

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(("promises", "others", "precision", "recall"), [
    (written.DEVELOPMENT_PROMISES, written.DEVELOPMENT_OTHERS, 0.98, 0.98),
    (written.HELD_OUT_PROMISES, written.HELD_OUT_OTHERS, 0.80, 0.60),
])  # fmt: skip
def test_german_promises_are_found(promises, others, precision, recall):
    right = [one for one in written.of(promises) if find(one, THURSDAY)]
    wrong = [one for one in written.of(others) if find(one, THURSDAY)]
    assert len(right) / (len(right) + len(wrong)) >= precision, wrong
    assert len(right) / len(written.of(promises)) >= recall, set(written.of(promises)) - set(right)


@pytest.mark.parametrize(("words", "day"), [
    ("Ich rufe Sie nächsten Dienstag um 15 Uhr an.", date(2026, 12, 1)),
    ("Ich schicke es bis Freitag.", date(2026, 11, 27)),
    ("Morgen früh rufe ich Sie an.", date(2026, 11, 27)),
    ("Ich rufe übermorgen an.", date(2026, 11, 28)),
    ("Wir liefern Ende der Woche.", date(2026, 11, 27)),
    ("Wir liefern kommende Woche.", date(2026, 12, 4)),
    ("Wir liefern Anfang nächster Woche.", date(2026, 12, 1)),
    ("Wir liefern Ende Dezember.", date(2026, 12, 31)),
    ("Wir liefern am 3. Dezember.", date(2026, 12, 3)),
    ("Wir liefern am 12.01. an.", date(2027, 1, 12)),
    ("Wir liefern am 12.01.2028 an.", date(2028, 1, 12)),
    ("Wir liefern bis zum 15. dieses Monats.", date(2026, 12, 15)),
    ("Wir überweisen es innerhalb von drei Werktagen.", date(2026, 12, 1)),
    ("Wir überweisen es in einer Woche.", date(2026, 12, 3)),
    ("Wir überweisen es zum Monatsende.", date(2026, 11, 30)),
    ("Ich schicke Ihnen die Rechnung vom Montag.", None),
    ("Ich melde mich bald.", None),
])  # fmt: skip
def test_a_german_day_is_understood(words, day):
    (found,) = find(words, THURSDAY)
    assert (found.due_on, found.is_firm) == (day, day is not None)


def test_good_morning_is_no_day():
    (found,) = find("Guten Morgen, ich schicke Ihnen das Paket.", THURSDAY)
    assert found.due_on is None
