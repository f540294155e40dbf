"""A table of people: uploaded, its columns chosen, looked at, read, and what was not taken, in a real browser."""

from playwright.sync_api import expect
from tests.browser.looking import look_at

from byhand.people.importing import import_people_due
from byhand.people.models import Person

TABLE = (
    "Name;E-mail;E-mail;Mobile phone;Firma;Bemerkung\n"
    "Annegret Rindfleischetikettierung;a@kachelofen-und-soehne.example;a@gmx.de;+49 30 1234567;Kachelofen;Mag Tee\n"
    '"=HYPERLINK(""http://x"")";nobody;;;;\nMei Tanaka;mei@clay.example;;;;"never closed\n'
)


def test_a_table_comes_in(desk):
    page = desk.sit_down("/people/")
    page.get_by_role("link", name="Import and export").click()
    assert look_at(page, "people-files") == []
    page.locator("input[type=file]").set_input_files(
        {"name": "everyone.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Annegret Rindfleischetikettierung")).to_be_visible()
    page.get_by_label("Firma").select_option(label="not taken")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_label("Firma")).to_have_value("")
    assert look_at(page, "people-import") == []
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert look_at(page, "people-import-coming", width=1440, colours="light") == []
    import_people_due()
    expect(page.get_by_text("They are all here")).to_be_visible()
    assert look_at(page, "people-import-done", width=1440, colours="light") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="What was not taken").click()
    assert "never closed" in download.value.path().read_text("utf-8-sig")
    assert Person.objects.get(name__startswith="Annegret").organisation is None
