"""Merging and splitting at the desk: only what one may see, old addresses lead on, undo by one button."""

import pytest
from tests import cast

from byhand.conversations.models import Event, Move


@pytest.fixture
def march(studio):
    return cast.conversation_with(studio.inbox, "Twelve?", subject="March <b>")


def post(desk, conversation, what, **form):
    return desk.post(f"/conversations/{conversation.public_id}/{what}", form)


def test_merged_from_the_list_of_the_same_person_and_undone(ruth, march, desk):
    page = desk.get(f"/conversations/{ruth.public_id}/merge/").content.decode()
    assert march.public_id in page and "March &lt;b&gt;" in page
    assert (
        post(desk, ruth, "merge/into/", into=march.public_id)["Location"]
        == f"/conversations/{march.public_id}/"
    )
    page = desk.get(f"/conversations/{march.public_id}/").content.decode()
    assert "Ana Moreau merged “The lid” into this" in page and "Could we bring twelve?" in page
    assert desk.get(f"/conversations/{ruth.public_id}/")["Location"] == f"/conversations/{march.public_id}/"
    event = Event.objects.get(kind="merged")
    assert post(desk, march, f"moves/{event.pk}/undo/")["Location"] == f"/conversations/{ruth.public_id}/"
    assert "took “The lid” out again" in desk.get(f"/conversations/{march.public_id}/").content.decode()
    assert post(desk, march, f"moves/{event.pk}/undo/").status_code == 302


def test_words_sent_to_an_old_address_are_kept_in_the_new_one_and_held(studio, ruth, march, desk):
    ruth.merge_into(march, by=studio.tomas)
    form = {"to": cast.RUTH, "subject": "x", "body": "Written meanwhile", "seen_message": 1}
    answer = desk.post(f"/conversations/{ruth.public_id}/write/", form)
    assert answer.status_code == 422 and "Written meanwhile" in answer.content.decode()
    assert march.drafts.get().body == "Written meanwhile"


def test_found_by_subject_or_name_and_nothing_hidden_is(studio, ruth, desk):
    cast.conversation_with(studio.inbox, sender=cast.JONAS, subject="Refund")
    address = f"/conversations/{ruth.public_id}/merge/"
    for words in ("refu", "jonas"):
        assert "Refund" in desk.get(address, {"q": words}).content.decode()
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    assert desk.get(address).status_code == 404
    for odd in ("%", "\x00", "'", "x" * 3000):
        assert desk.get(address, {"q": odd}).status_code == 404


@pytest.mark.parametrize("into", ["", "\x00"])
def test_who_names_no_target_is_asked_for_one(ruth, desk, into):
    assert post(desk, ruth, "merge/into/", into=into).status_code == 302
    assert (
        "Choose the conversation it belongs with."
        in desk.get(f"/conversations/{ruth.public_id}/merge/").content.decode()
    )
    assert not Move.objects.exists()


@pytest.mark.parametrize("into", ["nothinghere", "../..", "x" * 5000])
def test_a_target_that_is_none_is_not_found(ruth, desk, into):
    assert post(desk, ruth, "merge/into/", into=into).status_code == 404
    assert post(desk, ruth, "merge/into/", into=ruth.public_id).status_code == 302
    assert not Move.objects.exists()


def test_split_at_the_desk_and_the_first_message_is_refused(studio, ruth, desk):
    first = ruth.messages.get()
    assert post(desk, ruth, f"messages/{first.pk}/split/").status_code == 422
    more = cast.comes_in(studio.inbox, cast.letter("And March?", answers=first.message_id))
    address = post(desk, ruth, f"messages/{more.pk}/split/")["Location"]
    page = desk.get(address).content.decode()
    assert "split it off from “The lid”" in page and "And March?" in page
    assert "made a conversation of its own" in desk.get(f"/conversations/{ruth.public_id}/").content.decode()
