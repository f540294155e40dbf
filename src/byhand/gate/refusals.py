"""Every reason for which the gate says no. A rule is a function; adding one is a line in RULES."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from byhand.channels.envelope import Envelope
from byhand.channels.phone.sending import why_no_text
from byhand.channels.registry import adapter_of
from byhand.files.checking import why_not_sent
from byhand.gate.context import Context
from byhand.gate.refusals_for_people import (
    addresses_work,
    not_to_the_blocked,
    not_to_the_erased,
    there_is_room,
)
from byhand.kit.reach import kind_of
from byhand.people.address import normal_email
from byhand.team.user import User

MOST_RECIPIENTS = 50
MOST_BYTES = 20 * 1024 * 1024
LONGEST_SUBJECT = 900


class Refusal(Exception):
    """The gate's no: a sentence that says why and what to do. `rule` names the rule for tests and the journal."""

    def __init__(self, sentence: str, *, rule: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.rule = rule


Rule = Callable[[Envelope, Context, User], str]


def ask_all(envelope: Envelope, *, kind: str, context: Context, author: User) -> None:
    """Asks every rule of that kind. Raises Refusal with the first no; ValueError for an unknown kind."""
    if kind not in RULES:
        raise ValueError(f"There are no words of the kind {kind!r}.")
    for rule in RULES[kind]:
        sentence = rule(envelope, context, author)
        if sentence:
            raise Refusal(sentence, rule=rule.__name__)


def author_is_no_guest(envelope: Envelope, context: Context, author: User) -> str:
    """Guests read and note; asked here, where everything leaves, beside the door of every page."""
    if not author.is_guest:
        return ""
    return _("Guests read and write notes. Ask a colleague to send this; your words are kept.")


def author_may_use_the_inbox(envelope: Envelope, context: Context, author: User) -> str:
    visible = type(envelope.inbox).objects.visible_to(author).filter(pk=envelope.inbox.pk).exists()
    return "" if visible else _("You do not belong to this inbox. Ask a colleague who does to answer.")


def inbox_can_send(envelope: Envelope, context: Context, author: User) -> str:
    if envelope.inbox.paused_at:
        return _("This inbox is paused. Wake it up under Inboxes, then send again; your words are kept.")
    if not adapter_of(envelope.inbox.kind).can_send:
        return _("This inbox holds an archive and cannot send. Choose another inbox to write from.")
    return ""


def a_forward_has_own_words(envelope: Envelope, context: Context, author: User) -> str:
    """A person passes it on to a person (law 1): a quotation, a fact or a file alone says nothing."""
    if not envelope.forwarded or any(map(_is_own, envelope.body.split("\n"))):
        return ""
    return _("Say in your own words why you forward this; then it goes.")


def _is_own(line: str) -> bool:
    return not line.lstrip().startswith((">", "|")) and any(one.isalnum() for one in line)


def there_are_words(envelope: Envelope, context: Context, author: User) -> str:
    if envelope.body.strip() or envelope.files:
        return ""
    return _("There is nothing written yet.")


def there_is_someone_to_read_them(envelope: Envelope, context: Context, author: User) -> str:
    return "" if envelope.recipients() else _("Say to whom it goes.")


def addresses_are_addresses(envelope: Envelope, context: Context, author: User) -> str:
    reaches = adapter_of(envelope.inbox.kind).reaches
    wrong = next((one.address for one in envelope.recipients() if not reaches(one.address)), None)
    if wrong is None:
        return ""
    if kind_of(wrong):
        return _(
            "%(address)s is not reached through %(inbox)s. Choose another inbox, or another address."
        ) % {
            "address": wrong,
            "inbox": envelope.inbox.name,
        }
    return _("“%(address)s” is no e-mail address. Correct it, then send.") % {"address": wrong}


def addresses_lead_somewhere(envelope: Envelope, context: Context, author: User) -> str:
    """A name under .invalid (RFC 2606) stands for somebody another desk knew without an address."""
    wrong = next((one.address for one in envelope.recipients() if _is_stand_in(one.address)), None)
    if wrong is None:
        return ""
    return _(
        "%(address)s only stands for somebody who had no address at another desk. Give theirs, then send."
    ) % {"address": wrong}


def _is_stand_in(address: str) -> bool:
    return normal_email(address).endswith(".invalid")


def not_to_the_inbox_itself(envelope: Envelope, context: Context, author: User) -> str:
    """It would come straight back as a letter to ourselves."""
    own = normal_email(envelope.inbox.address)
    if not own or all(normal_email(one.address) != own for one in envelope.recipients()):
        return ""
    return _("%(address)s is the inbox this leaves from. Leave it out; a note tells the team.") % {
        "address": own
    }


def nothing_breaks_the_headers(envelope: Envelope, context: Context, author: User) -> str:
    lines = [envelope.subject, *(f"{one.address}{one.name}" for one in envelope.recipients())]
    if any("\n" in line or "\r" in line or "\x00" in line for line in lines):
        return _("The subject and the addresses must each be one line.")
    return _("The subject is too long; shorten it.") if len(envelope.subject) > LONGEST_SUBJECT else ""


def not_a_mass_mail(envelope: Envelope, context: Context, author: User) -> str:
    if len(envelope.recipients()) <= MOST_RECIPIENTS:
        return ""
    return _("A letter goes to at most %(most)s people; this one names %(count)s.") % {
        "most": MOST_RECIPIENTS,
        "count": len(envelope.recipients()),
    }


def not_too_large(envelope: Envelope, context: Context, author: User) -> str:
    if sum(file.size for file in envelope.files) <= MOST_BYTES:
        return ""
    return _("The files are over 20 MB together; most mailboxes would refuse them. Leave one out.")


def a_text_is_short(envelope: Envelope, context: Context, author: User) -> str:
    """What a telephone line cannot carry is said before it is released, not after."""
    inbox = envelope.inbox
    return (
        why_no_text(envelope, author=author.name, signature=inbox.signature) if inbox.kind == "phone" else ""
    )


def files_hold_no_virus(envelope: Envelope, context: Context, author: User) -> str:
    return why_not_sent(file.sha256 for file in envelope.files)


def writer_saw_the_newest(envelope: Envelope, context: Context, author: User) -> str:
    """Two cannot both send, and nobody answers past a message they have not seen (mail-rules: Stale)."""
    if context.seen >= context.newest:
        return ""
    return _("Something new was said since you opened this. Read it, then send again; your words are kept.")


NO_ROOM = there_is_room.__name__  # the one no that its author's own reason turns into a yes

RULES: dict[str, tuple[Rule, ...]] = {
    "personal": (
        author_is_no_guest,
        author_may_use_the_inbox,
        inbox_can_send,
        a_forward_has_own_words,
        there_are_words,
        there_is_someone_to_read_them,
        addresses_are_addresses,
        addresses_lead_somewhere,
        not_to_the_inbox_itself,
        nothing_breaks_the_headers,
        not_a_mass_mail,
        not_too_large,
        a_text_is_short,
        files_hold_no_virus,
        not_to_the_blocked,
        not_to_the_erased,
        addresses_work,
        writer_saw_the_newest,
        there_is_room,
    ),
    "call": (
        author_is_no_guest,
        author_may_use_the_inbox,
        inbox_can_send,
        there_is_someone_to_read_them,
        addresses_are_addresses,
        not_to_the_inbox_itself,
        not_to_the_blocked,
        not_to_the_erased,
    ),
}
