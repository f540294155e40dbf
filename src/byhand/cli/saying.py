"""How the command line speaks: in sentences."""

from __future__ import annotations


class Problem(Exception):
    """Something a person must mend; the text is one sentence, printed alone, exit code 1."""
