"""A form: what it asks, who may embed it, and through which mailbox its answers go. Kept in its inbox's options."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.team.house import House

KIND = "form"
MAILBOXES = ("email", "practice")
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """What a team decided. `origins`: sites that may frame it (`https://shop.example`); `questions` are optional."""

    name: str
    words: str = ""
    questions: tuple[str, ...] = ()
    takes_files: bool = True
    origins: tuple[str, ...] = ()
    answers_through: int | None = None

    def options(self, slug: str) -> dict[str, Any]:
        return {
            "slug": slug, "words": self.words, "questions": list(self.questions[:MOST_QUESTIONS]),
            "takes_files": self.takes_files, "origins": list(self.origins),
            "answers_through": self.answers_through,
        }  # fmt: skip


def form_of(inbox: Inbox) -> Form:
    """The form of such an inbox."""
    kept = inbox.options
    return Form(
        name=inbox.name, words=kept.get("words", ""), questions=tuple(kept.get("questions", ())),
        takes_files=bool(kept.get("takes_files", True)), origins=tuple(kept.get("origins", ())),
        answers_through=kept.get("answers_through"),
    )  # fmt: skip


def open_form(form: Form) -> Inbox:
    """A new form, under an address nobody guesses."""
    return Inbox.objects.create(
        kind=KIND, name=form.name, options=form.options(secrets.token_urlsafe(6)), **_from(form)
    )


def change_form(inbox: Inbox, form: Form) -> None:
    """It asks something else from now on; its address stays."""
    inbox.name, inbox.options = form.name, {**inbox.options, **form.options(inbox.options["slug"])}
    inbox.address = _from(form)["address"]
    inbox.save(update_fields=["name", "options", "address"])


def form_at(slug: str) -> Inbox | None:
    """The form at that address; None while it is paused, or where there is none."""
    return Inbox.objects.at_work().filter(kind=KIND, options__slug=slug).first()


def mailbox_of(inbox: Inbox) -> Inbox | None:
    """Through which mailbox its answers go."""
    chosen = inbox.options.get("answers_through")
    return mailboxes().filter(pk=chosen).first() if chosen else None


def mailboxes() -> Any:
    """Those that can carry answers."""
    return Inbox.objects.filter(kind__in=MAILBOXES)


def telling_off() -> Inbox:
    """Where words come in that tell us off: one inbox, seen by the whole team, made when it is first needed."""
    with transaction.atomic():
        House.objects.select_for_update().filter(pk=1).first()  # of two who are first, one waits here
        here = Inbox.objects.filter(kind=KIND, options__tells_off=True).first()
        return here or _begin_telling_off()


def _begin_telling_off() -> Inbox:
    mailbox = mailboxes().order_by("made_at", "pk").first()
    form = Form(name=_("Tell us off"), answers_through=mailbox.pk if mailbox else None)
    options = {**form.options("tell-us-off"), "tells_off": True}
    return Inbox.objects.create(kind=KIND, name=form.name, options=options, **_from(form))


def is_for_telling_off(inbox: Inbox) -> bool:
    return bool(inbox.options.get("tells_off"))


def _from(form: Form) -> dict[str, str]:
    """Its words come from the address of its mailbox; letters get their Message-ID and their From by it."""
    mailbox = mailboxes().filter(pk=form.answers_through).first() if form.answers_through else None
    return {"address": mailbox.address if mailbox else ""}


def origin_of(written: str) -> str:
    """An origin as browsers name it; empty for what is none. Only sites with TLS, and a machine's own for trying it."""
    from_site = written.strip().rstrip("/").lower()
    scheme, _colon, host = from_site.partition("://")
    plain = host.replace(".", "").replace("-", "").replace(":", "")
    is_local = host.partition(":")[0] in ("localhost", "127.0.0.1")
    if scheme not in ("https", "http") or not host or not plain.isascii() or not plain.isalnum():
        return ""
    return from_site if scheme == "https" or is_local else ""


def origins_in(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """Origins, one a line: those that are, and what is none."""
    lines = [line for line in text.split() if line]
    return [found for line in lines if (found := origin_of(line))], [
        one for one in lines if not origin_of(one)
    ]
