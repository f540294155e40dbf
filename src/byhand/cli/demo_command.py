"""`byhand demo`: a desk with the demo studio in it, in a data folder of its own."""

from __future__ import annotations

import argparse

from byhand.cli.house import add_data_option, add_port_option
from byhand.cli.start_command import serve

DATA = "var-demo"


def add_to(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_port_option(parser)
    parser.set_defaults(data=DATA)


def run(options: argparse.Namespace) -> int:
    return serve(options, prepare="byhand.cli.preparing_demo")
