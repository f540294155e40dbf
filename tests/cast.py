"""The people in the tests: a small pottery, its colleagues, and those who write to it.

Everything here comes about as it does in life: mail arrives and is read, colleagues act at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from itertools import count

from django.utils import timezone
from tests.signing_in import sign_in

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.drafting import Words
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Draft, Message, Note, Promise
from byhand.people.models import Memory
from byhand.team.models import House, User

RUTH = "Ruth Okafor <ruth@harrow.example>"
JONAS = "Jonas Lind <jonas@lind.example>"
KATHARINA = "Katharina Vogel <katharina@vogel.example>"
MEI = "Mei Tanaka <mei@harrow.example>"
NEWS = "Northbank Clays <news@northbank.example>"
STUDIO = "studio@kilnlane.example"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763b8f8ed1f00054f02"
    "a7b2a1b0860000000049454e44ae426082"
)
_numbers = count(1)


@dataclass(frozen=True)
class Studio:
    """The pottery with its mailbox and its colleagues."""

    inbox: Inbox
    ana: User
    tomas: User


def studio() -> Studio:
    """Kiln Lane Pottery, founded, with one mailbox that can send."""
    ana = User.objects.create_user("ana@kilnlane.example", "Ana Moreau", "a long enough phrase", role="owner")
    tomas = User.objects.create_user("tomas@kilnlane.example", "Tomas Brandt", "another long phrase")
    House.objects.create(name="Kiln Lane Pottery", phone="+44 20 7946 0101", contact=ana)
    inbox = Inbox.objects.create(kind="practice", name="Studio", address=STUDIO)
    return Studio(inbox, ana, tomas)


def letter(
    words: str,
    *,
    sender: str = RUTH,
    subject: str = "The lid",
    ago: timedelta = timedelta(hours=2),
    html: str = "",
    files: tuple[tuple[str, str, bytes], ...] = (),
    answers: str = "",
    **headers: str,
) -> EmailMessage:
    """A letter as a mail program writes it; `files` are name, type and bytes."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, headers.pop("to", STUDIO), subject
    mail["Message-ID"] = f"<{next(_numbers)}.{id(mail)}@harrow.example>"
    mail["Date"] = format_datetime(timezone.now() - ago)
    if answers:
        mail["In-Reply-To"] = mail["References"] = f"<{answers}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    if html:
        mail.add_alternative(html, subtype="html")
    for filename, kind, content in files:
        mail.add_attachment(content, *kind.split("/"), filename=filename)
    return mail


def comes_in(inbox: Inbox, *mails: EmailMessage | bytes, role: str = "incoming") -> Message:
    """The mails arrive and are read; gives the newest message."""
    for mail in mails:
        Arrival.objects.store(mail if isinstance(mail, bytes) else mail.as_bytes(), inbox=inbox, role=role)
    read_arrivals_due()
    newest = Message.objects.order_by("pk").last()
    assert newest is not None
    return newest


def conversation_with(inbox: Inbox, words: str = "Could we bring twelve?", **more: object) -> Conversation:
    """Someone writes, and a conversation opens."""
    return comes_in(inbox, letter(words, **more)).conversation  # type: ignore[arg-type]


def answer(conversation: Conversation, words: str, *, by: User, to: str = RUTH) -> Message:
    """A colleague answers at the desk."""
    newest = conversation.messages.order_by("pk").last()
    kept = Words(
        to=to, subject=f"Re: {conversation.subject}", body=words, seen_message=newest.pk if newest else 0
    )
    draft = Draft.objects.keep(kept, conversation=conversation, by=by)
    return conversation.reply(draft, by=sign_in(by))


def delivered(message: Message, stage: str = "accepted", answer: str = "250 taken") -> None:
    """What the other side said to a letter of ours."""
    assert message.dispatch
    message.dispatch.deliveries.update(stage=stage, answer=answer, settled_at=timezone.now(), attempts=1)


def a_busy_week(here: Studio) -> Conversation:
    """A desk worth looking at; gives Ruth's conversation, in which everything has happened."""
    ruth = _ruth(here)
    _others(here)
    _what_needs_a_look(here)
    return ruth


