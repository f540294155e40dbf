"""Lets allauth's Django templates stand on the same shell and use the same parts as every other page."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import template
from django.template import engines
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from byhand.channels.inbox import Inbox
from byhand.web.assets import asset
from byhand.web.jinja import icon as drawn
from byhand.web.views.first_run import is_begun

register = template.Library()


@register.tag
def calm(parser: Parser, token: Token) -> Calm:
    """`{% calm title %} … {% endcalm %}`: what stands between is a page of its own on the bare shell."""
    _, title = token.split_contents()
    inside = parser.parse(("endcalm",))
    parser.delete_first_token()
    return Calm(parser.compile_filter(title), inside)


class Calm(template.Node):
    def __init__(self, title: FilterExpression, inside: NodeList) -> None:
        self.title, self.inside = title, inside

    def render(self, context: template.Context) -> SafeString:
        known = {"title": self.title.resolve(context), "content": self.inside.render(context)}
        page = engines["jinja2"].get_template("signing_in/page.html")
        return mark_safe(page.render(known, context["request"]))


@register.simple_tag
def form_fields(form: Any) -> SafeString:
    """All fields of a form, by the macro that every form uses."""
    macros: Any = engines["jinja2"].get_template("parts/field.html").template.module  # type: ignore[attr-defined]
    return mark_safe(str(macros.fields(form)))


@register.simple_tag
def icon(name: str) -> Markup:
    """An icon of the sprite."""
    return drawn(name)


@register.simple_tag
def versioned(path: str) -> str:
    """The address of a static file, with the mark of its content."""
    return asset(path)


@register.simple_tag(takes_context=True)
def onward(context: template.Context) -> str:
    """Where to go when the second proof is settled: on with the first run, or back to oneself."""
    user = context["request"].user
    if user.is_authenticated and user.is_owner and not is_begun():
        return reverse("welcome.begin")
    return reverse("settings.me") if is_mfa_enabled(user) else reverse("start")


@register.simple_tag
def can_send_mail() -> bool:
    """Whether there is a mailbox through which a link could be sent."""
    return Inbox.objects.at_work().filter(kind="email").exists()
