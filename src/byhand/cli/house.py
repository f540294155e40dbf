"""Opening the house for a command: the options they share, the checks before, Django set up after."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from byhand.cli.saying import Problem
from byhand.config import environment


def add_data_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help="the folder that holds everything (default: var)")


def add_port_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", metavar="N", help="the port to listen on (default: 8000)")


def use(options: argparse.Namespace) -> Path:
    """Takes the options over the environment; gives the data folder, which exists and can be written."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one should be told so in a sentence
        raise Problem("Byhand needs Python 3.11 or newer.")
    if getattr(options, "data", None):
        os.environ[environment.DATA.name] = options.data
    if getattr(options, "port", None):
        os.environ[environment.PORT.name] = options.port
    try:
        environment.base_url()
    except environment.BadSetting as bad:
        raise Problem(str(bad)) from None
    return _writable(environment.data_folder())


def set_up_django() -> None:
    """Django, ready to use."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "byhand.config.settings"
    try:
        import_module("django").setup()
    except environment.BadSetting as bad:
        raise Problem(str(bad)) from None


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as problem:
        raise Problem(
            f"The data folder {folder} cannot be written ({problem.strerror}). Choose another: --data DIR."
        ) from None
