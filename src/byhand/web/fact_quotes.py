"""A letter of ours as paragraphs, its facts set apart from the writer's own words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from byhand.conversations.quoting_facts import is_barred
from byhand.web.paragraphs import lines


def with_facts(text: str) -> Markup:
    """Like `lines`; what stands behind bars becomes a quotation."""
    if "|" not in text:
        return lines(text)
    runs = groupby(text.replace("\r\n", "\n").split("\n"), is_barred)
    return Markup("").join(_fact(run) if barred else lines("\n".join(run)) for barred, run in runs)


def _fact(run: Iterable[str]) -> Markup:
    words = "\n".join(line[2:] for line in run)
    return Markup('<blockquote class="fact">{}</blockquote>').format(lines(words))
