"""The text a reader sees of a page: lines, quotes and lists as in a plain letter."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"]
)
_SPACED = frozenset(["blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"])


class Lines:
    """Collects words and breaks; a break is written only once a word follows it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.breaks = 0  # newlines owed before the next word
        self.space = False  # a space owed
        self.depth = 0  # of quotes
        self.bullet = ""

    def copy(self) -> Lines:
        other = Lines()
        other.out, other.breaks, other.space = self.out[:], self.breaks, self.space
        other.depth, other.bullet = self.depth, self.bullet
        return other

    def opens(self, name: str) -> None:
        if name in _BLOCKS:
            self.breaks = max(self.breaks, 2 if name in _SPACED else 1)
            if name == "li":
                self.bullet = "- "
        elif name in ("td", "th"):
            self.space = True
        elif name == "br":
            self.breaks = min(self.breaks + 1, 3) if self.breaks < 2 or self.out else 1

    def closes(self, name: str) -> None:
        if name in _BLOCKS:
            self.breaks = max(self.breaks, 2 if name in _SPACED else 1)
        elif name in ("td", "th"):
            self.space = True

    def words(self, text: str) -> None:
        """Text of the page, entities already decoded; runs of white space count as one."""
        text = _SPACES.sub(" ", text)
        if text == " ":
            self.space = True
        elif text:
            self.space = self.space or text[0] == " "
            self._start()
            self.out.append(text.strip(" "))
            self.space = text[-1] == " "

    def preformatted(self, text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.breaks += 1
            if line:
                self._start()
                self.out.append(line)

    def text(self) -> str:
        return "".join(self.out).replace("\xa0", " ")

    def _start(self) -> None:
        """Writes the breaks owed, or the space."""
        prefix = "> " * self.depth
        if self.breaks and self.out:
            self.out.append("\n" + f"{prefix.rstrip()}\n" * (self.breaks - 1) + prefix)
        elif not self.out:
            self.out.append(prefix)
        elif self.space:
            self.out.append(" ")
        if self.bullet:
            self.out.append(self.bullet)
        self.breaks, self.space, self.bullet = 0, False, ""
