"""An owner sets a shop up, brings its table along, and a colleague sees the grey lines in somebody's time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.gate.telling import tells

from byhand.gate.models import NotTaken, Source, StillWanted
from byhand.gate.notices import still_wanted
from byhand.gate.records.importing import import_records_due
from byhand.gate.records.taking import Refused
from byhand.people.models import Address
from byhand.people.own_link import token_for

TABLE = b"""Order Number,Order Date,Billing Email,Billing Name,Description,Order Total
1001,2026-01-05 14:05,ruth@harrow.example,Ruth Okafor,Two jars with lids,48.00 EUR
1002,11/26/2026,mei@harrow.example,Mei Tanaka,A bowl,12.00 EUR
"""


def test_a_shop_is_set_up_and_what_it_tells_stands_in_their_time(desk, ruth):
    page = desk.sit_down("/settings/other-systems/")
    page.get_by_label("What you call it").fill("Shop for Töpferscheibenausstellungsbedarf")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_label("The token")).to_be_visible()
    page.get_by_label("Copies of its mail come to").select_option(label="Studio")
    page.get_by_label("Its mail comes from").fill("shop.example")
    page.get_by_label("But with these words in its subject").fill("Your order: order")
    page.locator("form", has=page.get_by_label("Its mail comes from")).get_by_role(
        "button", name="Keep"
    ).click()
    expect(page.get_by_label("It sends a blind copy (BCC) of its mail to")).to_be_visible()

    page.get_by_text("Upload a table").click()
    page.get_by_label("A table").set_input_files(
        {"name": "orders.csv", "mimeType": "text/csv", "buffer": TABLE}
    )
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Every line is").select_option("order")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("Order 1001")).to_be_visible()
    assert look_at(page, "records-table", width=1440, colours="light") == []
    page.get_by_role("button", name="Take them").click()
    import_records_due()
    expect(page.get_by_text("1 line not taken")).to_be_visible()

    source = Source.objects.get()
    tells(source, "receipt", number="1002", title="Thank you for your order", amount="12.00 EUR")
    tells(source, "invoice", ago=timedelta(days=2), number="RE-7")
    NotTaken.objects.note(source, [Refused(1, "o-9", "“at” has not come yet.")], way="program")
    page.goto(f"/settings/other-systems/{source.pk}/")
    assert look_at(page, "other-system") == []
    page.goto("/settings/other-systems/")
    page.get_by_text("Another system").click()
    assert look_at(page, "other-systems", width=1440, colours="dark") == []
    page.goto(f"/people/{ruth.person_id}/")
    line = page.locator(".moment.of-record")
    expect(line).to_have_count(3)
    expect(line.first).to_contain_text("Receipt 1002 · 12.00 EUR")
    assert look_at(page, "person-records", width=1440, colours="light") == []

    address = Address.objects.get(value="ruth@harrow.example")
    notice = still_wanted(email=address.value, link="https://kilnlane.example/", language="")
    StillWanted.objects.create(address=address, notice=notice, asked_at=timezone.now())
    public = desk.open_page(width=360, height=740, base_url=desk.address, script=True)
    public.goto(f"/yours/{token_for(address)}/")
    expect(public.get_by_text("Automatic: receipt 1002")).to_be_visible()
    assert look_at(public, "still-wanted", width=360, colours="light") == []
    public.get_by_role("button", name="Yes, write to me again").click()
    expect(public.get_by_text("It is noted")).to_be_visible()
    expect(public.get_by_role("button", name="Yes, write to me again")).to_have_count(0)
