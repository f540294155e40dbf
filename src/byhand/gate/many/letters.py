"""Letters: the copies of one broadcast as bytes, each with its own facts, links and fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from byhand.channels.email.addresses import domain_of
from byhand.gate.many import headers
from byhand.gate.many.followed import links_of, targets_of, with_marks
from byhand.gate.many.ids import message_id_of
from byhand.gate.many.markdown import CLOSE, OPEN, to_html, to_plain
from byhand.gate.many.plan import Plan, Words
from byhand.gate.many.rendering import Skeleton, boundary_of, skeleton
from byhand.gate.unsubscribing import link_of, token_at
from byhand.team.models import House

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch

OWN_PAGE, STOP = "_own_page", "_stop"
_PAGE = (
    '<!DOCTYPE html>\n<html lang="%(language)s"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"></head>\n'
    '<body style="margin:0;padding:0;background:#fff">\n'
    '<div style="max-width:36em;margin:0 auto;padding:1.5em 1em;font:16px/1.5 Georgia,serif;color:#222">\n'
    '%(words)s<div style="margin:2em 0 0;padding:1em 0 0;border-top:1px solid #ccc;'
    'font:13px/1.5 sans-serif;color:#555">\n%(footer)s</div>\n</div>\n</body></html>\n'
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """One copy to be written: its number, where to, and what links there. `own_page` is the end of their own link.

    `is_followed`: they allow that we see which links they follow (`followed.py`); everybody else's are plain.
    """

    copy: int
    address: int
    recipient: str
    language: str
    fields: dict[str, str]
    own_page: str
    is_followed: bool = False
    version: str = ""


class Letters:
    """Of one broadcast; each language and version is made ready once."""

    def __init__(self, dispatch: Dispatch, plan: Plan) -> None:
        self._dispatch, self._plan = dispatch, plan
        self._topic = plan.topic.pk if plan.topic else 0
        self._mailbox = dispatch.inbox.address
        self._domain = domain_of(self._mailbox) or "localhost"
        self._skeleton = lru_cache(None)(self._make_ready)

    def words_in(self, language: str, version: str) -> Words:
        return self._plan.words_in(language, version)

    def has_links(self, language: str, version: str) -> bool:
        """Whether any of its links can be followed over a page of ours."""
        return bool(targets_of(self.words_in(language, version)))

    def write(self, one: Addressed) -> bytes:
        """The whole letter, CRLF line ends; not signed."""
        token = token_at(one.address, one.recipient, self._topic)
        message_id = message_id_of(one.copy, self._domain)
        head = headers.for_one(one.recipient, message_id, token, mailbox=self._mailbox, at=timezone.now())
        links = {OWN_PAGE: f"{settings.BASE_URL}/yours/{one.own_page}/", STOP: link_of(token)}
        if one.is_followed:
            links |= links_of(one.copy, self.words_in(one.language, one.version))
        return self._skeleton(one.language, one.version, one.is_followed).letter(head, one.fields | links)

    def _make_ready(self, language: str, version: str, is_followed: bool) -> Skeleton:
        words, dispatch = self._plan.words_in(language, version), self._dispatch
        boundary = boundary_of(f"{dispatch.message_id} {words.language}")
        constant = headers.for_everybody(
            dispatch.inbox, dispatch.author_name, self._plan.topic, boundary=boundary
        )
        with translation.override(words.language):
            plain, html = self._parts(words, is_followed)
        return skeleton(words, plain, html, constant=constant, boundary=boundary)

    def _parts(self, words: Words, is_followed: bool) -> tuple[str, str]:
        signature = [self._dispatch.author_name, *self._plan.below.splitlines()]
        lines = [_why(self._plan), f"{_own_page()} {_mark(OWN_PAGE)}", f"{_stop()} {_mark(STOP)}"]
        plain = "\n".join((to_plain(words.body), "", "-- ", *signature, "", *lines, ""))
        linked = [
            escape(lines[0]), _link(OWN_PAGE, _own_page()), _link(STOP, _stop()),
        ]  # fmt: skip
        footer = "<br>\n".join([*(escape(one) for one in signature), "", *linked])
        page = {
            "language": escape(words.language),
            "words": with_marks(to_html(words.body)) if is_followed else to_html(words.body),
            "footer": f"<p>{footer}</p>\n",
        }
        return plain, _PAGE % page


def _why(plan: Plan) -> str:
    house = House.current()
    name = house.name if house else plan.inbox.name
    if plan.must_know or plan.topic is None:
        return _("You get this from %(house)s because everybody has to know it.") % {"house": name}
    return _("You get this because you agreed to hear from %(house)s about: %(topic)s.") % {
        "house": name, "topic": plan.topic.named(),
    }  # fmt: skip


def _own_page() -> str:
    return _("Choose what we write and how often, and see all we sent you:")


def _stop() -> str:
    return _("Stop these letters with one click:")


def _mark(name: str) -> str:
    return f"{OPEN}{name}{CLOSE}"


def _link(name: str, words: str) -> str:
    return f'<a href="{_mark(name)}" style="color:#1d4f91">{escape(words.rstrip(":"))}</a>'
