"""Whoever gives us an archive without sent mail is told that "unanswered" is then too high; nobody else is."""

from __future__ import annotations

from tests.audit.studio import COLLEAGUES, US, Studio, filled

from byhand.audit import audit, read
from byhand.audit.page.whole import to_html
from byhand.cli.main import main

_SENTENCE = "folders of sent mail seem to be missing"


def _exchanges() -> Studio:
    studio = Studio()
    for number in range(40):
        person, subject = studio.person(), f"a plan {number}"
        asked = studio.ask(person, subject)
        answer = studio.answer(person, asked, studio.prose())
        studio.write(person, COLLEAGUES[0], studio.prose(), f"Re: {subject}", answer, extra="")
    return studio


def test_where_sent_mail_is_there_nothing_is_said(tmp_path):
    report = audit(read([_exchanges().mbox(tmp_path / "m")]), [US])
    assert report.unanswered.held.value == 1.0 and not report.unanswered.sent_is_missing
    assert _SENTENCE not in to_html(report)


def test_where_sent_mail_is_missing_the_report_says_so(tmp_path, monkeypatch, capsys):
    studio = _exchanges()
    studio.letters = [one for one in studio.letters if not one.startswith(f"From: {COLLEAGUES[0]}")]
    path = studio.mbox(tmp_path / "m")
    report = audit(read([path]), [US])
    assert report.unanswered.held.value == 0.0 and report.unanswered.held.n == 40
    assert report.unanswered.sent_is_missing and _SENTENCE in to_html(report)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", str(path), "--us", US, "--no-cache"]) == 0
    assert "are folders of sent mail missing?" in capsys.readouterr().out


def test_too_few_answers_tell_nothing(tmp_path):
    report = audit(read([filled().mbox(tmp_path / "m")]), [US])
    assert report.unanswered.held.n < 60 and not report.unanswered.sent_is_missing
