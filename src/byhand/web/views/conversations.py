"""The lists, and one conversation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from byhand.web.at_the_desk import DeskRequest, at_the_desk


@at_the_desk
def start(request: DeskRequest) -> HttpResponse:
    return redirect("conversations")


@at_the_desk
def listing(request: DeskRequest) -> HttpResponse:
    return render(request, "conversations/list.html")
