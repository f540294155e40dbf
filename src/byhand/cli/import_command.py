"""`byhand import PATH`: an archive, or another desk’s export, through the same intake as living mail. Resumable."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from byhand.cli.house import add_data_option, set_up_django, use


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        help="an mbox (also .gz), a Maildir, an .eml or a folder of them; another desk's export (.json) or its folder",
    )
    parser.add_argument(
        "--inbox",
        metavar="ADDRESS",
        default="",
        help="the inbox that another desk's conversations join, and answer from",
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    use(options)
    set_up_django()
    print(import_module("byhand.cli.taking_archives").take_archive(options.path.resolve(), options.inbox))
    return 0
