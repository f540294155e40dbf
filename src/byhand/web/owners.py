"""A page for owners of the desk: others are told whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from byhand.web.at_the_desk import DeskRequest, Given, View, at_the_desk


def for_owners(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """Colleagues see a sentence instead of the page."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if request.user.is_owner:
            return view(request, *args, **kwargs)
        return render(request, "wrong/owners.html", status=403)

    return at_the_desk(guarded)
