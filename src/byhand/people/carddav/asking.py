"""What is asked of a CardDAV server: where its address books are, what changed in one, cards, and putting one there.

RFC 6764 (finding), RFC 5397 (current-user-principal), RFC 6352 (books, multiget), RFC 6578 (sync-collection).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from byhand.people.carddav.client import Answer, Client, NoBook

MOST_CARDS = 100_000
AT_ONCE = 50
_D, _C = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
# What XML 1.0 (2.2) forbids and servers pass on from a card all the same; one such card would close the whole book.
_NO_XML = bytes({*range(32)} - set(b"\t\n\r"))
_NS = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"'


@dataclass(frozen=True, slots=True)
class Found:
    """An address book there."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the token: addresses with their ETags, those gone, and the next token.

    `is_all`: everything that is there; what is not named is gone.
    """

    etags: dict[str, str]
    gone: tuple[str, ...]
    token: str
    is_all: bool


def start_of(given: str) -> str:
    """The address somebody typed (a server, a mail address, a whole address) as one to begin at. Raises NoBook."""
    given = given.strip()
    if "://" not in given:
        given = f"https://{given.rpartition('@')[2]}"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise NoBook(_("Give the server’s address, as in https://contacts.example.org."))
    return given if parts.path.strip("/") else f"{given.rstrip('/')}/.well-known/carddav"


def books(client: Client, url: str) -> list[Found]:
    """Those the name may use. Raises NoBook."""
    home = _home(client, url)
    body = f"{_HEAD}<propfind {_NS}><prop><resourcetype/><displayname/></prop></propfind>".encode()
    found: list[Found] = []
    for href, props in _answers(client.ask("PROPFIND", home, body, depth="1")):
        if props.find(f"{_D}resourcetype/{_C}addressbook") is not None:
            name = (props.findtext(f"{_D}displayname") or "").strip()
            found.append(Found(href, name[:120] or unquote(href.rstrip("/").rpartition("/")[2])[:120]))
    if not found:
        raise NoBook(_("There is no address book for this name at %(url)s.") % {"url": home})
    return found


def changes(client: Client, book: str, token: str) -> Changes:
    """What changed since then; everything where the server keeps no account of it. Raises NoBook."""
    body = (
        f"{_HEAD}<sync-collection {_NS}><sync-token>{escape(token)}</sync-token><sync-level>1</sync-level>"
        "<prop><getetag/></prop></sync-collection>"
    )
    answer = client.ask("REPORT", book, body.encode(), depth="0")
    if answer.status in (403, 409) and token:  # the token is too old: RFC 6578, 3.2
        return changes(client, book, "")
    if answer.status != 207:
        return _listed(client, book)
    root = _parsed(answer.body)
    etags, gone = dict[str, str](), list[str]()
    for href, props, status in _responses(root, answer.url):
        if status == 404:
            gone.append(href)
        elif _is_card(href, book):
            etags[href] = _etag(props)
    return Changes(etags, tuple(gone), (root.findtext(f"{_D}sync-token") or "").strip(), is_all=not token)


def cards(client: Client, book: str, hrefs: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The address, ETag and text of each of these cards that is there. Raises NoBook."""
    for at in range(0, len(hrefs), AT_ONCE):
        some = "".join(f"<href>{escape(urlsplit(one).path)}</href>" for one in hrefs[at : at + AT_ONCE])
        body = (
            f"{_HEAD}<c:addressbook-multiget {_NS}><prop><getetag/><c:address-data/></prop>{some}"
            "</c:addressbook-multiget>"
        )
        for href, props in _answers(client.ask("REPORT", book, body.encode(), depth="1")):
            text = props.findtext(f"{_C}address-data")
            if text:
                yield href, _etag(props), text


def put(client: Client, url: str, text: bytes, *, etag: str) -> str | None:
    """Writes a card if it is still as it was (or not there yet); gives its new ETag, None if it was changed meanwhile.

    Raises NoBook.
    """
    only_if = {"If-Match": etag} if etag else {"If-None-Match": "*"}
    kind = {"Content-Type": "text/vcard; charset=utf-8"}
    answer = client.ask("PUT", url, text, headers={**only_if, **kind})
    if answer.status in (404, 409, 410, 412):
        return None
    if answer.status >= 400:
        raise NoBook(_("The address book may only be read with this name."))
    return answer.headers.get("etag", "")


def _home(client: Client, url: str) -> str:
    """From whatever address: by the principal to its home; a book's own address is taken as it is."""
    wanted = "<current-user-principal/><c:addressbook-home-set/><resourcetype/>"
    body = f"{_HEAD}<propfind {_NS}><prop>{wanted}</prop></propfind>"
    for _step in range(3):
        answer = client.ask("PROPFIND", url, body.encode(), depth="0")
        if answer.status == 404 and url.endswith("/.well-known/carddav"):
            url = urljoin(url, "/")
            continue
        for _href, props in _answers(answer):
            home = props.findtext(f"{_C}addressbook-home-set/{_D}href")
            if home:
                return _joined(answer.url, home)
            if props.find(f"{_D}resourcetype/{_C}addressbook") is not None:
                return answer.url
            principal = props.findtext(f"{_D}current-user-principal/{_D}href")
            if principal and _joined(answer.url, principal) != url:
                url = _joined(answer.url, principal)
                break
        else:
            return answer.url
    return url


def _listed(client: Client, book: str) -> Changes:
    body = f"{_HEAD}<propfind {_NS}><prop><getetag/></prop></propfind>".encode()
    rows = _answers(client.ask("PROPFIND", book, body, depth="1"))
    return Changes({href: _etag(props) for href, props in rows if _is_card(href, book)}, (), "", is_all=True)


def _is_card(href: str, book: str) -> bool:
    return href.rstrip("/") != book.rstrip("/") and not href.endswith("/")


def _etag(props: Element) -> str:
    return (props.findtext(f"{_D}getetag") or "").strip()


def _answers(answer: Answer) -> list[tuple[str, Element]]:
    """The addresses and what is said of each that is there. Raises NoBook."""
    if answer.status != 207:
        raise NoBook(_("There is no address book at %(url)s.") % {"url": answer.url})
    return [
        (href, props) for href, props, status in _responses(_parsed(answer.body), answer.url) if status == 200
    ]


def _responses(root: Element, base: str) -> Iterator[tuple[str, Element, int]]:
    empty = Element("none")
    for number, one in enumerate(root.iter(f"{_D}response")):
        if number > MOST_CARDS:
            raise NoBook(_("There are more cards than in any address book."))
        href = _joined(base, (one.findtext(f"{_D}href") or "").strip())
        good = next((each for each in one.iter(f"{_D}propstat") if _status(each) == 200), None)
        props = good.find(f"{_D}prop") if good is not None else None
        yield href, props if props is not None else empty, 200 if good is not None else _status(one) or 404


def _status(one: Element) -> int:
    found = re.search(r" (\d{3})\b", one.findtext(f"{_D}status") or "")
    return int(found[1]) if found else 0


def _joined(base: str, href: str) -> str:
    """On the same server, whatever it says: the password goes nowhere else."""
    there = urlsplit(urljoin(base, href))
    here = urlsplit(base)
    return f"{here.scheme}://{here.netloc}{there.path}"


def _parsed(body: bytes) -> Element:
    """Without a document type there are no entities: none to expand, none to fetch."""
    try:
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise ValueError
        parser = XMLParser()
        parser.feed(body.translate(None, _NO_XML))
        return parser.close()
    except (ParseError, ValueError, LookupError):
        raise NoBook(_("The server’s answer cannot be read: it is no CardDAV.")) from None
