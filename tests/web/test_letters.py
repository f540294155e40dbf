"""A new letter: a colleague writes first."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.models import Conversation, Draft
from byhand.gate.models import Dispatch
from byhand.people.models import Address


def form(studio, **more) -> dict:
    return {"inbox": studio.inbox.pk, "to": "Joan Atkins <joan@atkins.example>", "subject": "Your bowl",
            "body": "Joan, it is out of the kiln.", **more}  # fmt: skip


def test_a_new_letter_begins_a_conversation_with_whom_it_is_to(studio, desk):
    answer = desk.post("/write/", form(studio))
    conversation = Conversation.objects.get()
    assert answer["Location"] == f"/conversations/{conversation.public_id}/"
    assert conversation.person.name == "Joan Atkins" and conversation.place == "theirs"
    assert conversation.person.is_known() and conversation.has_participant(Address.objects.get())
    assert Dispatch.objects.get().author == studio.ana and not Draft.objects.exists()


def test_her_answer_finds_the_conversation(studio, desk):
    desk.post("/write/", form(studio))
    sent = Conversation.objects.get().messages.get()
    cast.comes_in(studio.inbox, cast.letter("How lovely!", sender="Joan Atkins <joan@atkins.example>",
                                            subject="Re: Your bowl", answers=sent.message_id))  # fmt: skip
    assert Conversation.objects.get().messages.count() == 2


def test_a_refusal_keeps_the_letter_and_no_conversation_is_left_behind(studio, desk):
    answer = desk.post("/write/", form(studio, to="nowhere"))
    assert answer.status_code == 422 and "is no e-mail address" in answer.content.decode()
    assert "out of the kiln" in answer.content.decode() and not Conversation.objects.exists()
    draft = Draft.objects.get()
    assert f'name="draft" value="{draft.pk}"' in answer.content.decode()
    desk.post("/write/", form(studio, draft=draft.pk))
    assert Conversation.objects.count() == 1 and not Draft.objects.exists()


def test_a_begun_letter_is_found_again_and_can_be_thrown_away(studio, desk):
    part = desk.post("/write/draft/", form(studio)).content.decode()
    draft = Draft.objects.get()
    assert f'value="{draft.pk}"' in part
    desk.post("/write/draft/", form(studio, draft=draft.pk, body="More words"))
    assert Draft.objects.get().body == "More words"
    assert "Your bowl" in desk.get("/write/").content.decode()
    assert "More words</textarea>" in desk.get(f"/write/{draft.pk}/").content.decode()
    other = client_of(studio.tomas)
    assert other.get(f"/write/{draft.pk}/").status_code == 404
    assert other.post(f"/write/{draft.pk}/discard/").status_code == 404
    assert desk.post(f"/write/{draft.pk}/discard/").status_code == 302 and not Draft.objects.exists()


def test_it_can_be_addressed_by_a_link(studio, ruth, desk):
    assert "ruth@harrow.example" in desk.get(f"/write/?to={ruth.person_id}").content.decode()
    assert 'value="x@y.example"' in desk.get("/write/?to=x@y.example").content.decode()
    assert desk.get("/write/?to=999999").status_code == 404


def test_files_go_along(studio, desk):
    page = desk.post(
        "/write/", form(studio, files=SimpleUploadedFile("bowl.png", cast.PNG, "image/png"), add_files="1")
    )
    assert "bowl.png" in page.content.decode()
    desk.post("/write/", form(studio, draft=Draft.objects.get().pk))
    assert Conversation.objects.get().messages.get().attachments.get().content() == cast.PNG


def test_without_an_inbox_it_says_what_to_do(studio, desk):
    Inbox.objects.update(paused_at=cast.ago(hours=1))
    answer = desk.post("/write/", form(studio))
    assert answer.status_code == 422
    assert not Conversation.objects.exists() and not Dispatch.objects.exists()


def test_another_teams_private_inbox_cannot_be_written_from(studio, desk):
    private = Inbox.objects.create(
        kind="practice", name="Tomas", address="t@kilnlane.example", is_team_wide=False
    )
    answer = desk.post("/write/", form(studio, inbox=private.pk))
    assert answer.status_code == 422 and not Dispatch.objects.exists()
