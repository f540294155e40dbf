"""Another desk's history comes in, and one person of it is erased, in a real browser."""

import io
import json
import re
import zipfile

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.conversations.test_taking_over import USERS, ticket

from byhand.channels.importing import import_due
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation
from byhand.conversations.taking_over import take_over_due
from byhand.people.models import Person, Suppression


def export() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as file:
        file.writestr("tickets.jsonl", "\n".join(json.dumps(ticket(n)) for n in (7, 8)) + "\n{broken")
        file.writestr("users.json", json.dumps(USERS))
    return box.getvalue()


def test_a_history_comes_in_and_one_of_it_goes_for_good(desk):
    page = desk.sit_down("/settings/archives/")
    page.locator("input[type=file]").set_input_files(
        {"name": "zendesk.zip", "mimeType": "application/zip", "buffer": export()}
    )
    assert look_at(page, "elsewhere", width=1440, colours="light") == []
    page.get_by_role("button", name="Import it").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert look_at(page, "elsewhere-coming") == []
    import_due()
    read_arrivals_due()
    take_over_due()
    expect(page.get_by_text("It is all here")).to_be_visible()
    expect(page.get_by_role("heading", name="Studio: Zendesk")).to_be_visible()
    assert look_at(page, "elsewhere-done", width=1440, colours="light") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="What was not taken").click()
    assert "It is no JSON" in download.value.path().read_text("utf-8-sig")
    seven = Conversation.objects.get(subject="Glaze 7")
    page.goto(f"/conversations/{seven.public_id}/")
    expect(page.get_by_text("she is the one with the school")).to_be_visible()
    expect(page.get_by_text("brought it along from Zendesk")).to_be_visible()
    assert look_at(page, "elsewhere-conversation", width=1440, colours="light") == []
    page.goto(f"/people/{seven.person_id}/")
    page.get_by_role("link", name="Erase…").click()
    expect(
        page.get_by_text(re.compile("2 conversations with them alone, 6 messages, 2 notes"))
    ).to_be_visible()
    assert look_at(page, "erase") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="as a file").click()
    assert "Where does the blue glaze come from" in download.value.path().read_text()
    page.get_by_label("Erase all of this for good").check()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("nothing of them is left here")).to_be_visible()
    assert look_at(page, "erased", width=1440, colours="light") == []
    assert not Person.objects.filter(name="Ada Kron").exists() and Suppression.objects.count() == 2
