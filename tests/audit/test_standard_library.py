"""Who wrote, to whom and when is what the standard library says, on real mail."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.header import decode_header
from email.utils import getaddresses, mktime_tz, parsedate_tz

import pytest
from tests.bench.corpora import FOLDER

from byhand.audit.letter_times import is_plausible
from byhand.audit.letters import add_letter
from byhand.audit.rows import Rows
from byhand.kit.archives import open_archive

_ADDRESS = re.compile(r"[^\s@<>,;:\"?=\ufffd]+@[^\s@<>,;:\"\ufffd]+")  # what neither side has to guess at


@pytest.mark.parametrize(
    ("file", "every", "share"), [("enron-6.mbox.gz", 5, 0.999), ("spamassassin.mbox.gz", 2, 0.995)]
)
def test_from_to_and_date_agree_with_the_standard_library(file, every, share):
    if not (FOLDER / file).exists():
        pytest.skip("the large data is not here (BYHAND_LARGE_DATA)")
    letters = [one.raw for one in open_archive(FOLDER / file).messages()][::every]
    agreed = [
        [ours == theirs for ours, theirs in zip(_ours(raw), _theirs(raw), strict=True)] for raw in letters
    ]
    for field, right in zip(("From", "To", "Date"), zip(*agreed, strict=True), strict=True):
        assert sum(right) / len(letters) >= share, field


def _ours(raw):
    rows = Rows(0)
    add_letter(rows, raw, "here")
    if not rows.found:
        return set(), set(), None
    row = rows.found[0]
    return _only([rows.people[row.sender][0]]), _only(rows.people[one][0] for one in row.to), row.time


def _theirs(raw):
    mail = message_from_bytes(raw)
    if not mail["from"] and not mail["sender"]:
        return set(), set(), None
    when = parsedate_tz(str(mail["date"] or ""))
    seconds = mktime_tz(when) if when else None
    sender = _addresses(mail, "from") or _addresses(mail, "sender")
    return (
        _only(sender[:1]), _only(_addresses(mail, "to", "cc", "bcc")),
        seconds if seconds is not None and is_plausible(seconds) else None,
    )  # fmt: skip


def _addresses(mail, *names):
    values = [str(value) for name in names for value in mail.get_all(name, [])]
    return [_readable(address).lower() for _, address in getaddresses(values) if address]


def _readable(address):
    """Encoded words decoded and blanks left out, neither of which an address may hold."""
    decoded = (
        part.decode(charset or "ascii", "replace") if isinstance(part, bytes) else part
        for part, charset in decode_header(address)
    )  # fmt: skip
    return "".join(decoded).replace(" ", "")


def _only(addresses):
    return {one for one in addresses if _ADDRESS.fullmatch(one)}
