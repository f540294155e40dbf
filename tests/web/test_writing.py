"""The writing sheet, as a plain form: sending, refusals that keep the words, notes, files, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import cast

from byhand.conversations.models import Conversation, Draft, Message, Note
from byhand.gate.models import Delivery, Dispatch


def sheet(conversation, body="Twelve is fine.", **more) -> dict:
    newest = conversation.messages.order_by("pk").last()
    return {
        "to": cast.RUTH,
        "cc": "",
        "subject": "Re: The lid",
        "body": body,
        "seen_message": newest.pk,
        **more,
    }


def write(desk, conversation, form, part="write"):
    return desk.post(f"/conversations/{conversation.public_id}/{part}/", form)


def test_an_answer_leaves_through_the_gate_in_anas_name(studio, ruth, desk):
    answer = write(desk, ruth, sheet(ruth, "Twelve is fine.\r\n\r\nAna"))
    assert answer.status_code == 302 and answer["Location"] == f"/conversations/{ruth.public_id}/"
    dispatch = Dispatch.objects.get()
    assert (
        dispatch.author == studio.ana
        and dispatch.body == "Twelve is fine.\n\nAna"
        and dispatch.has_whole_seal()
    )
    assert not Draft.objects.exists()
    assert Conversation.objects.get().place == "theirs"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": "   "}, "There is nothing written yet."),
        ({"to": ""}, "Say to whom it goes."),
        ({"to": "nowhere"}, "“nowhere” is no e-mail address."),
        ({"seen_message": 0}, "Something new was said since you opened this."),
        ({"to": ", ".join(f"p{n}@x.example" for n in range(51))}, "A letter goes to at most 50 people"),
    ],
)
def test_a_refusal_is_a_sentence_above_the_words(ruth, desk, changed, sentence):
    answer = write(desk, ruth, sheet(ruth) | changed)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert changed.get("body", "Twelve is fine.") in page
    assert not Dispatch.objects.exists()
    again = desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert changed.get("body", "Twelve is fine.") in again, "the draft keeps them, too"


def test_after_reading_what_is_new_the_same_words_go(studio, ruth, desk):
    old = sheet(ruth)
    cast.comes_in(
        studio.inbox,
        cast.letter("Make that ten.", subject="Re: The lid", answers=ruth.messages.get().message_id),
    )
    page = write(desk, ruth, old).content.decode()
    newest = ruth.messages.order_by("pk").last()
    assert "Make that ten." in page and f'name="seen_message" value="{newest.pk}"' in page
    assert write(desk, ruth, sheet(ruth)).status_code == 302
    assert Dispatch.objects.count() == 1


def test_headers_cannot_be_smuggled_in_by_the_lines_of_the_form(ruth, desk):
    write(
        desk,
        ruth,
        sheet(ruth, subject="Re: x\r\nBcc: victim@x.example", to=f"{cast.RUTH}\r\nBcc: v@x.example"),
    )
    for dispatch in Dispatch.objects.all():
        assert "\n" not in dispatch.subject and not dispatch.bcc
    assert not Delivery.objects.filter(recipient="victim@x.example").exists()


def test_a_note_stays_in_the_house(studio, ruth, desk):
    assert write(desk, ruth, sheet(ruth, "Who has the key?", note="1")).status_code == 302
    assert Note.objects.get().text == "Who has the key?" and Note.objects.get().by == studio.ana
    assert not Dispatch.objects.exists() and not Draft.objects.exists()
    empty = write(desk, ruth, sheet(ruth, " ", note="1"))
    assert empty.status_code == 422 and "checked" in empty.content.decode(), "the switch stays as it was"
    assert Note.objects.count() == 1


def test_words_are_kept_while_they_are_written(studio, ruth, desk):
    assert write(desk, ruth, sheet(ruth, "Twel"), "draft").status_code == 200
    assert write(desk, ruth, sheet(ruth, "Twelve is"), "draft").status_code == 200
    assert Draft.objects.get().body == "Twelve is" and Draft.objects.get().author == studio.ana
    assert "Twelve is</textarea>" in desk.get(f"/conversations/{ruth.public_id}/").content.decode()


def test_nobody_reads_the_draft_of_another(studio, ruth, desk):
    from tests.web.conftest import client_of

    write(desk, ruth, sheet(ruth, "not for Tomas"), "draft")
    assert (
        "not for Tomas"
        not in client_of(studio.tomas).get(f"/conversations/{ruth.public_id}/").content.decode()
    )


def test_files_go_along_and_can_be_left_out_again(ruth, desk):
    two = [
        SimpleUploadedFile("a.txt", b"one", "text/plain"),
        SimpleUploadedFile("../b.txt", b"two", "text/plain"),
    ]
    page = write(desk, ruth, sheet(ruth, files=two, add_files="1")).content.decode()
    assert "a.txt" in page and "b.txt" in page and "../" not in page
    assert "Twelve is fine." in page and not Dispatch.objects.exists()
    first = Draft.objects.get().files.get(filename="a.txt")
    page = write(desk, ruth, sheet(ruth, leave_out=first.pk)).content.decode()
    assert "a.txt" not in page and "b.txt" in page
    write(desk, ruth, sheet(ruth))
    sent = Message.objects.get(origin="sent")
    assert [one.filename for one in sent.attachments.all()] == ["b.txt"]
    assert sent.attachments.get().content() == b"two"


def test_files_over_twenty_megabytes_are_refused_with_the_words_kept(ruth, desk, monkeypatch):
    monkeypatch.setattr("byhand.web.views.writing.MOST_BYTES", 10)
    large = SimpleUploadedFile("large.bin", b"x" * 11)
    answer = write(desk, ruth, sheet(ruth, files=[large]))
    assert answer.status_code == 422 and "over 20 MB" in answer.content.decode()
    assert "Twelve is fine." in answer.content.decode() and not Dispatch.objects.exists()


def test_a_letter_longer_than_letters_are_is_refused_with_its_words(ruth, desk):
    answer = write(desk, ruth, sheet(ruth, "x" * 200_001))
    assert answer.status_code == 422 and "longer than a letter can be" in answer.content.decode()


def test_what_has_not_left_is_taken_back_and_its_words_stand_on_the_sheet(studio, ruth, desk):
    write(desk, ruth, sheet(ruth, "Too quick"))
    message = Message.objects.get(origin="sent")
    assert desk.post(f"/conversations/{ruth.public_id}/messages/{message.pk}/undo/").status_code == 302
    page = desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert "took a letter back" in page and "Too quick</textarea>" in page
    assert Conversation.objects.get().place == "waiting", "she waits for us again"
    assert write(desk, ruth, sheet(ruth, "Slower")).status_code == 302
    assert Message.objects.filter(origin="sent").last().in_reply_to == ruth.messages.first().message_id


def test_what_has_left_cannot_be_taken_back(studio, ruth, desk):
    message = cast.answer(ruth, "Gone", by=studio.ana)
    cast.delivered(message)
    answer = desk.post(f"/conversations/{ruth.public_id}/messages/{message.pk}/undo/")
    assert answer.status_code == 422 and "Too late" in answer.content.decode()


def test_nobody_takes_back_the_words_of_another(studio, ruth, desk):
    message = cast.answer(ruth, "Mine", by=studio.tomas)
    assert desk.post(f"/conversations/{ruth.public_id}/messages/{message.pk}/undo/").status_code == 422
    assert Delivery.objects.get().stage == "waiting"


def test_a_person_decides_to_send_again_what_was_perhaps_delivered(studio, ruth, desk):
    message = cast.answer(ruth, "Perhaps", by=studio.ana)
    delivery = message.dispatch.deliveries.get()
    address = f"/conversations/{ruth.public_id}/messages/{message.pk}/deliveries/{delivery.pk}/again/"
    assert desk.post(address).status_code == 422, "what waits is not sent twice"
    cast.delivered(message, "perhaps", "It was cut off.")
    assert desk.post(address).status_code == 302
    assert Delivery.objects.get().stage == "waiting"


def test_words_of_someone_no_longer_signed_in_go_nowhere(ruth):
    answer = Client().post(f"/conversations/{ruth.public_id}/write/", sheet(ruth))
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    assert not Dispatch.objects.exists()


def test_a_colleague_signed_out_a_moment_ago_finds_the_words_kept(studio, ruth, desk, monkeypatch):
    """The session ends between the page and the gate: nothing leaves, the draft stays, sign-in is next."""
    from byhand.team.signin import NotSignedIn, SignIn

    def gone(self):
        raise NotSignedIn("You are no longer signed in.")

    monkeypatch.setattr(SignIn, "confirm", gone)
    answer = write(desk, ruth, sheet(ruth))
    assert answer["Location"].startswith("/accounts/login/?next=/conversations/")
    assert Draft.objects.get().body == "Twelve is fine." and not Dispatch.objects.exists()


def test_htmx_gets_the_refusal_in_the_part_it_replaces(ruth, desk):
    answer = desk.post(
        f"/conversations/{ruth.public_id}/write/", sheet(ruth, " "),
        headers={"HX-Request": "true", "HX-Target": "conversation"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422 and "<html" not in page and 'id="refusal"' in page


def test_what_perhaps_arrived_can_be_left_as_it_is_once(studio, ruth, desk):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    message.dispatch.deliveries.update(stage="perhaps", answer="It was cut off.")
    delivery = message.dispatch.deliveries.get()
    address = f"/conversations/{ruth.public_id}/messages/{message.pk}/deliveries/{delivery.pk}/leave/"
    assert desk.post(address).status_code == 302
    page = desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert "Left as it is." in page and "Send again" not in page
    assert desk.post(address).status_code == 422
    delivery.refresh_from_db()
    assert delivery.let_be_by == studio.ana
