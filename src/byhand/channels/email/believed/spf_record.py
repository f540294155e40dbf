"""What an SPF record says of an address (RFC 7208): whether mail from there may name this domain."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from byhand.channels.email.believed.asking import Names

Verdict = Literal["pass", "fail", "softfail", "neutral"]

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4
_VERDICTS: dict[str, Verdict] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
_TERM = re.compile(r"([+?~-]?)([a-z0-9]+)(?::([^/\s]+))?((?:/\d{1,3})?(?://\d{1,3})?)", re.IGNORECASE)
_IP = re.compile(r"([+?~-]?)(ip4|ip6):([0-9a-f.:]+(?:/\d{1,3})?)", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(\S*)", re.IGNORECASE)


class Broken(Exception):
    """The record cannot be followed (permerror); the text says at which word."""


def records_of(domain: str, names: Names) -> list[str]:
    """Its SPF records; there is to be one (RFC 7208, 4.5)."""
    return [one for one in names.txt(domain) if one.lower() == "v=spf1" or one.lower().startswith("v=spf1 ")]


@dataclass
class Question:
    """Whether `address` may send for a domain. Raises Broken, NoName."""

    address: str
    names: Names
    lookups: int = field(default=0)

    def verdict(self, domain: str) -> Verdict:
        records = records_of(domain, self.names)
        if len(records) != 1:
            raise Broken(domain)
        led_to = ""
        for word in records[0].split()[1:]:
            modifier = _MODIFIER.fullmatch(word)
            if modifier:
                led_to = modifier[2] if modifier[1].lower() == "redirect" else led_to
            elif (found := self._of(word, domain)) is not None:
                return found
        if led_to:
            self._count(led_to)
            return self.verdict(led_to)
        return "neutral"

    def _of(self, word: str, domain: str) -> Verdict | None:
        """What this word says; None if it does not speak of the address."""
        if (ip := _IP.fullmatch(word)) is not None:
            return _VERDICTS[ip[1] or "+"] if self._is_in(ip[3]) else None
        term = _TERM.fullmatch(word)
        if term is None:
            raise Broken(word)
        sign, name, target, length = term[1] or "+", term[2].lower(), term[3] or domain, term[4]
        return _VERDICTS[sign] if self._matches(name, target, length, word) else None

    def _matches(self, name: str, target: str, length: str, word: str) -> bool:
        if name == "all":
            return True
        if name not in ("a", "mx", "include", "exists", "ptr"):
            raise Broken(word)
        self._count(word)
        if (
            "%" in target or name == "ptr"
        ):  # a macro speaks of a letter, not of a server alone; ptr is not to be used
            return False
        if name == "include":
            return self.verdict(target) == "pass"
        if name == "exists":
            return bool(self.names.addresses(target))
        hosts = [target] if name == "a" else list(self.names.mx(target))[:MOST_LOOKUPS]
        return any(self._is_in(one) for host in hosts for one in self._ranges(host, length))

    def _ranges(self, host: str, length: str) -> Iterator[str]:
        four, _, six = length.partition("//")
        for one in self.names.addresses(host):
            bits = six if ":" in one else four.lstrip("/")
            yield f"{one}/{bits}" if bits else one

    def _is_in(self, network: str) -> bool:
        try:
            return ipaddress.ip_address(self.address) in ipaddress.ip_network(network, strict=False)
        except ValueError:
            raise Broken(network) from None

    def _count(self, word: str) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise Broken(word)
