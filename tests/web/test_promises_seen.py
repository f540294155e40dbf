"""Who is asked about promises and sees them, what the sheet offers, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation, Promise, PromiseWishes, Proposal
from byhand.team.models import User


@pytest.fixture
def asked(studio, ruth):
    """Ana has promised Ruth to call tomorrow; nobody has said yet whether that is one."""
    cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    return Proposal.objects.get()


def page_of(browser, conversation, **headers):
    answer = browser.get(f"/conversations/{conversation.public_id}/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_theirs_is_asked_about_too_unless_the_reader_wishes_not(studio, desk):
    theirs = cast.conversation_with(studio.inbox, "I'll send the deposit tomorrow.")
    assert "Their promise?" in page_of(desk, theirs)
    PromiseWishes.objects.choose(studio.ana, when_i_write=True, when_they_write=False)
    assert "Their promise?" not in page_of(desk, theirs)
    assert "Their promise?" in page_of(client_of(studio.tomas), theirs)


def test_what_is_old_is_not_asked_about_and_without_a_day_sooner(studio, ruth, desk):
    message = cast.answer(ruth, "I will call you tomorrow.\n\nI'll look into it.", by=studio.ana)
    assert page_of(desk, ruth).count("A promise?") == 2
    for days, left in ((4, 1), (15, 0)):
        type(message).objects.filter(pk=message.pk).update(said_at=timezone.now() - timedelta(days=days))
        assert page_of(desk, ruth).count("A promise?") == left


def test_what_is_still_to_do_stands_before_what_is_settled(studio, ruth, desk):
    Promise.objects.make(ruth, "First of all", due_on=timezone.localdate(), by=studio.ana).keep(by=studio.ana)
    Promise.objects.make(ruth, "Last of all", due_on=None, by=studio.ana)
    card = page_of(desk, ruth).partition('id="card"')[2]
    assert 0 < card.index("Last of all") < card.index("First of all")


def test_a_guest_is_not_asked(studio, ruth, asked):
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    page = page_of(client_of(gina), ruth)
    assert "A promise?" not in page and "Move or break it" not in page
    assert client_of(gina).post(f"/proposals/{asked.pk}/accept/").status_code == 403


def test_who_may_not_see_the_conversation_may_not_answer(studio, ruth, asked):
    fresh = Conversation.objects.get(pk=ruth.pk)
    fresh.make_private(among=[], by=studio.ana)
    browser = client_of(studio.tomas)
    promise = Promise.objects.make(ruth, "x", due_on=None, by=studio.ana)
    for address in (
        f"proposals/{asked.pk}/accept",
        f"proposals/{asked.pk}/dismiss",
        f"promises/{promise.pk}/move",
    ):
        assert browser.post(f"/{address}/", {"due_on": "2030-01-01"}).status_code == 404
    assert Proposal.objects.undecided().count() == 1


def test_words_that_were_promised_are_shown_as_words(studio, ruth, desk):
    cast.answer(ruth, "I will send you <script>alert(1)</script> tomorrow.", by=studio.ana)
    assert "<script>alert" not in page_of(desk, ruth)
    Proposal.objects.get().accept(by=studio.ana)
    assert "<script>alert" not in page_of(desk, ruth)


def test_the_sheet_offers_what_the_letter_keeps_and_remembers_the_tick(studio, ruth, desk):
    promise = Promise.objects.make(ruth, "Tell her about March", due_on=timezone.localdate(), by=studio.ana)
    theirs = Promise.objects.make(ruth, "Send the deposit", due_on=None, by=studio.ana, side="theirs")
    page = page_of(desk, ruth)
    assert "This keeps: Tell her about March" in page and f'name="keeps" value="{theirs.pk}"' not in page
    newest = ruth.messages.order_by("pk").last().pk
    sheet = {
        "to": "nobody at all",
        "subject": "Re",
        "body": "Yes.",
        "keeps": [promise.pk],
        "seen_message": newest,
    }
    refused = desk.post(f"/conversations/{ruth.public_id}/write/", sheet)
    assert refused.status_code == 422 and f'value="{promise.pk}" checked' in refused.content.decode()
    assert not Promise.objects.get(pk=promise.pk).is_kept()
    sent = desk.post(
        f"/conversations/{ruth.public_id}/write/", sheet | {"to": cast.RUTH, "keeps": [promise.pk, theirs.pk]}
    )
    assert sent.status_code == 302
    promise = Promise.objects.get(pk=promise.pk)
    assert promise.kept_in == ruth.messages.get(origin="sent") and promise.kept_by == studio.ana
    assert Promise.objects.get(pk=theirs.pk).is_open(), "theirs is not ours to keep by a letter"


@pytest.mark.parametrize("keeps", ["x", "-1", "9" * 30, "1;drop"])
def test_a_tick_that_means_nothing_is_no_trouble(ruth, desk, keeps):
    newest = ruth.messages.get().pk
    sheet = {"to": cast.RUTH, "subject": "Re", "body": "Yes.", "keeps": keeps, "seen_message": newest}
    assert desk.post(f"/conversations/{ruth.public_id}/write/", sheet).status_code == 302


def test_the_card_shows_what_is_open_with_them_elsewhere_where_one_may_see_it(studio, ruth, desk):
    other = cast.conversation_with(studio.inbox, "And the glaze?", subject="Glaze")
    open_ = Promise.objects.make(other, "Send the glaze chart", due_on=None, by=studio.ana)
    Promise.objects.make(other, "Done long ago", due_on=None, by=studio.ana).keep(by=studio.ana)
    page = page_of(desk, ruth)
    assert "Send the glaze chart" in page and "elsewhere" in page and "Done long ago" not in page
    assert f"/promises/{open_.pk}/keep/" not in page and "This keeps" not in page
    Conversation.objects.get(pk=other.pk).make_private(among=[], by=studio.ana)
    assert "Send the glaze chart" in page_of(desk, ruth)
    assert "Send the glaze chart" not in page_of(client_of(studio.tomas), ruth)


@pytest.mark.parametrize("letters", [1, 12])
def test_proposals_cost_one_query_and_none_where_there_are_none(studio, ruth, desk, letters):
    page_of(desk, ruth)
    with_none = _queries(desk, ruth)
    for n in range(letters):
        cast.answer(
            Conversation.objects.get(pk=ruth.pk), f"I will call you tomorrow about {n}.", by=studio.ana
        )
    Proposal.objects.update(dismissed_at=timezone.now(), dismissed_by=studio.ana)
    answered = _queries(desk, ruth)
    Proposal.objects.update(dismissed_at=None, dismissed_by=None)
    assert _queries(desk, ruth) == answered + 1
    assert answered <= with_none + 1  # the ways of our letters


def _queries(browser, conversation):
    with CaptureQueriesContext(connection) as asked:
        page_of(browser, conversation)
    return len(asked)
