"""Writing: what stands on the sheet is kept, sent through the gate, or said to the team."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.base import File
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.note import Note
from byhand.conversations.promise import Promise
from byhand.conversations.welcome import Unwelcome
from byhand.gate.delivery import Delivery
from byhand.gate.refusals import MOST_BYTES, NO_ROOM, Refusal
from byhand.team.signin import NotSignedIn
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.fact_choice import is_about_facts, with_fact
from byhand.web.forms.letter import LetterForm
from byhand.web.forms.turns import LeavesForm
from byhand.web.held import held_since
from byhand.web.mirrored import ticked_promises
from byhand.web.opened import address_of, conversation_or_404, opened
from byhand.web.readers import readers_of
from byhand.web.views.turns import first_error, verb


@verb
@for_guests_too
def write(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    """The sheet of a conversation. Without JavaScript its buttons arrive here, too: add files, leave one out.

    A guest's sheet has no way out but the note; what they would send, the gate refuses.
    """
    if "drop" in request.POST:
        Draft.objects.drop(conversation, by=request.user)
        return None
    form = LetterForm(request.POST)
    if not form.is_valid():
        return opened(request, conversation, refusal=too_long(), words=form.words(), status=422)
    words = with_fact(request, form.words())
    draft = Draft.objects.keep(words, conversation=conversation, by=request.user, files=form.chosen())
    refusal = take_files(request, draft)
    if refusal or _only_keeps(request, draft):
        note, status = form.cleaned_data["note"], 422 if refusal else 200
        return opened(request, conversation, refusal=refusal, words=words, note=note, status=status)
    if form.cleaned_data["note"]:
        return _say_to_the_team(request, conversation, draft)
    return _send(request, conversation, draft, form.cleaned_data["reason"])


@verb
@for_guests_too
def keep(request: DeskRequest, conversation: Conversation) -> HttpResponse:
    """Keeps the draft while its writer types; answers with the files that go along."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        return HttpResponse(too_long(), status=422, content_type="text/plain")
    draft = Draft.objects.keep(form.words(), conversation=conversation, by=request.user, files=form.chosen())
    return kept(request, draft)


def kept(request: DeskRequest, draft: Draft) -> HttpResponse:
    """The part of the sheet that a draft fills: its files, and what was wrong with the last of them."""
    refusal = take_files(request, draft)
    _only_keeps(request, draft)
    return going_along(request, draft, refusal)


def going_along(request: DeskRequest, draft: Draft, refusal: str, *, status: int = 200) -> HttpResponse:
    """What goes along with the words, and who will see what."""
    readers = readers_of(draft.words(), draft.conversation)
    context = {"files": draft.going(), "draft": draft, "refusal": refusal, "readers": readers}
    return render(request, "write/files.html", context, status=status)


@require_POST
@at_the_desk
def undo(request: DeskRequest, public_id: str, pk: int) -> HttpResponse:
    """Takes words back that have not left."""
    conversation = conversation_or_404(request, public_id)
    message = conversation.messages.filter(pk=pk, dispatch__isnull=False).first()
    if message is None or not conversation.take_back(message, by=request.sign_in):
        return opened(request, conversation, refusal=_("Too late: it has left already."), status=422)
    return redirect(address_of(request, conversation))


@require_POST
@at_the_desk
def send_anyway(request: DeskRequest, public_id: str, pk: int) -> HttpResponse:
    """The author of a letter that was held has read what is new and lets it go."""
    conversation = conversation_or_404(request, public_id)
    message = (
        conversation.messages.filter(pk=pk, dispatch__isnull=False).select_related("dispatch__inbox").first()
    )
    if message is None or message.dispatch is None or not message.dispatch.send_anyway(by=request.sign_in):
        return opened(request, conversation, refusal=_("There is nothing of yours that is held."), status=422)
    return redirect(address_of(request, conversation))


@require_POST
@at_the_desk
def send_again(request: DeskRequest, public_id: str, pk: int, delivery: int) -> HttpResponse:
    """A person decided to try once more what was refused, held or perhaps delivered."""
    conversation = conversation_or_404(request, public_id)
    one = _delivery(conversation, pk, delivery)
    if one is None or not one.send_again(by=request.user):
        return opened(request, conversation, refusal=_("There is nothing to send again."), status=422)
    return redirect(address_of(request, conversation))


