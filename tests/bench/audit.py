"""How fast `byhand audit` reads and finds, beside the standard library, in one run on the same files.

The peer walks the file with `mailbox` and the compat32 policy and takes its headers and one body as text; we write full
rows to Parquet, sentences hashed, in two processes. Archives for the whole audit are the large data repeated with fresh
ids and slightly changed words. Figures of a busy machine are ratios at best.
"""

from __future__ import annotations

import gzip
import mailbox
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import polars as pl
from tests.bench.corpora import FOLDER

from byhand.audit import audit, read
from byhand.audit.constraint import constraint
from byhand.kit.mbox import Mbox

_CORPORA = (("Enron", "enron-6.mbox.gz"), ("SpamAssassin", "spamassassin.mbox.gz"))
_SEPARATOR = b"From audit@bench.example Mon Jan  9 10:00:00 2023\n"
_MESSAGE_ID = re.compile(rb"^(message-id:\s*<)", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(rb"\b(the|and|for|you|with)\b")


def rows(quick: bool) -> list[dict]:
    """One row a measurement; those on the large data only where it is."""
    found = [_constraint_row()]
    with tempfile.TemporaryDirectory(prefix="byhand-bench-audit-") as name:
        folder = Path(name)
        for corpus, file in _CORPORA:
            if (FOLDER / file).exists():
                plain = folder / f"{corpus}.mbox"
                plain.write_bytes(gzip.decompress((FOLDER / file).read_bytes()))
                found.append(_parse_row(corpus, plain))
        if (folder / "Enron.mbox").exists():
            found += _whole_rows(folder, 100_000 if quick else 1_000_000)
    return found


def _parse_row(corpus: str, path: Path) -> dict:
    count, size = 0, path.stat().st_size

    def ours() -> None:
        nonlocal count
        messages = read([path], processes=2)  # its tables go when it goes
        count = messages.scan("messages").select(pl.len()).collect().item()

    mine, peer = _seconds(ours), _seconds(lambda: _walk(path))
    return _row(f"audit reads {corpus} into full rows, two processes", count / mine, "messages/s", "8 times compat32",
                peer / mine >= 8, count / peer, peer / mine, megabytes=round(size / mine / 1e6, 1))  # fmt: skip


def _walk(path: Path) -> None:
    for mail in mailbox.mbox(path):
        for name in ("from", "to", "cc", "date", "subject", "message-id", "in-reply-to", "references"):
            str(mail[name])
        part = next((one for one in mail.walk() if one.get_content_maintype() == "text"), None)
        if part is not None:
            (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _whole_rows(folder: Path, most: int) -> list[dict]:
    path = _repeated(folder / "Enron.mbox", folder / "many.mbox", most)
    kept = folder / "kept"
    first = _seconds(lambda: audit(read([path], keep=kept)))
    again = _seconds(lambda: audit(read([path], keep=kept)))
    inside = most / 1_000_000
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    itself = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return [
        _row(f"audit of {most:,} messages", first, "s", f"{80 * inside:g}", first <= 80 * inside),
        _row(f"audit of {most:,} messages, second run", again, "s", f"{15 * inside:g}", again <= 15 * inside),
        _row("audit, the largest worker", workers, "GB", "1.5", workers <= 1.5),
        _row("audit, the main process", itself, "GB", "1.5", itself <= 1.5),
    ]


def _repeated(path: Path, into: Path, most: int) -> Path:
    """The file again and again, each time with fresh ids, a few words changed, and a number before the first word.

    The number keeps short letters from being copies of those of an earlier turn; copies within a turn stay copies.
    """
    dice, written, turn = random.Random(5), 0, 0
    with into.open("wb") as file:
        while written < most:
            for stored in Mbox(path).messages():
                raw = _MESSAGE_ID.sub(rb"\g<1>%d." % turn, stored.raw)
                if turn:
                    raw = _WORD.sub(lambda found: found[1] if dice.random() < 0.9 else b"this", raw)
                    raw = raw.replace(b"\n\n", b"\n\n%d " % turn, 1)
                file.write(_SEPARATOR + raw + b"\n")
                written += 1
                if written == most:
                    break
            turn += 1
    return into


def _constraint_row() -> dict:
    dice = random.Random(3)
    hubs = [dice.randrange(600) for _ in range(30_000)]
    ties = [(dice.choice(hubs), dice.randrange(30_000), dice.random() + 0.01) for _ in range(92_000)]
    edges = pl.DataFrame([one for one in ties if one[0] != one[1]], schema=["a", "b", "weight"], orient="row")
    mine, peer = _seconds(lambda: constraint(edges)), None
    if find_spec("networkx"):
        import networkx

        graph = networkx.Graph()
        summed = edges.select(
            pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"), "weight"
        )
        graph.add_weighted_edges_from(summed.group_by("a", "b").agg(pl.col("weight").sum()).iter_rows())
        found: dict = {}
        peer = _seconds(lambda: found.update(networkx.constraint(graph, weight="weight")))
        worst = max(abs(found[node] - value) for node, value in constraint(edges).iter_rows())
        assert worst < 1e-9, worst
    return _row("Burt's constraint of 30,000 people", mine, "s", "1", mine <= 1, peer, peer and peer / mine)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(
    name: str,
    value: float,
    unit: str,
    goal: str,
    met: bool,
    peer: float | None = None,
    ratio: float | None = None,
    **more,
) -> dict:
    rounded = round(value, 2) if value < 100 else round(value)
    return {"name": name, "value": rounded, "unit": unit, "goal": goal, "met": met,
            "peer": peer and round(peer, 2), "ratio": ratio and round(ratio, 1), **more}  # fmt: skip
