"""“This did not help”: a plain form, whose words arrive like a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from byhand.help.did_not_help import DidNotHelp, Said
from byhand.help.edition import Edition
from byhand.help.pages import HelpPages
from byhand.live.often import too_often
from byhand.web.forms.did_not_help import DidNotHelpForm
from byhand.web.shown_to_all import shown, spoken_for
from byhand.web.views.help.pages import missing

# Somebody who writes six letters in an hour from one place writes no more of them by hand.
FROM_ONE_PLACE, FROM_ALL, HOUR = 6, 300, 3600


# Nobody is signed in here and no cookie is read: there is no presence that a strange page could borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def did_not_help(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Asks for their words about one article; hands them in."""
    edition = Edition.objects.readable_at(language, slug)
    inbox = HelpPages.current().door()
    if edition is None or edition.published is None:
        return missing(request, language)
    version = edition.published
    version.edition = edition
    with translation.override(spoken_for(language)):
        form = DidNotHelpForm(request.POST if request.method == "POST" else None)
        said = _said(form) if request.method == "POST" and inbox and form.is_valid() else None
        if said and inbox and _comes_too_often(request):
            form.add_error(None, _("Much came from here within the hour. Nothing was sent; your words are below. "
                                   "Write to us by mail, or call."))  # fmt: skip
            return _page(request, edition, form, status=429)
    if said and inbox:
        DidNotHelp.objects.hand_in(said, version, inbox=inbox)
        return _page(request, edition, None, can_answer=bool(said.reach))
    return _page(request, edition, form, status=422 if request.method == "POST" else 200)


def _comes_too_often(request: HttpRequest) -> bool:
    return too_often(request, "did-not-help", most=FROM_ONE_PLACE, seconds=HOUR, of_all=FROM_ALL)


def _said(form: DidNotHelpForm) -> Said:
    told = form.cleaned_data
    return Said(words=told["words"], name=told["name"], reach=told["reach"], once=told["once"])


def _page(
    request: HttpRequest,
    edition: Edition,
    form: DidNotHelpForm | None,
    *,
    status: int = 200,
    can_answer: bool = False,
) -> HttpResponse:
    context = {"edition": edition, "version": edition.published, "form": form, "can_answer": can_answer}
    response = shown(request, "help/did_not_help.html", context, language=edition.language, status=status)
    response.headers["Cache-Control"] = "no-store"  # each form is a writing of its own
    response.headers["X-Robots-Tag"] = "noindex"
    del response.headers["ETag"]
    return response
