"""What each colleague has in hand now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from byhand.conversations.in_hand import MOST, in_hand, in_nobodys_hand
from byhand.web.at_the_desk import DeskRequest, at_the_desk


@require_safe
@at_the_desk
def page(request: DeskRequest) -> HttpResponse:
    nobodys = in_nobodys_hand(request.seen)
    told = {"hands": in_hand(request.seen), "nobodys": f"{MOST - 1}+" if nobodys >= MOST else nobodys}
    return render(request, "conversations/in_hand.html", told)
