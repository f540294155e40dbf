"""Whether links lead where they say, by their shape alone. Whether they answer: `outreach/link_look.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from byhand.kit.markdown import links_in
from byhand.outreach.checking.finding import Finding

MOST_LINKS = 12
_HOST = re.compile(r"(?i)\b(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})\b")
_NUMBERS = re.compile(r"[0-9.]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
# Services that hide where a link leads; filters of mail weigh them against a letter.
SHORTENERS = frozenset(
    ["bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "rebrand.ly", "cutt.ly"]
)


def look_at_links(body: str) -> Iterator[Finding]:
    """Each is advice."""
    links = links_in(body)
    if len(links) > MOST_LINKS:
        told = {"n": len(links), "most": MOST_LINKS}
        yield Finding(_("%(n)s links are many; over %(most)s look like an advertisement to filters.") % told)
    for link in links:
        yield from _look_at(link.to, link.words)


def _look_at(to: str, words: str) -> Iterator[Finding]:
    try:
        parts = urlsplit(to)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        yield Finding(_("“%(link)s” is no address; nobody gets anywhere by it.") % {"link": to[:80]})
        return
    if parts.scheme in ("mailto", "tel"):
        if _is_no_reply(to):
            yield Finding(
                _("%(link)s is an address at which nobody reads. Give one of a person.") % {"link": to[:80]}
            )
        return
    if parts.scheme not in ("http", "https") or ("." not in host and not _NUMBERS.fullmatch(host)):
        yield Finding(
            _("“%(link)s” leads nowhere: write it out, beginning with https://") % {"link": to[:80]}
        )
        return
    if _NUMBERS.fullmatch(host):
        yield Finding(
            _("%(link)s names a number in place of a host; filters distrust that.") % {"link": to[:80]}
        )
    if host in SHORTENERS:
        yield Finding(_("%(host)s hides where a link leads. Write the whole address.") % {"host": host})
    if parts.scheme == "http":
        yield Finding(_("%(link)s is not encrypted; use https:// if the site has it.") % {"link": to[:80]})
    named = _HOST.search(words)
    said = named[1].lower().removeprefix("www.") if named else ""
    if said and said != host and not host.endswith(f".{said}"):
        told = {"said": said, "host": host}
        yield Finding(_("A link says %(said)s and leads to %(host)s; readers take that for a trick.") % told)


def _is_no_reply(to: str) -> bool:
    return bool(re.match(r"(?i)mailto:(?:no|do[-_.]?not)[-_.]?reply", to))
