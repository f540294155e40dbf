"""The nouns of the room, gathered for Django."""

from byhand.files.check import Check
from byhand.files.upload import Upload

__all__ = ["Check", "Upload"]
