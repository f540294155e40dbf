"""Facts on the pages: kept under Settings, put into a letter, shown as a quotation."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Draft, Fact
from byhand.web.fact_quotes import with_facts

HOSTILE = "<script>alert(1)</script>\n\n| x\nhttps://evil.example/"


@pytest.fixture
def bank(studio):
    return Fact.objects.begin(
        "bank", "Bank details", "IBAN GB00", keeper=studio.tomas, every_days=30, by=studio.ana
    )


def form(studio, **other):
    return {"key": "way", "title": "The way here", "text": "Left at the kiln.", "keeper": studio.tomas.pk,
            "every_days": "90", **other}  # fmt: skip


def test_a_fact_is_made_changed_confirmed_and_put_aside(studio, desk):
    assert desk.post("/settings/facts/", form(studio)).status_code == 302
    fact = Fact.objects.get()
    assert (fact.key, fact.keeper, fact.made_by) == ("way", studio.tomas, studio.ana)
    page = desk.get("/settings/facts/").content.decode()
    assert "The way here" in page and ";way" in page and "Tomas Brandt keeps it" in page
    desk.post(f"/settings/facts/{fact.pk}/", form(studio, text="Right at the kiln."))
    Fact.objects.update(check_again_on=timezone.localdate() - timedelta(days=1))
    assert "is it still right?" in desk.get("/settings/facts/").content.decode()
    desk.post(f"/settings/facts/{fact.pk}/still-right/")
    fact.refresh_from_db()
    assert fact.text == "Right at the kiln." and not fact.is_to_check()
    desk.post(f"/settings/facts/{fact.pk}/put-aside/")
    assert desk.get("/facts/").json() == {"facts": []}
    assert desk.get(f"/settings/facts/{fact.pk}/").status_code == 404


@pytest.mark.parametrize("wrong", [
    {"key": "Bank"}, {"key": ""}, {"key": "a b"}, {"key": "x" * 31}, {"key": "<b>"}, {"key": "way\n"}, {"key": "-a"},
    {"title": ""}, {"title": "a\nb"}, {"title": "\u202eliam"}, {"text": ""}, {"text": "x" * 4001}, {"text": "a\x00b"},
    {"keeper": "999"}, {"keeper": ""}, {"every_days": "0"}, {"every_days": "1; DROP"},
])  # fmt: skip
def test_a_form_that_says_nonsense_is_shown_again(studio, desk, wrong):
    answer = desk.post("/settings/facts/", form(studio, **wrong))
    if wrong == {"key": "way\n"}:  # a line break at the end is only trimmed
        assert Fact.objects.get().key == "way"
        return
    assert answer.status_code == 422
    assert not Fact.objects.exists()


def test_a_taken_key_is_said_at_its_field(studio, desk, bank):
    answer = desk.post("/settings/facts/", form(studio, key="bank"))
    assert answer.status_code == 422 and "Choose another" in answer.content.decode()


def test_markup_in_a_fact_stays_words(studio, desk, ruth):
    desk.post("/settings/facts/", form(studio, text=HOSTILE))
    assert "<script>alert" not in desk.get("/settings/facts/").content.decode()
    fact = Fact.objects.get()
    cast.answer(ruth, fact.quoted(), by=studio.ana)
    page = desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert "<script>alert" not in page and '<blockquote class="fact">' in page


def test_own_words_and_facts_are_told_apart():
    shown = with_facts("Dear Ruth,\n| Bank (checked)\n|\n| IBAN\nWarmly | Ana")
    assert shown == (
        '<p>Dear Ruth,</p><blockquote class="fact"><p>Bank (checked)</p><p>IBAN</p></blockquote><p>Warmly | Ana</p>'
    )


def test_without_javascript_a_button_shows_the_facts_and_another_puts_one_in(studio, desk, ruth, bank):
    address, sheet = (
        f"/conversations/{ruth.public_id}/write/",
        {"to": "ruth@harrow.example", "body": "Dear Ruth,"},
    )
    page = desk.post(address, {**sheet, "choose_fact": "1"}).content.decode()
    assert f'<option value="{bank.pk}">Bank details' in page and "Dear Ruth," in page
    page = desk.post(address, {**sheet, "put_fact": "1", "fact": str(bank.pk)}).content.decode()
    assert "| IBAN GB00" in page
    assert Draft.objects.get().body == f"Dear Ruth,\n\n{bank.quoted()}\n"
    assert not ruth.messages.filter(origin="sent").exists()


def test_a_new_letter_takes_facts_too(studio, desk, bank):
    assert b"Bank details" in desk.post("/write/", {"body": "", "choose_fact": "1"}).content
    desk.post("/write/", {"body": "", "put_fact": "1", "fact": str(bank.pk)})
    assert Draft.objects.latest("pk").body == f"{bank.quoted()}\n"


@pytest.mark.parametrize("fact", ["", "0", "-1", "9" * 30, "x", "1 OR 1=1", "²"])
def test_a_fact_that_is_none_changes_nothing(desk, ruth, bank, fact):
    answer = desk.post(
        f"/conversations/{ruth.public_id}/write/", {"body": "Hello", "put_fact": "1", "fact": fact}
    )
    assert answer.status_code == 200
    assert Draft.objects.get().body == "Hello"


def test_a_guest_reads_facts_and_changes_none(studio, bank):
    studio.tomas.role = "guest"
    studio.tomas.save(update_fields=["role"])
    guest = client_of(studio.tomas)
    page = guest.get("/settings/facts/").content.decode()
    assert "Bank details" in page and "A new fact" not in page and "Still right" not in page
    assert guest.post("/settings/facts/", form(studio)).status_code == 403


def test_its_keeper_is_reminded_beside_the_list_and_nobody_else(studio, desk, bank):
    Fact.objects.update(check_again_on=timezone.localdate())
    assert "Facts to check · 1" in client_of(studio.tomas).get("/conversations/").content.decode()
    assert "Facts to check" not in desk.get("/conversations/").content.decode()
