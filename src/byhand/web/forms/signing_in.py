"""allauth's forms in our words: labels above the fields, nothing twice, nothing in the fields."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as proof
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.web.forms.lines import nothing_invisible

WORDS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "password": _("Your password"),
    "oldpassword": _("Your password until now"),
    "password1": _("A new password"),
    "password2": _("The new password once more"),
    "code": _("Code"),
    "name": _("What you call it"),
    "passwordless": _("It alone signs me in, without a password"),
}

_NO_PASSKEY = _("This passkey could not be read. Please try once more.")


class InOurWords(forms.Form):
    """Mixed into a form of allauth, before it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            field.label = WORDS.get(name, field.label)
            field.widget.attrs.setdefault("maxlength", "500")


class LoginForm(InOurWords, account.LoginForm):
    """Who comes."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Who asks for a link."""


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    """A new password by link."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """A new password by the old one."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """A first password."""


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password once more."""


class AuthenticateForm(InOurWords, proof.AuthenticateForm):
    """The second proof."""


class ProveAgainForm(InOurWords, proof.ReauthenticateForm):
    """The second proof once more."""


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    """The app's first code."""


class WellFormed(forms.Form):
    """Mixed in before a form that reads a passkey's answer: one without its parts is refused, not a fault of ours."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise forms.ValidationError(_NO_PASSKEY, code="malformed") from None


class LoginWebAuthnForm(WellFormed, webauthn.LoginWebAuthnForm):
    """A passkey alone."""


class ReauthenticateWebAuthnForm(WellFormed, webauthn.ReauthenticateWebAuthnForm):
    """The passkey once more."""


class AuthenticateWebAuthnForm(WellFormed, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second proof."""


class AddWebAuthnForm(InOurWords, webauthn.AddWebAuthnForm):
    """A passkey; unless said otherwise it is enough by itself."""

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise forms.ValidationError(_NO_PASSKEY, code="malformed") from None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True
        _plain_name(self.fields["name"])


class EditWebAuthnForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain_name(self.fields["name"])


def _plain_name(field: forms.Field) -> None:
    field.validators.append(nothing_invisible)
    field.widget.attrs["maxlength"] = "100"
