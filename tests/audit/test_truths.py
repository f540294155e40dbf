"""What was planted is found, and hardly anything else: the studio's mail holds known scripts, repeats and silences."""

from __future__ import annotations

import polars as pl
import pytest
from tests.audit.studio import US, filled

from byhand.audit import read
from byhand.audit.findings.answering import find_unanswered, waits
from byhand.audit.findings.repeats import repeated_pairs
from byhand.audit.gathering import gather
from byhand.audit.robots import our_robots
from byhand.audit.rows import numbered
from byhand.audit.scripting import HALF, marked, shares
from byhand.audit.telling import words_of_units


@pytest.fixture(scope="module", params=[4, 11])
def known(request, tmp_path_factory):
    studio = filled(request.param)
    messages = read([studio.mbox(tmp_path_factory.mktemp("studio") / "studio.mbox")])
    history = gather(messages, [US])
    units = marked(history.units, history.exchanges.filter("out"))
    return studio, history, units, messages


def _numbers(ids):
    return set(pl.select(numbered(pl.lit(pl.Series(sorted(ids))))).to_series())


def _ids(history, rows):
    return set(history.messages.join(rows.select("row").unique(), on="row", how="semi")["id"])


def _precision_recall(found, true):
    hits = len(found & true)
    return hits / max(1, len(found)), hits / len(true)


def test_scripts_are_found_however_their_fields_are_filled_in(known):
    studio, history, units, _ = known
    found = _ids(history, shares(units).filter(pl.col("share") >= HALF))
    precision, recall = _precision_recall(found, _numbers(studio.scripted))
    assert precision >= 0.95 and recall >= 0.95


def test_signatures_footers_and_quotes_are_no_scripts(known):
    _, history, units, _ = known
    where = units.filter("scripted").unique("unit")
    said = words_of_units(history, dict(where.select("unit", "row").iter_rows()))
    assert said
    assert not [one for one in said.values() if "Kiln Lane" in one or "confidential" in one or "wrote" in one]


def test_the_same_answer_given_twice_is_found(known):
    studio, history, units, _ = known
    pairs = repeated_pairs(history, units)
    precision, recall = _precision_recall(_ids(history, pairs), _numbers(studio.twice))
    assert precision >= 0.95 and recall >= 0.95
    assert pairs["asked"].all()


def test_questions_nobody_answered_are_found(known):
    studio, history, units, _ = known
    unanswered, people = find_unanswered(history, waits(history, our_robots(shares(units))))
    conversations = len(studio.unanswered) + 144 + 48
    assert unanswered.never.n == pytest.approx(conversations, abs=3)
    found = {one.example.subject for one in unanswered.questions}
    true = {f"a question {number}" for number in range(0, 240, 5)}
    precision, recall = _precision_recall(found, true)
    assert precision >= 0.95 and recall >= 0.95
    assert people == len(found)
    assert unanswered.only_automatic == 24