@require_POST
@at_the_desk
def let_be(request: DeskRequest, public_id: str, pk: int, delivery: int) -> HttpResponse:
    """A person decided that it stays as it is."""
    conversation = conversation_or_404(request, public_id)
    one = _delivery(conversation, pk, delivery)
    if one is None or not one.let_be(by=request.user):
        return opened(request, conversation, refusal=_("There is nothing left to decide."), status=422)
    return redirect(address_of(request, conversation))


def _delivery(conversation: Conversation, message: int, delivery: int) -> Delivery | None:
    return Delivery.objects.filter(
        pk=delivery, dispatch__message=message, dispatch__message__conversation=conversation
    ).first()


def take_files(request: DeskRequest, draft: Draft) -> str:
    """Keeps the uploaded files with the draft; gives the sentence that says why not, if not."""
    chosen = request.FILES.getlist("files")
    there = sum(file.size for file in draft.along())
    if there + sum(one.size or 0 for one in chosen) > MOST_BYTES:
        return _("The files are over 20 MB together; most mailboxes would refuse them. Leave one out.")
    return " ".join(filter(None, (_take(one, draft) for one in chosen)))


def _take(one: File[bytes], draft: Draft) -> str:
    try:
        draft.attach(
            filename=one.name or _("file"), type=getattr(one, "content_type", "") or "", content=one.read()
        )
    except Unwelcome as no:
        return str(no)
    return ""


def too_long() -> str:
    return _("This is longer than a letter can be. Shorten it; your words are kept on this page.")


def _only_keeps(request: DeskRequest, draft: Draft) -> bool:
    """Whether a button of the sheet was pressed that sends nothing; leaves the file out that it names."""
    dropped = request.POST.get("leave_out", "")
    if dropped.isdecimal() and len(dropped) < 18:
        draft.detach(int(dropped))
    return bool(dropped) or bool({"add_files", "change"} & set(request.POST)) or is_about_facts(request)


def _send(request: DeskRequest, conversation: Conversation, draft: Draft, reason: str) -> HttpResponse | None:
    leaves = LeavesForm.of(request.POST)
    if leaves and not leaves.is_valid():
        return opened(request, conversation, refusal=first_error(leaves), status=422)
    keeps, promises = _kept_by_it(request, conversation), request.POST.getlist("promises")
    try:
        if request.POST.get("then") == "done":
            conversation.reply_and_close(
                draft, by=request.sign_in, keeps=keeps, promises=promises, reason=reason
            )
        else:
            leaves_at = leaves.cleaned_data["until"] if leaves else None
            conversation.reply(
                draft, by=request.sign_in, leaves_at=leaves_at, keeps=keeps, promises=promises, reason=reason
            )
    except Refusal as no:
        held = held_since(conversation, draft) if no.rule == "writer_saw_the_newest" else None
        return opened(
            request, conversation, refusal=no.sentence, held=held, asks_why=no.rule == NO_ROOM, status=422
        )
    except NotSignedIn:
        return redirect(f"{reverse('account_login')}?next={address_of(request, conversation)}")
    return None


def _kept_by_it(request: DeskRequest, conversation: Conversation) -> list[Promise]:
    """The promises of ours that the letter keeps, as its writer ticked them."""
    ticked = ticked_promises(request)
    return list(conversation.promises.open().ours().filter(pk__in=ticked)) if ticked else []


def _say_to_the_team(request: DeskRequest, conversation: Conversation, draft: Draft) -> HttpResponse | None:
    try:
        note = Note.objects.write(conversation, draft.body, by=request.user)
    except ValueError:
        return opened(
            request, conversation, refusal=_("There is nothing written yet."), note=True, status=422
        )
    draft.discard_words()
    for one in note.called_in_vain:
        messages.warning(
            request, _("%(name)s may not see this conversation and was not called.") % {"name": one.name}
        )
    return None
