"""The nouns of the room, gathered for Django."""

from byhand.people.address import Address
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.carddav.book import AddressBook, BookCard
from byhand.people.clue import Clue
from byhand.people.consent import Consent
from byhand.people.home import Home
from byhand.people.letters_read import LettersRead
from byhand.people.link import Link
from byhand.people.matching.batch import Batch
from byhand.people.may_follow import MayFollow
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.organisation import Organisation
from byhand.people.own_clock import OwnClock
from byhand.people.own_link import OwnLink
from byhand.people.person import Person
from byhand.people.resemblance import Resemblance
from byhand.people.sign_up_form import FormVersion, SignUpForm
from byhand.people.standing import Standing
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.people.tie import Tie, TieEnd
from byhand.people.tie_kind import TieKind
from byhand.people.topic import Topic
from byhand.people.wish import Wish
from byhand.people.wording import Wording

__all__ = [
    "Address",
    "AddressBook",
    "Batch",
    "BookCard",
    "CardImport",
    "Clue",
    "Consent",
    "FormVersion",
    "Home",
    "LeftOut",
    "LettersRead",
    "Link",
    "MayFollow",
    "Memory",
    "Occasion",
    "Organisation",
    "OwnClock",
    "OwnLink",
    "Person",
    "Resemblance",
    "SignUpForm",
    "Standing",
    "Stay",
    "Suppression",
    "Tie",
    "TieEnd",
    "TieKind",
    "Topic",
    "Wish",
    "Wording",
]