def _ruth(here: Studio) -> Conversation:
    hours = timedelta(hours=1)
    first = comes_in(here.inbox, letter(
        "Dear Ana,\n\nthe lid of the jar broke on the way. It was for my mother.\n\nWarmly, Ruth",
        subject="Workshop in March, and the lid", ago=70 * hours, files=(("the-lid.png", "image/png", PNG),),
    ))  # fmt: skip
    ruth = first.conversation
    person = ruth.person
    assert person is not None
    person.describe(name="Ruth Okafor", line="Teaches ceramics, Harrow Road School")
    for text in ("Prefers a call, mornings before ten", "Wants a kiln of their own at the school by 2027"):
        Memory.objects.remember(person, text, by=here.ana)
    delivered(answer(ruth, (
        "Ruth, I am sorry; of all jars it had to be that one. There is one more lid from the same firing on my "
        "shelf; it goes out on Thursday.\n\nI will look into the March workshop and tell you by Sunday."
    ), by=here.ana))  # fmt: skip
    Note.objects.write(
        ruth, "Ana: the March room holds fourteen. Twelve and two helpers is fine by me.", by=here.tomas
    )
    comes_in(here.inbox, letter(
        "The replacement lid fits, thank you. She cried when she saw the date.\n\nOne more thing about the workshop in "
        "March: could we still bring twelve?\n\nOn Tuesday, Ana Moreau wrote:\n> There is one more lid\n> on my shelf",
        subject="Re: Workshop in March, and the lid", ago=timedelta(seconds=-5), answers=first.message_id,
    ))  # fmt: skip
    Promise.objects.make(ruth, "Tell her about March", due_on=timezone.localdate(), by=here.ana)
    kept = Promise.objects.make(ruth, "New lid out by Thursday", due_on=timezone.localdate(), by=here.ana)
    kept.keep(by=here.tomas)
    ruth.assign(to=here.ana, by=here.ana)
    return ruth


def _others(here: Studio) -> None:
    day = timedelta(days=1)
    comes_in(
        here.inbox,
        letter("I have asked this twice now and got the same answer.", sender=JONAS, subject="Refund", ago=2 * day),
        letter(
            "Guten Tag, wegen der Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde: die "
            "Scherben liegen bei.", sender=KATHARINA, ago=day,
            subject="Rindfleischetikettierungsüberwachungsaufgaben und Scherben",
             files=(("Transportversicherungsbescheinigung.pdf", "application/pdf", b"%PDF-1.4"),),
        ),
        letter("No rush at all, but I would love to hear how the glaze trial went.", sender=MEI, subject="Glaze trial"),
        letter(
            "Ball clay is up.", sender=NEWS, subject="Ball clay is up, and why", List_Id="<news.northbank.example>",
            List_Unsubscribe="<https://northbank.example/off>", Precedence="bulk",
            html="<table bgcolor='#f3eee6'><tr><td><h1>Ball clay is up</h1><img src='https://northbank.example/x.png' "
            "alt='A quarry'><p>The quarry has changed hands.</p></td></tr></table>",
        ),
    )  # fmt: skip
    mei = Conversation.objects.get(subject="Glaze trial")
    mei.assign(to=here.tomas, by=here.ana)
    waiting = conversation_with(
        here.inbox, "The invoice has the old address.", sender=MEI, subject="Invoice 2231"
    )
    waiting.snooze(until=timezone.now() + day, by=here.ana)
    done = conversation_with(here.inbox, "Thank you both!", sender=JONAS, subject="Arrived")
    done.close(by=here.tomas)
    theirs = conversation_with(
        here.inbox, "Which glaze is on the blue bowl?", sender=KATHARINA, subject="Blue"
    )
    answer(theirs, "It is our cobalt wash.", by=here.ana, to=KATHARINA)


def _what_needs_a_look(here: Studio) -> None:
    Arrival.objects.filter(pk=Arrival.objects.store(b"\x00\x01 unreadable", inbox=here.inbox).pk).update(
        state=Arrival.State.NEEDS_A_LOOK, reason="It has no sender, no date and no text that could be read."
    )


def ago(**parts: float) -> datetime:
    """A moment in the past."""
    return timezone.now() - timedelta(**parts)


def parts_of(raw: bytes) -> list[str]:
    """The texts of a mail, as its reader would see them."""
    whole = message_from_bytes(raw, policy=default)
    texts = [part for part in whole.walk() if part.get_content_maintype() == "text"]
    return [part.get_content().replace("\r\n", "\n") for part in texts]
