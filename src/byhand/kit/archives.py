"""Archives of mail: mbox (also .gz), Maildir, a folder of .eml files, one .eml file; and exports of other desks."""

from __future__ import annotations

from pathlib import Path

from byhand.kit.exports.entries import is_export_file
from byhand.kit.exports.export import Export
from byhand.kit.exports.matter import NotAnExport
from byhand.kit.maildir import EmlFolder, Maildir, looks_like_maildir
from byhand.kit.mbox import Mbox, looks_like_mbox
from byhand.kit.stored import Archive, Stored

__all__ = ["Archive", "Export", "NotAnArchive", "Stored", "open_archive"]


class NotAnArchive(ValueError):
    """The path holds no mail in a form we know. Its text is a sentence for a person."""


def open_archive(path: Path) -> Archive | Export:
    """The archive at this path. Raises NotAnArchive with a sentence, or OSError if it cannot be read."""
    if not path.exists():
        raise NotAnArchive(f"There is nothing at {path}.")
    if path.is_dir():
        return _folder(path)
    if is_export_file(path):
        return _export(path)
    if looks_like_mbox(path):
        return Mbox(path)
    if path.suffix.lower() == ".eml":
        return EmlFolder(path)
    raise NotAnArchive(
        f"{path} is neither an mbox file nor a single message (.eml), nor an export of another desk (.json)."
    )


def _folder(path: Path) -> Archive | Export:
    if looks_like_maildir(path):
        return Maildir(path)
    folder = EmlFolder(path)
    if folder.files:
        return folder
    if any(map(is_export_file, path.rglob("*"))):
        return _export(path)
    raise NotAnArchive(f"{path} is neither a Maildir (with cur and new) nor a folder of .eml files.")


def _export(path: Path) -> Export:
    try:
        return Export(path)
    except NotAnExport as no:
        raise NotAnArchive(str(no)) from None
