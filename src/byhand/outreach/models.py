"""The nouns of the room, gathered for Django."""
