"""The text a reader sees of a page: lines, quotes and lists as in a plain letter."""

from __future__ import annotations

_WHITE = " \t\n\r\f"  # what HTML calls white space; a no-break space is not among it


class Lines:
    """Collects words and breaks; a break is written only once a word follows it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.breaks = 0  # newlines owed before the next word
        self.space = False  # a space owed
        self.depth = 0  # of quotes
        self.written_depth = 0  # of the last line written
        self.bullet = ""

    def copy(self) -> Lines:
        other = Lines()
        other.out, other.breaks, other.space = self.out[:], self.breaks, self.space
        other.depth, other.bullet, other.written_depth = self.depth, self.bullet, self.written_depth
        return other

    def opens(self, name: str, breaks: int) -> None:
        """A tag begins that stands `breaks` line ends away from what precedes it."""
        if breaks:
            self.breaks = max(self.breaks, breaks)
            if name == "li":
                self.bullet = "- "

    def alone(self, word: str) -> None:
        """A word on a line of its own."""
        self.breaks = max(self.breaks, 1)
        self.preformatted(word)
        self.breaks = 1

    def words(self, text: str) -> None:
        """Text of the page, entities already decoded; runs of white space count as one."""
        stripped = text.strip(_WHITE)
        if not stripped:
            self.space = self.space or bool(text)
            return
        if stripped == "\xa0" and self.breaks:
            self.breaks = min(self.breaks + 1, 3)  # an empty paragraph as mail programs write it
            return
        trimmed = len(stripped) < len(text)
        if trimmed and text[0] in _WHITE:
            self.space = True
        if "\n" in stripped or "  " in stripped or "\t" in stripped:
            stripped = _single_spaced(stripped)
        out = self.out
        if self.depth or self.written_depth or self.bullet or not out:
            self._start()
        elif self.breaks:
            out.append("\n" * self.breaks)
        elif self.space:
            out.append(" ")
        out.append(stripped)
        self.breaks = 0
        self.space = trimmed and text[-1] in _WHITE

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
        if self.depth or self.written_depth or not self.out:
            self._start_quoted("> " * self.depth)
        elif self.breaks:
            self.out.append("\n" * self.breaks)
        elif self.space:
            self.out.append(" ")
        self.breaks, self.space = 0, False
        if self.bullet:
            self.out.append(self.bullet)
            self.bullet = ""

    def _start_quoted(self, prefix: str) -> None:
        if self.breaks and self.out:
            empty = ("> " * min(self.depth, self.written_depth)).rstrip()
            self.out.append("\n" + f"{empty}\n" * (self.breaks - 1) + prefix)
        elif not self.out:
            self.out.append(prefix)
        elif self.space:
            self.out.append(" ")
        self.written_depth = self.depth


def _single_spaced(text: str) -> str:
    """Each run of white space as one space. A pattern takes ten times as long."""
    for white in _WHITE[1:]:
        text = text.replace(white, " ")
    while "  " in text:  # each round halves what is left of every run
        text = text.replace("  ", " ")
    return text
