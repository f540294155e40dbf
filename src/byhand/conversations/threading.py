"""Threading: to which conversation a message belongs. The rules are the table “In”, row “Threading”.

1 our signed id, 2 In-Reply-To, 3 References newest first, 4 the signed marker in the quoted text, 5 none.
A foreign id counts only if its sender already takes part: anyone can write an id they have seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from byhand.channels.inbox import Inbox
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.message import Message
from byhand.conversations.phone.by_phone import ByPhone
from byhand.conversations.subjects import is_forward, quite_another, subject_key
from byhand.gate import message_ids
from byhand.gate.many.copy import Copy
from byhand.gate.many.ids import copy_behind
from byhand.kit.mime import ParsedMail
from byhand.people.address import normal_email

# A btree entry of PostgreSQL holds 2,700 bytes; no honest id is nearly as long.
LONGEST_ID = 250


def id_key(message_id: str) -> str:
    """A Message-ID as it is stored and compared: itself, or its digest when it is absurdly long."""
    if len(message_id) <= LONGEST_ID:
        return message_id
    return f"{sha256(message_id.encode(errors='replace')).hexdigest()}@long-id.invalid"


@dataclass(slots=True)
class Known:
    """What is here already, for one batch of mail: read in five queries, then kept up in memory."""

    messages: dict[str, Message] = field(default_factory=dict[str, Message])
    conversations: dict[int, Conversation] = field(default_factory=dict[int, Conversation])
    inboxes: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    participants: dict[int, set[str]] = field(default_factory=dict[int, set[str]])
    threads: dict[str, Conversation] = field(default_factory=dict[str, Conversation])
    copies: dict[int, Copy] = field(default_factory=dict[int, Copy])
    answers: dict[int, list[Conversation]] = field(default_factory=dict[int, list[Conversation]])

    @classmethod
    def about(cls, mails: Iterable[ParsedMail], threads: Iterable[str | None] = ()) -> Known:
        """Everything these mails may refer to, locked until the transaction ends; conversations of other desks, too."""
        known, mails = cls(), list(mails)
        known.read_messages({key for mail in mails for key in ids_in(mail)})
        begun = known.read_copies({copy for mail in mails for copy in copies_in(mail)})
        carried = of_matters({one for one in threads if one})
        known.read_conversations(
            {
                *(message.conversation_id for message in known.messages.values()),
                *carried.values(),
                *(conversation for _copy, conversation in begun),
            }
        )
        for copy, conversation in begun:
            known.answers.setdefault(copy, []).append(known.conversations[conversation])
        known.threads = {thread: known.conversations[pk] for thread, pk in carried.items()}
        return known

    def is_new_in(self, conversation: Conversation, inbox: int) -> bool:
        """Whether the conversation was not seen in that inbox; from now on it is."""
        inboxes = self.inboxes.setdefault(id(conversation), set())
        is_new = inbox not in inboxes
        inboxes.add(inbox)
        return is_new

    def newly_taking_part(self, conversation: Conversation, addresses: Iterable[str]) -> list[str]:
        """Those of the addresses that did not take part; from now on they do."""
        there = self.participants.setdefault(id(conversation), set())
        new = [address for address in dict.fromkeys(addresses) if address not in there]
        there.update(new)
        return new

    def is_seen_in(self, conversation: Conversation, inbox: int) -> bool:
        return inbox in self.inboxes.get(id(conversation), ())

    def takes_part(self, conversation: Conversation, addresses: Collection[str]) -> bool:
        return not self.participants.get(id(conversation), set()).isdisjoint(addresses)

    def read_messages(self, ids: set[str]) -> None:
        rows = Message.objects.filter(message_id__in=ids).defer("text", "new_text", "html", "problems")
        self.messages = {row.message_id: row for row in rows}

    def read_copies(self, ids: set[int]) -> list[tuple[int, int]]:
        """Texts to many that these mails answer; gives the conversations that answers to them began, by copy. No query
        where there is none."""
        if not ids:
            return []
        rows = Copy.objects.filter(pk__in=ids).select_related("dispatch__author", "address")
        self.copies = {one.pk: one for one in rows}
        return list(AnswerToMany.objects.filter(copy__in=ids).values_list("copy", "conversation"))

    def read_conversations(self, ids: set[int]) -> None:
        for conversation in Conversation.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
            self.conversations[conversation.pk] = conversation
            self.inboxes[id(conversation)], self.participants[id(conversation)] = set(), set()
        for row in ConversationInbox.objects.filter(conversation__in=ids):
            self.inboxes[id(self.conversations[row.conversation_id])].add(row.inbox_id)
        taking_part = Participant.objects.filter(conversation__in=ids).values_list(
            "conversation", "address__value"
        )
        for conversation, address in taking_part:
            self.participants[id(self.conversations[conversation])].add(address)
        self._follow_merged()
        for message in self.messages.values():
            message.conversation = self.conversations[message.conversation_id]

    def _follow_merged(self) -> None:
        """Mail to one that was merged, even while this was being read, goes where its words went."""
        merged = {pk: one.merged_into_id for pk, one in self.conversations.items() if one.merged_into_id}
        missing = {pk for pk in merged.values() if pk} - self.conversations.keys()
        if missing:
            self.read_conversations(missing)
        for pk, target in merged.items():
            self.conversations[pk] = self.conversations[target or pk]


def ids_in(mail: ParsedMail) -> list[str]:
    """Every id a mail names: its own, those it answers, those our markers in it stand for."""
    return [id_key(one) for one in (mail.message_id, *mail.in_reply_to, *mail.references[-20:])]


def copies_in(mail: ParsedMail) -> list[int]:
    """The copies of texts to many whose ids a mail answers, the one it names first before the rest."""
    named = (*mail.in_reply_to, *reversed(mail.references[-20:]))
    return list(dict.fromkeys(copy for one in named if (copy := copy_behind(one))))


def copy_answered(mail: ParsedMail, known: Known) -> Copy | None:
    """The one it answers; passing it on is no answer."""
    if is_forward(mail.subject):
        return None
    return next((known.copies[one] for one in copies_in(mail) if one in known.copies), None)


def begun_by_an_answer(copy: Copy, known: Known, speakers: Collection[str]) -> Conversation | None:
    """Where one of them answered that copy before; whoever was sent it on by a reader begins anew."""
    return next((one for one in known.answers.get(copy.pk, ()) if known.takes_part(one, speakers)), None)


def of_its_thread(mail: ParsedMail, thread: str | None, known: Known) -> Conversation | None:
    """What another desk kept as one conversation is one. Two houses there may have given one name to two of them."""
    conversation = known.threads.get(thread or "")
    if conversation is None:
        return None
    people = [normal_email(one.address) for one in (mail.sender, *mail.to, *mail.cc)]
    is_another = quite_another(subject_key(mail.subject), conversation.subject_key)
    return None if is_another and not known.takes_part(conversation, people) else conversation


def find_conversation(
    mail: ParsedMail, known: Known, *, inbox: int, speakers: Collection[str]
) -> Conversation | None:
    """The conversation this mail continues; None for a new one.

    `speakers`: normal addresses on whose behalf a foreign id is believed (the sender; for what we sent
    ourselves, those it went to).
    """
    if is_forward(mail.subject):
        return None
    for message, is_signed in _candidates(mail, known):
        conversation = message.conversation
        if not known.is_seen_in(conversation, inbox) or _is_about_something_else(mail, message):
            continue
        if is_signed or known.takes_part(conversation, speakers):
            return conversation
    return None


def of_matters(threads: set[str]) -> dict[str, int]:
    """Where matters are here that have a name: by what was said of them, else by calls. No query for mail."""
    if not threads:
        return {}
    rows = Message.objects.order_by("pk").filter(arrival__thread__in=threads)
    said = dict(rows.values_list("arrival__thread", "conversation"))
    if threads <= said.keys():
        return said
    calls = ByPhone.objects.order_by("pk").filter(matter__in=threads - said.keys())
    return dict(calls.values_list("matter", "call__conversation")) | said


def _candidates(mail: ParsedMail, known: Known) -> Iterable[tuple[Message, bool]]:
    named = [id_key(one) for one in (*mail.in_reply_to, *reversed(mail.references[-20:]))]
    signed = [one for one in named if message_ids.is_ours(one)]
    for one in signed:
        if one in known.messages:
            yield known.messages[one], True
    for one in named:
        if one in known.messages:
            yield known.messages[one], False
    yield from ((message, True) for message in _marked(mail, known))


def _marked(mail: ParsedMail, known: Known) -> Iterable[Message]:
    for start in filter(None, map(message_ids.id_start_of, mail.markers[:3])):
        ids = [start + domain for domain in _our_domains()]
        message = Message.objects.filter(message_id__in=ids).defer("text", "new_text", "html").first()
        if message is not None:
            known.read_conversations({message.conversation_id} - known.conversations.keys())
            message.conversation = known.conversations[message.conversation_id]
            yield message


def _our_domains() -> set[str]:
    addresses = Inbox.objects.exclude(address="").values_list("address", flat=True)
    return {address.rpartition("@")[2] for address in addresses} | {"localhost"}


def _is_about_something_else(mail: ParsedMail, answered: Message) -> bool:
    key = subject_key(mail.subject)
    return quite_another(key, subject_key(answered.subject)) and quite_another(
        key, answered.conversation.subject_key
    )
