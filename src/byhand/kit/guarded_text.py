"""Reads the words of a file in a child process with a ceiling on memory and a deadline: it may fail alone."""

from __future__ import annotations

import json
import subprocess
import sys

from byhand.kit.file_trouble import NotRead
from byhand.kit.guarded import child_environment


def text_of_file(content: bytes, *, seconds: float, memory_bytes: int) -> str:
    """Its words. Raises NotRead with a sentence, and nothing else whatever the file holds."""
    command = [sys.executable, "-m", "byhand.kit.text_child", str(memory_bytes)]
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
