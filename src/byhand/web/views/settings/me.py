"""Me: name, language, time zone, sign-in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from byhand.channels.phone.own_phone import OwnPhone
from byhand.kit.phone import e164
from byhand.team.session import Session, digest
from byhand.team.shown import Shown
from byhand.team.staffing import sign_out_everywhere
from byhand.team.user import User
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.forms.me import MeForm
from byhand.web.forms.phone_lines import OwnPhoneForm
from byhand.web.forms.shown import ShownForm


@at_the_desk
@for_guests_too
def me(request: DeskRequest) -> HttpResponse:
    user = request.user
    form = MeForm(request.POST or None, initial=_as_it_is(user))
    if request.method == "POST" and form.is_valid():
        user.describe(**form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings.me")
    return _page(request, form=form)


@require_POST
@at_the_desk
def shown(request: DeskRequest) -> HttpResponse:
    """What customers may see of me."""
    form = ShownForm(request.POST, request.FILES, auto_id="shown_%s")
    if not form.is_valid():
        return _page(request, shown=form)
    given = form.cleaned_data
    Shown.objects.say(request.user, **{name: given[name] for name in ("is_shown", "what_for", "speaks")})
    if given["face"] or given["no_face"]:
        Shown.objects.picture(request.user, None if given["no_face"] else given["face"])
    messages.success(request, _("Kept."))
    return redirect("settings.me")


@require_POST
@at_the_desk
def own_phone(request: DeskRequest) -> HttpResponse:
    """Their own telephone, to ring or not."""
    form = OwnPhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, phone=form)
    OwnPhone.objects.keep(
        e164(form.cleaned_data["number"]), rings=form.cleaned_data["rings"], by=request.user
    )
    messages.success(request, _("Kept."))
    return redirect("settings.me")


@require_POST
@at_the_desk
@for_guests_too
def sign_out_elsewhere(request: DeskRequest) -> HttpResponse:
    ended = sign_out_everywhere(request.user, except_digest=_own_digest(request))
    if ended:
        told = ngettext("%(n)s other sign-in has ended.", "%(n)s other sign-ins have ended.", ended)
        messages.success(request, told % {"n": ended})
    else:
        messages.success(request, _("You were signed in nowhere else."))
    return redirect("settings.me")


def _page(
    request: DeskRequest, *, form: MeForm | None = None, shown: ShownForm | None = None,
    phone: OwnPhoneForm | None = None,
) -> HttpResponse:  # fmt: skip
    """With what was sent where it was wrong, and as it is otherwise."""
    wrong = any(one is not None and one.is_bound for one in (form, shown, phone))
    context = {
        "form": form or MeForm(initial=_as_it_is(request.user)), "shown": shown or _shown(request),
        "phone_form": phone or _phone(request), **_sign_in_of(request),
    }  # fmt: skip
    return render(request, "settings/me.html", context, status=422 if wrong else 200)


def _as_it_is(user: User) -> dict[str, str]:
    return {"name": user.name, "language": user.language, "time_zone": user.time_zone}


def _shown(request: DeskRequest) -> ShownForm:
    row = Shown.objects.filter(colleague=request.user).defer("face").first()
    said = {"is_shown": row.since is not None, "what_for": row.what_for, "speaks": row.speaks} if row else {}
    return ShownForm(initial=said, auto_id="shown_%s")


def _phone(request: DeskRequest) -> OwnPhoneForm:
    own = OwnPhone.objects.filter(colleague=request.user).first()
    return OwnPhoneForm(
        initial={"number": own.number, "rings": own.rings_since is not None} if own else {"rings": True}
    )


def _sign_in_of(request: DeskRequest) -> dict[str, object]:
    proofs = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    elsewhere = Session.objects.filter(colleague=request.user).exclude(session_key=_own_digest(request))
    return {
        "passkeys": [one for one in proofs if one.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(one.type == Authenticator.Type.TOTP for one in proofs),
        "has_recovery": any(one.type == Authenticator.Type.RECOVERY_CODES for one in proofs),
        "elsewhere": elsewhere.count(),
    }


def _own_digest(request: DeskRequest) -> str:
    return digest(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
