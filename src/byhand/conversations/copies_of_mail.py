"""Copies of what other systems sent somebody come among our mail. They are records and never letters of anybody."""

from __future__ import annotations

from collections.abc import Sequence

from byhand.channels.arrival import Arrival
from byhand.conversations.erased_before import without_erased
from byhand.gate.records.by_mail import copies_among, take_copies
from byhand.kit.mime import ParsedMail
from byhand.people.address import normal_email
from byhand.team.user import User

Read = Sequence[tuple[Arrival, ParsedMail]]


def without_copies(read: Read, ours: set[str]) -> Read:
    """Takes those that are copies; gives the letters. Two queries where there is none."""
    copies = {one.arrival.pk: one for one in copies_among(read)}
    if not copies:
        return read
    ours = ours | {normal_email(one) for one in User.objects.values_list("email", flat=True)}

    def people_of(arrival: Arrival, mail: ParsedMail) -> set[str]:
        return {normal_email(one.address) for one in copies[arrival.pk].recipients(ours)}

    kept = without_erased([(one.arrival, one.mail) for one in copies.values()], people_of)
    take_copies([copies[arrival.pk] for arrival, _mail in kept], ours)
    return [(arrival, mail) for arrival, mail in read if arrival.pk not in copies]
