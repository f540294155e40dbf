"""The nouns of the room, gathered for Django."""

from byhand.outreach.audience import Audience
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.capacity import Allowance
from byhand.outreach.forecast import Forecast
from byhand.outreach.link_look import LinkLook
from byhand.outreach.list_import import ListImport, NotListed
from byhand.outreach.listed import Listed
from byhand.outreach.people_list import PeopleList
from byhand.outreach.picture import Picture
from byhand.outreach.reading import Asked
from byhand.outreach.words import BroadcastWords

__all__ = [
    "Allowance",
    "Asked",
    "Audience",
    "Broadcast",
    "BroadcastWords",
    "Forecast",
    "LinkLook",
    "ListImport",
    "Listed",
    "NotListed",
    "PeopleList",
    "Picture",
]
