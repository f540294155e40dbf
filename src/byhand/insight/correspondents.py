"""Who wrote and was written to, as an address field names them: a person by one address, however many they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Subquery

from byhand.audit.gathering import FREE
from byhand.audit.history import DESK
from byhand.channels.inbox import Inbox
from byhand.people.address import Address, normal_email
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.insight.letters import Letter

_AT_ONCE = 5_000  # addresses one query asks about
_UNQUOTED = str.maketrans(dict.fromkeys('"\\<>\r\n'))


class Mailbox(TypedDict):
    """A recipient, as a message keeps them."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Correspondents:
    """The people of one batch of letters: our inboxes, colleagues by id, others by the addresses they used."""

    inboxes: frozenset[str]
    colleagues: dict[int, str]
    others: dict[str, str]

    @classmethod
    def of(cls, letters: Iterable[Letter]) -> Correspondents:
        """Whoever stands in these letters; a few queries, however many they are."""
        values = {normal_email(one) for letter in letters for one in _addresses(letter)}
        colleagues = {
            pk: mailbox(name, email) for pk, name, email in User.objects.values_list("pk", "name", "email")
        }
        inboxes = frozenset(map(normal_email, Inbox.objects.values_list("address", flat=True)))
        return cls(inboxes, colleagues, dict(_known(values - inboxes)))

    def ours(self, colleague: int | None, inbox: str) -> str:
        """A colleague; where nobody knows which of us it was, the inbox."""
        return self.colleagues.get(colleague or 0) or normal_email(inbox) or DESK

    def them(self, value: str | None, name: str) -> str:
        """Who wrote to us."""
        return self.others.get(value or "") or mailbox(name, value or "")

    def named(self, one: Mailbox) -> str:
        """Somebody a letter went to."""
        return self.others.get(normal_email(one["address"])) or mailbox(one["name"], one["address"])

    def is_inbox(self, named: str) -> bool:
        return named.rpartition("<")[2].rstrip(">") in self.inboxes


def who_we_are() -> tuple[str, ...]:
    """Domains of our inboxes, and the addresses of ours that lie elsewhere."""
    inboxes = sorted(filter(None, map(normal_email, Inbox.objects.values_list("address", flat=True))))
    domains = dict.fromkeys(domain for one in inboxes if (domain := one.rpartition("@")[2]) not in FREE)
    addresses = (*inboxes, *User.objects.order_by("pk").values_list("email", flat=True))
    return (*domains, *dict.fromkeys(one for one in addresses if one.rpartition("@")[2] not in domains))


def mailbox(name: str, address: str) -> str:
    """As it stands in an address field; a name alone where there is no address."""
    name = name.translate(_UNQUOTED).strip()
    address = normal_email(address)
    if not address:
        return f'"{name}"' if name else ""
    return f'"{name}" <{address}>' if name and name.lower() != address else address


def _addresses(letter: Letter) -> Iterator[str]:
    yield letter.writer or ""
    for one in (*letter.to, *letter.cc, *(letter.bcc or ())):
        yield one["address"]


def _known(values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address we know with its person's name and first address."""
    first = Address.objects.filter(person=OuterRef("person"), kind=Address.Kind.EMAIL).order_by("pk")
    asked = sorted(filter(None, values))
    for begin in range(0, len(asked), _AT_ONCE):
        rows = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=asked[begin : begin + _AT_ONCE])
        for value, name, one in rows.values_list(
            "value", "person__name", Subquery(first.values("value")[:1])
        ):
            yield value, mailbox(name, one)
