"""What a colleague may change of somebody's wishes: to less, with a reason."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils import timezone

from byhand.people.rhythm import Rhythm
from byhand.people.wish import Wished


class LessForm(forms.Form):
    at_most = forms.ChoiceField(choices=Rhythm.choices, required=False)
    paused_until = forms.DateField(required=False)
    stop = forms.BooleanField(required=False)
    because = forms.CharField(max_length=300)

    def wished(self, held: Wished) -> Wished:
        """What is to hold; what they did not touch stays."""
        given = self.cleaned_data
        at_most = given["at_most"] or held.at_most
        return replace(
            held, at_most=at_most, is_their_own=held.is_their_own and at_most == held.at_most,
            paused_until=given["paused_until"] or held.paused_until,
            stopped_at=held.stopped_at or (timezone.now() if given["stop"] else None),
        )  # fmt: skip


class TakenBackForm(forms.Form):
    topic = forms.IntegerField()
    because = forms.CharField(max_length=300)
