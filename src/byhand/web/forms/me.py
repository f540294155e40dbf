"""What a colleague says about themselves. E-mail, role and rights are no fields here."""

from __future__ import annotations

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from byhand.web.forms.lines import LineField


def zones() -> list[tuple[str, str]]:
    """Every time zone by its common name; the desk's own first."""
    named = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )
    return [
        ("", _("As the desk: %(zone)s") % {"zone": settings.TIME_ZONE}),
        *((one, one.replace("_", " ")) for one in named),
    ]


class MeForm(forms.Form):
    """Three fields; whatever else is sent along is not read."""

    name = LineField(label=_("Your name"), help_text=_("As customers read it."), autocomplete="name")
    language = forms.ChoiceField(
        label=_("Language of the pages"), required=False,
        choices=lambda: [("", _("As the browser says")), *settings.LANGUAGES],
    )  # fmt: skip
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=zones)
