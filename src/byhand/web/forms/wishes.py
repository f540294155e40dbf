"""What somebody chooses on their own page, and signs up with on a form of the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.kit.clocks import zone_names
from byhand.people.address import MAX_LENGTH
from byhand.people.rhythm import Rhythm
from byhand.people.topic import Topic
from byhand.people.wish import Wished
from byhand.web.wishes_said import WAYS, wording_of

LONGEST_PAUSE = timedelta(days=731)


class TopicsForm(forms.Form):
    """Some of these topics, each with its wording beside the box."""

    topics = forms.MultipleChoiceField(
        label=_("What about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Topic], **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = offered
        field = self.fields["topics"]
        field.choices = [(str(one.pk), wording_of(one)) for one in offered]  # type: ignore[attr-defined]

    def chosen(self) -> dict[Topic, bool]:
        return {one: str(one.pk) in self.cleaned_data["topics"] for one in self.offered}

    def shown(self) -> dict[Topic, str]:
        return {one: wording_of(one) for one in self.offered}


class WishesForm(TopicsForm):
    """Topics, how often, which ways, and until when nothing at all."""

    at_most = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, required=False, widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label=_("How we may begin"), required=False, widget=forms.CheckboxSelectMultiple
    )
    paused_until = forms.DateField(
        label=_("Nothing before"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty to be written to from now on."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.offered:  # nobody is asked what about where there is nothing to choose
            del self.fields["topics"]
        self.fields["ways"].choices = [(way, said()) for way, said in WAYS.items()]  # type: ignore[attr-defined]

    def clean_paused_until(self) -> date | None:
        day = self.cleaned_data["paused_until"]
        if day and day > timezone.localdate() + LONGEST_PAUSE:
            raise forms.ValidationError(_("Two years at most. To hear nothing at all, stop below."))
        return day if day and day > timezone.localdate() else None

    def wished(self, before: Wished) -> Wished:
        given = self.cleaned_data
        return Wished(
            given["at_most"], bool(given["at_most"]), given["paused_until"], before.stopped_at,
            frozenset(WAYS) - set(given["ways"]),
        )  # fmt: skip


class ClockForm(forms.Form):
    """By which clock they live."""

    zone = forms.ChoiceField(
        label=_("Your clock"), required=False, help_text=_("Then nothing from us to many arrives at night."),
        choices=lambda: [
            ("", _("I say nothing of it")), *((one, one.replace("_", " ")) for one in zone_names())
        ],
    )  # fmt: skip


class SignUpForm(TopicsForm):
    """Where to write to, and about what."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=MAX_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name, if you like"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    field_order = ("email", "name", "topics")

    def clean_topics(self) -> list[str]:
        chosen = self.cleaned_data["topics"]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one."))
        return chosen

    def clean_email(self) -> str:
        return self.cleaned_data["email"].replace("\0", "").strip()

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].replace("\0", "").split())
