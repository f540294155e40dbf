"""Unpacking a .zip of letters into a folder, whatever the .zip claims about itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

# A letter is smaller; a .zip whose parts swell beyond this is a trap.
LARGEST_LETTER = 100 * 1024 * 1024
MOST_LETTERS = 500_000
LARGEST_ALTOGETHER = 50 * 1024**3
_PIECE = 1024 * 1024


class NotLetters(Exception):
    """The .zip cannot be unpacked; the text is a sentence for a person."""


def unpack(archive: Path, into: Path) -> int:
    """Every .eml in it, under names of our own: 0000001.eml and on. Says how many. Raises NotLetters."""
    try:
        with zipfile.ZipFile(archive) as box:
            letters = [
                one for one in box.infolist() if one.filename.lower().endswith(".eml") and not one.is_dir()
            ]
            _guard(letters)
            into.mkdir(mode=0o700)
            left = LARGEST_ALTOGETHER
            for number, letter in enumerate(letters, start=1):
                left -= _take_out(box, letter, into / f"{number:07}.eml", min(LARGEST_LETTER, left))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ):
        raise NotLetters(_("This .zip is damaged, encrypted or of a kind we cannot open.")) from None
    return len(letters)


def _guard(letters: list[zipfile.ZipInfo]) -> None:
    if not letters:
        raise NotLetters(_("There is no .eml file in this .zip."))
    if len(letters) > MOST_LETTERS:
        raise NotLetters(_("There are too many letters in this .zip. Put them on the server as a folder."))


def _take_out(box: zipfile.ZipFile, letter: zipfile.ZipInfo, path: Path, most: int) -> int:
    """What it claims about its size is not believed: the bytes are counted as they come."""
    size = 0
    with box.open(letter) as source, path.open("xb") as target:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                raise NotLetters(_("A letter in this .zip is too large to be one."))
            target.write(piece)
    return size
