"""A sorting rule: what it asks, what it does. No patterns: words are words."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.sorting.asking import LONGEST_WORDS, MOST_WORDS
from byhand.conversations.sorting.rule import LONGEST_NAME, Said, SortingRule
from byhand.conversations.tag import LONGEST as LONGEST_TAG
from byhand.conversations.tag import name_of
from byhand.people.address import MAX_LENGTH
from byhand.people.organisation import Organisation
from byhand.people.person import Person
from byhand.people.recognising import is_usable
from byhand.team.user import User
from byhand.web.forms.lines import LineField, nothing_invisible
from byhand.web.rule_sentences import weekday

Which, Place, Give = SortingRule.Which, SortingRule.Place, SortingRule.Give
EVERY_DAY = "any"


def _days() -> list[tuple[str, str]]:
    return [(str(number), weekday(number)) for number in range(7)]


def _days_to_wait_for() -> list[tuple[str, Any]]:
    return [("", _("do not put it off")), (EVERY_DAY, _("any day")), *_days()]


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class RuleForm(forms.Form):
    """One rule, said by a colleague: they choose among the inboxes and people they may see."""

    name = LineField(label=_("What you call it"), max_length=LONGEST_NAME)
    which = forms.ChoiceField(label=_("For"), choices=Which, initial=Which.FIRST, widget=forms.RadioSelect)
    inbox = forms.ModelChoiceField(label=_("That comes to"), queryset=Inbox.objects.none(), required=False)
    words = forms.CharField(
        label=_("And says one of"), required=False, max_length=(LONGEST_WORDS + 2) * MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Words or phrases, with commas between them. “bill” is found in “billing”, too."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Where"), choices=Place, initial=Place.ANYWHERE)
    writer = LineField(
        label=_("And is from"), required=False, max_length=MAX_LENGTH,
        help_text=_("An address, or its end: mei@example.org, @example.org"),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=_("Or from someone at"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("anywhere"),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("And comes on"), choices=_days, required=False, widget=forms.CheckboxSelectMultiple
    )
    from_time = _clock(_("From"))
    to_time = _clock(_("Until"))
    give = forms.ChoiceField(label=_("Who gets it"), choices=Give, required=False, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(
        label=_("The colleague"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )
    tag = LineField(label=_("Tag it"), required=False, max_length=LONGEST_TAG)
    later_on = forms.ChoiceField(label=_("Put it off until"), choices=_days_to_wait_for, required=False)
    later_at = _clock(_("At"))
    not_for_us = forms.BooleanField(
        label=_("Fold it away as not for us"), required=False,
        help_text=_("Never someone a colleague has written to. It can be brought back."),
    )  # fmt: skip
    looks_no_further = forms.BooleanField(label=_("Ask no rule after this one"), required=False)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by = by
        choices: dict[str, Any] = self.fields
        choices["inbox"].queryset = Inbox.objects.all() if by.is_owner else Inbox.objects.visible_to(by)
        choices["inbox"].required = not by.is_owner
        choices["inbox"].empty_label = _("any inbox") if by.is_owner else _("choose one")
        choices["organisation"].queryset = Organisation.objects.filter(
            people__in=people_visible_to(by)
        ).distinct()
        choices["to"].queryset = User.objects.answering()

    def clean_words(self) -> list[str]:
        words = [" ".join(one.split()) for one in re.split(r"[,;\n]", self.cleaned_data["words"])]
        words = list(dict.fromkeys(filter(None, words)))
        if len(words) > MOST_WORDS or any(len(one) > LONGEST_WORDS for one in words):
            raise ValidationError(
                _("At most %(most)s words or phrases, each of at most %(longest)s letters.")
                % {"most": MOST_WORDS, "longest": LONGEST_WORDS}
            )
        for one in words:
            nothing_invisible(one)
        return words

    def clean_tag(self) -> str:
        given = self.cleaned_data["tag"]
        if given and not name_of(given):
            raise ValidationError(_("Give the tag a name."))
        return name_of(given)

    def clean_writer(self) -> str:
        """As addresses are compared; a name of a server alone is the end of one."""
        writer = self.cleaned_data["writer"].lower()
        if writer and "@" not in writer:
            writer = f"@{writer}"
        if writer and not is_usable(writer if writer[0] != "@" else f"someone{writer}"):
            raise ValidationError(_("An address looks like mei@example.org, its end like @example.org."))
        return writer

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._hours_have_an_end(given)
        if given.get("give") == Give.COLLEAGUE and not given.get("to") and "to" not in self.errors:
            self.add_error("to", _("To whom?"))
        if given.get("later_on") and not given.get("later_at") and "later_at" not in self.errors:
            self.add_error("later_at", _("At what time?"))
        if given.get("not_for_us") and (given.get("give") or given.get("later_on")):
            self.add_error("not_for_us", _("What is not for us is given to nobody and not put off."))
        if not self.errors and not any(given[one] for one in ("give", "tag", "later_on", "not_for_us")):
            raise ValidationError(
                _("It does nothing yet: say who gets it, a tag, until when, or not for us.")
            )
        return given

    def _hours_have_an_end(self, given: dict[str, Any]) -> None:
        begin, end = given.get("from_time"), given.get("to_time")
        if not {"from_time", "to_time"} & self.errors.keys() and (begin is None) != (end is None):
            self.add_error("to_time" if begin else "from_time", _("Hours have a beginning and an end."))
        elif begin is not None and begin == end:
            self.add_error("to_time", _("These hours end when they begin."))

    def said(self) -> Said:
        """The rule. A known address stands for the person, by whichever of their addresses they write."""
        given = self.cleaned_data
        person = self._person(given["writer"])
        on = given["later_on"]
        return Said(
            name=given["name"], which=given["which"], inbox=given["inbox"], words=given["words"], place=given["place"],
            person=person, writer="" if person else given["writer"], organisation=given["organisation"],
            from_time=given["from_time"], to_time=given["to_time"], weekdays="".join(sorted(given["weekdays"])),
            give=given["give"], to=given["to"] if given["give"] == Give.COLLEAGUE else None, tag=given["tag"],
            later_at=given["later_at"] if on else None, later_on=int(on) if on and on != EVERY_DAY else None,
            not_for_us=given["not_for_us"], looks_no_further=given["looks_no_further"],
        )  # fmt: skip

    def _person(self, writer: str) -> Person | None:
        if not writer or writer.startswith("@"):
            return None
        return people_visible_to(self._by).filter(addresses__kind="email", addresses__value=writer).first()


def as_it_is(rule: SortingRule) -> dict[str, object]:
    """A rule as its form begins."""
    address = rule.person.addresses.first() if rule.person else None
    later = "" if rule.later_at is None else EVERY_DAY if rule.later_on is None else str(rule.later_on)
    return {
        "name": rule.name, "which": rule.which, "inbox": rule.inbox_id, "words": ", ".join(rule.words),
        "place": rule.place, "writer": address.value if address else rule.writer, "organisation": rule.organisation_id,
        "weekdays": list(rule.weekdays), "from_time": rule.from_time, "to_time": rule.to_time, "give": rule.give,
        "to": rule.to_id, "tag": rule.tag.name if rule.tag else "", "later_on": later, "later_at": rule.later_at,
        "not_for_us": rule.not_for_us, "looks_no_further": rule.looks_no_further,
    }  # fmt: skip
