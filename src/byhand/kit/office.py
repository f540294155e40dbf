"""The words of an office file (docx, xlsx, pptx, odt, ods, odp): a zip of XML, read in pieces and never whole.

Hostile files are expected: no entity is ever declared, and what is unpacked is counted.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from byhand.kit.file_trouble import NotRead

UNPACKED = 30_000_000
LONGEST = 100_000
_PIECE = 65_536
_SAYING = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|comments)\.xml|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml|"
    r"ppt/slides/slide\d+\.xml|ppt/notesSlides/notesSlide\d+\.xml|content\.xml"
)
# Where text stands: runs of Word and PowerPoint, strings of Excel. OpenDocument says text everywhere in its body.
_RUNS = {"w:t", "a:t", "t"}


def office_text(content: bytes) -> str:
    """Its words, at most LONGEST characters. Raises NotRead."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _text(packed)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise NotRead("It is not a whole office file.") from error


def _text(packed: zipfile.ZipFile) -> str:
    gathered = _Gathered()
    for name in sorted(name for name in packed.namelist()[:5_000] if _SAYING.fullmatch(name)):
        gathered.begin(everything=name == "content.xml")
        with packed.open(name) as part:
            for piece in iter(lambda part=part: part.read(_PIECE), b""):
                gathered.feed(piece)
                if gathered.length >= LONGEST:
                    return gathered.text()
    return gathered.text()


class _Gathered:
    """The text of one part after another, with the counts that end it."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self.length = self._unpacked = 0

    def begin(self, *, everything: bool) -> None:
        self._in_run, self._everything = 0, everything
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = _refuse

    def feed(self, piece: bytes) -> None:
        self._unpacked += len(piece)
        if self._unpacked > UNPACKED:
            raise NotRead("It unpacks to more than is read.")
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as error:
            raise NotRead("It is not a whole office file.") from error

    def text(self) -> str:
        return " ".join("".join(self._words).replace("\0", " ").split())[:LONGEST]

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._in_run += name in _RUNS

    def _end(self, name: str) -> None:
        self._in_run -= name in _RUNS
        if name not in _RUNS or name == "t":
            self._said(" ", always=name.endswith((":p", ":tab", ":br", ":h")) or name == "t")

    def _said(self, words: str, *, always: bool = False) -> None:
        if always or self._everything or self._in_run:
            self._words.append(words)
            self.length += len(words)


def _refuse(*_declared: object) -> None:
    raise NotRead("It declares what no office file needs.")
