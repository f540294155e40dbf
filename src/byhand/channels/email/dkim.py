"""Signing letters (DKIM: RFC 6376, and RFC 8463 for Ed25519), relaxed/relaxed, so that others see whose they are.

Fields that decide how a letter is read are signed once more often than they stand there: another one, added on the
way, breaks the signature (RFC 6376, 8.15). The fields of lists are signed as they stand, both that unsubscribe among
them (RFC 8058, 3.1): a mailing list may add its own to a person's letter.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils import timezone

Algorithm = Literal["rsa-sha256", "ed25519-sha256"]

ONCE_MORE = (
    "from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version",
    "content-type",
)  # fmt: skip
AS_THEY_STAND = (
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "precedence", "auto-submitted",
    "content-transfer-encoding",
)  # fmt: skip

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)\r\n")
_BLANKS = re.compile(rb"\t[ \t]*| [ \t]+")  # those that one blank would replace
_LINE = 72


@dataclass(frozen=True, slots=True)
class Signer:
    """One key of a domain, and the name under which the DNS shows its other half."""

    domain: str
    selector: str
    algorithm: Algorithm
    key: RSAPrivateKey | Ed25519PrivateKey = field(repr=False)


def sign(letter: bytes, signers: Sequence[Signer], *, at: datetime | None = None) -> bytes:
    """The letter, CRLF line ends throughout, with a signature of each key above it."""
    head, _, body = letter.partition(b"\r\n\r\n")
    fields, digest = fields_of(head + b"\r\n"), body_hash(body)
    return b"".join(signature(fields, digest, one, at=at) for one in signers) + letter


def signature(
    fields: Iterable[tuple[str, bytes]], digest: str, signer: Signer, *, at: datetime | None = None
) -> bytes:
    """The field with its line end, for a letter of these fields (`fields_of`) whose `body_hash` is `digest`."""
    named, signed = _in_order(fields)
    tags = [
        "v=1;", f"a={signer.algorithm};", "c=relaxed/relaxed;", f"d={signer.domain};", f"s={signer.selector};",
        f"t={int((at or timezone.now()).timestamp())};", *_names(named), f"bh={digest};", "b=",
    ]  # fmt: skip
    written = "DKIM-Signature: " + "".join(_folded(tags, len("DKIM-Signature: ")))
    own = _relaxed(*_split(written.encode()))[:-2]  # without its line end: RFC 6376, 3.7
    made = _made(signer.key, b"".join((*signed, own)))
    lines = [written, *(made[at : at + _LINE] for at in range(0, len(made), _LINE))]
    return "\r\n\t".join(lines).encode() + b"\r\n"


def fields_of(head: bytes) -> list[tuple[str, bytes]]:
    """Each field of a header in the order it stands: its name in lower case, and all of it in relaxed form."""
    return [(one[1].decode("ascii").lower(), _relaxed(one[1], one[2])) for one in _FIELD.finditer(head)]


@lru_cache(maxsize=256)
def body_hash(body: bytes) -> str:
    """Of the relaxed body (RFC 6376, 3.4.4), in base64. Kept, for one text goes to many."""
    relaxed = _BLANKS.sub(b" ", body) if b"\t" in body or b"  " in body else body
    relaxed = relaxed.replace(b" \r\n", b"\r\n").removesuffix(b" ")
    end = len(relaxed)
    while relaxed.endswith(b"\r\n", 0, end):
        end -= 2
    return base64.b64encode(sha256(relaxed[:end] + b"\r\n" if end else b"").digest()).decode()


def _in_order(fields: Iterable[tuple[str, bytes]]) -> tuple[list[str], list[bytes]]:
    """What `h=` names and what is hashed: of a field that stands twice the lower one first (RFC 6376, 5.4.2)."""
    standing: dict[str, list[bytes]] = {}
    for name, whole in fields:
        standing.setdefault(name, []).insert(0, whole)
    named: list[str] = []
    signed: list[bytes] = []
    for name in (*ONCE_MORE, *AS_THEY_STAND):
        here = standing.get(name, [])
        named += [name] * (len(here) + (name in ONCE_MORE))
        signed += here
    return named, signed


def _relaxed(name: bytes, value: bytes) -> bytes:
    """RFC 6376, 3.4.2."""
    return name.lower() + b":" + _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip(b" ") + b"\r\n"


def _split(whole: bytes) -> tuple[bytes, bytes]:
    name, _, value = whole.partition(b":")
    return name, value


def _names(named: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(named):
        yield ("h=" if number == 0 else "") + name + (";" if number == len(named) - 1 else ":")


def _folded(words: Sequence[str], column: int) -> Iterator[str]:
    for number, word in enumerate(words):
        between = "" if number == 0 else " "
        if number and column + len(word) + 1 > _LINE:
            between, column = "\r\n\t", 1
        column += len(word) + 1
        yield between + word


def _made(key: RSAPrivateKey | Ed25519PrivateKey, data: bytes) -> str:
    """Ed25519 signs the hash, as RSA does within its padding (RFC 8463, 3)."""
    if isinstance(key, RSAPrivateKey):
        made = key.sign(data, PKCS1v15(), SHA256())
    else:
        made = key.sign(sha256(data).digest())
    return base64.b64encode(made).decode()
