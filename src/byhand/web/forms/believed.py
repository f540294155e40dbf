"""How our letters are believed: who signs them, and where they come back to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.channels.believing import show_our_keys
from byhand.channels.inbox import RETURN_PATHS, Inbox
from byhand.channels.sending_key import OPTION, OURS

RELAY = "relay"
SIGNERS = [
    (RELAY, _("The server that sends them")),
    (OURS, _("We do, with the keys below")),
]


class BelievedForm(forms.Form):
    signs = forms.ChoiceField(
        label=_("Who signs its letters (DKIM)"), choices=SIGNERS, widget=forms.RadioSelect,
        help_text=_("Only one of the two is needed. A provider of mailboxes usually signs."),
    )  # fmt: skip
    return_paths = forms.BooleanField(
        label=_("Each letter comes back to an address of its own"), required=False,
        help_text=_(
            "Then we know which letter did not arrive, whatever the other server says. Your server must deliver mail "
            "to name+word@domain into this mailbox: send one there, and look whether it comes."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, inbox: Inbox, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(inbox), **options)
        self.inbox = inbox

    def clean_signs(self) -> str:
        """We sign only once others can look up the key: a signature that fails is worse than none."""
        chosen: str = self.cleaned_data["signs"]
        if chosen == OURS and self.inbox.options.get(OPTION) != OURS:
            wrong = [one.sentence for one in show_our_keys(self.inbox) if not one.passed]
            if wrong:
                raise forms.ValidationError(wrong)
        return chosen

    def signed_here(self) -> bool:
        return self.cleaned_data["signs"] == OURS


def _as_it_is(inbox: Inbox) -> dict[str, Any]:
    return {
        "signs": OURS if inbox.options.get(OPTION) == OURS else RELAY,
        "return_paths": bool(inbox.options.get(RETURN_PATHS)),
    }
