"""Handing over with a word, and calling a colleague in a note."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation, Event, Mention, Note


def page_of(desk, conversation) -> str:
    return desk.get(f"/conversations/{conversation.public_id}/").content.decode()


def note(desk, conversation, text):
    return desk.post(
        f"/conversations/{conversation.public_id}/write/", {"body": text, "note": "1"}, follow=True
    )


def test_a_word_goes_with_what_is_handed_over(studio, ruth, desk):
    address = f"/conversations/{ruth.public_id}/assign/"
    desk.post(address, {"to": studio.tomas.pk, "word": " She prefers <b>a call</b>\n before ten "})
    assert (
        "Ana Moreau gave it to Tomas Brandt: “She prefers &lt;b&gt;a call&lt;/b&gt; before ten”"
        in page_of(desk, ruth)
    )
    assert desk.post(address, {"to": studio.ana.pk, "word": "x" * 301}).status_code == 422
    assert Conversation.objects.get().assigned_to == studio.tomas


def test_a_word_is_not_lost_when_they_have_it_already(studio, ruth):
    assert ruth.assign(to=studio.tomas, by=studio.ana)
    assert not ruth.assign(to=studio.tomas, by=studio.ana)
    assert not ruth.assign(to=studio.tomas, by=studio.ana, word="100 % yours, until Monday")
    assert list(Event.objects.filter(kind="assigned").values_list("words", flat=True)) == [
        "", "100 % yours, until Monday",
    ]  # fmt: skip


def test_whoever_is_called_in_a_note_finds_it_until_they_have_read_it(studio, ruth, desk):
    note(desk, ruth, "@Tomas, does the room hold twelve? @ana and @nobody")
    tomas = client_of(studio.tomas)
    assert '<b class="call">@Tomas</b>, does' in page_of(desk, ruth) and "@nobody</b>" not in page_of(
        desk, ruth
    )
    assert "You are mentioned<" not in desk.get("/conversations/").content.decode()
    assert "You are mentioned<" in tomas.get("/conversations/").content.decode()
    assert f"row-{ruth.public_id}" in tomas.get("/conversations/?list=mentions").content.decode()
    assert "A note here calls you" in page_of(tomas, ruth) and "calls you" not in page_of(desk, ruth)
    tomas.post(f"/conversations/{ruth.public_id}/read/")
    assert "You are mentioned<" not in tomas.get("/conversations/").content.decode()
    assert Mention.objects.get().read_at


def test_who_answers_in_a_note_has_read_what_called_them(studio, ruth, desk):
    Note.objects.write(ruth, "@Tomas?", by=studio.ana)
    Note.objects.write(ruth, "Yes, @Tomas speaking.", by=studio.tomas)
    assert not Mention.objects.unread().exists()


def test_who_may_not_see_it_is_not_called_and_that_is_said(studio, ruth, desk):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    assert "Tomas Brandt may not see this conversation" in note(desk, ruth, "@Tomas?").content.decode()
    assert not Mention.objects.exists()
    Note.objects.write(ruth, "@Tomas, too", by=studio.ana)
    Mention.objects.create(note=Note.objects.last(), conversation=ruth, colleague=studio.tomas)
    tomas = client_of(studio.tomas).get("/conversations/?list=mentions").content.decode()
    assert ruth.public_id not in tomas and "· 1" not in tomas


@pytest.mark.parametrize("evil", ["https://x.example/@Tomas", '@Tomas"><script>', "<@Tomas onclick=1>"])
def test_a_call_never_breaks_the_page(studio, ruth, desk, evil):
    Note.objects.write(ruth, evil, by=studio.ana)
    page = page_of(desk, ruth)
    assert "<script>" not in page.replace("<script src", "") and 'href="https://x.example/<b' not in page
    assert "<@" not in page


def test_those_who_left_are_not_called(studio, ruth):
    studio.tomas.leave()
    Note.objects.write(ruth, "@Tomas?", by=studio.ana)
    assert not Mention.objects.exists() and cast.answer(ruth, "Hello", by=studio.ana)
