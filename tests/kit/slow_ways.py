"""How kit reads a letter where it takes no short cut: each thing asked of every tag, line and field, in plain order.

Put in the place of the quick ways, they have to come to the same letter. Nothing here is fast, or meant to be.
"""

from __future__ import annotations

import re

import pytest

from byhand.kit import addresses, attributions, bodies, charsets, page, quoting
from byhand.kit.html_tags import BREAK, CELL, SPECIAL, Tag, rewrite
from byhand.kit.html_text import _WHITE, Lines
from byhand.kit.page_text import PageText, _unescaped
from byhand.kit.signatures import may_hold_signature, signature_start

_SPACES = re.compile(r"[ \t\n\r\f]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile(rb"\x00+|\x01+")


def put_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on letters are read in the slow ways."""
    monkeypatch.setattr(page, "PageText", SlowPageText)
    monkeypatch.setattr(page, "_KNOWN", ForgetfulTags())
    monkeypatch.setattr(bodies._Version, "_is_stub", is_stub)
    monkeypatch.setattr(quoting, "_mark_signatures", mark_signatures)
    monkeypatch.setattr(attributions, "_candidates", candidates)
    monkeypatch.setattr(attributions, "_may_be_dated", lambda lines, number: True)
    monkeypatch.setattr(attributions, "_has_verb", has_verb)
    monkeypatch.setattr(addresses, "_cached", addresses._parse)
    monkeypatch.setattr(addresses, "_regular_list", lambda value, most: None)
    monkeypatch.setattr(charsets, "_without_surrogates", without_surrogates)


class ForgetfulTags(dict[str, Tag]):
    """Every tag rewritten each time it comes."""

    def __missing__(self, source: str) -> Tag:
        return rewrite(source)


def is_stub(version: bodies._Version, plain: str) -> bool:
    """Asked of the page's words themselves, of every letter that has a page."""
    plain, words = plain.strip(), version._page_text()
    if not plain:
        return True
    return len(plain) < 20_000 and len(words) > 400 and len(plain) * 5 < len(words)


class SlowLines(Lines):
    """Lines whose words are brought to single spaces by a pattern, and begun alike everywhere."""

    def copy(self) -> Lines:
        other = SlowLines()
        other.__dict__.update(self.__dict__)
        other.out = self.out[:]
        return other

    def words(self, text: str) -> None:
        stripped = text.strip(_WHITE)
        if not stripped:
            self.space = self.space or bool(text)
            return
        if stripped == "\xa0" and self.breaks:
            self.breaks = min(self.breaks + 1, 3)
            return
        self.space = self.space or text[0] in _WHITE
        self._start()
        self.out.append(_SPACES.sub(" ", stripped))
        self.space = text[-1] in _WHITE


class SlowPageText(PageText):
    """A walk that counts the depth of every tag and asks of every word whether it is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.all = SlowLines()
        self.targets = (self.all,)

    def read(self, before: str, tags: list[Tag], texts: list[str]) -> None:
        self._each(before)
        depth = 0
        for tag, text in zip(tags, texts, strict=True):
            depth += tag.step
            if tag.effect == SPECIAL:
                self._opening(tag, depth)
            for lines in self.targets:
                if tag.effect == CELL:
                    lines.space = True
                elif tag.effect == BREAK:
                    lines.breaks = min(lines.breaks + 1, 3)
                elif tag.effect in (1, 2):
                    lines.breaks = max(lines.breaks, tag.effect)
            if self.within and depth < self.within[-1][0]:
                self._closing()
            self._each(text)

    def _each(self, text: str) -> None:
        for lines in self.targets:
            if text.isspace() and not self.pre:
                lines.space = True
            elif self.pre and not self.hidden:
                lines.preformatted(_unescaped(text))
            elif not self.hidden:
                lines.words(_unescaped(text))


def mark_signatures(text: str, lines: list[str], kinds: bytearray, signs: bool | None) -> None:
    """Asks the whole letter first."""
    if may_hold_signature(text) if signs is None else signs:
        for run in _RUN.finditer(bytes(kinds)):
            if run[0][0] == 0:
                start = signature_start(lines, run.start(), run.end())
                kinds[start : run.end()] = b"\2" * (run.end() - start)


def candidates(lines: list[str], marks: bytearray) -> list[int]:
    """Lines that are not quoted and may be a headline."""
    return [
        number
        for number, line in enumerate(lines[: attributions._MOST_LINES])
        if not marks[number] and (_is_field_or_lead(line) or _is_rule(line))
    ]


def _is_field_or_lead(line: str) -> bool:
    near = line[-1:] in attributions._ENDS or ":" in line[:24]
    return ":" in line and near and attributions._may_lead(line)


def _is_rule(line: str) -> bool:
    return line[:1] in attributions._RULE_STARTS and line[:8].lstrip()[:2] in attributions._RULES


def has_verb(words: str) -> bool:
    """Asks for the verbs of all languages."""
    return any(verb in words.lower() for verb in attributions.VERBS)


def without_surrogates(text: str) -> str:
    """Looks at every letter."""
    return _LONE_SURROGATE.sub("\ufffd", text)
