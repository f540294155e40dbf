"""Who sees a private conversation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.entrusting import colleagues_of
from byhand.team.user import User


class PrivacyForm(forms.Form):
    """Names of those who belong to its inbox; beside them, who asks and whoever has it always see it."""

    among = forms.ModelMultipleChoiceField(
        label=_("Who sees it beside you"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, conversation: Conversation, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [one.pk for one in colleagues_of(conversation) if one.pk != by.pk]
        self.fields["among"].queryset = User.objects.filter(pk__in=others)  # type: ignore[attr-defined]
