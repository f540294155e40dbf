"""Who stands behind words that leave: a colleague at the desk this moment, and nothing else."""

from __future__ import annotations

from byhand.team.signin import NotSignedIn, SignIn
from byhand.team.user import User


def author_behind(by: object) -> User:
    """The colleague. Raises NotSignedIn for anything but a living SignIn."""
    if not isinstance(by, SignIn):
        raise NotSignedIn("Only a signed-in colleague can send words. Nothing was sent.")
    return by.confirm()
