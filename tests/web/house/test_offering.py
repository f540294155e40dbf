"""Owners open forms and say who is told off; colleagues say what customers see of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast

from byhand.channels.form.form import form_of, telling_off
from byhand.channels.models import Inbox
from byhand.team.models import House, Shown

OFFER = {
    "name": "Workshops",
    "question_1": "Which date?",
    "origins": "https://shop.example",
    "takes_files": "on",
}


@pytest.fixture
def mailbox(ana) -> Inbox:
    return Inbox.objects.create(kind="practice", name="Studio", address="studio@clay.test")


def test_an_owner_opens_a_form_changes_it_and_pauses_it(as_ana, as_tomas, stranger, mailbox):
    assert as_tomas.get("/settings/inboxes/new/form/").status_code == 403
    assert (
        as_ana.post("/settings/inboxes/new/form/", {**OFFER, "answers_through": mailbox.pk}).status_code
        == 302
    )
    inbox = Inbox.objects.get(kind="form")
    form = form_of(inbox)
    assert (form.questions, form.origins, form.answers_through) == (
        ("Which date?",),
        ("https://shop.example",),
        mailbox.pk,
    )
    assert inbox.address == "studio@clay.test"
    page = as_ana.get(f"/settings/inboxes/{inbox.pk}/")
    public = f"/forms/{inbox.options['slug']}/"
    assert public in page.text and "&lt;iframe" in page.text and stranger.get(public).status_code == 200
    as_ana.post(f"/settings/inboxes/{inbox.pk}/form/", {**OFFER, "name": "Courses", "question_1": ""})
    inbox.refresh_from_db()
    assert (inbox.name, form_of(inbox).questions, inbox.options["slug"] in public) == ("Courses", (), True)
    as_ana.post(f"/settings/inboxes/{inbox.pk}/pause/")
    assert stranger.get(public).status_code == 404
    wrong = as_ana.post("/settings/inboxes/new/form/", {**OFFER, "origins": "https://a.example/path"})
    assert wrong.status_code == 422 and "is no site" in wrong.text


def test_where_customers_tell_us_off_everybody_sees_it_and_nobody_pauses_it(as_ana, ana, tomas, mailbox):
    inbox = telling_off()
    assert telling_off() == inbox
    as_ana.post(f"/settings/inboxes/{inbox.pk}/pause/")
    as_ana.post(f"/settings/inboxes/{inbox.pk}/", {"name": "Anger", "members": [ana.pk]})
    inbox.refresh_from_db()
    assert inbox.paused_at is None and inbox.is_team_wide and inbox.name == "Anger"


def test_the_team_says_who_is_told_off(as_ana, ana, tomas):
    said = {"name": "Clay & Co", "phone": "", "contact": ana.pk, "told_off_to": tomas.pk}
    assert as_ana.post("/settings/team/", said).status_code == 302
    assert House.objects.get().told_off_to == tomas


def test_a_colleague_says_what_customers_see_and_a_picture_is_checked(as_tomas, tomas):
    given = {"is_shown": "on", "what_for": "Kilns", "speaks": "Deutsch"}
    as_tomas.post(
        "/settings/me/shown/", {**given, "face": SimpleUploadedFile("me.png", cast.PNG, "image/png")}
    )
    row = Shown.objects.get()
    assert (row.colleague, row.what_for, row.face_type) == (tomas, "Kilns", "image/png") and row.since
    svg = SimpleUploadedFile("me.png", b"<svg onload=alert(1)>", "image/png")
    assert as_tomas.post("/settings/me/shown/", {**given, "face": svg}).status_code == 422
    large = SimpleUploadedFile("me.png", cast.PNG + b"x" * 500_001, "image/png")
    assert "half a megabyte" in as_tomas.post("/settings/me/shown/", {**given, "face": large}).text
    as_tomas.post("/settings/me/shown/", {"no_face": "on"})
    row.refresh_from_db()
    assert row.since is None and not row.face and not row.face_digest
