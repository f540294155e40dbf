"""What a form for strangers asks, who may put it on their site, and where its answers go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from byhand.channels.form.form import MOST_QUESTIONS, Form, mailboxes, origins_in
from byhand.channels.inbox import Inbox
from byhand.web.forms.lines import LineField


class OfferingForm(forms.Form):
    """A name and a way to reach them are always asked and always optional; nothing here can make them a must."""

    name = LineField(
        label=_("What it is called"), help_text=_("Stands above it, and is the subject of what comes.")
    )
    words = forms.CharField(
        label=_("A few words before it"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    takes_files = forms.BooleanField(label=_("Files may come along"), required=False)
    answers_through = forms.ModelChoiceField(
        label=_("Answers go through"), queryset=Inbox.objects.none(), required=False,
        empty_label=_("no mailbox: we call them, or write from elsewhere"),
    )  # fmt: skip
    origins = forms.CharField(
        label=_("Sites that may show it inside their pages"), required=False, max_length=2000,
        help_text=_("One a line, such as https://shop.example. Anyone may link to it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answers_through"].queryset = mailboxes()  # type: ignore[attr-defined]
        for number in range(1, MOST_QUESTIONS + 1):
            help_text = _("Nobody has to answer it.") if number == 1 else ""
            self.fields[f"question_{number}"] = LineField(
                label=_("Question %(n)s") % {"n": number}, required=False, help_text=help_text
            )
        asked = [f"question_{number}" for number in range(1, MOST_QUESTIONS + 1)]
        self.order_fields(["name", "words", *asked, "takes_files", "answers_through", "origins"])

    @classmethod
    def of(cls, form: Form) -> dict[str, Any]:
        asked = {f"question_{number}": one for number, one in enumerate(form.questions, 1)}
        return {
            "name": form.name, "words": form.words, "takes_files": form.takes_files, **asked,
            "answers_through": form.answers_through, "origins": "\n".join(form.origins),
        }  # fmt: skip

    def clean_origins(self) -> tuple[str, ...]:
        found, wrong = origins_in(self.cleaned_data["origins"])
        if wrong:
            said = _now(
                "“%(site)s” is no site. It looks like https://shop.example, with nothing after the name."
            )
            raise forms.ValidationError(said % {"site": wrong[0]})
        return tuple(found)

    def form(self) -> Form:
        """What was decided."""
        given, mailbox = self.cleaned_data, self.cleaned_data["answers_through"]
        asked = [given[f"question_{number}"] for number in range(1, MOST_QUESTIONS + 1)]
        return Form(
            name=given["name"], words=given["words"], questions=tuple(one for one in asked if one),
            takes_files=given["takes_files"], origins=given["origins"],
            answers_through=mailbox.pk if mailbox else None,
        )  # fmt: skip
