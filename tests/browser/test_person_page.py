"""A person at the desk, with a browser: remembered by a key, dates, ties, how to reach them, and their line of time."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.kit.days import YearDay
from byhand.people.models import Memory, Occasion, Person, Tie


def mark(page, words):
    """Marks these words of the thread, as a mouse would."""
    page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.querySelector("#words"), NodeFilter.SHOW_TEXT)
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words)
            if (at >= 0 && walk.currentNode.parentElement.closest(".msg .body"))
              return getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length)
          }
          throw new Error("not said: " + words)
        }""",
        words,
    )


def test_a_key_remembers_marked_words_with_their_letter(desk, ruth):
    page = desk.at(ruth)
    mark(page, "could we still bring twelve?")
    page.keyboard.press("m")
    text = page.get_by_label("Worth remembering")
    expect(text).to_be_focused()
    expect(text).to_have_value("“could we still bring twelve?”")
    expect(page.get_by_text("With a link to the letter that says it.")).to_be_visible()
    assert look_at(page, "remembering", width=1440) == []
    page.keyboard.type(" Asks every year.")
    page.keyboard.press("Control+Enter")
    said = page.locator(".noted").filter(has_text="Asks every year.")
    expect(said.get_by_role("link", name="in a letter of")).to_be_visible()
    memory = Memory.objects.get(text="“could we still bring twelve?” Asks every year.")
    assert memory.message == ruth.messages.order_by("said_at").last()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Where to, or what to do?").fill("worth rem")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    page.keyboard.type("Owes me a cake")
    page.get_by_label("Only I see it").check()
    page.get_by_role("button", name="Remember", exact=True).click()
    expect(page.locator(".noted").filter(has_text="Owes me a cake")).to_contain_text("Only you see this")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("#main").focus()
    page.keyboard.press("m")
    expect(text).to_be_focused()
    assert look_at(page, "remembering", width=360) == []
    other = desk.at(ruth, who=desk.studio.tomas)
    expect(other.locator("#card")).to_contain_text("Asks every year.")
    expect(other.locator("#card")).not_to_contain_text("Owes me a cake")


def test_marked_words_of_a_formatted_letter_go_in_too(desk):
    html = "<table bgcolor='#fff'><tr><td><h1>Ballclay</h1></td></tr></table>"
    rich = cast.conversation_with(desk.studio.inbox, "Ball clay is up.", html=html)
    page = desk.at(rich)
    frame = page.frame_locator("iframe.letter")
    frame.locator("h1").dblclick()
    frame.locator("h1").press("m")
    expect(page.get_by_label("Worth remembering")).to_have_value("“Ballclay”")


def test_a_persons_page(desk, ruth):
    person, ana = ruth.person, desk.studio.ana
    Occasion.objects.mark(person, YearDay(2, 29, 1980), kind="birthday", remind_before=7, by=ana)
    Tie.objects.tie(person, Person.objects.get(name="Mei Tanaka"), is_what="colleague", by=ana)
    for n in range(24):
        cast.comes_in(desk.studio.inbox, cast.letter(
            f"Letter {n}: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde.",
            subject=f"Matter {n}", ago=timedelta(days=30 + n),
        ))  # fmt: skip
    page = desk.sit_down(f"/people/{person.pk}/")
    expect(page.locator(".line-of-time")).to_contain_text("She cried when she saw the date")
    assert look_at(page, "person-whole") == []
    page.get_by_text("Add a date").click()
    page.get_by_label("What is it?").last.select_option(label="Something else")
    page.get_by_label("In your words").last.fill("Opening of the school")
    page.get_by_label("Day", exact=True).last.fill("1")
    page.get_by_label("Month").last.select_option(label="September")
    page.set_viewport_size({"width": 360, "height": 740})
    assert look_at(page, "person-dates", width=360) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Opening of the school, 1 September", exact=True)).to_be_visible()
    page.get_by_text("How they like to be reached").click()
    page.get_by_label("When").fill("Mornings before ten")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator(".said-so")).to_have_text("Mornings before ten")
    page.get_by_text("Add where they belong").click()
    page.get_by_label("Where?").fill("Harrow Road School")
    page.get_by_label("As what?").fill("Teacher")
    page.get_by_label("Since", exact=True).fill("2019-09-01")
    page.locator("form", has=page.get_by_label("Where?")).get_by_role("button", name="Note it").click()
    expect(page.locator(".person-card")).to_contain_text("Teacher · since 1 September 2019")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    assert look_at(page, "person-belongs", width=1440, colours="light") == []
    page.get_by_role("link", name="Add whom they know").click()
    page.get_by_role("searchbox").fill("Daniel Okafor")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_label("What are they to them?").select_option(label="sibling")
    assert look_at(page, "person-knows") == []
    page.get_by_role("button", name="Note it").click()
    expect(page.locator(".sec:not(.between)", has_text="Knows")).to_contain_text("Daniel Okaforsibling")
    page.get_by_role("button", name="Kept").first.click()
    expect(page.locator(".line-of-time")).to_contain_text("A promise was kept: Tell her about March")
    expect(page.locator(".moment")).to_have_count(30)
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".line-of-time")).to_contain_text("Letter 23")


def test_it_works_without_a_script(desk, ruth):
    page = desk.at(ruth, script=False)
    page.get_by_text("Add something worth remembering").click()
    page.get_by_label("Worth remembering").fill("Likes tea")
    page.get_by_role("button", name="Remember", exact=True).click()
    expect(page.locator("#card")).to_contain_text("Likes tea")


def test_somebody_one_met_is_added_and_one_more_number(desk):
    page = desk.sit_down("/people/")
    page.get_by_role("link", name="Add a person").click()
    expect(page.get_by_role("heading", name="Add a person")).to_be_visible()
    assert look_at(page, "add-person") == []
    page.get_by_label("Name").fill("Nora Hale")
    page.get_by_label("E-mail address").fill("nora@hale.example")
    page.get_by_label("Worth remembering").fill("Met at the fair")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("heading", level=2, name="Nora Hale")).to_be_visible()
    page.get_by_text("Add an address or a number").click()
    page.get_by_label("E-mail address or telephone number").fill("+44 20 7946 0999")
    page.locator("#new-address").press("Enter")
    expect(page.locator(".address").filter(has_text="+44 20 7946 0999").first).to_be_visible()
