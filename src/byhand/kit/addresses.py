"""Names and addresses from a field (RFC 5322, 3.4), as real programs write them. Linear in its length."""

from __future__ import annotations

import re
from functools import lru_cache

from byhand.kit.domains import in_ascii, in_letters
from byhand.kit.headers import plain
from byhand.kit.parsed import Mailbox

_ATOM = r"[^\s@<>()\",:;\\\[\]=]++"
BARE = re.compile(rf"{_ATOM}@{_ATOM}")  # an address alone
_BARE_LIST = re.compile(rf"\s*+{_ATOM}@{_ATOM}(?:\s*+,\s*+{_ATOM}@{_ATOM})*+\s*+")
_NAMED = re.compile(rf"\s*+(?:\"([^\"\\=]*+)\"|([^\"<>(),:;@\\=]*+))\s*+<({_ATOM}@{_ATOM})>\s*+")
_ENTRY = re.compile(
    rf"\s*+(?:(?:\"([^\"\\=]*+)\"|([^\"<>(),:;@\\=]*+))\s*+<({_ATOM}@{_ATOM})>|({_ATOM}@{_ATOM}))\s*+(?:,|\Z)"
)
_TOKEN = re.compile(r"""[,;:]|<[^<>]*+>|"|\(|\\.?|\[[^\[\]]*+\]|[^,;:<"(\\\[]++|.""", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_VALID = re.compile(
    r"(?:[^\s@<>()\",:;\\\[\]]+|\"[^\"\r\n]+\")@[^\s@<>()\",:;\\\[\]]+\.[^\s@<>()\",:;\\\[\].]{2,}"
)
_COMMENT_STOP = re.compile(r"[()\\]")
_LONGEST = 200_000  # letters of one field
_CACHED = 200  # letters; the same senders and lists come again and again
_LONGEST_SURNAME = 200

NOBODY = Mailbox("", "")


def parse_addresses(value: str, most: int) -> tuple[Mailbox, ...]:
    """The mailboxes of an address field, at most so many. Groups are flattened, what is no address is left out."""
    return _cached(value, most) if len(value) <= _CACHED else _parse(value, most)


def _parse(value: str, most: int) -> tuple[Mailbox, ...]:
    if "\n" in value:
        value = value.replace("\n", " ")
    found = _NAMED.fullmatch(value)
    if found:
        return (Mailbox(plain(found[1] or found[2] or "").strip("'"), found[3]),)
    if _BARE_LIST.fullmatch(value):
        return tuple(Mailbox("", word.strip()) for word in value.split(",", most)[:most])
    regular = _regular_list(value[:_LONGEST], most)
    return tuple(_Scanner(value[:_LONGEST]).mailboxes(most) if regular is None else regular)


_cached = lru_cache(maxsize=2048)(_parse)


def _regular_list(value: str, most: int) -> list[Mailbox] | None:
    """What `_Scanner` would find if all is well-formed, in a quarter of the time; None if something is not."""
    found: list[Mailbox] = []
    at = 0
    while at < len(value) and len(found) < most:
        one = _ENTRY.match(value, at)
        if one is None:
            return None
        found.append(_mailbox(one[1] or one[2] or "", one[3] or one[4]))
        at = one.end()
    return found


def _mailbox(phrase: str, angle: str) -> Mailbox:
    """A mailbox without the ornaments of some programs; nothing at all may be left of it."""
    name = plain(phrase)
    if len(name) > 1 and name[0] == name[-1] == "'":
        name = name[1:-1]
    address = plain(angle)
    address = address if address.startswith('"') else address.replace(" ", "")
    if address.startswith("@") and ":" in address:  # a route (RFC 5322, 4.4)
        address = address.rpartition(":")[2]
    return Mailbox(name, _without_quotes(address.removeprefix("mailto:")))


def is_valid(mailbox: Mailbox) -> bool:
    """Whether mail could be sent there."""
    return len(mailbox.address) <= 254 and bool(_VALID.fullmatch(mailbox.address))


def spellings(address: str) -> tuple[str, ...]:
    """The address, and with a domain beyond ASCII its other spelling."""
    local, at, domain = address.rpartition("@")
    try:
        other = in_letters(domain) if domain.isascii() else in_ascii(domain)
    except UnicodeError:
        return (address,)
    return (address,) if other == domain else (address, f"{local}{at}{other}")


class _Scanner:
    """One pass over a field; `words`, `angle` and `comment` hold the mailbox being read."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.quotes_close = self.comments_close = True  # once one is open to the end, so are all later ones
        self.found: list[Mailbox] = []
        self.surname = ""
        self.has_angles = "<" in value
        self._begin()

    def mailboxes(self, most: int) -> list[Mailbox]:
        at = 0
        while at < len(self.value) and len(self.found) < most:
            token = _TOKEN.match(self.value, at)
            assert token is not None  # the last alternative matches any character
            at = self._take(token[0], at, token.end())
        self._finish()
        return self.found[:most]

    def _begin(self) -> None:
        self.words: list[str] = []
        self.angle: str | None = None
        self.comment = ""

    def _take(self, token: str, at: int, end: int) -> int:
        kind = token[0]
        if kind in ",;":
            self._finish()
        elif kind == ":":
            self._colon()
        elif kind == "<" and len(token) > 1:
            self.angle = token[1:-1]
        elif kind == '"':
            return self._quoted(at)
        elif kind == "(":
            return self._commented(at)
        else:
            self.words.append(token[-1] if kind == "\\" else token)
        return end

    def _colon(self) -> None:
        """A group's name ends here (RFC 5322, 3.4); `mailto:` does as well."""
        self.words, self.surname = [], ""

    def _quoted(self, at: int) -> int:
        found = _QUOTED.match(self.value, at) if self.quotes_close else None
        if not found:
            self.quotes_close = False
            return at + 1
        local_part = self.value.startswith("@", found.end())
        self.words.append(found[0] if local_part else _ESCAPED.sub(r"\1", found[1]))
        return found.end()

    def _commented(self, at: int) -> int:
        end = self._comment_end(at) if self.comments_close else 0
        if not end:
            self.comments_close = False
            return at + 1
        self.comment = self.comment or self.value[at + 1 : end - 1]
        return end

    def _comment_end(self, at: int) -> int:
        depth = 0
        while found := _COMMENT_STOP.search(self.value, at):
            at = found.end() + (found[0] == "\\")
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if depth == 0:
                return at
        return 0

    def _finish(self) -> None:
        phrase = "".join(self.words).strip()
        if self.angle is not None:
            self._add(phrase, self.angle)
        elif "@" in phrase:
            self._add_bare(phrase)
        elif phrase:
            self._without_address(phrase)
        self._begin()

    def _add_bare(self, phrase: str) -> None:
        """`bob@example.com`, with whatever words stand beside it as the name."""
        if phrase.startswith('"'):
            self._add("", phrase)  # "john doe"@example.com
            return
        words = phrase.split()
        address = next(word for word in words if "@" in word)
        self._add(" ".join(word for word in words if word is not address), address)

    def _without_address(self, phrase: str) -> None:
        """`Doe` of `Doe, Jane <jane@example.com>`, or a local name such as `MAILER-DAEMON`."""
        if self.has_angles:
            self.surname = f"{self.surname}{phrase}, "[-_LONGEST_SURNAME:]
        elif " " not in phrase:
            self.found.append(Mailbox(plain(self.comment), plain(phrase)))

    def _add(self, phrase: str, angle: str) -> None:
        mailbox = _mailbox(self.surname + phrase or self.comment, angle)
        if mailbox != NOBODY:
            self.found.append(mailbox)
        self.surname = ""


def _without_quotes(address: str) -> str:
    """`'jane@example.com'` without what some programs put around it; `'.'jane@example.com` is meant so."""
    if len(address) > 1 and address[0] == address[-1] == "'":
        return address[1:-1]
    inner = address.strip("'")
    return address if "'" in inner else inner
