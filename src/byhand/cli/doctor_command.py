"""`byhand doctor`: looks whether everything is in order and says so line by line."""

from __future__ import annotations

import argparse
from importlib import import_module

from byhand.cli.house import add_data_option, set_up_django, use


def add_to(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("--offline", action="store_true", help="do not try the mailboxes and our own address")


def run(options: argparse.Namespace) -> int:
    use(options)
    set_up_django()
    findings = import_module("byhand.cli.examining").examine(offline=options.offline)
    for finding in findings:
        print(("ok    " if finding.passed else "wrong ") + finding.sentence)
    return 0 if all(finding.passed for finding in findings) else 1
