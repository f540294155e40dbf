"""A new letter: a colleague writes first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.drafting import Words
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.recipients import written
from byhand.gate.refusals import MOST_BYTES, NO_ROOM, Refusal
from byhand.kit.mime import Mailbox
from byhand.team.signin import NotSignedIn
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.fact_choice import choice, is_about_facts, with_fact
from byhand.web.forms.letter import NewLetterForm
from byhand.web.forms.turns import LeavesForm, moments_left
from byhand.web.forwards import forwarded_of
from byhand.web.readers import readers_of
from byhand.web.views.turns import first_error
from byhand.web.views.writing import kept, take_files, too_long


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def new(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        return _sent_or_shown(request)
    return _page(request, Words(to=_line_to(request)))


@require_safe
@at_the_desk
def begun(request: DeskRequest, pk: int) -> HttpResponse:
    """A letter that was begun and not sent."""
    draft = Draft.objects.for_sheet(request.user, request.seen).filter(pk=pk, conversation=None).first()
    if draft is None:
        raise Http404
    return _page(request, draft.words(), draft=draft)


@require_POST
@at_the_desk
def keep(request: DeskRequest) -> HttpResponse:
    """Keeps the letter while it is written."""
    form = NewLetterForm(request.POST, by=request.user)
    if not form.is_valid():
        return HttpResponse(too_long(), status=422, content_type="text/plain")
    draft = _kept_draft(request, form)
    return kept(request, draft) if draft else HttpResponse(_gone(), status=422, content_type="text/plain")


@require_POST
@at_the_desk
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Throws a begun letter away."""
    if not Draft.objects.for_sheet(request.user, request.seen).discard(pk):
        raise Http404
    return redirect("write")


def _sent_or_shown(request: DeskRequest) -> HttpResponse:
    form = NewLetterForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, form.words(), refusal=too_long(), status=422)
    draft = _kept_draft(request, form)
    if draft is None:
        messages.warning(request, _gone())
        return redirect("write")
    refusal = take_files(request, draft)
    dropped = request.POST.get("leave_out", "")
    if dropped.isdecimal() and len(dropped) < 18:
        draft.detach(int(dropped))
    if refusal or dropped or "add_files" in request.POST or is_about_facts(request):
        return _page(
            request,
            with_fact(request, form.words()),
            draft=draft,
            refusal=refusal,
            status=422 if refusal else 200,
        )
    return _begin(request, form, draft)


def _begin(request: DeskRequest, form: NewLetterForm, draft: Draft) -> HttpResponse:
    if draft.inbox is None:
        return _page(request, form.words(), draft=draft, refusal=_no_inbox(), status=422)
    leaves = LeavesForm.of(request.POST)
    if leaves and not leaves.is_valid():
        return _page(request, form.words(), draft=draft, refusal=first_error(leaves), status=422)
    try:
        leaves_at = leaves.cleaned_data["until"] if leaves else None
        reason = form.cleaned_data["reason"]
        conversation = Conversation.objects.begin(
            draft, by=request.sign_in, leaves_at=leaves_at, reason=reason
        )
    except Refusal as no:
        asks_why = no.rule == NO_ROOM
        return _page(request, form.words(), draft=draft, refusal=no.sentence, asks_why=asks_why, status=422)
    except NotSignedIn:
        return redirect(f"{reverse('account_login')}?next={reverse('write.begun', args=[draft.pk])}")
    return redirect("conversation", conversation.public_id)


def _kept_draft(request: DeskRequest, form: NewLetterForm) -> Draft | None:
    draft = form.cleaned_data.get("draft")
    words = with_fact(request, form.words())
    mine = Draft.objects.for_sheet(request.user, request.seen)
    return mine.keep_letter(words, draft=draft, by=request.user, files=form.chosen())


def _page(
    request: DeskRequest, words: Words, *, draft: Draft | None = None, refusal: str = "", asks_why: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    form = NewLetterForm(by=request.user)
    context: dict[str, Any] = {
        "sheet": words, "draft": draft, "refusal": refusal, "inboxes": list(form.fields["inbox"].queryset),  # type: ignore[attr-defined]
        "files": draft.going() if draft else [], "moments": moments_left(), "readers": readers_of(words, None),
        "forwarded": forwarded_of(draft), "most_bytes": MOST_BYTES, "fragment": False,
        "asks_why": asks_why,
        "begun": list(Draft.objects.for_sheet(request.user, request.seen).begun_letters()[:8]),
    }  # fmt: skip
    return render(request, "write/new.html", context | choice(request), status=status)


def _line_to(request: DeskRequest) -> str:
    """`to` is a person's number or an address."""
    to = request.GET.get("to", "")
    if not to.isdecimal() or len(to) > 18:
        return " ".join(to.split())[:320]
    seen = people_visible_to(request.user)
    person = seen.filter(pk=int(to)).first() or seen.filter(merged=int(to)).first()
    if person is None:
        raise Http404
    address = person.addresses.filter(kind="email").order_by("failing_since", "pk").first()
    return written(Mailbox(person.name, address.value)) if address else ""


def _no_inbox() -> str:
    return _("No inbox can send yet. Connect a mailbox under Settings; your words are kept.")


def _gone() -> str:
    return _("This was sent or thrown away already.")
