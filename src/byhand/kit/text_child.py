"""The child's part of `guarded_text`: reads a file from its input and prints its words. The desk never imports it."""

from __future__ import annotations

import json
import resource
import sys

from byhand.kit.file_trouble import NotRead
from byhand.kit.office import office_text
from byhand.kit.pdf import is_pdf, pdf_text


def main(memory_bytes: str) -> None:
    """Within that memory, and without writing any file."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    # It writes no file, not even of its own end.
    for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(nothing, (0, 0))
    content = sys.stdin.buffer.read()
    text, trouble = "", ""
    try:
        text = pdf_text(content) if is_pdf(content) else office_text(content)
    except NotRead as error:
        trouble = str(error)
    json.dump({"text": text, "trouble": trouble}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
