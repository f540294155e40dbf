"""The nouns of the room, gathered for Django."""

from byhand.people.address import Address
from byhand.people.memory import Memory
from byhand.people.organisation import Organisation
from byhand.people.person import Person

__all__ = ["Address", "Memory", "Organisation", "Person"]
