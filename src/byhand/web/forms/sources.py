"""Other systems: what a source is called, where its mail comes, and what the columns of its tables mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.inbox import Inbox
from byhand.gate.records.columns import guess
from byhand.gate.records.kinds import Kind
from byhand.gate.records.source import Source
from byhand.kit.reach import is_email
from byhand.kit.tables import Table

MOST_RULES = 30
MEANINGS = (
    ("", gettext_lazy("not taken")),
    ("id", gettext_lazy("its own id")),
    ("kind", gettext_lazy("what it is")),
    ("email", gettext_lazy("e-mail address")),
    ("phone", gettext_lazy("telephone number")),
    ("name", gettext_lazy("name")),
    ("at", gettext_lazy("when it was")),
    ("number", gettext_lazy("number")),
    ("title", gettext_lazy("what was sold")),
    ("amount", gettext_lazy("amount")),
    ("done", gettext_lazy("whether it is done with")),
)
REACHES = {"email", "phone"}


class SourceForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What you call it"), max_length=60,
        help_text=gettext_lazy("Shop, Till, Bookings: it stands beside what it tells."),
    )  # fmt: skip

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if Source.objects.standing().filter(name=name).exists():
            raise forms.ValidationError(_("There is one of that name."))
        return name


class ByMailForm(forms.Form):
    inbox = forms.ModelChoiceField(
        label=gettext_lazy("Copies of its mail come to"), queryset=Inbox.objects.none(), required=False,
        empty_label=gettext_lazy("no mailbox"),
    )  # fmt: skip
    own = forms.BooleanField(
        label=gettext_lazy("That mailbox holds nothing else: all that comes there are copies."),
        required=False,
    )
    sender = forms.CharField(
        label=gettext_lazy("Its mail comes from"), max_length=320, required=False,
        help_text=gettext_lazy("An address or a domain, like shop.example. What comes from elsewhere is not believed."),
    )  # fmt: skip
    mail_is = forms.ChoiceField(label=gettext_lazy("Such a mail is mostly"), choices=Kind.choices)
    rules = forms.CharField(
        label=gettext_lazy("But with these words in its subject"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A line each: words, a colon, and what it is. “Your order: order”"),
    )  # fmt: skip

    def __init__(self, source: Source, data: Any = None) -> None:
        super().__init__(data, initial=_as_it_is(source))
        self.source = source
        mailboxes = Inbox.objects.filter(kind__in=("email", "practice")).exclude(address="")
        self.fields["inbox"].queryset = mailboxes  # type: ignore[attr-defined]

    def clean_sender(self) -> str:
        given = self.cleaned_data["sender"].strip().lower().removeprefix("@")
        if given and not is_email(given if "@" in given else f"x@{given}"):
            raise forms.ValidationError(_("This is neither an address nor a domain."))
        return given

    def clean_rules(self) -> list[tuple[str, str]]:
        return [_rule(line) for line in self.cleaned_data["rules"].splitlines()[:MOST_RULES] if line.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        inbox = given.get("inbox")
        if inbox and not given.get("sender"):
            self.add_error("sender", _("Say from where its mail comes: anybody could send a copy otherwise."))
        others = Source.objects.standing().exclude(pk=self.source.pk).filter(inbox=inbox)
        if inbox and given.get("own") and others.exists():
            self.add_error("own", _("Another system has its copies there, too."))
        elif inbox and others.filter(has_own_mailbox=True).exists():
            self.add_error("inbox", _("That mailbox belongs to another system."))
        return given


class RecordsTableForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A table"), allow_empty_file=False, max_length=300,
        help_text=gettext_lazy("A .csv whose first line names its columns, as that system exports it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """What every line is, where no column says it, and one choice a column."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Every line is"), required=False,
        choices=[("", gettext_lazy("what a column says")), *Kind.choices],
    )  # fmt: skip

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data, initial={f"column_{n}": field for n, field in guess(table).items()})
        for n, name in enumerate(table.columns):
            self.fields[f"column_{n}"] = forms.ChoiceField(label=name, choices=MEANINGS, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        means = [value for name, value in given.items() if name.startswith("column_") and value]
        if len(set(means)) < len(means):
            raise forms.ValidationError(_("Two columns mean the same. Choose one of them."))
        if REACHES.isdisjoint(means):
            raise forms.ValidationError(
                _("Choose the column with the e-mail address or the telephone number.")
            )
        if "at" not in means:
            raise forms.ValidationError(_("Choose the column that says when it was."))
        if "kind" not in means and not given.get("kind"):
            raise forms.ValidationError(_("Say what every line is, or choose the column that says it."))
        return given

    def each_is(self) -> str:
        return str(self.cleaned_data.get("kind", "")) if self.is_bound and self.is_valid() else ""

    def mapping(self) -> dict[int, str]:
        """What each column means, by its number; those not taken are left out."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        columns = ((name, field) for name, field in given.items() if name.startswith("column_") and field)
        return {int(name.partition("_")[2]): str(field) for name, field in columns}


def _as_it_is(source: Source) -> dict[str, Any]:
    return {
        "inbox": source.inbox_id, "own": source.has_own_mailbox, "sender": source.sender, "mail_is": source.mail_is,
        "rules": "\n".join(f"{words}: {kind}" for words, kind in source.rules),
    }  # fmt: skip


def _rule(line: str) -> tuple[str, str]:
    """“Your order: order”; the kind as the page names it, in the reader's language, or as it is kept."""
    words, _colon, written = line.rpartition(":")
    named = {str(label).lower(): value for value, label in Kind.choices}
    kind = named.get(written.strip().lower(), written.strip().lower())
    if not words.strip() or kind not in Kind.values:
        raise forms.ValidationError(
            _("“%(line)s” must end with a colon and one of: %(kinds)s.")
            % {"line": line.strip()[:60], "kinds": ", ".join(str(label) for label in Kind.labels)}
        )
    return " ".join(words.split())[:100], kind
