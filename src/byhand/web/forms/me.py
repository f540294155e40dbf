"""What a colleague says about themselves. E-mail, role and rights are no fields here."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from byhand.kit.clocks import zone_names
from byhand.web.forms.lines import LineField


def zones() -> list[tuple[str, str]]:
    """Every time zone by its common name; the desk's own first."""
    return [
        ("", _("As the desk: %(zone)s") % {"zone": settings.TIME_ZONE}),
        *((one, one.replace("_", " ")) for one in zone_names()),
    ]


class MeForm(forms.Form):
    """Three fields; whatever else is sent along is not read."""

    name = LineField(label=_("Your name"), help_text=_("As customers read it."), autocomplete="name")
    language = forms.ChoiceField(
        label=_("Language of the pages"), required=False,
        choices=lambda: [("", _("As the browser says")), *settings.LANGUAGES],
    )  # fmt: skip
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=zones)
