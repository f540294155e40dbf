"""An empty folder, a file that is no mail, one message, machines alone, impossible dates: a report or one sentence."""

from __future__ import annotations

import gzip
import json

import jsonschema
import pytest
import zstandard
from tests.audit.studio import Studio, filled

from byhand.audit import audit, read
from byhand.audit.sources import NotReadable
from byhand.audit.writing import SCHEMA, to_json

_LETTER = (
    "From: {who}\nTo: ruth@studio.example\nSubject: {subject}\nDate: {date}\nMessage-ID: <{subject}@x>\n{more}\n"
    "Hello there\n"
)
_SEPARATOR = "From x@y.example Mon Jan  9 10:00:00 2023\n"


def _mbox(path, *letters):
    path.write_text("".join(_SEPARATOR + one + "\n" for one in letters))
    return path


def _letter(who="ada@c.example", subject="one", date="Mon, 9 Jan 2023 10:00:00 +0100", more=""):
    return _LETTER.format(who=who, subject=subject, date=date, more=more)


def _valid(report):
    jsonschema.validate(json.loads(to_json(report)), json.loads(SCHEMA.read_text()))
    return report


@pytest.mark.parametrize("name", ["empty", "nothing", "picture.png", "void.mbox"])
def test_what_is_no_mail_is_said_in_one_sentence(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n" + bytes(range(256)))
    (tmp_path / "void.mbox").touch()
    with pytest.raises(NotReadable) as refused:
        read([tmp_path / name])
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


@pytest.mark.parametrize("us", [(), ("studio.example",), ("nobody.example",)])
def test_one_message_makes_an_honest_report(tmp_path, us):
    report = _valid(audit(read([_mbox(tmp_path / "m", _letter())]), us))
    assert report.messages == 1
    assert not report.unanswered.never.can_tell and not report.mix.personal.can_tell and report.advice == ()


def test_only_automatic_mail(tmp_path):
    more = "Auto-Submitted: auto-generated\n"
    letters = [_letter(subject=f"s{n}", more=more) for n in range(40)]
    report = _valid(audit(read([_mbox(tmp_path / "m", *letters)]), ["studio.example"]))
    assert report.automatic.received.value == 1.0 and report.unanswered.never.n == 0


def test_impossible_dates_are_set_apart_and_counted(tmp_path):
    dates = [
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Mon, 9 Jan 2093 10:00:00 +0100",
        "yesterday",
        "",
        "Mon, 99 Foo 2002",
    ]
    letters = [_letter(subject=f"s{n}", date=date) for n, date in enumerate(dates)]
    report = _valid(audit(read([_mbox(tmp_path / "m", *letters, _letter())]), ["studio.example"]))
    assert (report.messages, report.period.undated) == (6, 5)
    assert report.period.first == report.period.last == "2023-01-09"


def test_no_message_carries_a_date(tmp_path):
    report = _valid(audit(read([_mbox(tmp_path / "m", _letter(date="never"))]), ["studio.example"]))
    assert report.period.first is None


def test_many_messages_to_one_person(tmp_path):
    studio, person = Studio(), "Ada Kron <ada@c.example>"
    for _ in range(1_500):
        studio.write("Ruth <ruth@studio.example>", person, studio.prose(2), "news", hours=1)
    report = _valid(audit(read([studio.mbox(tmp_path / "m")])))
    assert report.us == ("studio.example",) or report.us == ("c.example",)
    assert report.messages == 1_500


def test_what_cannot_be_read_is_counted_and_listed(tmp_path):
    report = _valid(audit(read([_mbox(tmp_path / "m", _letter(), "Subject: nobody\n\nwrote this\n")])))
    assert report.unreadable.count == 1
    place, why = report.unreadable.listed[0]
    assert place.startswith("0:") and why == "It does not say who sent it."


def test_a_message_held_twice_counts_once(tmp_path):
    plain = _mbox(tmp_path / "one.mbox", _letter(), _letter(subject="two"))
    (tmp_path / "two.mbox.gz").write_bytes(gzip.compress(plain.read_bytes()))
    (tmp_path / "three.zst").write_bytes(zstandard.compress(plain.read_bytes()))
    (tmp_path / "four.eml").write_text(_letter().replace("<one@x>", "<copied-by-a-server@x>"))
    report = _valid(audit(read([tmp_path])))
    assert (report.messages, report.copies) == (2, 5)


def test_the_whole_studio_has_the_documented_shape(tmp_path):
    report = _valid(audit(read([filled().mbox(tmp_path / "m")])))
    assert report.us == ("studio.example",) and report.us_guessed
    assert len(report.scripts) >= 4 and report.scripts[0].examples
    assert report.unanswered.never.low < report.unanswered.never.value < report.unanswered.never.high
    assert 1 <= len(report.advice) <= 5
    assert [one.people for one in report.advice] == sorted(
        (one.people for one in report.advice), reverse=True
    )
