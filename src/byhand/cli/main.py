"""`byhand`: the one command. Each subcommand is a module beside this file with `add_to` and `run`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from byhand.cli.saying import Problem

# Modules are imported when asked for: `byhand read` must not wait for Django, and the environment has to
# be set before Django's settings are read.
COMMANDS = {
    "start": "serve the desk and do its chores",
    "demo": "serve a desk with the demo studio in it",
    "import": "read an archive (mbox, Maildir, .eml) into the desk",
    "audit": "say what archives of mail tell about us (a report, offline)",
    "read": "read one mail from a file and print what it says as JSON",
    "journal": "check the journal of what passed the gate",
    "backup": "write the whole house into one file, while it runs",
    "restore": "make a house of a backup, in an empty folder",
    "doctor": "look whether everything is in order",
    "manage": "Django's own commands",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; gives the exit code: 0 done, 1 a problem (one sentence), 2 usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    if name not in COMMANDS:
        return _usage(name)
    module = import_module(f"byhand.cli.{name}_command")
    parser = argparse.ArgumentParser(prog=f"byhand {name}", description=COMMANDS[name].capitalize() + ".")
    module.add_to(parser)
    try:
        return module.run(parser.parse_args(words[1:]))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _usage(name: str) -> int:
    asked = name in ("-h", "--help", "help")
    lines = ["usage: byhand COMMAND …", "", *(f"  {one:<9} {what}" for one, what in COMMANDS.items())]
    if name and not asked:
        lines.insert(0, f"There is no command “{name}”.")
    print("\n".join(lines), file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2
