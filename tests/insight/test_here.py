"""`byhand audit --here`: the house's own letters say what the same letters say as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests import cast
from tests.insight import past

from byhand.channels.models import Inbox
from byhand.cli.main import main
from byhand.conversations.models import Fact
from byhand.gate.notices import Cause, receipt

Figures = dict[str, Any]


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def figures(tmp_path, monkeypatch, capsys) -> Callable[..., Figures]:
    """What the command writes about what it is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    def of(*words: str) -> Figures:
        assert main(["audit", *words, "--json", "r.json"]) == 0
        return json.loads((tmp_path / "r.json").read_text())

    return of


def test_the_house_says_what_its_letters_say_as_files(studio, figures, tmp_path):
    past.half_a_year(studio)
    here, there = figures("--here"), figures(str(past.written_out(tmp_path / "letters")), "--no-cache")

    assert here["messages"] == there["messages"] == 68
    for name in ("copies", "period", "unreadable", "mix", "repeats_found", "own_words", "dose", "silent"):
        assert here[name] == there[name], name
    assert here["people"] == there["people"] + 2  # as files Ana and Tomas are the studio's address
    assert here["us"] == there["us"] == ["kilnlane.example"]
    assert not here["us_guessed"]
    assert scripts(here) == scripts(there) == {(past.SCRIPT, 8, 8)}
    assert repeats(here) == repeats(there) and len(repeats(here)) == 3
    assert questions(here) == questions(there) and len(questions(here)) == 20
    assert here["unanswered"]["never"] == there["unanswered"]["never"]
    assert here["unanswered"]["never"]["value"] == 0.5
    assert here["first_answer"]["median_hours"] == there["first_answer"]["median_hours"]
    assert here["promises"]["followed"] == there["promises"]["followed"]
    assert [one["finding"] for one in here["advice"]] == [one["finding"] for one in there["advice"]]


def scripts(found: Figures) -> set[tuple[str, int, int]]:
    return {(one["sentence"], one["people"], one["messages"]) for one in found["scripts"]}


def repeats(found: Figures) -> set[tuple[str, str, float]]:
    return {(one["person"], one["subject"], round(one["covered"], 9)) for one in found["repeats"]}


def questions(found: Figures) -> list[tuple[str, str, str]]:
    return [
        (one["person"], one["example"]["date"], one["example"]["words"])
        for one in found["unanswered"]["questions"]
    ]


def test_an_example_leads_to_the_letter_at_the_desk(studio, figures):
    past.half_a_year(studio)
    place = figures("--here")["repeats"][0]["second"]["place"]
    source, _, path = place.partition(":")
    assert source == "0" and path.startswith("/conversations/") and "/#m" in path


def test_it_knows_which_colleague_knows_whom(studio, figures):
    """As files everything is from and to the studio; here the one hand is told from the other."""
    past.half_a_year(studio)
    found = figures("--here")
    assert found["colleagues"] == 2
    assert {one["colleague"] for one in found["network"]} == {"Ana Moreau <ana@kilnlane.example>",
                                                             "Tomas Brandt <tomas@kilnlane.example>"}  # fmt: skip


def told_to_twelve(studio, words: str) -> None:
    with past.clock_at(past.datetime(2026, 3, 2, 9, tzinfo=past.UTC)) as clock:
        for number in range(12):
            clock.goes_on(hours=9)
            mail = cast.letter("When?", sender=past.person(number), subject=f"Kiln {number}")
            asked = cast.comes_in(studio.inbox, mail).conversation
            own = past.own_words(number)
            cast.answer(asked, f"{own}\n\n{words}", by=studio.ana, to=past.person(number))


def test_a_fact_quoted_to_many_is_not_said_again(studio, figures):
    fact = Fact.objects.begin(
        "kiln", "Opening the kiln", past.TWICE, keeper=studio.ana, every_days=9, by=studio.ana
    )
    told_to_twelve(studio, fact.quoted())
    assert figures("--here")["scripts"] == []


def test_the_same_words_typed_to_many_are(studio, figures):
    told_to_twelve(studio, past.TWICE)
    assert scripts(figures("--here")) == {(past.TWICE, 12, 12)}


def test_spam_that_was_folded_away_asked_us_nothing(studio, figures):
    past.half_a_year(studio)
    asked = past.Conversation.objects.get(subject="Order 39")
    before = figures("--here")
    asked.fold(because="spam", by=studio.ana)
    after = figures("--here")
    assert after["messages"] == before["messages"] - 1
    assert after["unanswered"]["never"]["n"] == before["unanswered"]["never"]["n"] - 1


def test_a_person_with_two_addresses_is_one(studio, figures):
    past.half_a_year(studio)
    before = figures("--here")["people"]
    past.merge_addresses(30, 31)
    assert figures("--here")["people"] == before - 1


def test_what_is_older_can_be_left_out_and_names_be_masked(studio, figures):
    past.half_a_year(studio)
    assert figures("--here", "--since", "2026-04-20")["messages"] == 2
    masked = json.dumps(figures("--here", "--mask"))
    assert "Person 1" in masked and "Ada" not in masked and "customers" not in masked


def test_it_writes_the_page_and_keeps_nothing(studio, figures, tmp_path, capsys):
    past.half_a_year(studio)
    figures("--here", "--out", "ours.html")
    assert "What our mail says about us" in (tmp_path / "ours.html").read_text()
    said = capsys.readouterr().out
    assert "68 messages" in said and "cache" not in said
    assert not (tmp_path / ".cache").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--here", "old.mbox"], "one history is audited at a time"),
        (["--here", "--data", "/nowhere/at/all"], "There is no house in /nowhere/at/all."),
        (["--here"], "holds no letter yet"),
    ],
)
def test_where_there_is_nothing_it_says_so_in_a_sentence(studio, capsys, words, sentence):
    assert main(["audit", *words]) == 1
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1


def test_a_receipt_counts_as_the_machine_mail_it_is(studio, figures):
    past.half_a_year(studio)
    Inbox.objects.update(sends_receipts=True, receipt_contact=studio.ana)
    asked = past.Conversation.objects.get(subject="Order 39").messages.get()
    cause = Cause(
        past.address(39), asked.message_id, asked.conversation.public_id, False, False, False, False
    )
    with past.clock_at(asked.said_at + past.timedelta(minutes=1)):
        notice = receipt(Inbox.objects.get(), cause)
    assert notice
    before = figures("--here")["unanswered"]["only_automatic"]
    type(notice).objects.update(stage="accepted")
    after = figures("--here")
    assert after["automatic"]["kinds"]["auto-replied"] == 1
    assert after["unanswered"]["only_automatic"] == before + 1 == 1
