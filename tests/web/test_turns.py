"""Whose turn it is: assign, done, later, not for us, promises."""

from datetime import timedelta

import pytest
from django.utils import timezone

from byhand.conversations.models import Conversation, Promise


def post(desk, conversation, verb, **form):
    return desk.post(f"/conversations/{conversation.public_id}/{verb}/?list=all", form)


def test_it_is_taken_handed_on_and_given_back(studio, ruth, desk):
    for to, has in ((studio.ana.pk, studio.ana), (studio.tomas.pk, studio.tomas), ("", None)):
        answer = post(desk, ruth, "assign", to=to)
        assert answer["Location"] == f"/conversations/{ruth.public_id}/?list=all"
        assert Conversation.objects.get().assigned_to == has
    studio.tomas.leave()
    assert post(desk, ruth, "assign", to=studio.tomas.pk).status_code == 422
    assert post(desk, ruth, "assign", to="nobody").status_code == 422


def test_done_and_open_again(ruth, desk):
    assert post(desk, ruth, "done").status_code == 302
    assert Conversation.objects.get().place == "done"
    assert "Open again" in desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    post(desk, ruth, "open")
    assert Conversation.objects.get().place == "waiting"


@pytest.mark.parametrize("moment", ["tomorrow", "next-week"])
def test_put_off_until_a_named_morning(ruth, desk, moment):
    assert post(desk, ruth, "later", moment=moment).status_code == 302
    until = timezone.localtime(Conversation.objects.get().snoozed_until)
    assert until.hour == 9 and until > timezone.now()
    assert until.weekday() == 0 or moment == "tomorrow"


def test_put_off_until_a_day_and_back_before_it(ruth, desk):
    post(desk, ruth, "later", on=(timezone.localdate() + timedelta(days=30)).isoformat())
    assert Conversation.objects.get().place == "later"
    post(desk, ruth, "sooner")
    assert Conversation.objects.get().place == "waiting"


@pytest.mark.parametrize("form", [{"on": "2020-01-01"}, {}, {"moment": "someday"}, {"on": "soon"}])
def test_no_moment_or_one_that_is_past_is_refused(ruth, desk, form):
    assert post(desk, ruth, "later", **form).status_code == 422
    assert Conversation.objects.get().place == "waiting"


def test_not_for_us_and_brought_back(ruth, desk):
    post(desk, ruth, "not-for-us", because="spam")
    assert Conversation.objects.get().folded_because == "spam"
    assert "The lid" in desk.get("/conversations/?list=not-for-us").content.decode()
    post(desk, ruth, "for-us")
    assert Conversation.objects.get().place == "waiting"


def test_a_promise_is_noted_comes_due_and_is_kept(studio, ruth, desk):
    today = timezone.localdate().isoformat()
    assert post(desk, ruth, "promise", text="Tell her about March", due_on=today).status_code == 302
    assert "promise due" in desk.get("/conversations/").content.decode()
    promise = Promise.objects.get()
    assert promise.by == studio.ana
    assert desk.post(f"/promises/{promise.pk}/keep/").status_code == 302
    assert (
        Promise.objects.get().is_kept() and "promise due" not in desk.get("/conversations/").content.decode()
    )


@pytest.mark.parametrize(
    "form",
    [
        {"text": "x"},
        {"due_on": "2026-12-01"},
        {"text": " ", "due_on": "2026-12-01"},
        {"text": "x", "due_on": "soon"},
    ],
)
def test_a_promise_needs_words_and_a_day(ruth, desk, form):
    assert post(desk, ruth, "promise", **form).status_code == 422
    assert not Promise.objects.exists()


def test_nothing_of_a_stranger_leads_elsewhere(ruth, desk):
    answer = desk.post(f"/conversations/{ruth.public_id}/done/?list=//evil.example&q=https://evil.example")
    assert answer["Location"].startswith(f"/conversations/{ruth.public_id}/?")
