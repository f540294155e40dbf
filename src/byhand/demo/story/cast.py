"""Who is who: the pottery, its three colleagues, and the people in people.txt."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from byhand.demo.story.almanac import fill
from byhand.demo.story.shapes import Colleague, Memory, Person, Team, Tie

TEAM = Team("Kiln Lane Pottery", "studio@kilnlane.example", "+44 20 7946 0101")
COLLEAGUES = (
    Colleague("ana", "Ana Moreau", "ana@kilnlane.example", "Glazes, orders, and most of the letters"),
    Colleague(
        "tomas", "Tomas Riba", "tomas@kilnlane.example", "Throws, fires the kilns, teaches the classes"
    ),
    Colleague("bea", "Bea Whitlock", "bea@kilnlane.example", "Packs the parcels and keeps the books"),
)
EMAIL = {colleague.key: colleague.email for colleague in COLLEAGUES}


@cache
def _cards() -> tuple[str, ...]:
    text = (files("byhand.demo.story") / "people.txt").read_text("utf-8")
    return tuple(card.strip() for card in text.split("\n\n") if card.strip())


def people(now: datetime) -> tuple[Person, ...]:
    """Everyone in people.txt, with their memories dated back from now."""
    return tuple(_person(card.splitlines(), now) for card in _cards())


def _person(card: list[str], now: datetime) -> Person:
    key, name, addresses, organisation, program, language = (part.strip() for part in card[0].split("|"))
    return Person(
        key=key,
        name=name,
        addresses=tuple(address.strip() for address in addresses.split(",")),
        organisation=organisation or None,
        line=card[1],
        language=language,
        program=program,
        signature=next((row[2:].replace(" / ", "\n") for row in card[2:] if row.startswith("= ")), ""),
        memories=tuple(_memory(row[2:], now) for row in card[2:] if row.startswith("+ ")),
        ties=tuple(_tie(row[2:]) for row in card[2:] if row.startswith("~ ")),
    )


def _memory(row: str, now: datetime) -> Memory:
    head, _, text = row.partition(": ")
    by, days = head.split()
    at = now - timedelta(days=int(days), hours=int(days) % 7)
    return Memory(fill(text, now, now, now, "en"), EMAIL[by], at)


def _tie(row: str) -> Tie:
    to, _, kind = row.partition(" ")
    return Tie(to, kind)
