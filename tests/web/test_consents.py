"""Consent and wish at the desk: told in words, lowered with a reason; lists, forms, and mail that unsubscribes."""

from __future__ import annotations

import json

import pytest
from tests import cast
from tests.people.agreeing import agreed, at_their_door, may_write, somebody, topic

from byhand.gate.models import Notice
from byhand.gate.unsubscribing import token_of
from byhand.people.consent import Channel
from byhand.people.models import Address, SignUpForm, Topic, Wish
from byhand.people.wish import Wished


@pytest.fixture
def workshops(studio):
    return topic("Workshops", by=studio.ana)


@pytest.fixture
def reader(studio):
    cast.conversation_with(studio.inbox)
    return Address.objects.get(value="ruth@harrow.example")


def may(address, about) -> bool:
    return bool(may_write([address.pk], channel=Channel.EMAIL, purpose=about))


def test_a_persons_page_tells_it_and_a_colleague_lowers_it(desk, studio, reader, workshops):
    page = f"/people/{reader.person_id}/"
    assert "They agreed to nothing yet" in desk.get(page).content.decode()
    agreed(reader, workshops)
    Wish.objects.choose(Wished("monthly", True), by=at_their_door(reader))
    said = desk.get(page).content.decode()
    for words in ("May be written to about Workshops.", "on their own page", "Write to me about Workshops.",
                  "They wish to hear from us once a month at most."):  # fmt: skip
        assert words in said, words

    assert (
        "Only they change that"
        in desk.post(
            f"{page}less/", {"at_most": "weekly", "because": "They like us"}, follow=True
        ).content.decode()
    )
    assert (
        "Say what is to be less"
        in desk.post(f"{page}less/", {"at_most": "quarterly"}, follow=True).content.decode()
    )
    assert Wish.objects.of_one(reader.person) == Wished("monthly", True)
    desk.post(f"{page}less/", {"at_most": "quarterly", "because": "Said so by telephone"})
    row = Wish.objects.history(reader.person)[0]
    assert (row.at_most, row.because, row.by, row.door) == (
        "quarterly",
        "Said so by telephone",
        studio.ana,
        "colleague",
    )

    desk.post(f"{page}taken-back/", {"topic": workshops.pk, "because": "Said so by telephone"})
    said = desk.get(page).content.decode()
    assert not may(reader, workshops) and "Not to be written to about Workshops." in said
    assert "noted by a colleague. Said so by telephone" in said
    agreed(reader, workshops)
    assert may(reader, workshops)
    desk.post(f"{page}less/", {"stop": "on", "because": "Enough"})
    assert not may(reader, workshops)
    assert "They want nothing of our own accord since" in desk.get(page).content.decode()
    assert desk.post(f"{page}taken-back/", {"topic": 2**70, "because": "x"}).status_code in (302, 404)

    record = json.loads(b"".join(desk.get(f"{page}record.json").streaming_content))
    assert [one["what"] for one in record["consents"]] == ["given", "withdrawn", "given"]
    assert record["wishes"][0]["stopped"] and record["wishes"][-1]["by_which_way"] == "page"


def test_topics_and_forms_have_a_page(desk, studio):
    desk.post("/settings/topics/begin/", {"name": "Workshops", "about": "Dates", "german_name": "Kurse"})
    about = Topic.objects.get()
    assert about.in_other_words["de"]["name"] == "Kurse"
    assert desk.post("/settings/topics/begin/", {"name": "Workshops"}).status_code == 422
    given = {"name": "Shop", "wording": "May we?", "topics": [about.pk], "origins": "https://shop.example/\n"}
    for wrong in (
        "javascript:alert(1)",
        "https://shop.example; script-src *",
        "https://*.example",
        "shop.example",
    ):
        assert desk.post("/settings/topics/forms/open/", given | {"origins": wrong}).status_code == 422, wrong
    desk.post("/settings/topics/forms/open/", given)
    form = SignUpForm.objects.get()
    assert (
        form.origins == ["https://shop.example"]
        and f"/sign-up/{form.public_id}/" in desk.get("/settings/topics/").content.decode()
    )
    desk.post(f"/settings/topics/forms/{form.pk}/", given | {"name": "The shop"})
    assert form.now().number == 1
    desk.post(f"/settings/topics/forms/{form.pk}/", given | {"wording": "May we write?"})
    assert form.now().number == 2 and form.versions.count() == 2
    assert "/outreach/audiences/lists/from-elsewhere/" in desk.get("/settings/topics/").content.decode()


def test_a_mail_to_the_address_in_list_unsubscribe_takes_back(studio, workshops):
    ruth = somebody("ruth@harrow.example")
    agreed(ruth, workshops)
    token = token_of(ruth, workshops)
    forged = f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}"
    for subject in (f"unsubscribe {forged}", "How do I unsubscribe?", f"unsubscribe {token} please"):
        cast.comes_in(studio.inbox, cast.letter("", subject=subject))
    assert may(ruth, workshops)
    cast.comes_in(studio.inbox, cast.letter("", subject=f"Unsubscribe {token}"))
    assert not may(ruth, workshops) and Notice.objects.get(kind="stopped").recipient == ruth.value
