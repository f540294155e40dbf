"""Less for one person: a colleague lowers what they are sent, or notes that they took a consent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.people.consent import Consent
from byhand.people.doors import Door
from byhand.people.topic import Topic
from byhand.people.wish import OnlyThey, Wish
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.less import LessForm, TakenBackForm
from byhand.web.views.people import person_or_404


@require_POST
@at_the_desk
def less(request: DeskRequest, pk: int) -> HttpResponse:
    person, form = person_or_404(request, pk), LessForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what is to be less, and why."))
        return redirect("person", person.pk)
    wished = form.wished(Wish.objects.of_one(person))
    try:
        Wish.objects.lower(person, wished, because=form.cleaned_data["because"], by=request.user)
    except OnlyThey as no:
        messages.error(request, str(no))
    return redirect("person", person.pk)


@require_POST
@at_the_desk
def taken_back(request: DeskRequest, pk: int) -> HttpResponse:
    """They said so, to a colleague: it holds at every address of theirs."""
    person, form = person_or_404(request, pk), TakenBackForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why, for your colleagues."))
        return redirect("person", person.pk)
    topic = get_object_or_404(Topic, pk=min(form.cleaned_data["topic"], 2**62))
    Consent.objects.take_back(
        person, topic, source=form.cleaned_data["because"], door=Door.COLLEAGUE, by=request.user
    )
    return redirect("person", person.pk)
