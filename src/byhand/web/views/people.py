"""People: the list and one page each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from byhand.web.at_the_desk import DeskRequest, at_the_desk


@at_the_desk
def index(request: DeskRequest) -> HttpResponse:
    return render(request, "people/index.html")
