"""`byhand start`: the desk, served, with its chores done beside."""

from __future__ import annotations

import argparse
from importlib import import_module

from byhand.cli.house import add_data_option, add_port_option, set_up_django, use
from byhand.cli.listening import listen
from byhand.cli.saying import Problem
from byhand.config import environment
from byhand.config.beside import loaded_beside
from byhand.config.one_process import AlreadyRunning, hold_folder


def add_to(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_port_option(parser)


def run(options: argparse.Namespace) -> int:
    return serve(options, prepare="byhand.cli.preparing")


def wanted_processes() -> int:
    """How many processes serve. Raises Problem."""
    try:
        return environment.processes()
    except environment.BadSetting as bad:
        raise Problem(str(bad)) from None


def serve(options: argparse.Namespace, *, prepare: str) -> int:
    """Binds, prepares the house (a module with `prepare() -> str`, which gives the line to say), serves."""
    folder = use(options)
    processes = wanted_processes()
    bound = listen(environment.HOST.read(), environment.port())
    try:
        with hold_folder(folder), loaded_beside(bound.fileno(), processes - 1) as let_serve:
            set_up_django()
            said = import_module(prepare).prepare()
            serving = import_module("byhand.config.serving")
            print(said, flush=True)
            serving.serve(bound, ready=let_serve)
    except AlreadyRunning as running:
        raise Problem(str(running)) from None
    finally:
        bound.close()
    return 0
