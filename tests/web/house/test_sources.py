"""Other systems under Settings: set up, a token shown once, copies by mail, a table looked at and read."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.gate.telling import tells
from tests.web.conftest import client_of

from byhand.gate.models import LineLeftOut, Record, RecordImport, Source
from byhand.gate.records.importing import import_records_due
from byhand.people.models import Address

TABLE = b"""Order Number;Order Date;Billing Email;Billing Name;Order Total;Fulfillment Status
#1001;05.01.2026 14:05;ruth@harrow.example;Ruth Okafor;48,00;fulfilled
#1002;11/26/2026;mei@harrow.example;Mei;12,00;
#1003;2026-01-07;nobody;X;1,00;
;;;;;
#1004;2026-01-08;=cmd|' /C calc'!A0;X;1,00;
#1005;2026-01-09;mei@harrow.example;Mei;12,00;sometime
"""


@pytest.fixture
def source(studio) -> Source:
    return Source.objects.begin("Shop", by=studio.ana)


def test_a_token_is_shown_once_and_opens_the_door_for_programs(desk, studio, source):
    page = desk.post(reverse("source.token", args=[source.pk]))
    [token] = re.findall(r"byhand-records-[\w-]+", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    assert Source.objects.with_token(token) == source
    assert token not in desk.get(reverse("source", args=[source.pk])).content.decode()
    desk.post(reverse("source.revoke", args=[source.pk]))
    assert Source.objects.with_token(token) is None
    assert client_of(studio.tomas).post(reverse("source.token", args=[source.pk])).status_code == 403


def test_copies_by_mail_are_set_up_with_rules_and_what_is_wrong_is_said(desk, studio, source):
    where = reverse("source.mail", args=[source.pk])
    given = {
        "inbox": studio.inbox.pk,
        "sender": "@Shop.example",
        "mail_is": "receipt",
        "rules": "Your order: Order\n",
    }
    assert desk.post(where, given).status_code == 302
    source.refresh_from_db()
    assert (source.sender, source.rules, source.kind_of_mail("About YOUR ORDER 5")) == (
        "shop.example", [["Your order", "order"]], "order",
    )  # fmt: skip
    assert source.copy_address() in desk.get(reverse("source", args=[source.pk])).content.decode()
    for wrong in (
        {"sender": ""},
        {"sender": "not one"},
        {"rules": "words"},
        {"rules": "x: gift"},
        {"mail_is": "y"},
    ):
        assert desk.post(where, given | wrong).status_code == 422, wrong
    other = Source.objects.begin("Till", by=studio.ana)
    at_other = reverse("source.mail", args=[other.pk])
    assert desk.post(at_other, given | {"own": "on"}).status_code == 422
    desk.post(where, given | {"own": "on"})
    assert "belongs to another" in desk.post(at_other, given).content.decode()


def test_a_table_is_looked_at_and_read_line_by_line_and_twice_is_once(desk, source):
    for again in (0, 1):
        file = SimpleUploadedFile("orders.csv", TABLE)
        went = desk.post(reverse("source.upload", args=[source.pk]), {"file": file})
        page = desk.get(went["Location"]).content.decode()
        assert "#1001" in page and "Line 3 is not taken" in page
        one = RecordImport.objects.latest("pk")
        begin = reverse("record_import.begin", args=[one.pk])
        columns = {
            f"column_{n}": field
            for n, field in enumerate(("number", "at", "email", "name", "amount", "done"))
        }
        assert desk.post(begin, columns).status_code == 422  # nobody says what a line is
        assert desk.post(begin, columns | {"kind": "order", "look": "1"}).status_code == 200
        assert desk.post(begin, columns | {"kind": "order"}).status_code == 302
        assert bool(import_records_due()) is not bool(again)
        one.refresh_from_db()
        assert (one.new, one.known, one.left_out) == (1 - again, again, 4)
        assert not one.path.exists()
    record = Record.objects.get()
    assert (record.number, record.amount, record.open_until, record.way) == ("#1001", "48,00", None, "table")
    assert list(LineLeftOut.objects.filter(of=one).values_list("line", flat=True)) == [3, 4, 6, 7]
    account = b"".join(desk.get(reverse("record_import.left_out", args=[one.pk])).streaming_content).decode()
    assert "must be a time" in account and "harrow" not in account
    assert "not taken" in desk.get(reverse("record_import", args=[one.pk])).content.decode()
    for bad in (b"\x00\x01", b""):
        answer = desk.post(
            reverse("source.upload", args=[source.pk]), {"file": SimpleUploadedFile("x.csv", bad)}
        )
        assert answer.status_code == 422


def test_the_page_asks_as_much_for_many_as_for_one(desk, source, django_assert_num_queries):
    tells(source, "order", number="7")
    page = reverse("source", args=[source.pk])
    with django_assert_num_queries(8):
        desk.get(page)
    for n in range(15):
        tells(source, "receipt", number=f"{n}", email=f"p{n}@x.example", title="<b>Jar</b>")
    with django_assert_num_queries(8):
        shown = desk.get(page).content.decode()
    assert "&lt;b&gt;Jar" in shown and "<b>Jar" not in shown
    assert "last told us: " in desk.get(reverse("sources")).content.decode()
    assert desk.get(reverse("source", args=[2**70])).status_code == 404
    theirs = Address.objects.get(value="ruth@harrow.example").person_id
    record = json.loads(b"".join(desk.get(reverse("person.record", args=[theirs])).streaming_content))
    assert [one["number"] for one in record["told by other systems"]] == ["7"]
    desk.post(reverse("source.put_away", args=[source.pk]))
    assert desk.get(page).status_code == 404
