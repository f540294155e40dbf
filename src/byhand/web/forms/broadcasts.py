"""A broadcast: its words in one language, and whom it is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.gate.many.because import Because
from byhand.kit.markdown import LONGEST
from byhand.outreach.audience import Audience
from byhand.outreach.broadcast import SENDS_MAIL, Broadcast
from byhand.outreach.words import LONGEST_SUBJECT
from byhand.people.topic import Topic
from byhand.team.languages import NAMES
from byhand.team.user import User
from byhand.web.forms.lines import LineField

MOST_ANSWERS = 500


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class BroadcastWordsForm(forms.Form):
    subject = LineField(label=_("Subject"), max_length=LONGEST_SUBJECT, required=False)
    body = forms.CharField(
        label=_("Words"), max_length=LONGEST, required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true", "class": "article-words"}),
        help_text=_("**bold**, *slanted*, # heading, - list, 1. steps, > quotation, [words](link). "
                    "What we know of each reader: {first|dear reader}; behind the bar stands what those read of whom "
                    "we do not know it."),
    )  # fmt: skip


class TwoVersionsForm(BroadcastWordsForm):
    """With a second version beside the first."""

    second_subject = LineField(label=_("Subject of version B"), max_length=LONGEST_SUBJECT, required=False)
    second_body = forms.CharField(
        label=_("Words of version B"), max_length=LONGEST, required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true", "class": "article-words"}),
        help_text=_("Empty: the same words as version A. Then one knows that it was the subject."),
    )  # fmt: skip


class LanguageForm(forms.Form):
    """One more language, or the first."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[*NAMES.items()], initial=settings.LANGUAGE_CODE
    )


class WhomForm(forms.Form):
    """From where, about what, to whom, when, and how many answers its author can give."""

    inbox = forms.ModelChoiceField(
        label=_("From"), queryset=Inbox.objects.none(), required=False, empty_label=_("choose"),
        help_text=_("It carries your name; answers come here, to you."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        label=_("About"), queryset=Topic.objects.none(), required=False, empty_label=_("choose"),
        help_text=_("Only those get it who agreed to be written to about this."),
    )  # fmt: skip
    because = forms.ChoiceField(
        label=_("Why everyone must know it"), required=False,
        choices=[("", _("no, it is about a topic")), *Because.choices],
        help_text=_("Neither consent nor budget holds it back then. Two colleagues read it, it offers nothing, leads "
                    "to no shop, and stands on a public page for good."),
    )  # fmt: skip
    may_wait = forms.ChoiceField(
        label=_("When it reaches them"), required=False,
        choices=[("", _("a recall and a breach at once, a closure by day")),
                 ("no", _("at once, by day and night, however many answers come")),
                 ("yes", _("by day, by each reader’s own clock, and no faster than you can answer"))],
    )  # fmt: skip
    audience = forms.ModelChoiceField(
        label=_("To"), queryset=Audience.objects.none(), required=False, empty_label=_("choose")
    )
    leaves_at = forms.DateTimeField(
        label=_("Not before"), required=False, widget=_moment(),
        help_text=_("Empty: as soon as you let it go. It reaches each by day, by their own clock where we know it."),
    )  # fmt: skip
    latest_at = forms.DateTimeField(
        label=_("Not after"), required=False, widget=_moment(),
        help_text=_("What has not left by then stays here, and the page says so. For news that ages."),
    )  # fmt: skip
    answers_a_day = forms.IntegerField(
        label=_("How many answers a day can you give?"), min_value=1, max_value=MOST_ANSWERS,
        help_text=_("It goes out no faster than that."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Show it on the public page, too"), required=False,
        help_text=_("With its feed, once it has left: as somebody reads it whom we do not know."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        shown: dict[str, Any] = {
            "inbox": Inbox.objects.at_work().filter(kind__in=SENDS_MAIL).visible_to(by),
            "topic": Topic.objects.standing(), "audience": Audience.objects.visible_to(by),
        }  # fmt: skip
        for name, rows in shown.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        chosen = told.get("may_wait")
        told["may_wait"] = chosen == "yes" or (not chosen and told.get("because") == Because.CLOSURE)
        first, last = told.get("leaves_at"), told.get("latest_at")
        if last and last <= max(first or timezone.now(), timezone.now()):
            self.add_error(
                "latest_at", _("By then it has not begun to leave. Choose a later moment, or none.")
            )
        return told


def as_it_is(broadcast: Broadcast) -> dict[str, Any]:
    """What stands in the fields."""
    waits = {True: "yes", False: "no"}[broadcast.may_wait] if broadcast.because else ""
    return {
        "inbox": broadcast.inbox, "topic": broadcast.topic, "because": broadcast.because, "may_wait": waits,
        "audience": broadcast.audience, "leaves_at": broadcast.leaves_at, "latest_at": broadcast.latest_at,
        "answers_a_day": broadcast.answers_a_day, "is_public": broadcast.is_public_since is not None,
    }  # fmt: skip
