"""Return paths: each letter's own, known again wherever they turn up, and never forged."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from byhand.channels.inbox import RETURN_PATHS, Inbox
from byhand.gate import verp
from byhand.gate.coming_back import sent_as, sent_from, those_named
from byhand.gate.message_ids import mint

OPEN = Inbox(address="studio@kilnlane.example", options={RETURN_PATHS: True})


@given(st.sampled_from(["d", "c", "zz"]), st.integers(1, 2**63 - 1))
@example("c", 1_000_000)
def test_what_went_out_comes_back_as_the_same_row_however_it_is_written(kind: str, pk: int):
    path = verp.return_path(kind, pk, OPEN)
    assert path.startswith("studio+b.") and len(path.partition("@")[0]) <= 64
    for written in (path, path.upper(), f"<{path}>", f"rfc822; {path}"):
        assert verp.behind(written) == (kind, pk)


@given(st.text(max_size=60))
def test_no_other_address_is_one(text: str):
    assert verp.behind(f"studio+b.{text}@kilnlane.example") is None


def test_a_changed_row_kind_or_hash_is_forged():
    path = verp.return_path("d", 41, OPEN)
    for forged in (path.replace(".41.", ".42."), path.replace("+b.d.", "+b.c."), path.replace("@", "a@"),
                   path[: path.index("@") - 1] + "@kilnlane.example"):  # fmt: skip
        assert verp.behind(forged) is None, forged


def test_an_inbox_that_does_not_want_it_or_cannot_has_its_own_address():
    long = f"{'x' * 50}@kilnlane.example"
    for inbox in (Inbox(address="studio@kilnlane.example"), Inbox(address="", options=OPEN.options),
                  Inbox(address="a+b@kilnlane.example", options=OPEN.options),
                  Inbox(address=long, options=OPEN.options)):  # fmt: skip
        assert verp.return_path("d", 1, inbox) == inbox.address


@pytest.mark.django_db
def test_what_comes_back_finds_its_row_by_path_or_by_id_and_nothing_else(release):
    dispatch = release()
    ruth, mei = dispatch.deliveries.order_by("pk")
    path = verp.return_path("d", mei.pk, OPEN)
    found = sent_from(["nobody@x.example", path])
    assert found and found.row == mei and found.dispatch == dispatch
    for nothing in (
        ["nobody@x.example"],
        [verp.return_path("d", 2**63 - 1, OPEN)],
        [verp.return_path("zz", 1, OPEN)],
    ):
        assert sent_from(nothing) is None
    both = sent_as(dispatch.message_id)
    assert [one.row for one in both] == [ruth, mei]
    assert [one.row for one in those_named(both, ["MEI@harrow.example", None])] == [mei]
    assert not those_named(both, []) and those_named(both[:1], ["else@where.example"]) == both[:1]
    assert not sent_as(mint("kilnlane.example")) and not sent_as("a@b.example") and not sent_as(None)
