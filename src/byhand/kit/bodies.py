"""The letter itself: its text, its page, what of it is new."""

from __future__ import annotations

from dataclasses import dataclass, field

from byhand.kit.attaching import is_shown
from byhand.kit.charsets import decode
from byhand.kit.flowed import unflow
from byhand.kit.html import as_page
from byhand.kit.page import Page, read_page
from byhand.kit.parts import Part, Walk
from byhand.kit.quoting import new_text_of, split
from byhand.kit.transfer import decoded

_STUB = 5  # a plain text so many times shorter than its page says little of it
_LONG_PAGE = 400  # letters
_LONGEST_STUB = 20_000  # letters


@dataclass(slots=True)
class Letter:
    """What the shown parts of a message amount to."""

    text: str = ""
    new_text: str = ""
    html: str | None = None
    is_rich: bool = False
    cids: set[str] = field(default_factory=set)
    oversized: list[Part] = field(default_factory=list)  # shown in part only


@dataclass(slots=True)
class _Version:
    """One stretch of the letter, in plain text, as a page, or both."""

    plains: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def read(self) -> tuple[str, str]:
        """Its text, and what of it is new."""
        plain = "\n".join(self.plains)
        if not self.pages:
            return plain, new_text_of(plain)
        if self._is_stub(plain):
            return self._page_text(), self._new_of_pages()
        return plain, self._new_of_pages() if self._page_knows_better(plain) else new_text_of(plain)

    def _is_stub(self, plain: str) -> bool:
        """Whether the plain text says little of what the page says."""
        letters = len(plain.strip())
        if not letters:
            return True
        at_least = max(_LONG_PAGE, letters * _STUB)
        if letters >= _LONGEST_STUB or sum(page.most_letters() for page in self.pages) <= at_least:
            return False
        return len(self._page_text()) > at_least

    def _page_text(self) -> str:
        return "\n\n".join(page.text for page in self.pages).strip()

    def _page_knows_better(self, plain: str) -> bool:
        return any(page.holds_quotes() for page in self.pages) and not split(plain).quoted

    def _new_of_pages(self) -> str:
        news = (new_text_of(page.text if page.new_text is None else page.new_text) for page in self.pages)
        return "\n\n".join(new for new in news if new)


def read_letter(walk: Walk) -> Letter:
    """Puts the shown parts together; of alternatives the plain text is read and the page is shown."""
    letter = Letter()
    versions: dict[tuple[int, int], _Version] = {}
    left = walk.limits.text_bytes
    alone = len(walk.leaves) == 1
    for number, leaf in enumerate(walk.leaves):
        if is_shown(leaf, alone):
            key = (leaf.alternative, 0 if leaf.alternative else number)
            left -= _add(walk, letter, versions.setdefault(key, _Version()), leaf, left)
    _put_together(letter, list(versions.values()))
    return letter


def _add(walk: Walk, letter: Letter, version: _Version, leaf: Part, left: int) -> int:
    """Adds a part to its version and returns how many bytes of the allowance it took."""
    end = leaf.end
    if end - leaf.start > left:
        end = leaf.start + max(0, left)
        letter.oversized.append(leaf)
        walk.complain("Its text is too long to be shown whole; all of it is kept as a file.")
    text = _decode(walk, leaf, end)
    if leaf.type == "text/html":
        version.pages.append(_page(walk, letter, text))
    else:
        version.plains.append(_flow(leaf, text))
    return end - leaf.start


def _decode(walk: Walk, leaf: Part, end: int) -> str:
    data = decoded(walk.raw, leaf.start, end, leaf.encoding)
    charset = leaf.parameters.get("charset")
    text, as_promised = decode(data, charset)
    if not as_promised:
        walk.complain(_lie(charset))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        walk.complain("It holds NUL characters, which were left out.")
        text = text.replace("\0", "")
    return text.removeprefix("\ufeff")


def _lie(charset: str | None) -> str:
    if not charset:
        return "It does not say which letters it is written in; some may be wrong."
    shown = "".join(letter for letter in charset[:40] if letter.isascii() and letter.isprintable())
    return f"It is not written in the letters it claims ({shown}); some may be wrong."


def _flow(leaf: Part, text: str) -> str:
    if leaf.parameters.get("format", "").lower() != "flowed":
        return text
    return unflow(text, leaf.parameters.get("delsp", "").lower() == "yes")


def _page(walk: Walk, letter: Letter, source: str) -> Page:
    page = read_page(source, walk.limits)
    if page.problem:
        walk.complain(page.problem)
    letter.cids |= page.cids
    letter.is_rich = letter.is_rich or page.is_rich
    return page


def _put_together(letter: Letter, versions: list[_Version]) -> None:
    if len(versions) == 1 and not versions[0].pages:
        letter.text, letter.new_text = versions[0].read()
        return
    readings = [version.read() for version in versions]
    letter.text = "\n\n".join(text for text, _ in readings if text.strip())
    letter.new_text = "\n\n".join(new for _, new in readings if new)
    if any(page.html is not None for version in versions for page in version.pages):
        letter.html = "\n".join(
            _shown(version, text) for version, (text, _) in zip(versions, readings, strict=True)
        )


def _shown(version: _Version, text: str) -> str:
    pages = [page.html for page in version.pages if page.html is not None]
    return "\n".join(pages) if pages else as_page(text)
