"""The nouns of the room, gathered for Django."""

from byhand.pocket.browser import Browser
from byhand.pocket.wishes import Wishes

__all__ = ["Browser", "Wishes"]
