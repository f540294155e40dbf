"""The nouns of the room, gathered for Django."""

from byhand.insight.figures import Figures

__all__ = ["Figures"]
