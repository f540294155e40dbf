"""A guest reads, writes notes, and says nothing to anyone outside."""

import pytest
from tests import cast
from tests.signing_in import sign_in
from tests.web.conftest import client_of

from byhand.conversations.drafting import Words
from byhand.conversations.models import Conversation, Draft, Note
from byhand.gate.delivering import deliver_due
from byhand.gate.models import Delivery, Dispatch
from byhand.gate.refusals import Refusal
from byhand.team.inviting import Invitation
from byhand.team.staffing import NotAllowed, make_colleague, make_guest
from byhand.team.user import User


@pytest.fixture
def gina(studio):
    return User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")


@pytest.fixture
def guest(gina):
    return client_of(gina)


def sheet(conversation, body, **more) -> dict:
    newest = conversation.messages.order_by("pk").last()
    return {"to": cast.RUTH, "subject": "Re: The lid", "body": body, "seen_message": newest.pk, **more}


def test_a_guests_note_stands_in_the_conversation(ruth, guest, gina):
    answer = guest.post(
        f"/conversations/{ruth.public_id}/write/", sheet(ruth, "The glaze is mine.", note="1")
    )
    assert answer.status_code == 302
    assert Note.objects.get().by == gina


def test_what_a_guest_would_send_is_refused_by_the_gate_and_kept(ruth, guest):
    answer = guest.post(f"/conversations/{ruth.public_id}/write/", sheet(ruth, "Twelve is fine."))
    assert answer.status_code == 422 and "Guests read and write notes." in answer.content.decode()
    assert not Dispatch.objects.exists() and Draft.objects.get().body == "Twelve is fine."


def test_the_sign_in_of_a_guest_opens_no_gate_even_from_inside(ruth, gina):
    newest = ruth.messages.get().pk
    draft = Draft.objects.keep(
        Words(to=cast.RUTH, body="Hello", seen_message=newest), conversation=ruth, by=gina
    )
    with pytest.raises(Refusal) as no:
        ruth.reply(draft, by=sign_in(gina))
    assert no.value.rule == "author_is_no_guest"


def test_a_role_is_read_again_at_the_gate(studio, ruth):
    """The session was opened as a colleague; the role changed since."""
    tomas = sign_in(studio.tomas)
    newest = ruth.messages.get().pk
    words = Words(to=cast.RUTH, body="Hello", seen_message=newest)
    draft = Draft.objects.keep(words, conversation=ruth, by=studio.tomas)
    make_guest(studio.tomas, by=studio.ana)
    with pytest.raises(Refusal):
        ruth.reply(draft, by=tomas)


def test_letters_of_whoever_became_a_guest_are_held(studio, ruth):
    cast.answer(ruth, "Twelve is fine.", by=studio.tomas)
    make_guest(studio.tomas, by=studio.ana)
    Delivery.objects.update(next_attempt_at=cast.ago(minutes=1))
    deliver_due()
    assert Delivery.objects.get().stage == "held"
    assert "guest" in Delivery.objects.get().answer


def test_the_page_offers_a_guest_the_note_and_says_so_at_a_refused_post(ruth, guest):
    page = guest.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert 'class="guest"' in page and 'name="files"' not in page
    answer = guest.post(f"/conversations/{ruth.public_id}/done/")
    assert answer.status_code == 403 and "You are a guest at this desk" in answer.content.decode()
    assert Conversation.objects.get().closed_at is None


def test_nothing_is_given_to_a_guest_to_answer(studio, ruth, gina, desk):
    assert not ruth.assign(to=gina, by=studio.ana)
    assert desk.post(f"/conversations/{ruth.public_id}/assign/", {"to": gina.pk}).status_code == 422
    assert f'value="{gina.pk}"' not in desk.get(f"/conversations/{ruth.public_id}/").content.decode()


def test_an_owner_makes_a_guest_and_a_colleague_again(studio, desk):
    desk.post(f"/settings/colleagues/{studio.tomas.pk}/guest/")
    studio.tomas.refresh_from_db()
    assert studio.tomas.is_guest and "Make a colleague" in desk.get("/settings/colleagues/").content.decode()
    desk.post(f"/settings/colleagues/{studio.tomas.pk}/colleague/")
    studio.tomas.refresh_from_db()
    assert studio.tomas.role == "colleague"


def test_the_last_owner_becomes_no_guest_and_a_guest_raises_nobody(studio, gina):
    with pytest.raises(NotAllowed, match="needs an owner"):
        make_guest(studio.ana, by=studio.ana)
    for verb in (make_colleague, make_guest):
        with pytest.raises(NotAllowed, match="Only an owner"):
            verb(gina, by=gina)


def test_who_is_invited_as_a_guest_comes_as_one(studio, desk):
    page = desk.post("/settings/colleagues/invite/", {"email": "kim@kilnlane.example", "role": "guest"})
    assert page.status_code == 200
    kim = Invitation.objects.get().accept(
        name="Kim", email="kim@kilnlane.example", password="a long enough one"
    )
    assert kim.is_guest


@pytest.mark.parametrize("role", ["owner", "king", ""])
def test_no_invitation_makes_an_owner(studio, desk, role):
    answer = desk.post("/settings/colleagues/invite/", {"email": "", "role": role})
    assert answer.status_code == (422 if role else 200)
    assert not Invitation.objects.filter(role="owner").exists()
