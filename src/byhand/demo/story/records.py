"""What the shop wrote of each sale, a copy to us: records, not conversations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from byhand.demo.story.almanac import order_number
from byhand.demo.story.cast import TEAM
from byhand.demo.story.posting import bytes_of, headers, message_id, received
from byhand.demo.story.quoting import Written
from byhand.demo.story.shapes import Letter, Person

_SHOP = ("Kiln Lane shop", "orders@thestall.example")
_SHELF = (
    ("Breakfast bowl, blue", 24),
    ("Mug, oatmeal", 19),
    ("Mug, left-handed", 21),
    ("Storage jar with lid", 46),
    ("Dinner plate, chalk", 28),
    ("Side plate, chalk", 18),
    ("Teapot, tenmoku", 78),
    ("Salt pig", 32),
    ("Bread crock", 95),
    ("Small vase, celadon", 36),
    ("Butter dish", 39),
    ("Espresso cup", 14),
    ("Serving dish, long", 58),
    ("Egg cup", 11),
)
_ORDERED = (
    "ruth jonas judith oskar winifred carmen ivo hilda joan ravi olga miriam niamh leila agnes pilar ida"
)
_JARS = ("Storage jar with lid", 46)


def orders(people: dict[str, Person], now: datetime) -> Iterator[Letter]:
    """About one order a month of those that were passed on, and the two jars of order 4471."""
    dice = Random(4471)
    keys = [key for key in _ORDERED.split() if key in people]
    for number in range(22):
        at = now - timedelta(days=716 - number * 32 + dice.random() * 9, minutes=dice.randrange(900))
        bought = dice.sample(_SHELF, dice.choice((1, 1, 2, 2, 3)))
        lines = [(dice.choice((1, 2, 2, 4, 6)), what, price) for what, price in bought]
        yield _order(people[keys[number % len(keys)]], order_number(at, now), lines, at)
    yield _order(people["ruth"], 4471, [(2, *_JARS)], now - timedelta(days=9, hours=3))


def _order(person: Person, number: int, lines: list[tuple[int, str, int]], at: datetime) -> Letter:
    rows = "\n".join(f"{count} x {what:<28} {count * price:>7.2f} GBP" for count, what, price in lines)
    total = sum(count * price for count, _, price in lines)
    text = (
        f"Order {number}\n\n{rows}\n{'Postage':<32} {6.5:>7.2f} GBP\n{'Total':<32} {total + 6.5:>7.2f} GBP\n\n"
        f"Sent to: {person.name}\n\nThis message was made by the shop. An answer to it reaches Ana, Tomas or Bea "
        f"at {TEAM.name}, or call {TEAM.phone}.\n"
    )
    ident = message_id("shop", "thestall.example", number)
    head = headers(
        _SHOP, [(person.name, person.addresses[0])], f"Your order {number} at Kiln Lane Pottery", at, ident
    )
    head += [("Reply-To", TEAM.address), ("Auto-Submitted", "auto-generated"), ("X-Order", str(number))]
    return Letter(
        bytes_of(received(_SHOP[1], at) + head, Written(text, None), "shop"),
        "INBOX",
        at,
        None,
        ident,
    )
