"""Letters to many from a mailbox: how many a minute, over how many lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.gate.many.account import MOST_A_MINUTE, MOST_LINES, lines_of
from byhand.gate.many.pace import Pace


class AccountForm(forms.Form):
    letters_a_minute = forms.IntegerField(
        label=_("Letters a minute"), required=False, min_value=1, max_value=MOST_A_MINUTE,
        help_text=_("Your provider says how many it takes. Left empty: as fast as its server answers. "
                    "Letters to one person are not counted and never wait."),
    )  # fmt: skip
    lines = forms.IntegerField(
        label=_("Letters side by side"), min_value=1, max_value=MOST_LINES,
        help_text=_("So many connections are kept to the server while a broadcast goes out, 32 at most. Eight is a "
                    "good number; take fewer where the server says that there are too many."),
    )  # fmt: skip

    def __init__(self, *args: Any, inbox: Inbox, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(inbox), **options)


def _as_it_is(inbox: Inbox) -> dict[str, Any]:
    pace = Pace.objects.filter(inbox=inbox).first()
    return {"letters_a_minute": pace.letters_a_minute if pace else None, "lines": lines_of(inbox)}
