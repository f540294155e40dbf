"""People: the list, one page each, and what colleagues note about them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.introduction import Introduction
from byhand.conversations.knowing import last_spoken, memories_in_sight, people_visible_to
from byhand.conversations.message import Message
from byhand.conversations.paging import slice_of
from byhand.people.memory import Memory, MemoryQuerySet
from byhand.people.person import Person
from byhand.people.resemblance import Resemblance
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.people import BlockForm, DescribeForm, MemoryForm, ReachForm
from byhand.web.fragments import answer
from byhand.web.person_opened import person_opened

PAGE = 60
PARTS = {"more": "people/rows.html", "found": "people/found.html"}


@require_safe
@at_the_desk
def index(request: DeskRequest) -> HttpResponse:
    """Everyone by name, or those whose name or address holds the words."""
    words = request.GET.get("q", "").strip()
    people = people_visible_to(request.user)
    found = people.matching(words) if words else people.exclude(name="")
    shown = slice_of(
        found.order_by("name", "pk").select_related("organisation").prefetch_related("addresses"),
        after=request.GET.get("after", ""),
        size=PAGE,
    )
    perhaps = Resemblance.objects.to_ask().among(people_visible_to(request.user)).exists()
    asked = Introduction.objects.waiting_for(request.user).exists()
    context = {
        "people": shown.rows,
        "last_spoken": last_spoken(shown.rows, request.sight),
        "asked_to_introduce": asked,
        "after": shown.after,
        "words": words,
        "perhaps_the_same": perhaps,
    }
    return answer(request, "people/index.html", PARTS, context)


@require_safe
@at_the_desk
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """One person; the address of one who was merged leads to whom they were merged into."""
    found = person_or_404(request, pk)
    return person_opened(request, found) if found.pk == pk else redirect("person", found.pk)


@require_POST
@at_the_desk
def describe(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return person_opened(request, person, refusal=_("A person needs a name."), status=422)
    person.describe(name=form.cleaned_data["name"], line=form.cleaned_data["line"])
    return back(request, person)


@require_POST
@at_the_desk
def remember(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    form = MemoryForm(request.POST)
    if not form.is_valid():
        return person_opened(
            request, person, refusal=_("Say in a sentence what is worth remembering."), status=422
        )
    message = _letter_or_404(request, person, form.cleaned_data["message"])
    note = Memory.objects.remember_privately if form.cleaned_data["privately"] else Memory.objects.remember
    note(person, form.cleaned_data["text"], by=request.user, message=message)
    return back(request, person)


@require_POST
@at_the_desk
def forget(request: DeskRequest, pk: int, memory: int) -> HttpResponse:
    person = person_or_404(request, pk)
    kept = _memories(request, person).filter(pk=memory).first()
    if kept is None:
        raise Http404
    kept.forget()
    return back(request, person)


@require_POST
@at_the_desk
def reach(request: DeskRequest, pk: int) -> HttpResponse:
    """How they like to be reached."""
    person, form = person_or_404(request, pk), ReachForm(request.POST)
    if not form.is_valid():
        refusal = " ".join(map(str, form.errors.get("zone", ()))) or _("Say it in a few words.")
        return person_opened(request, person, refusal=refusal, status=422)
    given = form.cleaned_data
    at = get_object_or_404(person.addresses.all(), pk=given["at"]) if given["at"] else None
    person.is_best_reached(
        at=at, hours=given["hours"], word=given["word"], by=request.user, zone=given["zone"]
    )
    return back(request, person)


@require_POST
@at_the_desk
def address_again(request: DeskRequest, pk: int, address: int) -> HttpResponse:
    """Mail came back from there, and a colleague believes that it works again."""
    person = person_or_404(request, pk)
    get_object_or_404(person.addresses.all(), pk=address).let_try_again(by=request.user)
    return back(request, person)


@require_POST
@at_the_desk
def block(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return person_opened(request, person, refusal=_("Say why, for your colleagues."), status=422)
    person.block(because=form.cleaned_data["because"], by=request.user)
    return back(request, person)


@require_POST
@at_the_desk
def unblock(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    person.unblock()
    return back(request, person)


@require_POST
@at_the_desk
def pictures(request: DeskRequest, pk: int) -> HttpResponse:
    """Lets their mail fetch its pictures from now on, or stops that."""
    person = person_or_404(request, pk)
    if request.POST.get("show") == "no":
        person.hide_pictures()
    else:
        person.show_pictures(by=request.user)
    return back(request, person)


def person_or_404(request: DeskRequest, pk: int) -> Person:
    """Whoever this colleague may see under that id: for one who was merged, the one who is kept."""
    seen = people_visible_to(request.user).select_related("organisation", "blocked_by")
    # SQLite refuses a larger number in words of its own.
    found = (seen.filter(pk=pk).first() or seen.filter(merged=pk).first()) if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def back(request: DeskRequest, person: Person) -> HttpResponse:
    """To the conversation beside which the card stood, if it says so; else to their page.

    Only a path of ours is followed.
    """
    to = request.POST.get("back", "")
    parts = urlsplit(to)
    is_ours = to.startswith("/conversations/") and not parts.netloc and not parts.scheme
    return redirect(to) if is_ours else redirect("person", person.pk)


def _memories(request: DeskRequest, person: Person) -> MemoryQuerySet:
    return memories_in_sight(request.sight, request.user.pk).filter(person=person)


def _letter_or_404(request: DeskRequest, person: Person, pk: int | None) -> int | None:
    """The message that said it, if one is named: of a conversation with them that the colleague may see."""
    if (
        pk is not None
        and not Message.objects.filter(pk=pk, conversation__in=request.seen.filter(person=person)).exists()
    ):
        raise Http404
    return pk
