"""Theirs: what in the house is one person's, or stands in conversations with others, too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.message import Message
from byhand.people.address import Address, normal_email
from byhand.people.person import Person
from byhand.team.user import User


@dataclass(slots=True)
class Theirs:
    """A person with whoever was merged into them, by what they are known, and their conversations by id.

    `alone`: nobody else takes part, so all of it goes. `shared`: others do.
    """

    person: Person
    people: list[int]
    addresses: list[int]
    values: set[str]
    names: set[str]
    alone: set[int] = field(default_factory=set[int])
    shared: set[int] = field(default_factory=set[int])

    @classmethod
    def of(cls, person: Person) -> Theirs:
        people = [person.pk, *person.merged.values_list("pk", flat=True)]
        rows = list(Address.objects.filter(person__in=people).values_list("pk", "value"))
        pks = [pk for pk, _value in rows]
        written_as = (
            Message.objects.order_by().filter(writer__in=pks).values_list("writer_name", flat=True).distinct()
        )
        names = {*Person.objects.filter(pk__in=people).values_list("name", flat=True), *written_as[:50]}
        found = cls(
            person, people, pks, {value for _pk, value in rows}, {one.strip() for one in names if one.strip()}
        )
        found.names -= found.values
        found._part()
        return found

    def messages(self) -> set[int]:
        """Those that go: all in conversations with them alone, and theirs in the others."""
        every = Message.objects.filter(
            Q(conversation__in=self.alone) | Q(conversation__in=self.shared, writer__in=self.addresses)
        )
        return set(every.values_list("pk", flat=True))

    def _part(self) -> None:
        taking_part = Participant.objects.filter(address__in=self.addresses).values_list(
            "conversation", flat=True
        )
        every = Conversation.objects.filter(
            Q(person__in=self.people) | Q(pk__in=list(taking_part)) | Q(messages__writer__in=self.addresses)
        )
        pks = set(every.values_list("pk", flat=True))
        others = Participant.objects.filter(conversation__in=pks).exclude(address__in=self.addresses)
        with_others = dict(others.values_list("conversation", "address__value"))
        ours = _ours({value for _pk, value in others.values_list("conversation", "address__value")})
        self.shared = {
            pk for pk, value in others.values_list("conversation", "address__value") if value not in ours
        } if with_others else set()  # fmt: skip
        self.alone = pks - self.shared
        self._with_merged(self.alone)
        self._with_merged(self.shared)

    @staticmethod
    def _with_merged(pks: set[int]) -> None:
        """The empty ones that were merged into them keep their subjects."""
        pks |= set(Conversation.objects.filter(merged_into__in=pks).values_list("pk", flat=True))


def _ours(values: Collection[str]) -> set[str]:
    """Colleagues who read along, and our inboxes, are no others."""
    inboxes = Inbox.objects.exclude(address="").values_list("address", flat=True)
    every = {normal_email(one) for one in [*inboxes, *User.objects.values_list("email", flat=True)]}
    return every & set(values)
