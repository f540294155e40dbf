"""What people of the demo agreed to receive: two topics, a form, and some who said what they wish of it."""

from __future__ import annotations

from byhand.people.consent import Channel, Consent
from byhand.people.doors import Door
from byhand.people.own_link import opened, token_for
from byhand.people.person import Person
from byhand.people.sign_up_form import SignUpForm
from byhand.people.topic import Topic
from byhand.people.wish import Wish, Wished
from byhand.team.user import User

WORDING = "We write by hand and seldom. Which letters would you like?"
AGREED, QUARTERLY, BROUGHT_ALONG = 24, 4, 6


def put_consents(by: User) -> None:
    """Once: a studio that has topics already is left as it is."""
    if Topic.objects.exists():
        return
    workshops = Topic.objects.begin(
        "Workshops", about="New dates, four or five times a year",
        in_other_words={"de": {"name": "Kurse", "about": "Neue Termine, vier- oder fünfmal im Jahr"}}, by=by,
    )  # fmt: skip
    openings = Topic.objects.begin(
        "Kiln openings", about="When a firing is done and the shelves are full",
        in_other_words={"de": {"name": "Ofenöffnungen", "about": "Wenn ein Brand fertig ist"}}, by=by,
    )  # fmt: skip
    SignUpForm.objects.open("On our website", wording=WORDING, topics=[workshops, openings], by=by)
    known = (
        Person.objects.standing().filter(addresses__kind="email").exclude(name="").distinct().order_by("pk")
    )
    for n, person in enumerate(known[: AGREED + BROUGHT_ALONG]):
        _agree(person, n, workshops if n % 3 else openings, by)


def _agree(person: Person, n: int, topic: Topic, by: User) -> None:
    address = person.addresses.filter(kind="email").order_by("pk")[0]
    door = opened(token_for(address))
    if n >= AGREED:
        Consent.objects.create(
            kind=Consent.Kind.GIVEN, address=address, channel=Channel.EMAIL, topic=topic, door=Door.COLLEAGUE,
            source="Said so at the counter, and signed our list there", by=by,
        )  # fmt: skip
    elif door is not None:
        Consent.objects.give(topic, Channel.EMAIL, f"{topic.name}. {topic.about}", by=door)
        if n < QUARTERLY:
            Wish.objects.choose(Wished("quarterly", True), by=door)
