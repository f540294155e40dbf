"""Unpacking a .zip of letters, or of another desk’s export, into a folder, whatever the .zip claims about itself."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from byhand.kit.exports.entries import is_export_file

# A letter is smaller; a .zip whose parts swell beyond this is a trap.
LARGEST_LETTER = 100 * 1024 * 1024
MOST_LETTERS = 500_000
LARGEST_ALTOGETHER = 50 * 1024**3
MOST_FILES = 500_000
# What deflate makes smaller than that by honest means is JSON of one word; nobody exports that.
_RATIO, _SLACK = 200, 100 * 1024 * 1024
_LARGEST_FILE = 20 * 1024**3
_PIECE = 1024 * 1024


class NotLetters(Exception):
    """The .zip cannot be unpacked; the text is a sentence for a person."""


def unpack(archive: Path, into: Path) -> int:
    """Every .eml in it, under names of our own (0000001.eml and on), else an export. Says how many.

    Raises NotLetters.
    """
    try:
        with zipfile.ZipFile(archive) as box:
            letters = [
                one for one in box.infolist() if one.filename.lower().endswith(".eml") and not one.is_dir()
            ]
            if not letters and any(is_export_file(Path(one.filename)) for one in box.infolist()):
                return _unpack_export(box, archive.stat().st_size, into)
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
        zlib.error,
        lzma.LZMAError,
        FileExistsError,  # one of its files lies where a folder of another does
        NotADirectoryError,
    ):
        raise NotLetters(_("This .zip is damaged, encrypted or of a kind we cannot open.")) from None
    return len(letters)


def _unpack_export(box: zipfile.ZipFile, packed: int, into: Path) -> int:
    """All its files, where they lay: its conversations name what went along by that."""
    files = [one for one in box.infolist() if not one.is_dir()]
    if len(files) > MOST_FILES:
        raise NotLetters(_("There are too many files in this .zip. Put them on the server as a folder."))
    into.mkdir(mode=0o700)
    left = min(LARGEST_ALTOGETHER, packed * _RATIO + _SLACK)
    for one in files:
        path = _place(one.filename, into)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            left -= _take_out(box, one, path, min(_LARGEST_FILE, left))
    return len(files)


def _place(name: str, into: Path) -> Path:
    """Within that folder, whatever it is called."""
    steps = [re.sub(r"[^\w.@ -]+", "_", step)[-100:] for step in name.replace("\\", "/").split("/")]
    return into.joinpath(*([one for one in steps if one.strip(" .")][-6:] or ["file"]))


def _guard(letters: list[zipfile.ZipInfo]) -> None:
    if not letters:
        raise NotLetters(_("There is no letter (.eml) and no export (.json) in this .zip."))
    if len(letters) > MOST_LETTERS:
        raise NotLetters(_("There are too many letters in this .zip. Put them on the server as a folder."))


def _take_out(box: zipfile.ZipFile, letter: zipfile.ZipInfo, path: Path, most: int) -> int:
    """What it claims about its size is not believed: the bytes are counted as they come."""
    size = 0
    with box.open(letter) as source, path.open("xb") as target:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                raise NotLetters(_("A file in this .zip is too large to be what it says."))
            target.write(piece)
    return size
