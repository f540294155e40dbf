"""Broadcasts in a real browser, by a real mail server: written, read, let go, received, answered; and how they look."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at
from tests.channels.post import inbox_of
from tests.outreach.broadcasts.conftest import Press, never_at_night
from tests.people.agreeing import topic

from byhand.channels.fetching import look
from byhand.channels.followed import Followed, Outcome
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate.many.sending import send
from byhand.outreach import few
from byhand.outreach.capacity import allow_copies_due
from byhand.outreach.forecast_kept import question_of
from byhand.outreach.forecasting import forecast_due
from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.models import Audience, Broadcast, Forecast, LinkLook
from byhand.outreach.planning import plan_of
from byhand.outreach.rules.known import Known
from byhand.outreach.rules.writable import Writable
from byhand.people.models import Person

WORDS = """Dear {first|friend of the studio},

the big **kiln** has come back from its repair, and it is free for you all through March.

## What you can bring

- stoneware up to 1,280 °C, glazed or not
- porcelain, if you tell us a day before

![Ana opens the door of the new kiln](/letters/pictures/PICTURE)

Write to me which week suits you, and I keep a shelf. [The prices stand here](https://kilnlane.example/kiln).

Warmly,
Ana
"""
MORE_LINKS = "[Clay](https://kilnlane.example/clay), [the wheels](https://kilnlane.example/wheels), [Jo](https://jo.example).\n\n"


@pytest.fixture
def press(desk) -> Press:
    about = topic("Workshops and firings", by=desk.studio.ana)
    audience = Audience.objects.begin(
        "May be written to about workshops", [Writable(topic=about.pk)], by=desk.studio.ana
    )
    press = Press(desk.studio, about, audience)
    never_at_night()
    for number, name in enumerate(
        ("Ruth Okafor", "Jonas Lind", "", "Katharina Vogel-Donaudampfschifffahrt", "Mei Tanaka")
    ):
        press.reader(f"reader{number}@harrow.example", name)
    press.reader("not@harrow.example", "Not This One", agrees=False)
    return press


def test_the_pages_are_readable_for_everyone(desk, press):
    ana = desk.studio.ana
    page = desk.sit_down("/outreach/broadcasts/")
    found = look_at(page, "broadcasts-none")
    one = press.read(
        press.written(
            WORDS.replace("![Ana opens the door of the new kiln](/letters/pictures/PICTURE)\n\n", MORE_LINKS)
        )
    )
    found_there = {"/kiln": Outcome.MISSING, "/clay": Outcome.ANSWERS, "": Outcome.CERTIFICATE}
    for link in LinkLook.objects.all():
        outcome = found_there.get(urlsplit(link.address).path, Outcome.ELSEWHERE)
        ended = "https://wheels.example/spring" if outcome == Outcome.ELSEWHERE else link.address
        link.settle(Followed(outcome, ended, 404 * (outcome == Outcome.MISSING)), at=timezone.now())
    one.begin_second("en")
    one.write_second("en", subject="Bring your pots: the big kiln is back", body="")
    one.begin_language("de")
    one.write(
        "de",
        subject="Der große Brennofen ist wieder da!!",
        body="Guten Tag {first}, alles Weitere unter http://kilnlane.example",
    )
    here = f"/outreach/broadcasts/{one.public_id}/"
    for name, address in {
        "broadcasts": "/outreach/broadcasts/", "broadcast-writing": f"{here}write/en/",
        "broadcast-whom": f"{here}whom/", "broadcast-preview": f"{here}preview/",
        "broadcast-reading": f"{here}read/", "broadcast-before": f"{here}before/",
    }.items():  # fmt: skip
        page.goto(address)
        found += look_at(page, name)
    one.leave_out_language("de")
    gone = press.released(one)
    for number in range(2):
        copy = gone.dispatch.copies.filter(stage="waiting")[number]
        conversation = Conversation.objects.create(
            inbox=desk.studio.inbox, subject="Re: kiln", assigned_to=ana
        )
        AnswerToMany.objects.create(conversation=conversation, copy=copy, dispatch=gone.dispatch)
    slow = gone.dispatch.slowed
    slow.create(
        domain="rindfleischetikettierung.example", until=timezone.now() + timedelta(minutes=5), copies=1204,
        said="421 4.7.0 Too many messages from you",
    )  # fmt: skip
    gone.dispatch.copies.filter(stage="waiting").update(stage="perhaps", settled_at=timezone.now())
    for name in ("progress", "progress/perhaps"):
        page.goto(f"{here}{name}/")
        found += look_at(page, f"broadcast-{name.replace('/', '-')}")
    assert not found, "\n".join(found)


def test_a_letter_to_many_from_the_first_word_to_the_answer(desk, press, dovecot, postfix, mailbox):
    """Ana writes with a picture, Tomas reads it, two readers get it by SMTP, one answers, and Ana sees her answer."""
    ana, tomas = desk.studio.ana, desk.studio.tomas
    inbox = inbox_of(mailbox, dovecot, postfix)
    inbox.name = "Letters"
    inbox.save()
    ruth, nobody = (dovecot.add_mailbox(f"{name}.{mailbox.address}") for name in ("ruth", "nobody"))
    address = press.reader(ruth.address, "Ruth Okafor")
    press.reader(nobody.address, "")
    for one in press.audience.people(address.made_at).exclude(addresses__value__contains="clay.test"):
        one.addresses.update(failing_since=one.made_at)

    page = desk.sit_down("/today/")
    page.get_by_role("link", name="Outreach").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Subject").fill("The kiln is free")
    words = page.get_by_label("Words", exact=True)
    words.fill(
        "Dear {first},\n\nthe **kiln** is free all through March. Tell me which week suits you best.\n\n"
    )
    expect(page.locator("#preview .holds").filter(has_text="in place of “first”")).to_be_visible()
    words.fill(words.input_value().replace("{first}", "{first|friend}"))
    expect(page.locator("#preview .holds")).to_have_count(0)
    page.locator(".two-sides input[type=file]").set_input_files(
        {"name": "kiln.png", "mimeType": "image/png", "buffer": cast.PNG}
    )
    page.get_by_role("button", name="Put in kiln.png").click()
    with page.expect_response("**/keep/"):
        page.keyboard.type("The kiln, its door open")
    expect(page.locator("#preview img[alt='The kiln, its door open']")).to_be_visible()
    page.get_by_role("button", name="Try two versions").click()
    expect(page.locator("#preview .holds").filter(has_text="Both versions say the same")).to_be_visible()
    page.get_by_label("Subject of version B").fill("Bring your pots")
    expect(page.locator("#preview").get_by_role("heading", name="Bring your pots")).to_be_visible()
    expect(page.locator("#preview .holds")).to_have_count(0)
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="To whom, and when").first.click()
    page.get_by_label("From", exact=True).select_option(label="Letters")
    page.get_by_label("About").select_option(label="Workshops and firings")
    page.get_by_label("To", exact=True).select_option(label="May be written to about workshops")
    page.get_by_label("Show it on the public page").check()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="As each reads it").first.click()
    page.get_by_label("As whom?").fill("Ruth")
    page.get_by_label("As whom?").press("Enter")
    expect(page.frame_locator("iframe").get_by_text("Dear Ruth,")).to_be_visible()
    page.get_by_role("button", name="Send it to myself").click()
    expect(page.get_by_role("status").filter(has_text=ana.email)).to_be_visible()
    page.get_by_role("link", name="Read by a colleague").click()
    page.get_by_role("button", name="I am done: ask a colleague to read it").click()
    expect(page.get_by_text("Waits for a colleague")).to_be_visible()

    his = desk.sit_down("/outreach/broadcasts/", who=tomas)
    his.get_by_role("link", name="The kiln is free").click()
    expect(his.get_by_role("heading", name="Bring your pots")).to_be_visible()
    his.get_by_role("button", name="I have read it and agree").click()
    expect(his.get_by_text("Tomas Brandt has read exactly this and agrees.")).to_be_visible()

    page.get_by_role("link", name="Before it leaves").click()
    expect(page.get_by_text("we know no first name; they read: friend")).to_be_visible()
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("The readers are being gathered.")).to_be_visible()
    gather_readers_due()
    allow_copies_due()
    one = press_broadcast()
    send(one.dispatch)
    expect(page.get_by_text("It has left")).to_be_visible()
    postfix.accepted()
    [hers], [theirs] = ruth.messages(), nobody.messages()
    assert (
        "Dear Ruth," in hers.text and "Dear friend," in theirs.text and hers.from_values.name == "Ana Moreau"
    )
    subjects = {"a": "The kiln is free", "b": "Bring your pots"}
    copies = one.dispatch.copies.filter(stage="accepted").values_list("recipient", "version")
    assert {mail.to[0]: mail.subject for mail in (hers, theirs)} == {
        to: subjects[which] for to, which in copies
    }
    assert "<strong" in hers.html and "The kiln, its door open" in hers.html
    picture = re.search(r"/letters/pictures/[0-9a-f]{64}", hers.html)[0]
    assert page.request.get(desk.address + picture).ok, "whoever has the letter sees its picture"
    assert hers.headers["list-unsubscribe-post"] == ("List-Unsubscribe=One-Click",)

    answer = cast.letter("The second week, please!", sender=f"Ruth Okafor <{ruth.address}>", to=mailbox.address,
                         answers=hers.headers["message-id"][0].strip("<>"), subject="Re: The kiln is free")  # fmt: skip
    mailbox.deliver(answer.as_bytes())
    look(inbox)
    read_arrivals_due()
    conversation = Conversation.objects.get(assigned_to=ana)
    page.reload()
    expect(page.locator(".figure")).to_contain_text("1 answer")
    page.goto(f"/conversations/{conversation.public_id}/")
    page.get_by_text("This answers a letter to many").click()
    expect(page.get_by_text("Dear Ruth,")).to_be_visible()
    expect(page.locator(".answered-many img")).to_be_visible()
    assert look_at(page, "broadcast-answered", width=1440, colours="light") == []

    page.goto(f"/outreach/broadcasts/{one.public_id}/figures/")
    expect(page.get_by_text("Cannot tell yet: fewer than 30 letters of either version")).to_be_visible()

    stranger = desk.open_page(base_url=desk.address, width=360, height=740)
    stranger.goto("/letters/")
    stranger.get_by_role("link", name="The kiln is free").click()
    expect(stranger.get_by_text("Dear friend,")).to_be_visible()
    assert stranger.context.cookies() == [] and look_at(stranger, "letters-public") == []


def test_a_letter_to_many_is_counted_by_the_machine_and_the_page_fills_by_itself(desk, press, monkeypatch):
    monkeypatch.setattr(few, "FEW", 2)
    Person.objects.update(made_at=timezone.now() - timedelta(days=90))
    everyone = Audience.objects.begin("Known to us for a month", [Known(months=1)], by=desk.studio.ana)
    one = press.read(press.written(audience=everyone))
    page = desk.sit_down(f"/outreach/broadcasts/{one.public_id}/read/")
    page.get_by_role("link", name="Before it leaves").first.click()
    counting = page.get_by_text("They are many, so they are being counted.")
    expect(counting).to_be_visible()
    expect(page.get_by_role("button", name="Let it go")).to_be_visible()
    found = look_at(page, "broadcast-before-counting")
    forecast_due()
    expect(page.get_by_text("5 readers get it")).to_be_visible()
    expect(counting).to_have_count(0)
    page.get_by_role("link", name="never agreed").click()
    expect(page.get_by_role("link", name="Not This One")).to_be_visible()
    page.get_by_role("link", name="Before it leaves").first.click()
    press.reader("late@harrow.example", "Late Reader")
    Person.objects.update(made_at=timezone.now() - timedelta(days=90))
    page.get_by_role("button", name="Count it again").click()
    expect(page.get_by_text("It is being counted anew. This is what was found today")).to_be_visible()
    expect(page.get_by_text("5 readers get it")).to_be_visible()
    found += look_at(page, "broadcast-before-anew")
    forecast_due()
    expect(page.get_by_text("6 readers get it")).to_be_visible()
    found += look_at(page, "broadcast-before-counted")
    Forecast.objects.wish(one)
    asked = question_of(plan_of(Broadcast.objects.get(pk=one.pk)))
    Forecast.objects.get().fail("That is our fault, and nothing was lost.", of=asked)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("It could not be counted.")
    found += look_at(page, "broadcast-before-failed")
    assert not found, "\n".join(found)


def press_broadcast():
    return Broadcast.objects.select_related("dispatch").get(dispatch__isnull=False)
