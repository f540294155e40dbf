"""A report that was written can be read again, without what made it."""

import json
import subprocess
import sys

import pytest
from tests.audit.studio import filled

from byhand.audit import audit, read
from byhand.audit.writing import to_json
from byhand.audit.written import from_json


def test_a_report_comes_back_as_it_was(tmp_path):
    report = audit(read([filled().mbox(tmp_path / "m")]))
    assert report.scripts and report.repeats and report.unanswered.questions
    assert from_json(to_json(report)) == report


def test_what_is_no_report_is_refused():
    for words in ("{}", "[]", "no json", json.dumps({"version": 1})):
        with pytest.raises((ValueError, KeyError, TypeError)):
            from_json(words)


def test_whoever_shows_a_report_loads_no_engine():
    loads = (
        "import sys, byhand.audit.written, byhand.audit.masking, byhand.audit.page.filling\n"
        "assert not {'polars', 'altair', 'vl_convert'} & set(sys.modules), 'the engine was loaded'"
    )
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
