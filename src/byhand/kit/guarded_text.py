"""Reads the words of a file in a child process with a ceiling on memory and a deadline: it may fail alone."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from byhand.kit.file_trouble import NotRead
from byhand.kit.guarded import child_environment
from byhand.kit.office import office_text
from byhand.kit.pdf import is_pdf, pdf_text


def text_of_file(content: bytes, *, seconds: float, memory_bytes: int) -> str:
    """Its words. Raises NotRead with a sentence, and nothing else whatever the file holds."""
    command = [sys.executable, "-m", "byhand.kit.guarded_text", str(memory_bytes)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, env=child_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise NotRead(f"Reading it took longer than {seconds:g} seconds.") from None
    if done.returncode != 0:
        raise NotRead("Reading it took too much memory, or broke the reader.")
    told = json.loads(done.stdout)
    if told["trouble"]:
        raise NotRead(str(told["trouble"]))
    return str(told["text"])


def main(memory_bytes: str) -> None:
    """The child's part: reads and prints."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    for nothing in (
        resource.RLIMIT_FSIZE,
        resource.RLIMIT_CORE,
    ):  # it writes no file, not even of its own end
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
