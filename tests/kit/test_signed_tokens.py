"""Whom a token proves, and everything that proves nobody."""

import base64
import json

import pytest

from byhand.kit.signed_tokens import NotGenuine, Vouched, read, signature_of, write

KEY, CHAT, NOW = "k" * 43, "abcdef0123456789", 1_800_000_000.0
RUTH = {"sub": 42, "email": "ruth@harrow.example", "name": "Ruth  Okafor", "exp": NOW + 600}


def proves(token: str) -> Vouched:
    return read(token, key=KEY, audience=CHAT, now=NOW)


def _part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def test_a_genuine_token_names_somebody():
    assert proves(write(RUTH, key=KEY)) == Vouched("42", "ruth@harrow.example", "Ruth Okafor")
    assert proves(write({**RUTH, "aud": CHAT, "exp": NOW - 30}, key=KEY)).subject == "42", (
        "clocks differ a little"
    )


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"exp": NOW - 61}, "expired"),
        ({"exp": NOW + 90_000}, "more than a day"),
        ({"exp": None}, "until when"),
        ({"exp": True}, "until when"),
        ({"exp": "never"}, "until when"),
        ({"aud": "another"}, "another chat"),
        ({"sub": ""}, "name the person"),
        ({"sub": None}, "name the person"),
        ({"sub": {"$ne": 1}}, "name the person"),
    ],
)
def test_a_signed_token_that_proves_nobody(claims, why):
    with pytest.raises(NotGenuine, match=why):
        proves(write({**RUTH, **claims}, key=KEY))


def test_what_is_not_signed_with_the_key_proves_nobody():
    head, said, signed = write(RUTH, key=KEY).split(".")
    forged = _part({**RUTH, "sub": 1})
    none = _part({"alg": "none"})
    hs512 = _part({"alg": "HS512", "typ": "JWT"})
    for token in (
        write(RUTH, key="another key"),
        f"{head}.{forged}.{signed}",
        f"{none}.{said}.",
        f"{none}.{said}.{signed}",
        f"{none}.{said}.{signature_of(f'{none}.{said}', KEY)}",
        f"{hs512}.{said}.{signature_of(f'{hs512}.{said}', KEY)}",
        f"{head}.{said}.{signed}=",
        f"{head}.{said}.ünïcode",
        f"{head}.!.{signature_of(f'{head}.!', KEY)}",
        f"{head}.{_part([1])}.{signature_of(f'{head}.{_part([1])}', KEY)}",
        "", "a.b", "a.b.c.d", "." * 3, "x" * 2_001,
    ):  # fmt: skip
        with pytest.raises(NotGenuine):
            proves(token)


def test_a_name_is_one_line():
    assert proves(write({**RUTH, "name": "Ruth\r\nBcc: all\u202e", "email": 7}, key=KEY)) == Vouched(
        "42", "", "RuthBcc: all"
    )
