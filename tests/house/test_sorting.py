"""Law 1: what sorts cannot reach the gate, whatever a rule says."""

from tests.house.source import calls, imported, modules

SORTING = "conversations/sorting"


def test_nothing_that_sorts_imports_the_gate_or_what_writes_to_people():
    for path, tree in modules(SORTING).items():
        names = set(imported(tree))
        assert not any(name.startswith(("byhand.gate", "byhand.channels.email")) for name in names), path
        assert not names & {
            "byhand.conversations.replying", "byhand.conversations.beginning", "byhand.conversations.drafting",
            "byhand.conversations.receipts", "byhand.conversations.draft", "byhand.team.signin",
        }, path  # fmt: skip


def test_nothing_that_sorts_calls_a_verb_that_speaks():
    speaking = {"reply", "release", "send", "begin_letter", "send_receipt", "send_notice", "write"}
    for path, tree in modules(SORTING).items():
        assert not [line for name, line in calls(tree) if name in speaking], path


def test_the_walk_finds_the_rules():
    assert len(modules(SORTING)) >= 8
