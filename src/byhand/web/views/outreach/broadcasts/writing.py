"""Writing a broadcast in one language: kept as one types, shown beside as somebody reads it of whom we know nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markupsafe import Markup

from byhand.kit.markdown import LONGEST
from byhand.kit.personal import filled
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.every import findings
from byhand.outreach.personal_fields import FIELDS
from byhand.outreach.shown_words import shown_words
from byhand.outreach.words import LONGEST_SUBJECT, BroadcastWords
from byhand.team.languages import NAMES, direction_of, name_of
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.broadcasts import BroadcastWordsForm, LanguageForm, TwoVersionsForm
from byhand.web.links_said import links_of
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened, shown

SHEET = ("subject", "body", "second_subject", "second_body")


@opened
def write(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """The writing page; its button keeps the words."""
    words = words_or_404(one, language)
    form_of = TwoVersionsForm if words.has_second else BroadcastWordsForm
    if request.method != "POST":
        return _page(request, one, words, form_of(initial={name: getattr(words, name) for name in SHEET}))
    form = form_of(request.POST)
    if not one.is_by(request.user):
        messages.error(request, _("Only %(name)s writes here.") % {"name": one.author.name})
        return redirect("broadcast", one.public_id)
    if not form.is_valid():
        return _page(request, one, words, form, status=422)
    if keep_typed(one, language, form.cleaned_data):
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("It was let go already; its words stay as they were read."))
    return redirect("broadcast.write", one.public_id, language)


@by_its_author
def keep(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """As they type. The answer is the list of pictures, which the page puts in anew."""
    kept = keep_typed(one, language, request.POST.dict())
    return pictures_of(request, one, language) if kept else HttpResponse(status=409)


@require_POST
@opened
def preview(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """The words as they are typed, as they would be read, and what is to be said of them."""
    words = words_or_404(one, language)
    for name in SHEET:
        typed = request.POST[name] if name in request.POST else str(getattr(words, name))
        setattr(words, name, typed[: LONGEST_SUBJECT if name.endswith("subject") else LONGEST])
    return render(request, "outreach/broadcasts/written.html", _written(one, words))


@by_its_author
def begin_language(request: DeskRequest, one: Broadcast) -> HttpResponse:
    form = LanguageForm(request.POST)
    if not form.is_valid() or not one.is_being_written():
        return redirect("broadcast", one.public_id)
    one.begin_language(form.cleaned_data["language"])
    return redirect("broadcast.write", one.public_id, form.cleaned_data["language"])


@by_its_author
def leave_out_language(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    if not one.leave_out_language(language):
        messages.error(request, _("The main language stays: whoever reads none of the others gets it."))
    return redirect("broadcast", one.public_id)


def keep_typed(one: Broadcast, language: str, given: Mapping[str, str]) -> bool:
    """What stands on the sheet, of the second version, too, where it has one. False once it was let go."""
    kept = one.write(language, subject=given.get("subject", ""), body=given.get("body", ""))
    if kept and "second_subject" in given:
        second = {"subject": given["second_subject"], "body": given.get("second_body", "")}
        one.write_second(language, **second)
    return kept


def words_or_404(one: Broadcast, language: str) -> BroadcastWords:
    """Its words in that language. Raises Http404."""
    found = next((words for words in one.words.all() if words.language == language), None)
    if found is None:
        raise Http404
    return found


def pictures_of(
    request: DeskRequest, one: Broadcast, language: str, refusals: list[str] | None = None
) -> HttpResponse:
    context = {"broadcast": one, "language_code": language, "pictures": one.pictures.all(), "refusals": refusals or [],
               "mine": True}  # fmt: skip
    return render(request, "outreach/broadcasts/pictures.html", context, status=422 if refusals else 200)


def desk_pictures() -> str:
    """Where a colleague gets its pictures from, before anybody else may see them."""
    return reverse("broadcast.picture", args=["x"]).removesuffix("x")


def _written(one: Broadcast, words: BroadcastWords) -> dict[str, Any]:
    """What stands beside the sheet; findings of the words as they are typed."""
    return {
        "is_blank": not any(said.subject.strip() or said.body.strip() for said in words.versions()),
        "written": [(said, filled(said.subject, {}), _as_html(said.body)) for said in words.versions()],
        "findings": [found for found in findings(one) if found.language == words.language],
        "language_code": words.language,
    }


def _as_html(body: str) -> Markup:
    return Markup(shown_words(body, {}, desk_pictures()))


def _page(
    request: DeskRequest,
    one: Broadcast,
    words: BroadcastWords,
    form: BroadcastWordsForm,
    *,
    status: int = 200,
) -> HttpResponse:
    there = one.languages()
    context = {
        "at": "write", "form": form, "language_code": words.language, "writing_direction": direction_of(words.language),
        "languages": [(code, name_of(code)) for code in there], "fields_known": FIELDS, "pictures": one.pictures.all(),
        "other_languages": [(code, name) for code, name in NAMES.items() if code not in there], "refusals": [],
        "has_second": words.has_second, **_written(one, words), **links_of(one, words.language),
    }  # fmt: skip
    return shown(request, one, "write", context, status=status)
