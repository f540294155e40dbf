"""What a colleague wants to be told, and the browser in which. Both are hostile until they are read here."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.pocket.encrypting import SECRET, is_a_key
from byhand.pocket.pushing import may_be_asked
from byhand.pocket.wishes import Wishes
from byhand.web.forms.week import add_week, days_of, week_of, week_said

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,200}={0,2}")


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(24)]


class WishesForm(forms.Form):
    """What, how, and a span a weekday; an empty span is quiet all day."""

    what = forms.ChoiceField(
        label=_("What I am told"), choices=Wishes.What.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    names_people = forms.BooleanField(
        label=_("Show who wrote and about what"), required=False,
        help_text=_("Otherwise whoever sees the screen of my phone reads only that something waits."),
    )  # fmt: skip
    mail = forms.ChoiceField(
        label=_("By mail"), choices=Wishes.Mail.choices, widget=forms.RadioSelect,
        help_text=_("Mail soon only goes out while none of my browsers below can be reached."),
    )  # fmt: skip
    mail_hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"), choices=_hours, coerce=int,
        help_text=_("In my quiet hours it waits until they end."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        add_week(self)

    @classmethod
    def of(cls, wishes: Wishes) -> dict[str, Any]:
        """What the form begins with."""
        said: dict[str, Any] = {
            "what": wishes.what, "mail": wishes.mail, "mail_hour": wishes.mail_hour,
            "names_people": wishes.names_people_since is not None,
        }  # fmt: skip
        return said | week_of(wishes.hours())

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        named = ("what", "mail", "mail_hour", "names_people")
        return {**{name: kept.get(name) for name in named}, "awake": week_said(self, kept)}

    def days(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        return days_of(self)

    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("what", "names_people", "mail", "mail_hour")]


class _Bytes(forms.CharField):
    """Base64url, as browsers write it."""

    def clean(self, value: Any) -> bytes:
        text = super().clean(value)
        if not _PLAIN.fullmatch(text):
            raise forms.ValidationError(_("This browser says something that cannot be understood."))
        plain = text.rstrip("=")
        try:
            return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
        except ValueError:
            raise forms.ValidationError(_("This browser says something that cannot be understood.")) from None


class BrowserForm(forms.Form):
    """A subscription as the browser made it (Push API): where to post, and its two keys."""

    endpoint = forms.CharField(max_length=1000, strip=False)
    key = _Bytes(max_length=200)
    secret = _Bytes(max_length=200)

    def clean_endpoint(self) -> str:
        endpoint = self.cleaned_data["endpoint"]
        if not may_be_asked(endpoint):
            raise forms.ValidationError(_("This browser’s push service cannot be used from here."))
        return endpoint

    def clean_key(self) -> bytes:
        if not is_a_key(self.cleaned_data["key"]):
            raise forms.ValidationError(_("This browser says something that cannot be understood."))
        return self.cleaned_data["key"]

    def clean_secret(self) -> bytes:
        if len(self.cleaned_data["secret"]) != SECRET:
            raise forms.ValidationError(_("This browser says something that cannot be understood."))
        return self.cleaned_data["secret"]
