"""Every address of the desk's own pages, with ids that exist in a busy week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import PNG

from byhand.channels.models import Arrival
from byhand.conversations.models import (
    Attachment,
    Conversation,
    Draft,
    Handful,
    Introduction,
    Message,
    Move,
    Promise,
    SavedView,
    Sign,
    Tag,
)
from byhand.files import store
from byhand.gate.models import Delivery
from byhand.insight.models import Aside
from byhand.kit.days import YearDay
from byhand.people.models import (
    Address,
    AddressBook,
    BookCard,
    CardImport,
    Link,
    Memory,
    Occasion,
    Person,
    Resemblance,
    Stay,
)
from byhand.people.tie import Tie
from byhand.team.models import User
from byhand.web import urls


def ids(ruth: Conversation) -> dict[str, tuple[Any, ...]]:
    """The arguments of each named address; the names come from urls.py, so a new one without ids fails."""
    person, rich = ruth.person_id, Message.objects.exclude(html="").first()
    sent = ruth.messages.get(origin="sent")
    came = ruth.messages.filter(origin="came").first()
    delivery = Delivery.objects.filter(dispatch=sent.dispatch).first()
    memory, promise = Memory.objects.first(), Promise.objects.filter(conversation=ruth).first()
    attachment, arrival = (
        Attachment.objects.get(filename="the-lid.png"),
        Arrival.objects.needing_a_look().get(),
    )
    draft = Draft.objects.create(author=sent.colleague, body="begun", to="someone@example.org")
    picture = draft.files.create(filename="a.png", type="image/png", size=len(PNG), sha256=store.keep(PNG))
    proposal = sent.proposals.first()
    assert rich and came and delivery and memory and promise and proposal
    occasion = Occasion.objects.mark(ruth.person, YearDay(5, 12), kind="birthday", by=sent.colleague)
    stay = Stay.objects.belong(ruth.person, "Harrow Road School", by=sent.colleague)
    tie = Tie.objects.tie(ruth.person, "Daniel", is_what="brother", by=sent.colleague)
    other = Conversation.objects.get(subject="Arrived")
    other.merge_into(ruth, by=sent.colleague)
    move = Move.objects.get(source=other)
    tag = Tag.objects.named("fair", by=sent.colleague)
    view = SavedView.objects.keep("Mine", "mine", order="", for_all=True, by=sent.colleague)
    friend = Person.objects.create(name="Rosa O")
    link = Link.objects.merge(Person.objects.create(name="R. Okafor"), into=ruth.person, by=sent.colleague)
    pair = Resemblance.objects.create(one_id=min(person, friend.pk), other_id=max(person, friend.pk))
    twin = Person.objects.create(name="R O")
    told_apart = Resemblance.objects.create(one_id=min(person, twin.pk), other_id=max(person, twin.pk))
    told_apart.are_different(by=sent.colleague)
    card_import = CardImport.objects.create(name="x.csv", file="none", kind="table", asked_by=sent.colleague)
    book = AddressBook.objects.keep(
        url="https://x.example/", label="x", name="x", password="x", sends_new=False, by=sent.colleague
    )
    book_card = BookCard.objects.create(
        book=book, person_id=person, href="https://x.example/1", conflict={"name": "R"}
    )
    handful = Handful.objects.create(kind="done", by=sent.colleague)
    aside = Aside.objects.not_today(friend, by=sent.colleague)
    sign = Sign.objects.filter(person=person).first()
    assert sign
    one: dict[str, tuple[Any, ...]] = {
        "today.not_today": (person,), "today.not_this_person": (person,), "today.bring_back": (aside.pk,),
        "sign.dismiss": (sign.pk,),
        "people.import": (card_import.pk,), "people.begin": (card_import.pk,),
        "people.left_out": (card_import.pk,), "people.erase": (person,), "people.lift": (person,),
        "people.books.look": (book.pk,), "people.books.end": (book.pk,), "people.books.settle": (book_card.pk,),
        "same.answer": (pair.pk,), "same.again": (told_apart.pk,), "person.apart": (person, link.pk),
        **dict.fromkeys(("person.own_address", "person.address_again"), (person, ruth.person.addresses.first().pk)),
        "person.call": (person, Address.objects.create(person_id=person, kind="phone", value="+447700900123").pk),
        "together.undo": (handful.pk,), "view": (view.pk,), "view.put_away": (view.pk,),
        "tag.put_away": (tag.pk,),
        "message.html": (rich.pk,), "message.text": (came.pk,), "message.original": (came.pk,),
        "message.undo": (ruth.public_id, sent.pk), "message.anyway": (ruth.public_id, sent.pk),
        "message.split": (ruth.public_id, sent.pk), "move.undo": (ruth.public_id, move.event_id),
        "message.again": (ruth.public_id, sent.pk, delivery.pk),
        "message.let-be": (ruth.public_id, sent.pk, delivery.pk), "promise.keep": (promise.pk,),
        "promise.move": (promise.pk,), "promise.break": (promise.pk,),
        "proposal.accept": (proposal.pk,), "proposal.dismiss": (proposal.pk,),
        "attachment": (attachment.pk,), "attachment.picture": (attachment.pk,),
        "write.files": (draft.pk,), "draft.picture": (picture.pk,),
        "write.begun": (draft.pk,), "write.discard": (draft.pk,), "person.forget": (person, memory.pk),
        "person.occasion": (person, occasion.pk), "person.occasion_away": (person, occasion.pk),
        "person.untie": (person, tie.pk),
        "person.left": (person, stay.pk), "person.stay_away": (person, stay.pk),
        "arrival.original": (arrival.pk,), "arrival.again": (arrival.pk,),
    }  # fmt: skip
    asked = Introduction.objects.ask_colleague(
        ruth.person, of=_another(sent.colleague), words="Please", by=sent.colleague
    )
    one |= dict.fromkeys(
        (f"introduction.{verb}" for verb in ("agree", "welcome", "decline", "withdraw")), (asked.pk,)
    )
    for name in names():
        if name.startswith("conversation.") or name == "conversation":
            one.setdefault(name, (ruth.public_id,))
        elif name.startswith("person.") or name == "person":
            one.setdefault(name, (person,))
        else:
            one.setdefault(name, ())
    return one


def _another(colleague: User) -> User:
    found = User.objects.exclude(pk=colleague.pk).exclude(role="guest").first()
    assert found
    return found


def names() -> list[str]:
    return [str(one.name) for one in urls.urlpatterns if getattr(one, "name", None)]


def nowhere(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same address with ids that do not exist."""
    return tuple(999_999_999 if isinstance(one, int) else "nothinghere" for one in arguments)


POST_ONLY: Callable[[str], bool] = lambda name: name not in PAGES  # noqa: E731
DOWNLOADS = {"network.picture", "people.left_out", "people.csv", "people.vcf", "people.json", "person.record"}
PAGES = {
    "start", "search", "conversations", "conversation", "message.html", "message.text", "message.original",
    "attachment", "attachment.picture", "write", "write.begun", "people", "person", "person.ties", "arrivals",
    "arrival.original", "palette", "in_hand", "draft.picture", "conversation.privacy",
    "conversation.merge", "person.merge", "same", "add_person", "people.files", "people.import", "people.erase",
    "people.books",
    *DOWNLOADS, "tags", "views", "view", "today", "person.before",
    "person.between", "person.introduction", "introductions", "network",
}  # fmt: skip
