"""The public page of broadcasts and its feed: as somebody reads them whom we do not know. No cookie, no script."""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from byhand.outreach.broadcast import Broadcast
from byhand.outreach.picture import PICTURES
from byhand.outreach.public_page import SHOWN, Shown, on_the_page, shown_in
from byhand.outreach.shown_words import shown_words
from byhand.team.languages import direction_of
from byhand.web.in_public import for_seconds, house_or_404, in_public

KEPT_FOR = 300


@require_safe
@in_public
def letters(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    context = {"house": house_or_404(), "letters": _newest()}
    return for_seconds(render(request, "public/letters.html", context), KEPT_FOR)


@require_safe
@in_public
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them, in the language asked for by `?in=`, else in its main one."""
    broadcast = on_the_page().filter(public_id=public_id).first()
    shown = shown_in(broadcast, request.GET.get("in", "")[:12]) if broadcast else None
    if broadcast is None or broadcast.dispatch is None or shown is None:
        raise Http404
    languages = list(dict.fromkeys(one.language for one in broadcast.dispatch.terms.said()))
    context = {
        "house": house_or_404(), "letter": shown, "of_two": of_two(shown), "languages": languages,
        "writing_direction": direction_of(shown.language), "body": Markup(shown_words(shown.body, {})),
    }  # fmt: skip
    return for_seconds(render(request, "public/letter_to_many.html", context), KEPT_FOR)


@require_safe
@in_public
def feed(request: HttpRequest) -> HttpResponse:
    """RSS 2.0, with the whole words."""
    house, base = house_or_404(), settings.BASE_URL
    rss = Rss201rev2Feed(
        title=_("Letters from %(house)s") % {"house": house.name}, link=f"{base}{reverse('letters')}",
        description=house.name, feed_url=f"{base}{reverse('letters.feed')}",
    )  # fmt: skip
    for one in _newest():
        where = f"{base}{reverse('letters.letter', args=[one.public_id])}"
        said = shown_words(one.body, {}, f"{base}{PICTURES}")
        note = f"<p><em>{escape(of_two(one))}</em></p>" if one.is_first_of_two else ""
        rss.add_item(
            title=one.subject, link=where, description=f"{said}{note}",
            author_name=escape(one.author), pubdate=one.at, unique_id=where,
        )  # fmt: skip
    response = HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    return for_seconds(response, KEPT_FOR)


def of_two(letter: Shown) -> str:
    """What is said beneath a letter of which some had another version; empty for every other."""
    if not letter.is_first_of_two:
        return ""
    with translation.override(letter.language):
        return _("This letter went out in two versions, by lot. Here stands the first.")


def _newest() -> list[Shown]:
    rows: list[Broadcast] = list(on_the_page()[:SHOWN])
    return [shown for one in rows if (shown := shown_in(one, ""))]
