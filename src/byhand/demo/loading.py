"""Loading the demo studio: two years of letters through the same intake as living mail, then what colleagues did.

Asked for by a row (`House.demo_asked_at`), done by a chore. Each step is safe to repeat: killed anywhere, the
next run goes on where this one stopped.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.arrival import Incoming
from byhand.channels.chat.settings import open_chat
from byhand.channels.folder import Folder
from byhand.channels.models import Arrival, Inbox
from byhand.channels.voice.line import Line, open_line
from byhand.conversations.intake import read_arrivals_due
from byhand.demo.agreeing import put_consents
from byhand.demo.knowing import put_ties_and_days
from byhand.demo.marks import put_marks
from byhand.demo.outreach import put_outreach
from byhand.demo.pages import put_pages
from byhand.demo.rules import put_rules
from byhand.demo.story import Colleague, Letter, Person, Story, story
from byhand.people.models import Address, Memory, Organisation, Stay
from byhand.people.models import Person as KnownPerson
from byhand.team.models import House, User

ROLES = {"INBOX": Folder.Role.INCOMING, "Sent": Folder.Role.SENT, "Junk": Folder.Role.JUNK}
BEFORE_THE_STORY = timedelta(days=1000)


def load_demo_due() -> str:
    """The chore: sets the studio up when it was asked for. Says when it is done."""
    house = House.current()
    if house is None or house.demo_asked_at is None or _is_told():
        return ""
    load(house.demo_asked_at)
    return _("The demo studio is set up.")


def load(now: datetime) -> None:
    """The whole story up to `now`, into this house."""
    told = story(now)
    inbox = _open(told, now)
    missing = [letter for letter in told.letters if letter.at <= now]
    for first in range(0, len(missing), 100):
        Arrival.objects.store_many([_incoming(one) for one in missing[first : first + 100]], inbox=inbox)
    while Arrival.objects.unread().filter(inbox=inbox).exists():
        read_arrivals_due()
    with transaction.atomic():
        put_marks(told, now)
        owner = User.objects.at_work().order_by("pk")[0]
        put_consents(owner)
        put_ties_and_days(told, now, owner)
        put_outreach(inbox, now)
        put_rules(inbox)  # after the story: its letters were sorted by hand
        put_pages(now)
        open_line(
            _("Voice"), Line(write_to=inbox.address)
        )  # two browsers on one machine can talk by it at once
        inbox.options["told"] = True
        inbox.save(update_fields=["options"])


def studio() -> Inbox | None:
    """The practice mailbox of the demo, if there is one."""
    return Inbox.objects.filter(kind="practice", options__has_key="story").first()


def _is_told() -> bool:
    inbox = studio()
    return inbox is not None and bool(inbox.options.get("told"))


@transaction.atomic
def _open(told: Story, now: datetime) -> Inbox:
    """The mailbox, the colleagues and the people; found again when the first try was cut off."""
    here = studio()
    if here is not None:
        return here
    colleagues = {one.email: _colleague(one) for one in told.colleagues}
    for person in told.people:
        _person(person, colleagues)
    inbox = Inbox.objects.create(
        kind="practice", name=told.team.name, address=told.team.address, options={"story": now.isoformat()},
        signature=f"{told.team.name}\n{told.team.phone}",
    )  # fmt: skip
    # Nothing of the story is history: what waits in it is meant to wait.
    Inbox.objects.filter(pk=inbox.pk).update(made_at=now - BEFORE_THE_STORY)
    inbox.refresh_from_db()
    # It is tried on a page of ours, under Settings › Inboxes.
    open_chat(name=_("Website"), origins=[settings.BASE_URL], goes_on_by=inbox.pk)
    return inbox


def _colleague(one: Colleague) -> User:
    here = User.objects.filter(email=one.email).first()
    return here or User.objects.create_user(one.email, one.name)


def _person(one: Person, colleagues: dict[str, User]) -> None:
    known = KnownPerson.objects.create(name=one.name, line=one.line, known_since=timezone.now())
    if one.organisation:
        domain = one.addresses[0].rpartition("@")[2]
        firm, _made = Organisation.objects.get_or_create(name=one.organisation, defaults={"domain": domain})
        Stay.objects.belong(known, firm, by=next(iter(colleagues.values())))
    Address.objects.bulk_create(Address(person=known, value=value.lower()) for value in one.addresses)
    Memory.objects.bulk_create(
        Memory(person=known, text=memory.text, by=colleagues[memory.by], noted_at=memory.at)
        for memory in one.memories
    )


def _incoming(letter: Letter) -> Incoming:
    return Incoming(letter.raw, role=ROLES[letter.folder], received_at=letter.at)
