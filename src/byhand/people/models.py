"""The nouns of the room, gathered for Django."""

from byhand.people.address import Address
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.carddav.book import AddressBook, BookCard
from byhand.people.clue import Clue
from byhand.people.home import Home
from byhand.people.letters_read import LettersRead
from byhand.people.link import Link
from byhand.people.matching.batch import Batch
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.organisation import Organisation
from byhand.people.person import Person
from byhand.people.resemblance import Resemblance
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.people.tie import Tie, TieEnd
from byhand.people.tie_kind import TieKind

__all__ = [
    "Address",
    "AddressBook",
    "Batch",
    "BookCard",
    "CardImport",
    "Clue",
    "Home",
    "LeftOut",
    "LettersRead",
    "Link",
    "Memory",
    "Occasion",
    "Organisation",
    "Person",
    "Resemblance",
    "Stay",
    "Suppression",
    "Tie",
    "TieEnd",
    "TieKind",
]
