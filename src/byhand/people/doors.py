"""Doors: by which way a consent or a wish came to us, and which ways somebody takes who receives our letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """A page behind their link, a sign-up they confirmed, the buttons of their mail program, a mail, a colleague."""

    PAGE = "page", _("on their own page")
    FORM = "form", _("on the sign-up form")
    ONE_CLICK = "one-click", _("by the button of their mail program")
    MAIL = "mail", _("by a mail")
    COMPLAINT = "complaint", _("by calling a letter of ours spam")
    COLLEAGUE = "colleague", _("noted by a colleague")
    IMPORT = "import", _("brought along from elsewhere")


# Somebody of the house stands behind these and is named; behind the others nobody but the person.
COLLEAGUES = ("colleague", "import")
# Through these they may allow more than before; the others of theirs only take back.
RAISING = ("page", "form")
