"""`byhand journal verify`: reads the whole journal and names the first bad entry."""

from __future__ import annotations

import argparse
from importlib import import_module

from byhand.cli.house import add_data_option, set_up_django, use


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "verb", choices=["verify"], help="verify: read the whole chain and name the first bad entry"
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    use(options)
    set_up_django()
    verdict = import_module("byhand.gate.verifying").verify_journal()
    print(verdict.sentence)
    return 0 if verdict.is_whole else 1
