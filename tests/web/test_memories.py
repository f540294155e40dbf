"""Memories: noted with the letter that says it, or for one's own eyes alone; and nobody else finds those anywhere."""

import json

import pytest
from tests import cast
from tests.web.conftest import client_of
from tests.web.test_people_files import body

from byhand.conversations.models import Conversation
from byhand.conversations.uniting import unite
from byhand.people.models import Memory, Person, Resemblance
from byhand.team.models import User


@pytest.fixture
def tomas(studio):
    return client_of(studio.tomas)


def remember(browser, ruth, text, **more):
    return browser.post(f"/people/{ruth.person_id}/remember/", {"text": text, **more})


def pages_of(browser, ruth):
    at = (f"/people/{ruth.person_id}/", f"/conversations/{ruth.public_id}/")
    return [browser.get(one).content.decode() for one in at]


def test_it_tells_who_noted_it_and_leads_to_the_letter(studio, ruth, desk):
    letter = ruth.messages.get()
    remember(desk, ruth, "“bring twelve”", message=letter.pk)
    for page in pages_of(desk, ruth):
        assert "“bring twelve”" in page and "Ana Moreau, " in page
        assert f'href="/conversations/{ruth.public_id}/#m{letter.pk}">in a letter of' in page
    assert Memory.objects.get().message == letter


def test_private_ones_are_seen_by_their_author_alone(studio, ruth, desk, tomas):
    remember(desk, ruth, "Owes me a cake", privately="on")
    memory = Memory.objects.get()
    assert memory.private_since and memory.by == studio.ana
    for page in pages_of(desk, ruth):
        assert "Owes me a cake" in page and "Only you see this" in page
    gina = client_of(
        User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    )
    for browser in (tomas, gina):
        for page in (*pages_of(browser, ruth), browser.get("/search/?q=cake").content.decode()):
            assert "Owes me" not in page
    assert tomas.post(f"/people/{ruth.person_id}/forget/{memory.pk}/").status_code == 404
    assert Memory.objects.kept().exists()
    assert desk.post(f"/people/{ruth.person_id}/forget/{memory.pk}/").status_code == 302


def test_private_ones_leave_in_no_file_and_are_not_shown_where_two_are_compared(studio, ruth, tomas, desk):
    remember(tomas, ruth, "Owes me a cake", privately="on")
    remember(tomas, ruth, "Likes tea")
    other = Person.objects.create(name="Ruth Okafor")
    Resemblance.objects.create(one_id=min(ruth.person_id, other.pk), other_id=max(ruth.person_id, other.pk))
    at = ("everyone.csv", "everyone.vcf", "everyone.json", f"{ruth.person_id}/record.json")
    for told in (
        *(body(desk.get(f"/people/{one}")) for one in at),
        desk.get("/people/same/").content.decode(),
    ):
        assert "Likes tea" in told and "Owes me" not in told
    assert "Owes me a cake" in tomas.get("/people/same/").content.decode()
    unite(ruth.person, into=other, by=studio.ana)
    assert "Owes me" not in desk.get(f"/people/{other.pk}/").content.decode()
    assert "Owes me a cake" in tomas.get(f"/people/{other.pk}/").content.decode()


def test_what_a_hidden_letter_said_is_hidden_with_it(studio, ruth, desk, tomas):
    cast.conversation_with(studio.inbox, "Another matter", subject="Glaze")  # the person stays in sight
    remember(desk, ruth, "“bring twelve”", message=ruth.messages.get().pk)
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=studio.ana)
    at = f"/people/{ruth.person_id}/"
    assert "bring twelve" in desk.get(at).content.decode()
    assert tomas.get(at).status_code == 200 and "bring twelve" not in tomas.get(at).content.decode()
    studio.ana.role = "owner"
    assert "bring twelve" not in json.dumps(_everyone(studio.tomas))
    assert "bring twelve" in json.dumps(_everyone(studio.ana))
    assert remember(tomas, ruth, "x", message=ruth.messages.get().pk).status_code == 404


def _everyone(user):
    User.objects.filter(pk=user.pk).update(role="owner")
    return json.loads(body(client_of(user).get("/people/everyone.json")))


@pytest.mark.parametrize("more", [
    {"message": "-1"}, {"message": "x"}, {"message": "9" * 40}, {"message": "1 OR 1=1"}, {"text": "\0"},
    {"text": "x" * 501},
])  # fmt: skip
def test_what_says_nothing_is_refused_with_a_sentence(ruth, desk, more):
    answer = remember(desk, ruth, **{"text": "x"} | more)
    assert answer.status_code == 422 and "Say in a sentence" in answer.content.decode()
    assert not Memory.objects.exists()


def test_a_letter_of_somebody_else_is_not_theirs(studio, ruth, desk):
    jonas = cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS)
    assert remember(desk, ruth, "x", message=jonas.messages.get().pk).status_code == 404
    assert remember(desk, ruth, "x", message=999_999).status_code == 404
    remember(desk, ruth, "<img src=x onerror=alert(1)>")
    assert all("<img src=x" not in page for page in pages_of(desk, ruth))
