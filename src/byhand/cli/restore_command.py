"""`byhand restore FILE --data DIR`: a house made of a backup, in a folder nobody uses yet.

It is unpacked beside DIR and renamed when it is whole: DIR is there entirely or not at all.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path

from byhand.cli.house import add_data_option, set_up_django, use
from byhand.cli.saying import Problem
from byhand.config import environment
from byhand.keeping.manifest import NotABackup
from byhand.keeping.unpacking import unpack


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup made by `byhand backup`")
    parser.add_argument(
        "--files", metavar="DIR", type=Path, help="for a copy from before an upgrade: its files"
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    target = Path(options.data).expanduser().absolute() if options.data else environment.data_folder()
    source, files = options.file.absolute(), options.files and options.files.absolute()
    _refuse_a_used_folder(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as beside:
            house = Path(beside) / "house"
            house.mkdir(mode=0o700)
            said = _restore(source, house, files)
            os.sync()
            house.rename(target)
            os.sync()
    except NotABackup as problem:
        raise Problem(f"{options.file} cannot be restored. {problem}") from None
    except OSError as problem:
        raise Problem(
            f"{problem.filename or target}: {problem.strerror or problem}. Nothing was restored."
        ) from None
    print(f"{target} {said}")
    return 0


def _refuse_a_used_folder(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Problem(
            f"{target} is in use already. Name a folder that is empty or not there yet: --data DIR."
        )


def _restore(source: Path, house: Path, files: Path | None) -> str:
    """The settings make keys where there are none, so they are read only once the backup's own lie there."""
    manifest = unpack(source, house)
    use(argparse.Namespace(data=str(house)))
    set_up_django()
    return import_module("byhand.cli.restoring").take_in_and_look(manifest, files=files)
