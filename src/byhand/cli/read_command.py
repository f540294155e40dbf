"""`byhand read FILE`: what one mail says, as one JSON object. Whatever the bytes, no traceback."""

from __future__ import annotations

import argparse
from pathlib import Path

from byhand.cli.saying import Problem
from byhand.kit.reading import read_file_as_json


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a mail as it came (.eml)")


def run(options: argparse.Namespace) -> int:
    try:
        print(read_file_as_json(options.file))
    except OSError as problem:
        raise Problem(f"{options.file} cannot be read: {problem.strerror or problem}.") from None
    return 0
