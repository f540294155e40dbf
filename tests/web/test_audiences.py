"""Audiences and lists at the desk: put together, counted as one goes, explained, and brought along."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.people.agreeing import agreed, somebody, topic
from tests.web.conftest import client_of

from byhand.conversations.models import Tag
from byhand.outreach.importing import import_lists_due
from byhand.outreach.models import Audience, ListImport, PeopleList
from byhand.people.models import Address, Consent, Topic
from byhand.team.models import User

AUDIENCES = "/outreach/audiences/"


@pytest.fixture
def kiln(studio):
    """Ruth bought a kiln and agreed to workshops; Jonas agreed, too."""
    ruth, jonas = (cast.conversation_with(studio.inbox, sender=one) for one in (cast.RUTH, cast.JONAS))
    about = topic("Workshops", by=studio.ana)
    ruth.tag(Tag.objects.named("bought a kiln", by=studio.ana), by=studio.ana)
    for one in (ruth, jonas):
        agreed(one.person.addresses.get(), about)
    return ruth


def the_rules(**more: object) -> dict[str, object]:
    tag, about = Tag.objects.get().pk, Topic.objects.get().pk
    return {
        "name": "Kilns", "at": ["0", "4"], "rule0-kind": "tagged", "rule0-tag": tag, "rule0-must": "",
        "rule4-kind": "writable", "rule4-topic": about, "rule4-must": "", **more,
    }  # fmt: skip


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_audience_is_put_together_counted_kept_and_explained(desk, studio, kiln):
    page = said(desk.get(f"{AUDIENCES}new/"))
    assert "May be written to about" in page and "An open conversation or complaint" in page
    assert '<option value="not" selected>has none' in page, (
        "who waits for us is left out, unless a colleague says otherwise"
    )
    page = said(desk.post(f"{AUDIENCES}new/", the_rules(add="1", kind="heard")))
    assert 'name="rule1-kind" value="heard"' in page and "<strong>1 person</strong>" in page
    page = said(desk.post(f"{AUDIENCES}new/", the_rules(take="0")))
    assert 'name="rule0-kind"' not in page and "<strong>2 people</strong>" in page
    part = said(desk.post(f"{AUDIENCES}count/", the_rules(), headers={"HX-Request": "true"}))
    assert "<html" not in part and part.count('class="kept">1<') == 2 and "of 2 whom you may know of" in part
    assert "Say a rule" in said(desk.post(f"{AUDIENCES}count/", {}))

    wrong = desk.post(f"{AUDIENCES}new/", the_rules(keep="1", at=["0", "4", "5"], **{"rule5-kind": "heard"}))
    assert wrong.status_code == 422 and "Say a day, or a number of months." in said(wrong)
    assert desk.post(f"{AUDIENCES}new/", the_rules(keep="1", name="")).status_code == 422
    assert desk.post(f"{AUDIENCES}new/", {"name": "x", "keep": "1"}).status_code == 422
    page = said(desk.post(f"{AUDIENCES}new/", the_rules(keep="1"), follow=True))
    one = Audience.objects.get()
    assert "Kept." in page and "Seen with the eyes of Ana Moreau" in page
    sentence = "People who have a conversation tagged “bought a kiln” and may be written to about Workshops."
    assert sentence == one.said() and sentence in said(desk.get(AUDIENCES))

    page = said(desk.get(f"{AUDIENCES}{one.pk}/people/"))
    assert "Ruth Okafor" in page and "Jonas" not in page and f"/conversations/{kiln.public_id}/" in page
    assert "Agreed on" in page and "Tagged on" in page
    page = said(desk.get(f"{AUDIENCES}{one.pk}/people/", {"q": "jonas"}))
    assert "not in it" in page and "No conversation of theirs carries the tag." in page

    page = said(desk.post(f"{AUDIENCES}{one.pk}/keep-as-list/", {"name": "Kiln owners"}, follow=True))
    assert "1 person" in page and "Ruth Okafor" in page
    assert "There is a list of that name." in said(
        desk.post(f"{AUDIENCES}{one.pk}/keep-as-list/", {"name": "kiln owners"}, follow=True)
    )
    desk.post(f"{AUDIENCES}{one.pk}/", the_rules(keep="1", name="Other kilns", **{"rule4-must": "not"}))
    one.refresh_from_db()
    assert one.name == "Other kilns" and one.rules[1]["is_not"]
    desk.post(f"{AUDIENCES}{one.pk}/put-away/")
    assert desk.get(f"{AUDIENCES}{one.pk}/").status_code == 404


def test_a_page_of_nonsense_is_no_audience_and_no_error(desk, kiln):
    for odd in (
        {"at": ["-1", "99999999999", "x", "0", "0"], "rule0-kind": "sql"},
        {"at": [str(n) for n in range(50)], **{f"rule{n}-kind": "room" for n in range(50)}},
        {"at": "0", "rule0-kind": "writable", "rule0-topic": "9" * 30},
        {"at": "0", "rule0-kind": "tagged", "rule0-tag": "x", "rule0-must": "maybe"},
        {"at": "0", "rule0-kind": "heard", "rule0-months": "9" * 30},
        {"at": "0", "rule0-kind": "heard", "rule0-since": "0001-01-01"},
        {"at": "0", "rule0-kind": "heard", "rule0-since": "9999-12-31"},
        {"at": "0", "rule0-kind": "known", "rule0-months": "1200"},
        {"at": "0", "rule0-kind": "wrote", "rule0-words": "\0 ' \" * NEAR("},
        {"at": "0", "rule0-kind": "remembered", "rule0-words": "%_\\'"},
        {"add": "1", "kind": "sql"},
    ):
        for address in ("count/", "new/"):
            assert desk.post(f"{AUDIENCES}{address}", odd).status_code == 200, odd


def test_colleagues_change_their_own_and_guests_look(studio, kiln):
    ana, tomas = client_of(studio.ana), client_of(studio.tomas)
    gina = client_of(User.objects.create_user("g@kilnlane.example", "Gina", "a third phrase", role="guest"))
    ana.post(f"{AUDIENCES}new/", the_rules(keep="1"))
    tomas.post(f"{AUDIENCES}new/", the_rules(keep="1", name="Theirs"))
    anas, toms = Audience.objects.get(name="Kilns"), Audience.objects.get(name="Theirs")
    page = said(tomas.get(f"{AUDIENCES}{anas.pk}/"))
    assert anas.said() in page and 'name="keep"' not in page
    assert tomas.post(f"{AUDIENCES}{anas.pk}/", the_rules(keep="1", name="Mine")).status_code == 404
    assert tomas.post(f"{AUDIENCES}{anas.pk}/put-away/").status_code == 404
    assert ana.post(f"{AUDIENCES}{toms.pk}/", the_rules(keep="1", name="Ours")).status_code == 302
    assert 'name="keep"' not in said(gina.get(f"{AUDIENCES}{anas.pk}/"))
    assert gina.post(f"{AUDIENCES}count/", the_rules()).status_code == 403

    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    for page in ("", f"{anas.pk}/", f"{anas.pk}/people/", f"{anas.pk}/people/?q=ruth"):
        assert "Ruth" not in said(tomas.get(AUDIENCES + page))
    assert "<strong>0 people</strong>" in said(tomas.get(f"{AUDIENCES}{anas.pk}/"))


def test_a_list_is_kept_by_hand(desk, studio, kiln):
    page = said(desk.post(f"{AUDIENCES}lists/begin/", {"name": " The  fair "}, follow=True))
    shelf = PeopleList.objects.get()
    assert shelf.name == "The fair" and "Nobody is on it yet." in page
    address = f"{AUDIENCES}lists/{shelf.pk}/"
    assert f'value="{kiln.person_id}"' in said(desk.get(address, {"q": "ruth"}))
    page = said(desk.post(f"{address}add/", {"person": [kiln.person_id, "x", "9" * 17]}, follow=True))
    assert "1 person put on it." in page and "Ruth Okafor" in page
    assert "Nobody else is called that." in said(desk.get(address, {"q": "ruth"}))
    page = said(desk.post(f"{address}audience/", follow=True))
    assert "are on the list “The fair”" in page and "<strong>1 person</strong>" in page
    desk.post(f"{address}take-off/{kiln.person_id}/")
    assert "Nobody is on it yet." in said(desk.get(address))
    desk.post(f"{address}put-away/")
    assert desk.get(address).status_code == 404 and "are on the list “The fair”" in said(desk.get(AUDIENCES))
    for name in ("", "x" * 200, "a\u202eb"):
        assert "Give the list a name." in said(
            desk.post(f"{AUDIENCES}lists/begin/", {"name": name}, follow=True)
        )


def test_a_list_is_brought_along_and_accounted_for(desk, studio):
    about, address = topic("Workshops", by=studio.ana), f"{AUDIENCES}lists/from-elsewhere/"

    def bring(text: bytes, **more: object):
        file = SimpleUploadedFile("subscribed_list.csv", text, content_type="text/csv")
        return desk.post(address, {"file": file, **more}, follow=True)

    table = b'email,name,tags\nruth@harrow.example,Ruth Okafor,"kiln, fair"\nnothing,N,\n'
    declared = {"topic": about.pk, "source": "Signed at the fair", "on": "2024-05-01"}
    for wrong in ({}, {"topic": about.pk}, declared | {"on": "2999-05-01"}, declared | {"source": "short"}):
        assert bring(table, **wrong).status_code == 422
    assert "This is no list" in said(bring(b"Name\nRuth\n", **declared))
    page = said(bring(table, to_list="Everyone", takes_lists="on", **declared))
    assert "Coming in" in page and "you can leave this page" in page.lower()
    import_lists_due()
    one = ListImport.objects.get()
    page = said(desk.get(f"{address}{one.pk}/", headers={"HX-Request": "true"}))
    assert "1 consent · 3 put on lists · 1 left out" in page and "<html" not in page
    account = b"".join(desk.get(f"{address}{one.pk}/left-out.csv").streaming_content).decode()
    assert "no usable address" in account and account.count("\n") == 2
    assert Consent.objects.get().source == "Signed at the fair"
    assert {each.name for each in PeopleList.objects.all()} == {"Everyone", "kiln", "fair"}
    assert Address.objects.get().person.name == "Ruth Okafor"
    assert client_of(studio.tomas).get(f"{address}{one.pk}/").status_code == 404
    assert "subscribed_list.csv" not in said(client_of(studio.tomas).get(address))


def test_the_pages_ask_a_settled_number_of_queries(desk, studio, kiln, django_assert_max_num_queries):
    desk.post(f"{AUDIENCES}new/", the_rules(keep="1"))
    one = Audience.objects.get()
    for n in range(30):
        reader = somebody(f"r{n}@x.example", f"R {n}")
        cast.conversation_with(studio.inbox, sender=f"R {n} <{reader.value}>").tag(
            Tag.objects.get(), by=studio.ana
        )
        agreed(reader, Topic.objects.get())
    with django_assert_max_num_queries(17):
        page = said(desk.get(f"{AUDIENCES}{one.pk}/people/"))
    assert page.count('class="why"') == 30 and "Show more" in page
    with django_assert_max_num_queries(20):
        desk.get(f"{AUDIENCES}{one.pk}/")
