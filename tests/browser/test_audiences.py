"""An audience is put together in a browser, counted as one goes, kept, and explained; a list is brought along."""

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.people.agreeing import agreed, topic

from byhand.conversations.models import Tag
from byhand.outreach.importing import import_lists_due
from byhand.outreach.models import Audience
from byhand.people.models import Person

TABLE = b'email,name,tags\nnora@fair.example,Nora Feld,"The fair, Potters"\nno address,N,\n'


def test_whom_a_letter_is_for_is_said_in_plain_rules_and_counted_live(desk, ruth):
    workshops = topic("Workshops", by=desk.studio.ana)
    for name in ("Ruth Okafor", "Jonas Lind", "Katharina Vogel"):
        agreed(Person.objects.get(name=name).addresses.get(), workshops)
    ruth.tag(Tag.objects.named("bought a kiln", by=desk.studio.ana), by=desk.studio.ana)

    page = desk.sit_down("/outreach/audiences/")
    page.get_by_role("link", name="A new audience").click()
    page.get_by_label("What you call it").fill("Kilns, and workshops")
    page.get_by_label("About").select_option("Workshops")
    counted = page.locator("#counted")
    expect(counted).to_contain_text("may be written to about Workshops")
    expect(counted.locator(".kept").first).to_have_text("3")
    page.get_by_label("One more rule").select_option("A conversation of theirs is tagged …")
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_label("Tag", exact=True).select_option("bought a kiln")
    expect(counted).to_contain_text("wait for no answer of ours")
    expect(counted.locator("strong")).to_have_text("0 people")
    page.get_by_role("button", name="Take this rule away An open conversation or complaint").click()
    expect(page.get_by_label("Which", exact=True)).to_have_count(0)
    expect(page.get_by_label("What you call it")).to_have_value("Kilns, and workshops")
    expect(counted.locator("strong")).to_have_text("1 person")
    assert look_at(page, "audience") == []
    page.get_by_label("What you call it").press("Enter")  # counts, and keeps nothing
    expect(counted.locator("strong")).to_have_text("1 person")
    assert not Audience.objects.exists()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Seen with the eyes of Ana Moreau")).to_be_visible()

    page.get_by_role("link", name="Who is in it").click()
    expect(page.locator(".why")).to_contain_text(["Ruth Okafor"])
    assert look_at(page, "audience-people") == []
    page.get_by_role("searchbox").fill("jonas")
    page.keyboard.press("Enter")
    expect(page.locator(".why")).to_contain_text(["No conversation of theirs carries the tag."])
    page.get_by_role("link", name="Kilns, and workshops").click()
    page.get_by_role("link", name="Audiences").click()

    page.get_by_role("link", name="Bring a list along").click()
    file = {"name": "subscribed_fair.csv", "mimeType": "text/csv", "buffer": TABLE}
    page.get_by_label("A list", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="Coming in: 0 %")).to_be_visible()
    import_lists_due()
    expect(page.get_by_text("2 put on lists · 1 left out")).to_be_visible()
    page.get_by_role("link", name="To the lists").click()
    expect(page.get_by_text("People who may be written to about Workshops")).to_be_visible()
    assert look_at(page, "audiences") == []
    page.get_by_role("link", name="Look closer The fair").click()
    page.get_by_role("searchbox").fill("okafor")
    page.keyboard.press("Enter")
    page.get_by_label("Ruth Okafor").check()
    page.get_by_role("button", name="Put them on it").click()
    expect(page.get_by_role("main")).to_contain_text("2 people")
    assert look_at(page, "audience-list", width=1440, colours="light") == []


def test_it_works_without_a_script(desk, ruth):
    """The buttons alone: a rule more, a count, and kept."""
    topic("Workshops", by=desk.studio.ana)
    page = desk.sit_down("/outreach/audiences/new/", script=False)
    for name in ("May be written to about …", "An open conversation or complaint"):
        page.get_by_role("button", name=f"Take this rule away {name}").click()
    page.get_by_label("One more rule").select_option("Heard from since …")
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_label("Or in so many months").fill("1")
    page.get_by_role("button", name="Count again").click()
    expect(page.locator("#counted")).to_contain_text("were heard from in the last month")
    page.get_by_label("What you call it").fill("Heard")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Seen with the eyes of")).to_be_visible()
    assert Audience.objects.get().name == "Heard"
