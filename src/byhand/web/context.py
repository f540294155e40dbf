"""What every page knows, in both template languages. No queries here."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from byhand.web import assets


def desk(request: HttpRequest) -> dict[str, Any]:
    """`me` is the colleague or None; `here` the first part of the path; `notices` what to say once."""
    user = getattr(request, "user", None)
    return {
        "me": user if user is not None and user.is_authenticated else None,
        "here": request.path.strip("/").partition("/")[0],
        "path": request.get_full_path(),
        "notices": get_messages(request),
        # Django masks a new token wherever one is named; a conversation names nine.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "stylesheets": assets.stylesheets(),
        "public_stylesheets": assets.public_stylesheets(),
        "scripts": assets.scripts(),
        "modules": assets.modules(),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
