"""What the page proposes for an address, before a colleague changes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from byhand.channels.connecting import Guess, guess


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What to put into the fields, and a sentence saying where it comes from."""

    fields: dict[str, object]
    sentence: str


def first_words(address: str) -> FirstWords:
    """The best guess, with a user named only where it is not the address itself."""
    guessed = guess(address)
    fields = {key: value for key, value in guessed.options().items() if value != address}
    return FirstWords({**fields, "address": address}, _whence(guessed, address.rpartition("@")[2]))


def _whence(guessed: Guess, domain: str) -> str:
    said = {"domain": domain, "name": guessed.name or domain}
    if guessed.provider:
        return _("This mailbox lies with %(name)s, which wants its own sign-in instead of a password.") % said
    if guessed.source in ("known provider", "mail exchanger"):
        return (
            _("This mailbox lies with %(name)s; its servers are known. Only the password is missing.") % said
        )
    if guessed.source == "usual names":
        return (
            _(
                "Nothing is known about %(domain)s, so this is a guess. Your provider's help names the servers."
            )
            % said
        )
    return _("%(domain)s names these servers itself. Only the password is missing.") % said
