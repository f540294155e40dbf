"""What the mirror is to look for, for me."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from byhand.conversations.mirror.wishes import MirrorWishes
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.mirror import KindsForm


@at_the_desk
def mirror(request: DeskRequest) -> HttpResponse:
    form = KindsForm(request.POST or None, off=MirrorWishes.objects.off_for(request.user))
    if request.method == "POST" and form.is_valid():
        MirrorWishes.objects.choose(request.user, on=form.on())
        messages.success(request, _("Kept."))
        return redirect("settings.mirror")
    return render(request, "settings/mirror.html", {"form": form}, status=422 if form.is_bound else 200)
