"""The same person? The queue of those who may be one; merging two by hand; taking them apart."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.knowing import memories_in_sight, people_visible_to
from byhand.conversations.uniting import unite
from byhand.people.homes import root_of
from byhand.people.link import Link
from byhand.people.matching.batch import Batch
from byhand.people.merging import NotTogether
from byhand.people.person import Person
from byhand.people.resemblance import Resemblance, ResemblanceQuerySet
from byhand.web.among_many import among_many
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.likenesses import Side, sides, why
from byhand.web.owners import for_owners
from byhand.web.views.people import person_or_404

MOST_NAMED = 20
MOST_COUNTED = 100
LATELY = 5


@require_safe
@at_the_desk
def queue(request: DeskRequest) -> HttpResponse:
    """The next two who may be one; it ends."""
    asked = _asked(request)
    pair = asked.select_related("one__organisation", "other__organisation").first()
    context = {
        "pair": pair, "more": max(asked[: MOST_COUNTED + 1].count() - 1, 0), "most": MOST_COUNTED,
        "why": why(pair) if pair else "",
        "sides": _sides(request, pair) if pair else [],
        "lately": list(_decided(request).select_related("one", "other").order_by("-decided_at")[:LATELY]),
        "among_many": among_many(request.user),
    }  # fmt: skip
    return render(request, "people/same.html", context)


@require_POST
@at_the_desk
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Same, different, or later. Who answered one that was answered meanwhile is led on to the next."""
    pair = _asked(request).select_related("one", "other").filter(pk=pk).first()
    given = request.POST.get("answer", "")
    if pair is None:
        _there_or_404(request, pk)
        messages.warning(request, _("Somebody answered that meanwhile."))
    elif given == "same":
        _merge_pair(request, pair)
    elif given == "different":
        pair.are_different(by=request.user)
    elif given == "later":
        pair.ask_later()
    else:
        messages.error(request, _("Choose one of the three answers."))
    return redirect("same")


@require_POST
@at_the_desk
def ask_again(request: DeskRequest, pk: int) -> HttpResponse:
    """An answer given by mistake is taken back; whoever was merged is taken apart on their page."""
    pair = _decided(request).filter(pk=pk).first()
    if pair is None:
        raise Http404
    pair.ask_again()
    return redirect("same")


@require_POST
@for_owners
def compare_everybody(request: DeskRequest) -> HttpResponse:
    """Everybody with everybody, in a process of its own; asked twice is once."""
    Batch.current().ask()
    return redirect("same")


@require_safe
@at_the_desk
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """With whom a person is to be merged: those with these words, at first those of the same name."""
    person = person_or_404(request, pk)
    words = request.GET.get("q", person.name).replace("\x00", "").strip()[:200]
    found = (
        people_visible_to(request.user).exclude(pk=person.pk).matching(words)
        if words
        else Person.objects.none()
    )
    shown = found.prefetch_related("addresses").order_by("name", "pk")[:MOST_NAMED]
    return render(request, "people/merge.html", {"person": person, "found": list(shown), "q": words})


@require_POST
@at_the_desk
def merge(request: DeskRequest, pk: int) -> HttpResponse:
    """This one into the other, who is kept."""
    person = person_or_404(request, pk)
    into = request.POST.get("into", "")
    if not (into.isdecimal() and len(into) < 18):
        messages.error(request, _("Choose with whom they are the same."))
        return redirect("person.merge", person.pk)
    kept = person_or_404(request, int(into))
    try:
        unite(person, into=kept, by=request.user)
    except NotTogether as no:
        messages.error(request, str(no))
        return redirect("person.merge", person.pk)
    return redirect("person", kept.pk)


@require_POST
@at_the_desk
def apart(request: DeskRequest, pk: int, link: int) -> HttpResponse:
    """Two again, each with what was theirs."""
    person = person_or_404(request, pk)
    found = Link.objects.filter(pk=link, kind=Link.Kind.MERGE).first()
    if found is None or person.pk not in (root_of(found.source_id), found.target_id):
        raise Http404
    try:
        done = found.take_apart(by=request.user)
    except NotTogether as no:
        messages.error(request, str(no))
        return redirect("person", person.pk)
    if done is None:
        messages.warning(request, _("That was undone already."))
    return redirect("person", person.pk)


@require_POST
@at_the_desk
def one_persons(request: DeskRequest, pk: int, address: int) -> HttpResponse:
    """A mailbox that looked shared is one person's after all."""
    person = person_or_404(request, pk)
    found = person.addresses.filter(pk=address).first()
    if found is None:
        raise Http404
    found.is_one_persons(by=request.user)
    return redirect("person", person.pk)


def _sides(request: DeskRequest, pair: Resemblance) -> list[Side]:
    noted = memories_in_sight(request.sight, request.user.pk)
    return sides((pair.one, pair.other), request.seen, noted)


def _asked(request: DeskRequest) -> ResemblanceQuerySet:
    return Resemblance.objects.to_ask().among(people_visible_to(request.user))


def _decided(request: DeskRequest) -> ResemblanceQuerySet:
    """Those this colleague called different."""
    seen = Resemblance.objects.among(people_visible_to(request.user))
    return seen.different().filter(decided_by=request.user)


def _there_or_404(request: DeskRequest, pk: int) -> None:
    """A pair of which the colleague may see both, whatever was decided."""
    pair = Resemblance.objects.filter(pk=pk).first()
    both = {root_of(pair.one_id), root_of(pair.other_id)} if pair else set[int]()
    if not both or people_visible_to(request.user).filter(pk__in=both).count() < len(both):
        raise Http404


def _merge_pair(request: DeskRequest, pair: Resemblance) -> None:
    kept, other = (side.person for side in _sides(request, pair))
    try:
        unite(other, into=kept, by=request.user)
    except NotTogether as no:
        pair.ask_later()
        messages.error(request, str(no))
        return
    pair.are_the_same(by=request.user)
    messages.success(
        request,
        _("%(name)s is one person now. It can be taken apart on their page.") % {"name": kept.called()},
    )
