"""What a "no" of the other side means, in words; and the mark on an address to which nobody can write any more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.kit.delivery_status import is_of_the_address, why
from byhand.people.address import Address


def note_no(recipient: str, status: str, said: str) -> None:
    """Marks the address if the other side says for good that nobody is there; a policy or a full mailbox does not."""
    if not is_of_the_address(status, said):
        return
    because = in_words(status, said)
    for address in Address.objects.email(recipient):
        address.note_failure(because)


def in_words(status: str, said: str) -> str:
    """Why it did not arrive, for a colleague."""
    told = _SENTENCES[why(status, said)]()
    own_words = said or status
    return f"{told} {_('Their server said: “%(words)s”') % {'words': own_words}}" if own_words else told


_SENTENCES = {
    "no such address": lambda: _("There is no such mailbox there."),
    "moved": lambda: _("The mailbox has moved, and they do not say where to."),
    "no such domain": lambda: _("There is no such domain, or it takes no mail."),
    "closed": lambda: _("The mailbox there was closed."),
    "full": lambda: _("Their mailbox is full. It may work again in some days."),
    "too large": lambda: _("The letter is too large for their mailbox. Leave out a file."),
    "policy": lambda: _(
        "Their server does not want our letters. “How our letters are believed” shows what is wrong."
    ),
    "sender": lambda: _(
        "Their server does not accept our own address as a sender. An owner looks at our domain."
    ),
    "content": lambda: _("Their server cannot take a letter of this kind."),
    "trouble": lambda: _("Their mail server has a trouble of its own."),
    "unknown": lambda: _("Their server did not say why in a way we know."),
}
