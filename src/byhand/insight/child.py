"""The process that works the figures out."""

from __future__ import annotations

import sys
from importlib import import_module

import django

from byhand.work.aside import stand_aside


def main(pk: str) -> None:
    """Works out the figures of that row, whatever comes of it."""
    stand_aside()
    django.setup()
    import_module("byhand.insight.working").work_out(int(pk))  # it needs Django set up


if __name__ == "__main__":
    main(sys.argv[1])
