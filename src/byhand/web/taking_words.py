"""Taking a stranger's words from a page: counted, read, and handed in raw before anybody looks at them."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.channels.said import Said, SaidFile
from byhand.channels.taking_words import take_words
from byhand.kit import phone
from byhand.kit.mime import Mailbox
from byhand.kit.reach import VISITOR, kind_of
from byhand.live.often import too_often
from byhand.team.house import House
from byhand.web.forms.words import WordsForm, token_of

WINDOW = 600
# A family, a school class and an office share one address; a machine sends hundreds.
MOST_IN_A_WINDOW = 12
LARGEST_REQUEST = 25_000_000


def is_too_large(request: HttpRequest) -> bool:
    """Before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > LARGEST_REQUEST


def comes_too_often(request: HttpRequest) -> bool:
    """Counts this sending by where it comes from."""
    return too_often(request, "words", most=MOST_IN_A_WINDOW, seconds=WINDOW)


def take(
    form: WordsForm, *, inbox: Inbox, house: House, matter: str, subject: str, came_from: str = ""
) -> None:
    """The words of a valid form, once for each of its tokens. What it raises, `take_words` raises."""
    token = token_of(form.cleaned_data["token"]) or ""
    given = form.cleaned_data
    address, left = _address(given["reach"], house.country, token)
    lines = [given["words"], *(f"{question}\n{answer}" for question, answer in form.answers())]
    # What the page adds stands in brackets: these are not their words.
    lines += [f"[{one}]" for one in (_how_to_reach(given["reach"], left), came_from) if one]
    said = Said(
        id=f"form:{inbox.pk}:{token}", by=Mailbox(given["name"] or _nameless(address), address),
        text="\n\n".join(lines), at=timezone.now(), matter=matter, subject=subject, files=_files(form), verified=False,
    )  # fmt: skip
    take_words([said], inbox=inbox)


def _address(reach: str, country: str, token: str) -> tuple[str, str]:
    """How they are reached, in a form we know; and what they wrote where we know none."""
    number = phone.e164(reach, country)
    if number and "@" not in reach:
        return number, ""
    if kind_of(reach) == "email" and not set(reach) & set('<>"(),;:\\'):
        return reach, ""
    return f"{VISITOR}{sha256(token.encode()).hexdigest()[:24]}", reach


def _how_to_reach(reach: str, left: str) -> str:
    if left:
        return _("To be reached: %(how)s") % {"how": left}
    return "" if reach else _("They left no way to reach them.")


def _nameless(address: str) -> str:
    return _("Somebody") if address.startswith(VISITOR) else ""


def _files(form: WordsForm) -> tuple[SaidFile, ...]:
    return tuple(
        SaidFile(one.name or "", one.content_type or "application/octet-stream", one.read())
        for one in form.given_files()
    )
