"""`byhand backup FILE`: the whole house in one file, made while it runs."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from byhand.cli.house import add_data_option, set_up_django, use
from byhand.cli.saying import Problem
from byhand.keeping.packing import CannotKeep


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup to make; it must not exist yet")
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    use(options)
    set_up_django()
    import_module("byhand.cli.preparing").refuse_an_empty_house()
    try:
        made = import_module("byhand.keeping.backing_up").back_up(options.file.absolute())
    except CannotKeep as problem:
        raise Problem(str(problem)) from None
    print(
        f"{options.file} holds the whole house: {made.size // 1024**2 + 1} MB. It holds its keys, too: keep it safe."
    )
    for name in made.manifest.damaged:
        print(f"The stored file {name} is damaged on this disk; an older backup may have it whole.")
    return 1 if made.manifest.damaged else 0
