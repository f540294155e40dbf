"""Their own page and the door of one click: by link alone, by POST alone, and nothing about anybody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.people.agreeing import agreed, may_write, somebody, topic

from byhand.gate.models import Notice
from byhand.gate.unsubscribing import leaving, token_of, unsubscribe_fields
from byhand.people.consent import Channel
from byhand.people.models import Address, Consent, OwnLink, Wish
from byhand.people.own_link import token_for

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def public(db):
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def workshops(studio):
    return topic("Workshops", by=studio.ana)


def at(address, rest="") -> str:
    return f"/yours/{token_for(address)}/{rest}"


def may(address, about) -> bool:
    return bool(may_write([address.pk], channel=Channel.EMAIL, purpose=about))


def test_they_choose_and_the_page_says_what_is_true_now(public, studio, workshops, django_assert_num_queries):
    ruth = somebody("ruth@harrow.example")
    topic("Kiln openings", by=studio.ana)
    before = Consent.objects.count(), Wish.objects.count()
    with django_assert_num_queries(15):
        page = public.get(at(ruth))
    assert "about nothing of our own accord" in page.content.decode() and not public.cookies
    assert page["Referrer-Policy"] == "no-referrer" and page["Cache-Control"] == "no-store"
    assert (Consent.objects.count(), Wish.objects.count()) == before

    chosen = {"topics": [workshops.pk], "at_most": "monthly", "ways": ["email"], "paused_until": "2999-01-01"}
    assert public.post(at(ruth), chosen).status_code == 422  # two years at most
    answer = public.post(at(ruth), {**chosen, "paused_until": ""}, follow=True)
    said = answer.content.decode()
    for sentence in (
        "about Workshops.",
        "once a month at most",
        "by telephone, by post",
        "Ana Moreau",
        "It is noted",
    ):
        assert sentence in said, sentence
    held = Wish.objects.of_one(ruth.person)
    assert (
        held.at_most == "monthly"
        and held.is_their_own
        and held.not_by == {"phone", "post"}
        and may(ruth, workshops)
    )
    shown = Consent.objects.get().wording
    assert shown and shown.text == "Workshops. What is new about Workshops"

    public.post(at(ruth), chosen | {"topics": [], "paused_until": ""})
    assert not may(ruth, workshops)
    assert "You get nothing from us" in public.post(at(ruth, "stop/"), follow=True).content.decode()
    public.post(at(ruth, "begin-again/"))
    assert (
        not Wish.objects.of_one(ruth.person).stopped_at
        and Wish.objects.of_one(ruth.person).at_most == "monthly"
    )
    for verb in ("stop/", "begin-again/", "renew/"):
        assert public.get(at(ruth, verb)).status_code == 405


def test_everything_we_sent_to_this_address_and_nothing_else(public, studio):
    ruths = cast.conversation_with(studio.inbox, "My secret: the jar broke")
    jonas = cast.conversation_with(studio.inbox, "Jonas asks", sender=cast.JONAS, subject="Bowls")
    for conversation, words, to in (
        (ruths, "It is mended", cast.RUTH),
        (jonas, "For Jonas alone", cast.JONAS),
    ):
        cast.delivered(cast.answer(conversation, words, by=studio.ana, to=to))
    waiting = cast.answer(ruths, "This one waits", by=studio.tomas)
    ruth = Address.objects.get(value="ruth@harrow.example")
    page = public.get(at(ruth)).content.decode()
    assert "Re: The lid" in page and "Ana Moreau" in page and "Bowls" not in page and "Tomas" not in page
    own, others = (one.messages.get(origin="sent", colleague=studio.ana).dispatch for one in (ruths, jonas))
    letter = public.get(at(ruth, f"letters/{own.pk}/")).content.decode()
    assert "It is mended" in letter and "secret" not in letter
    assert waiting.dispatch
    for foreign in (others.pk, waiting.dispatch.pk, 10**18, 2**70):
        answer = public.get(at(ruth, f"letters/{foreign}/"))
        assert answer.status_code == 404 and b"Jonas" not in answer.content


def test_a_forged_old_or_foreign_link_shows_nothing_about_anyone(public, workshops):
    ruth, mei = somebody("ruth@harrow.example"), somebody("mei@harrow.example", "Mei Tanaka")
    old = at(ruth)
    public.post(at(ruth, "renew/"))
    assert OwnLink.objects.get().generation == 2
    mark = token_for(mei).rpartition(".")[2]
    wrong = [old, f"/yours/{ruth.pk}.2.{mark}/", "/yours/x/", f"/yours/{token_for(mei)[:-1]}/",
             f"/stop/{ruth.pk}.0.{mark}/", f"/stop/{token_of(ruth, workshops).replace('.', '.9', 1)}/"]  # fmt: skip
    first = public.get(wrong[0])
    assert first.status_code == 404 and "Ana Moreau" in first.content.decode()  # a way to a person
    for one in wrong:
        for answer in (public.get(one), public.post(one, {"at_most": "weekly"}), public.post(one, ONE_CLICK)):
            assert answer.content == first.content and answer.status_code == 404, one
    assert not Wish.objects.exists() and not Consent.objects.exists()
    address = token_of(ruth, workshops)
    assert leaving(address)  # letters stop by every link that was ever sent


def test_one_click_takes_back_at_once_and_a_get_changes_nothing(public, studio, workshops):
    ruth, others = somebody("ruth@harrow.example"), topic("Kiln openings", by=studio.ana)
    agreed(ruth, workshops), agreed(ruth, others)
    where, how = unsubscribe_fields(ruth, workshops, mailbox="studio@kilnlane.example")
    assert (
        how == "List-Unsubscribe=One-Click"
        and "<mailto:studio@kilnlane.example?subject=unsubscribe%20" in where
    )
    link = f"/stop/{token_of(ruth, workshops)}/"
    assert f"{link}>" in where
    for _scanner in range(3):
        assert b"Stop these letters" in public.get(link).content and public.head(link).status_code == 200
    for body in ({}, {"List-Unsubscribe": "yes"}):
        assert public.post(link, body).status_code == 400
    assert may(ruth, workshops)

    for _again in range(3):
        answer = public.post(link, ONE_CLICK)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert not may(ruth, workshops) and may(ruth, others)
    assert Consent.objects.filter(kind="withdrawn", door="one-click").count() == 1
    assert Notice.objects.get().kind == "stopped"

    public.post(f"/stop/{token_of(ruth, None)}/", {**ONE_CLICK, "button": "yes"})
    assert not may(ruth, others) and Wish.objects.of_one(ruth.person).stopped_at <= timezone.now()
    assert Notice.objects.count() == 1  # who saw our page needs no mail about it


def test_one_click_at_one_address_is_for_every_address_of_theirs(public, studio, workshops):
    home, others = somebody("ruth@harrow.example"), topic("Kiln openings", by=studio.ana)
    work = Address.objects.create(person=home.person, value="ruth@work.example")
    for one in (home, work):
        agreed(one, workshops)
        agreed(one, others)
    for _again in range(2):
        public.post(f"/stop/{token_of(work, workshops)}/", ONE_CLICK)
    assert not may(home, workshops) and not may(work, workshops)
    assert may(home, others) and may(work, others)
    assert Consent.objects.filter(kind="withdrawn", door="one-click").count() == 2
    agreed(home, workshops)
    assert may(home, workshops) and not may(work, workshops), "their own door opens it again, there"
