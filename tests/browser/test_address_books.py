"""An address book on a real server: added after a live try, and what both sides changed settled, in a real browser."""

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.people.test_carddav import CARD, MKCOL

from byhand.conversations.knowing import people_visible_to
from byhand.people.carddav.asking import put
from byhand.people.carddav.client import Client
from byhand.people.carddav.syncing import stay_in_step_due
from byhand.people.models import AddressBook, BookCard, Person


def test_a_book_stays_in_step(desk, radicale):
    client, url = Client("ana", "kiln", radicale.url), f"{radicale.url}/ana/seen/"
    assert client.ask("MKCOL", url, MKCOL.encode()).status == 201
    etag = put(client, f"{url}u1.vcf", CARD.encode(), etag="")
    page = desk.sit_down("/people/files/")
    page.get_by_role("link", name="Address books elsewhere").click()
    page.get_by_label("Where", exact=True).fill(url)
    page.get_by_label("Name there").fill("ana")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("does not know this name and password")).to_be_visible()
    page.get_by_label("Password").fill("kiln")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("“Clients” stays in step from now on")).to_be_visible()
    stay_in_step_due(people_visible_to)
    Person.objects.get(name="Ruth Okafor").describe(name="Ruth Here", line="Teacher")
    assert put(
        client, f"{url}u1.vcf", CARD.replace("FN:Ruth Okafor", "FN:Ruth There").encode(), etag=etag or ""
    )
    AddressBook.objects.get().look_now()
    stay_in_step_due(people_visible_to)
    page.reload()
    expect(page.get_by_text("“Ruth Here” here, “Ruth There” in Clients")).to_be_visible()
    assert look_at(page, "address-books") == []
    page.get_by_role("button", name="Theirs is right").click()
    expect(page.get_by_text("Both sides changed it")).to_have_count(0)
    stay_in_step_due(people_visible_to)
    assert Person.objects.filter(name="Ruth There").exists() and BookCard.objects.get().conflict == {}
