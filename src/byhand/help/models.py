"""The nouns of the room, gathered for Django."""

from byhand.help.article import Article
from byhand.help.did_not_help import DidNotHelp
from byhand.help.edition import Edition, OldAddress
from byhand.help.pages import HelpPages
from byhand.help.picture import Picture, PictureShown
from byhand.help.section import Section
from byhand.help.sketch import Sketch
from byhand.help.version import Release, Version
from byhand.help.viewed import Unfound, Viewed

__all__ = [
    "Article",
    "DidNotHelp",
    "Edition",
    "HelpPages",
    "OldAddress",
    "Picture",
    "PictureShown",
    "Release",
    "Section",
    "Sketch",
    "Unfound",
    "Version",
    "Viewed",
]
