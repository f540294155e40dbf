"""Writing a broadcast in one language: kept as one types, shown beside as somebody reads it of whom we know nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markupsafe import Markup

from byhand.help.languages import NAMES, direction_of, name_of
from byhand.kit.markdown import LONGEST
from byhand.kit.personal import filled
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.every import findings
from byhand.outreach.personal_fields import FIELDS
from byhand.outreach.shown_words import shown_words
from byhand.outreach.words import BroadcastWords
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.broadcasts import BroadcastWordsForm, LanguageForm
from byhand.web.links_said import links_of
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened, shown


@opened
def write(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """The writing page; its button keeps the words."""
    words = words_or_404(one, language)
    if request.method != "POST":
        form = BroadcastWordsForm(initial={"subject": words.subject, "body": words.body})
        return _page(request, one, words, form)
    form = BroadcastWordsForm(request.POST)
    if not one.is_by(request.user):
        messages.error(request, _("Only %(name)s writes here.") % {"name": one.author.name})
        return redirect("broadcast", one.public_id)
    if not form.is_valid():
        return _page(request, one, words, form, status=422)
    if one.write(language, **form.cleaned_data):
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("It was let go already; its words stay as they were read."))
    return redirect("broadcast.write", one.public_id, language)


@by_its_author
def keep(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """As they type. The answer is the list of pictures, which the page puts in anew."""
    given = request.POST
    kept = one.write(language, subject=given.get("subject", ""), body=given.get("body", ""))
    return pictures_of(request, one, language) if kept else HttpResponse(status=409)


@require_POST
@opened
def preview(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """The words as they are typed, as they would be read, and what is to be said of them."""
    words = words_or_404(one, language)
    words.subject, words.body = request.POST.get("subject", "")[:200], request.POST.get("body", "")[:LONGEST]
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
    said = [found for found in findings(one) if found.language in ("", words.language)]
    return {
        "written_subject": filled(words.subject, {}), "written": Markup(shown_words(words.body, {}, desk_pictures())),
        "findings": [found for found in said if found.language], "language_code": words.language,
    }  # fmt: skip


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
        "refusals": [], "other_languages": [(code, name) for code, name in NAMES.items() if code not in there],
        **_written(one, words), **links_of(one, words.language),
    }  # fmt: skip
    return shown(request, one, "write", context, status=status)
