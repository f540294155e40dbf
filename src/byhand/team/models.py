"""The nouns of the room, gathered for Django."""

from byhand.team.attempts import Attempts
from byhand.team.here import Here
from byhand.team.house import House
from byhand.team.inviting import Invitation
from byhand.team.session import Session
from byhand.team.shown import Shown
from byhand.team.user import User

__all__ = ["Attempts", "Here", "House", "Invitation", "Session", "Shown", "User"]
