"""Colleagues: who works here, who is invited, who leaves."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from byhand.gate import notices
from byhand.team import staffing
from byhand.team.inviting import Invitation
from byhand.team.user import User
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.team import InvitingForm
from byhand.web.owners import for_owners


@require_safe
@at_the_desk
def colleagues(request: DeskRequest) -> HttpResponse:
    return _page(request, InvitingForm())


@never_cache
@require_POST
@for_owners
def invite(request: DeskRequest) -> HttpResponse:
    """Shows the link once; it is kept nowhere."""
    form = InvitingForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    email = form.cleaned_data["email"]
    role = form.cleaned_data["role"] or User.Role.COLLEAGUE
    _row, secret = Invitation.objects.invite(email=email, by=request.user, role=role)
    link = request.build_absolute_uri(reverse("join", args=[secret]))
    is_sent = form.cleaned_data["by_mail"] and notices.invite(email=email, link=link, by=request.user)
    return render(request, "settings/link.html", {
        "title": _("Invitation"), "link": link, "email": email, "is_sent": bool(is_sent),
        "wanted_mail": form.cleaned_data["by_mail"],
    })  # fmt: skip


@require_POST
@for_owners
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.open(), pk=pk).withdraw()
    messages.success(request, _("The invitation no longer works."))
    return redirect("colleagues")


@require_POST
@for_owners
def let_go(request: DeskRequest, pk: int) -> HttpResponse:
    return _change(request, pk, staffing.let_go, _("%(name)s no longer works here and is signed out."))


@require_POST
@for_owners
def welcome_back(request: DeskRequest, pk: int) -> HttpResponse:
    return _change(
        request, pk, staffing.welcome_back, _("%(name)s works here again. Make them a link for a password.")
    )


@require_POST
@for_owners
def make_owner(request: DeskRequest, pk: int) -> HttpResponse:
    return _change(request, pk, staffing.make_owner, _("%(name)s is an owner now."))


@require_POST
@for_owners
def make_colleague(request: DeskRequest, pk: int) -> HttpResponse:
    return _change(request, pk, staffing.make_colleague, _("%(name)s is a colleague now."))


@require_POST
@for_owners
def make_guest(request: DeskRequest, pk: int) -> HttpResponse:
    return _change(request, pk, staffing.make_guest, _("%(name)s is a guest now: reads and writes notes."))


@never_cache
@require_POST
@for_owners
def password_link(request: DeskRequest, pk: int) -> HttpResponse:
    """For a colleague who forgot theirs while no mail can be sent: a link that works once, for three days."""
    colleague = get_object_or_404(User.objects.at_work(), pk=pk)
    key = default_token_generator.make_token(colleague)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(colleague), key])
    return render(request, "settings/link.html", {
        "title": _("A new password for %(name)s") % {"name": colleague.name},
        "link": request.build_absolute_uri(path), "email": "", "is_sent": False, "wanted_mail": False,
    })  # fmt: skip


def _change(request: DeskRequest, pk: int, verb: Callable[..., None], said: str) -> HttpResponse:
    colleague = get_object_or_404(User, pk=pk)
    try:
        verb(colleague, by=request.user)
        messages.success(request, said % {"name": colleague.name})
    except staffing.NotAllowed as told:
        messages.error(request, str(told))
    return redirect("colleagues")


def _page(request: DeskRequest, form: InvitingForm, status: int = 200) -> HttpResponse:
    return render(request, "settings/colleagues.html", {
        "form": form,
        "at_work": User.objects.at_work(),
        "left": User.objects.filter(is_active=False),
        "invitations": Invitation.objects.open().select_related("by").order_by("-made_at"),
    }, status=status)  # fmt: skip
