"""Held: nobody answers past what they have not seen; what is new is shown, and the writer decides."""

import pytest
from tests import cast
from tests.signing_in import sign_in
from tests.web.conftest import client_of
from tests.web.test_writing import sheet, write

from byhand.conversations.models import Draft
from byhand.gate.models import Dispatch

ANYWAY = 'name="seen_message" value="{}">'


@pytest.fixture
def held(studio, ruth, desk):
    """Ana presses Send after Tomas did; gives what she had on her sheet, and the page she gets."""
    mine = sheet(ruth, "Mine, too.")
    cast.answer(ruth, "Tomas was quicker.", by=studio.tomas)
    page = write(desk, ruth, mine)
    assert page.status_code == 422
    return mine, page.content.decode()


def test_of_two_who_press_send_one_leaves_and_the_other_is_held(studio, ruth, held):
    _mine, page = held
    part = page.partition('id="held"')[2].partition("</section>")[0]
    assert "Tomas was quicker." in part and "Tomas Brandt</b> answered" in part
    assert "Send anyway" in part and "Change my words" in part and "Drop them" in part
    assert Dispatch.objects.get().author == studio.tomas
    assert "Mine, too." in page and Draft.objects.get(author=studio.ana).body == "Mine, too."


def test_the_same_button_again_changes_nothing(ruth, desk, held):
    """Whoever presses twice has not read; only “send anyway” says that they did."""
    mine, page = held
    assert f'<input type="hidden" name="seen_message" value="{mine["seen_message"]}">' in page
    assert write(desk, ruth, mine).status_code == 422
    assert Dispatch.objects.count() == 1


def test_send_anyway_sends(studio, ruth, desk, held):
    mine, page = held
    newest = ruth.messages.order_by("pk").last().pk
    assert ANYWAY.format(newest) in page
    body = "&".join(
        f"seen_message={pk}" for pk in (mine["seen_message"], newest)
    )  # the field, then the button
    form = {name: value for name, value in mine.items() if name != "seen_message"}
    answer = desk.post(
        f"/conversations/{ruth.public_id}/write/",
        "&".join([f"to={form['to']}", f"subject={form['subject']}", f"body={form['body']}", body]),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 302
    assert Dispatch.objects.order_by("pk").last().body == "Mine, too."


def test_what_came_since_holds_send_anyway_again(studio, ruth, desk, held):
    mine, _page = held
    read = ruth.messages.order_by("pk").last()
    cast.comes_in(studio.inbox, cast.letter("Make that ten.", subject="Re: The lid", answers=read.message_id))
    again = write(desk, ruth, mine | {"seen_message": read.pk})
    part = again.content.decode().partition('id="held"')[2].partition("</section>")[0]
    assert again.status_code == 422 and "Make that ten." in part and "Tomas was quicker." not in part
    assert "Ruth Okafor</b> wrote" in part


def test_change_gives_the_words_back_as_they_are(ruth, desk, held):
    mine, _page = held
    answer = write(desk, ruth, mine | {"change": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'id="held"' not in page and "Mine, too." in page
    newest = ruth.messages.order_by("pk").last().pk
    assert f'<input type="hidden" name="seen_message" value="{newest}">' in page
    assert Dispatch.objects.count() == 1


def test_drop_throws_them_away_and_nobody_elses(studio, ruth, desk, held):
    mine, _page = held
    Draft.objects.create(author=studio.tomas, conversation=ruth, body="Of Tomas")
    assert write(desk, ruth, mine | {"drop": "1"}).status_code == 302
    assert [one.author for one in Draft.objects.all()] == [studio.tomas]
    assert Dispatch.objects.count() == 1


def test_an_answer_that_was_taken_back_holds_nobody(studio, ruth, desk):
    mine = sheet(ruth, "Mine.")
    message = cast.answer(ruth, "Not yet.", by=studio.tomas)
    assert ruth.take_back(message, by=sign_in(studio.tomas))
    assert write(desk, ruth, mine).status_code == 302


def test_words_of_strangers_are_no_markup_here_either(studio, ruth, desk):
    mine = sheet(ruth)
    evil = "<script>alert(1)</script><img src=x onerror=1>"
    cast.comes_in(
        studio.inbox, cast.letter(evil, subject="Re: The lid", answers=ruth.messages.get().message_id)
    )
    page = write(desk, ruth, mine).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and 'id="held"' in page


def test_a_note_is_never_held(studio, ruth, held):
    mine, _page = held
    assert write(client_of(studio.ana), ruth, mine | {"note": "1"}).status_code == 302
    assert ruth.notes.get().text == "Mine, too."
