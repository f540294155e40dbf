"""Articles of the help pages: where one stands and who looks after it; its words; sections; the pages as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.conversations.fact import KEY
from byhand.help.edition import LONGEST_SLUG
from byhand.help.pages import doors
from byhand.help.section import Section
from byhand.kit.markdown import LONGEST
from byhand.team.languages import NAMES
from byhand.team.user import User
from byhand.web.forms.facts import OFTEN
from byhand.web.forms.lines import LineField


class ArticleForm(forms.Form):
    """Where it stands, and who looks after it."""

    key = forms.CharField(
        label=_("Its key"), max_length=30, validators=[KEY],
        error_messages={"invalid": _("Small letters, digits and hyphens, as in: returns")},
        help_text=_("Typed after a semicolon on the sheet, it puts the link into a letter: ;returns"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )  # fmt: skip
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.all(), required=False, empty_label=_("none")
    )
    keeper = forms.ModelChoiceField(
        label=_("Who looks after it"), queryset=User.objects.none(), empty_label=None,
        help_text=_("Is named on the page. When it is time to look again, the list of articles says so."),
    )  # fmt: skip
    every_days = forms.TypedChoiceField(label=_("Looked at"), choices=OFTEN, coerce=int, initial=180)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = User.objects.answering()  # type: ignore[attr-defined]


class NewArticleForm(ArticleForm):
    """A new article, and the language in which it is written first."""

    language = forms.ChoiceField(
        label=_("Written first in"), choices=[*NAMES.items()], initial=settings.LANGUAGE_CODE
    )


class WordsForm(forms.Form):
    """Title, address and words of one language. `based_on`: the newest version its writer had seen."""

    title = LineField(label=_("Title"), max_length=120, help_text=_("As a reader would ask it."))
    slug = LineField(
        label=_("Address"), max_length=LONGEST_SLUG, required=False,
        help_text=_("The last part of its link; left empty, it is made of the title. Old links go on working."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true", "class": "article-words"}),
        help_text=_("**bold**, *slanted*, # heading, - list, 1. steps, > quotation, [words](link)"),
    )  # fmt: skip
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)


class SectionForm(forms.Form):
    """The name of a section in each language that is asked for."""

    def __init__(
        self, *args: Any, languages: list[str], names: dict[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for one in languages:
            self.fields[f"name_{one}"] = LineField(
                label=NAMES.get(one, one), max_length=80, required=False, initial=(names or {}).get(one, "")
            )

    def names(self) -> dict[str, str]:
        """By language, without empty ones."""
        return {name.removeprefix("name_"): said for name, said in self.cleaned_data.items() if said}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise forms.ValidationError(_("Name it in one language at least."))
        return told


class PagesForm(forms.Form):
    """Where “this did not help” arrives, and whether search engines are asked to stay away."""

    inbox = forms.ModelChoiceField(
        label=_("“This did not help” arrives in"), queryset=Inbox.objects.none(), required=False,
        empty_label=_("the first inbox of the whole team"),
    )  # fmt: skip
    unlisted = forms.BooleanField(
        label=_("Ask search engines not to list the help pages"), required=False,
        help_text=_("Whoever has a link still reads them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["inbox"].queryset = doors()  # type: ignore[attr-defined]
