"""`byhand manage …`: Django's own commands, in this house."""

from __future__ import annotations

import argparse
from importlib import import_module

from byhand.cli.house import set_up_django, use


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="a command of Django's and its arguments")


def run(options: argparse.Namespace) -> int:
    use(options)
    set_up_django()
    import_module("django.core.management").execute_from_command_line(["byhand manage", *options.words])
    return 0
