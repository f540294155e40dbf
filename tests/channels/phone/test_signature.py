"""The signature of the exchange, against the official library: what it signs is genuine here, and nothing else is."""

import json
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from byhand.channels.phone.signature import is_genuine

TOKEN = "a token nobody guesses"
WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
URLS = st.sampled_from([
    "https://desk.example.org/phone/k/call", "https://desk.example.org:8443/phone/k/call?of=%3Ca%40b%3E",
    "http://127.0.0.1:8000/phone/k/rang/1", "https://[2001:db8::1]/phone/k/call",
])  # fmt: skip


def said(
    signature, *, url="https://desk.example.org/phone/k/call", fields=(), body=b"", is_form=True, token=TOKEN
):
    return is_genuine(signature, token=token, url=url, fields=fields, body=body, is_form=is_form)


@settings(max_examples=60, deadline=None)
@given(URLS, st.dictionaries(WORDS, WORDS, max_size=6), WORDS, WORDS)
def test_what_the_official_library_signs_is_genuine_and_one_letter_more_is_not(url, fields, name, value):
    signature = RequestValidator(TOKEN).compute_signature(url, fields)
    assert said(signature, url=url, fields=fields.items())
    assert not said(signature, url=url, fields=[*fields.items(), (f"{name}+", value + "x")])
    assert not said(signature, url=f"{url}x", fields=fields.items())
    assert not said(signature, url=url, fields=fields.items(), token="another token")


def test_exchanges_that_name_the_usual_port_are_understood():
    named = RequestValidator(TOKEN).compute_signature("https://desk.example.org:443/phone/k/call", {"A": "1"})
    assert said(named, fields=[("A", "1")])


def test_a_body_that_is_no_form_is_named_by_its_digest_in_the_address():
    body = json.dumps({"CallSid": "CA1"}).encode()
    url = f"https://desk.example.org/phone/k/call?bodySHA256={sha256(body).hexdigest()}"
    signature = RequestValidator(TOKEN).compute_signature(url, {})
    assert RequestValidator(TOKEN).validate(url, body.decode(), signature)
    assert said(signature, url=url, body=body, is_form=False)
    assert not said(signature, url=url, body=body + b" ", is_form=False)
    bare = "https://desk.example.org/phone/k/call"
    assert not said(RequestValidator(TOKEN).compute_signature(bare, {}), url=bare, body=body, is_form=False)


def test_no_signature_and_no_token_are_never_genuine():
    url = "https://desk.example.org/phone/k/call"
    assert not said("")
    assert not said("ünïcode \ud800")
    assert not said(RequestValidator("").compute_signature(url, {}), token="")
