"""The process that compares everybody."""

from __future__ import annotations

from importlib import import_module

import django

from byhand.work.aside import stand_aside


def main() -> None:
    """Asks about whom it finds, whatever comes of it."""
    stand_aside()
    django.setup()
    import_module("byhand.people.matching.suggesting").suggest()  # it needs Django set up


if __name__ == "__main__":
    main()
