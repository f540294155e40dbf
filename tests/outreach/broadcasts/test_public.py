"""The public page and its feed: what left and was wished to stand there, as nobody in particular reads it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from django.core import mail
from django.test import Client
from tests import cast
from tests.outreach.broadcasts.conftest import fresh
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation
from byhand.conversations.sweeping import sweep_files_due
from byhand.gate.models import Dispatch, Terms
from byhand.outreach.models import Picture
from byhand.outreach.public_page import show_to_all, show_to_nobody
from byhand.people.models import Person


def test_what_left_stands_there_for_anyone_without_a_word_of_its_readers(press):
    press.reader("ruth@harrow.example")
    one = press.written(is_public=True)
    shot = Picture.objects.take(one, "a.png", cast.PNG, by=press.studio.ana)
    body = f"Dear {{first|friend}},\n\n![A jar](/letters/pictures/{shot.sha256})\n\n<b>{'word ' * 20}</b>"
    one.write("en", subject="For {first|you}", body=body)
    anyone = Client()
    at, picture = f"/letters/{one.public_id}/", f"/letters/pictures/{shot.sha256}"
    one = press.released(fresh(one))
    assert anyone.get(at).status_code == 404, "nothing has left yet"
    Terms.objects.update(spoken=1)
    page = anyone.get(at)
    assert (
        "For you" in page.text
        and "Dear friend," in page.text
        and "Ruth" not in page.text
        and "<b>" not in page.text
    )
    assert not anyone.cookies and "script" not in page["Content-Security-Policy"]
    assert anyone.get(picture)["Cache-Control"].startswith("public")
    assert "For you" in anyone.get("/letters/").text
    feed = anyone.get("/letters/feed.xml")
    [item] = fromstring(feed.content).iter("item")
    assert item.findtext("title") == "For you" and "Dear friend," in item.findtext("description")
    assert item.findtext("link").endswith(at)
    show_to_nobody(one, by=press.studio.ana)
    assert anyone.get(at).status_code == 404 and "For you" not in anyone.get("/letters/").text
    assert anyone.get(picture).status_code == 200, "whoever has the letter keeps its picture"
    show_to_all(one, by=press.studio.tomas)
    assert anyone.get(at).status_code == 200


def test_pictures_of_what_has_not_left_are_shown_to_colleagues_of_its_inbox_alone(press):
    one = press.written()
    shot = Picture.objects.take(one, "a.png", cast.PNG, by=press.studio.ana)
    assert Client().get(f"/letters/pictures/{shot.sha256}").status_code == 404
    at = f"/outreach/broadcasts/pictures/{shot.sha256}"
    assert client_of(press.studio.ana).get(at).status_code == 200
    assert client_of(press.studio.tomas).get(at).status_code == 404, "it is hers until she asks"
    sweep_files_due()
    assert shot.content() == cast.PNG


def test_its_author_tries_it_on_themselves_and_on_nobody_else(press):
    ruth = press.reader("ruth@harrow.example").person
    one = press.written()
    people = Person.objects.count()
    ana, to = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/try/"
    assert "on its way to ana@kilnlane.example" in ana.post(to, {"person": ruth.pk}, follow=True).text
    dispatch = Dispatch.objects.get()
    assert (dispatch.kind, [each["address"] for each in dispatch.to]) == (
        "personal",
        ["ana@kilnlane.example"],
    )
    assert "Dear Ruth," in dispatch.body and dispatch.has_whole_seal() and dispatch.filing_due_at is None
    assert dispatch.files[0]["filename"] == "letter.eml"
    assert Person.objects.count() == people and not Conversation.objects.exists() and not mail.outbox
    assert client_of(press.studio.tomas).post(to).status_code == 404 and Dispatch.objects.count() == 1


def test_the_preview_is_the_letter_and_its_links_lead_nowhere(press):
    ruth = press.reader("ruth@harrow.example").person
    one = press.written()
    ana, here = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/preview/"
    page = ana.get(f"{here}?person={ruth.pk}").text
    assert "Dear Ruth," in page and "Stop these letters" in page
    inside = ana.get(f"{here}html/?person={ruth.pk}")
    assert "<strong>kiln</strong>" in inside.text and "sandbox" in inside["Content-Security-Policy"]
    stop = inside.text.partition("/stop/")[2].partition("/")[0]
    assert stop and Client().post(f"/stop/{stop}/", {"List-Unsubscribe": "One-Click"}).status_code in (
        200,
        404,
    )
    assert ruth.addresses.get().consents.filter(kind="withdrawn").count() == 0
