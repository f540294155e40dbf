"""Signing up: asked back by mail once a day, confirmed by a button alone, and nobody learns whom we know."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.people.agreeing import at_their_door, may_write, somebody, topic

from byhand.gate.models import Notice, SignUp
from byhand.gate.notices import outgoing_of
from byhand.people.consent import Channel
from byhand.people.models import Address, Consent, SignUpForm, Wish
from byhand.people.own_page import stop


@pytest.fixture
def public(db):
    """A stranger's browser, and what counts sendings emptied."""
    cache.clear()
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def workshops(studio):
    return topic("Workshops", by=studio.ana)


@pytest.fixture
def form(studio, workshops):
    return SignUpForm.objects.open(
        "Shop",
        wording="May we write to you?",
        topics=[workshops],
        origins=["https://shop.example"],
        by=studio.ana,
    )


def sign_up(public, form, about, email="ruth@harrow.example", **more):
    given = {"email": email, "topics": [about.pk], **more.pop("given", {})}
    return public.post(f"/sign-up/{form.public_id}/", given, **more)


def link_in(notice) -> str:
    body = outgoing_of(notice).envelope.body
    return urlsplit(next(word for word in body.split() if "/confirm/" in word)).path


def test_where_there_is_nothing_to_sign_up_for_nobody_is_asked(public, studio, form, workshops):
    workshops.put_away(by=studio.ana)
    page = public.get(f"/sign-up/{form.public_id}/")
    assert page.status_code == 200 and "nothing to sign up for" in page.text and "<form" not in page.text
    for about in ([], [workshops.pk]):
        answer = public.post(f"/sign-up/{form.public_id}/", {"email": "ruth@harrow.example", "topics": about})
        assert answer.status_code == 422 and "nothing to sign up for" in answer.text
    assert not SignUp.objects.exists() and not Notice.objects.exists()


def everything() -> tuple[int, ...]:
    return tuple(noun.objects.count() for noun in (Address, Consent, Wish, SignUp, Notice))


def test_who_asks_is_asked_back_and_only_the_button_agrees(public, form, workshops):
    assert b"May we write to you?" in public.get(f"/sign-up/{form.public_id}/").content
    answer = sign_up(public, form, workshops, given={"name": "Ruth Okafor"})
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert not Address.objects.exists()  # until they confirm they are nobody here
    notice = Notice.objects.get()
    sent = outgoing_of(notice)
    assert sent.automatic == "auto-generated" and "Ana Moreau" in sent.envelope.body
    link = link_in(notice)

    before = everything()
    for _scanner in range(3):
        assert public.get(link).status_code == public.head(link).status_code == 200
    assert everything() == before

    answer = public.post(link)
    assert answer.status_code == 302 and answer["Location"].startswith("/yours/")
    address = Address.objects.get(value="ruth@harrow.example")
    assert address.person.name == "Ruth Okafor"
    assert may_write([address.pk], channel=Channel.EMAIL, purpose=workshops) == {address.pk}
    page = public.get(answer["Location"]).content.decode()
    assert "We may write to you about Workshops." in page and "Ana Moreau" in page
    before = everything()
    public.post(link)  # pressed twice
    assert everything() == before


def test_it_says_the_same_to_everybody_and_asks_once_a_day(public, studio, form, workshops):
    blocked = somebody("blocked@x.example").person
    blocked.block(because="Spam", by=studio.ana)
    somebody("known@x.example")
    first = sign_up(public, form, workshops, "new@x.example").content
    for email in (
        "new@x.example",
        "NEW@x.example",
        "known@x.example",
        "blocked@x.example",
        "studio@kilnlane.example",
    ):
        assert sign_up(public, form, workshops, email).content == first, email
    assert sorted(Notice.objects.values_list("recipient", flat=True)) == ["known@x.example", "new@x.example"]
    SignUp.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    sign_up(public, form, workshops, "new@x.example")
    assert Notice.objects.count() == 3


def test_what_is_hostile_is_refused_in_words(public, form, workshops, studio):
    other = topic("Others' topic", by=studio.ana)
    for given, status in (
        ({"email": "no address"}, 422), ({"email": "a@b.example\0"}, 422), ({"topics": []}, 422),
        ({"topics": [other.pk]}, 422), ({"topics": ["1 OR 1=1"]}, 422), ({"email": "x" * 400 + "@b.example"}, 422),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, 422),
    ):  # fmt: skip
        answer = sign_up(public, form, workshops, given=given)
        assert answer.status_code == status, given
    cache.clear()
    for origin, status in (("https://evil.example", 403), ("null", 403), ("https://shop.example", 200),
                           ("http://testserver", 200)):  # fmt: skip
        assert sign_up(public, form, workshops, headers={"origin": origin}).status_code == status, origin
    page = public.get(f"/sign-up/{form.public_id}/?framed")
    assert "frame-ancestors https://shop.example" in page["Content-Security-Policy"]
    assert "script-src" not in page["Content-Security-Policy"] and not public.cookies
    for _again in range(12):
        last = sign_up(public, form, workshops, "many@x.example")
    assert last.status_code == 429
    form.close(by=studio.ana)
    assert public.get(f"/sign-up/{form.public_id}/").status_code == 404


def test_a_link_that_is_old_forged_or_overtaken_agrees_to_nothing(public, form, workshops):
    sign_up(public, form, workshops)
    link = link_in(Notice.objects.get())
    forged = f"{link[:-2]}{'b' if link[-2] == 'a' else 'a'}/"
    for wrong in (forged, "/confirm/1.2/", "/confirm/999999999999999999.aaaaaaaaaaaaaaaaaaaa/"):
        assert public.get(wrong).status_code == public.post(wrong).status_code == 404
    SignUp.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert public.post(link).status_code == 404 and not Consent.objects.exists()
    assert SignUp.objects.forget_due() and not SignUp.objects.exists()


def test_who_stopped_everything_begins_again_by_signing_up(public, form, workshops):
    ruth = somebody("ruth@harrow.example")
    stop(by=at_their_door(ruth))
    sign_up(public, form, workshops)
    public.post(link_in(Notice.objects.get()))
    assert not Wish.objects.of_one(ruth.person).stopped_at
    assert may_write([ruth.pk], channel=Channel.EMAIL, purpose=workshops)
