"""The setup code: keeps strangers out of a desk nobody has founded yet.

A fresh desk on a public server could be founded by whoever finds it first. So the code lies in the data
folder, `byhand start` prints it, and a first run from another machine must name it. Once the house is
founded the code is gone.
"""

from __future__ import annotations

import os
import secrets
from hmac import compare_digest
from pathlib import Path

from django.conf import settings

# Crockford's base 32: no I, L, O, U. Twelve of these are 60 bits, out of reach of guessing over a network.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def setup_code() -> str:
    """The code as shown, such as `7K2M-Q4TD-9XWA`; made on first use, the same until the house stands."""
    path = _file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, _new_code())
    return path.read_text(encoding="ascii").strip()


def is_setup_code(given: str) -> bool:
    """Whether that is the code; case, spaces, dashes and letters that look alike do not matter."""
    return compare_digest(_plain(given).encode(), _plain(setup_code()).encode())


def forget_setup_code() -> None:
    """The house stands; there is nothing left to set up."""
    _file().unlink(missing_ok=True)


def _plain(code: str) -> str:
    return code.upper().translate(MISREAD)


def _new_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _file() -> Path:
    return Path(settings.KEYS_FOLDER) / "setup.code"


def _write_once(path: Path, code: str) -> None:
    """Two processes may start at once: the first to link its file wins, the other reads what it finds."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(code + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
