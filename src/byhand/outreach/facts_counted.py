"""Facts: a sign of what stood in the database when something was counted; another sign, and something came since.

It reads the end of each table and costs nothing. What changes a row without adding one (an address that fails) is not
seen by it: whoever rests on it counts anew after a while, whatever it says.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from byhand.conversations.message import Message
from byhand.conversations.tagging import Tagging
from byhand.gate.touch import Life, Touch
from byhand.outreach.listed import Listed
from byhand.people.address import Address
from byhand.people.consent import Consent
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.person import Person
from byhand.people.tie import Tie
from byhand.people.wish import Wish

# What is asked of everybody before a letter leaves, and what rules of audiences read.
READ: tuple[type[Model], ...] = (
    Person, Address, Consent, Wish, Touch, Life, Message, Tagging, Listed, Memory, Occasion, Tie,
)  # fmt: skip


def sign_of_facts() -> str:
    """One query."""
    newest = (f"(SELECT max({one._meta.pk.column}) FROM {one._meta.db_table})" for one in READ)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(newest)}")
        return " ".join(f"{one or 0}" for one in cursor.fetchone())
