"""The words of a PDF, read by PDFium. Its parser is no code of ours and files are hostile: call it in a child process
(`guarded_text`), never in the desk's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pypdfium2

from byhand.kit.file_trouble import NotRead

BEGINS, WITHIN = b"%PDF-", 1024
LONGEST = 100_000
MOST_PAGES = 500


def is_pdf(content: bytes) -> bool:
    """Whether it says so; readers allow some bytes before."""
    return BEGINS in content[:WITHIN]


def pdf_text(content: bytes) -> str:
    """Its words, at most LONGEST characters of the first MOST_PAGES pages. Empty for a scan. Raises NotRead."""
    try:
        document = cast("Any", pypdfium2.PdfDocument(content))
    except pypdfium2.PdfiumError as error:
        raise NotRead(_why(str(error))) from error
    words, length = list[str](), 0
    for page in _pages(document):
        words.append(page)
        length += len(page)
        if length >= LONGEST:
            break
    return " ".join(" ".join(words).replace("\0", " ").split())[:LONGEST]


def _pages(document: Any) -> Iterator[str]:
    for number in range(min(len(document), MOST_PAGES)):
        try:
            yield document[number].get_textpage().get_text_range(errors="ignore")
        except pypdfium2.PdfiumError:
            continue  # one broken page does not make the others unreadable


def _why(error: str) -> str:
    if "password" in error.lower():
        return "It is a PDF that needs a password."
    return "It is not a whole PDF."
