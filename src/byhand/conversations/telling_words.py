"""The words in which a colleague is told: fixed sentences. Who wrote, and about what, only if they chose so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.still_so import Matter
from byhand.conversations.telling import Telling
from byhand.gate.notices import Digest
from byhand.pocket.waking import Words
from byhand.pocket.wishes import Wishes
from byhand.team.clock import language_of
from byhand.team.house import House

MOST_NAMED = 20


def push_about(wishes: Wishes, matters: Sequence[Matter]) -> Words:
    """A notification: about the one thing, or how many there are."""
    house = House.current()
    with translation.override(language_of(wishes.colleague)):
        title = house.name if house else "Byhand"
        if len(matters) > 1:
            return Words(title, _how_many(len(matters)), reverse("told"))
        matter = matters[0]
        body = sentence_of(matter.kind, 1)
        if wishes.names_people_since:
            body = f"{named(matter)}. {body}"
        return Words(title, body, _where(matter))


def mail_about(wishes: Wishes, matters: Sequence[Matter]) -> Digest:
    """What stands in the mail, a line a thing."""
    language = language_of(wishes.colleague)
    with translation.override(language):
        lines = [sentence_of(kind, n) for kind, n in Counter(one.kind for one in matters).items()]
        if wishes.names_people_since:
            lines += ["", *(f"– {named(one)}" for one in matters[:MOST_NAMED])]
    return Digest(
        "\n".join(lines), language=language, link=f"{settings.BASE_URL}{reverse('told')}",
        choices=f"{settings.BASE_URL}{reverse('settings.told')}",
    )  # fmt: skip


def sentence_of(kind: Telling.Kind, n: int) -> str:
    """What happened, so many times, without a word of anybody's."""
    if kind == Telling.Kind.WROTE:
        told = ngettext(
            "They wrote in a conversation of yours.", "They wrote in %(n)s conversations of yours.", n
        )
    elif kind == Telling.Kind.OFF:
        told = ngettext("Somebody tells us off.", "%(n)s people tell us off.", n)
    elif kind == Telling.Kind.CALLED:
        told = ngettext("A note calls you.", "Notes call you in %(n)s conversations.", n)
    elif kind == Telling.Kind.HANDED:
        told = ngettext("A conversation was given to you.", "%(n)s conversations were given to you.", n)
    elif kind == Telling.Kind.PROMISE:
        told = ngettext("A promise of yours is due.", "Promises of yours are due in %(n)s conversations.", n)
    elif kind == Telling.Kind.ASKED:
        told = ngettext(
            "A colleague asks you for an introduction.", "You are asked for %(n)s introductions.", n
        )
    else:
        told = ngettext("Somebody waits for us.", "Somebody waits for us in %(n)s conversations.", n)
    return told % {"n": n}


def named(matter: Matter) -> str:
    """Who, and about what."""
    who = matter.person.called() if matter.person else ""
    if matter.conversation is None:
        return who
    what = " ".join(matter.conversation.subject.split()) or _("without a subject")
    return f"{who}: {what}" if who else what


def _where(matter: Matter) -> str:
    if matter.conversation is None:
        return reverse("introductions")
    return reverse("conversation", args=[matter.conversation.public_id])


def _how_many(n: int) -> str:
    return ngettext("%(n)s thing waits for you.", "%(n)s things wait for you.", n) % {"n": n}
