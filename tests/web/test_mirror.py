"""The mirror's doors: asked with a draft by whoever sees the conversation and may send; it answers whatever comes."""

import re
import time

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.mirror.kinds import NAMES
from byhand.conversations.models import Draft, Fact, Message, MirrorWishes
from byhand.gate.models import Dispatch
from byhand.team.user import User

ASKS = "I am sorry. Could you send me your order number?"
TEMPLATE = (
    "thank you for asking about our workshop, which takes place every second Saturday from ten until four in the "
    "afternoon, with clay, tools and one firing included in the price of ninety pounds"
)


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox, "My order number is 4711. What are your bank details?")


@pytest.fixture
def bank(studio):
    at = {"keeper": studio.ana, "every_days": 90, "by": studio.ana}
    return Fact.objects.begin("bank", "Bank details", "IBAN GB00 <b>KILN</b>", **at)


def asked(client, conversation, body):
    return client.post(f"/conversations/{conversation.public_id}/mirror/", {"body": body})


def kinds(answer):
    assert answer.status_code == 200
    return re.findall(r'data-kind="(\w+)"', answer.content.decode())


def sent_to_others(studio, inbox=None):
    for n in range(3):
        who = f"Guest {n} <guest{n}@else.example>"
        other = cast.conversation_with(inbox or studio.inbox, sender=who, subject=f"Workshop {n}")
        cast.answer(other, f"Dear Guest {n},\n\n{TEMPLATE}.", by=studio.ana, to=who)


def test_it_says_what_they_told_and_where(studio, desk, ruth):
    answer = asked(desk, ruth, ASKS)
    page = answer.content.decode()
    assert kinds(answer) == ["told"]
    assert "they wrote “4711” on" in page and f'href="#m{ruth.messages.get().pk}"' in page
    assert "Show the words" in page
    assert answer["Cache-Control"] == "no-store"
    assert not Draft.objects.exists() and not Dispatch.objects.exists()


def test_nothing_to_do_is_nothing_said(desk, ruth):
    assert asked(desk, ruth, "The lid goes out today.").content.strip() == b""
    assert asked(desk, ruth, "").content.strip() == b""


def test_a_fact_is_offered_with_its_key_and_escaped(desk, ruth, bank):
    answer = asked(desk, ruth, "Of course!")
    page = answer.content.decode()
    assert kinds(answer) == ["facts"] and ";bank" in page
    assert "<b>KILN" not in page and "&lt;b&gt;KILN" in page


def test_own_words_name_to_whom_and_link_there(studio, desk, ruth):
    sent_to_others(studio)
    answer = asked(desk, ruth, f"Dear Ruth,\r\n\r\n{TEMPLATE}.")
    page = answer.content.decode()
    assert kinds(answer) == ["own"] and "Most of this was sent to 3 others since" in page
    sent = Message.objects.filter(origin="sent").first()
    assert f'/conversations/{sent.conversation.public_id}/#m{sent.pk}"' in page and "Guest 0" in page
    start, end = map(int, re.search(r'data-from="(\d+)" data-to="(\d+)"', page).groups())
    assert f"Dear Ruth,\n\n{TEMPLATE}."[start:end] == TEMPLATE


def test_places_are_counted_as_javascript_counts_them(studio, desk, ruth):
    page = asked(desk, ruth, f"😀😀 {ASKS}").content.decode()
    begins = int(re.search(r'data-from="(\d+)"', page)[1])
    words = f"😀😀 {ASKS}".encode("utf-16-le")
    assert words[2 * begins :].decode("utf-16-le").startswith("Could you")


def test_runs_from_where_the_reader_may_not_look_are_not_named(studio, ruth):
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    sent_to_others(studio, inbox=hidden)
    page = asked(client_of(studio.tomas), ruth, TEMPLATE).content.decode()
    assert "sent to 3 others" in page and "Guest" not in page and "#m" not in page


def test_a_conversation_out_of_sight_is_not_there(studio):
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    secret = cast.conversation_with(hidden, "My order number is 4711.")
    assert asked(client_of(studio.tomas), secret, ASKS).status_code == 404
    assert kinds(asked(client_of(studio.ana), secret, ASKS)) == ["told"]


def test_a_guest_is_refused_and_their_page_has_no_mirror(studio, ruth):
    guest = client_of(
        User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    )
    assert asked(guest, ruth, ASKS).status_code == 403
    page = guest.get(f"/conversations/{ruth.public_id}/").content.decode()
    assert (
        "data-mirror" not in page and "/settings/mirror/" not in guest.get("/settings/me/").content.decode()
    )
    assert guest.post("/settings/mirror/", {"kept": "1"}).status_code == 403


def test_a_stranger_is_led_to_the_sign_in(client, ruth):
    assert asked(client, ruth, ASKS).status_code == 302


def test_only_a_post_asks(desk, ruth):
    assert desk.get(f"/conversations/{ruth.public_id}/mirror/").status_code == 405


@pytest.mark.parametrize(
    "draft",
    [
        "x" * 200_000, "Could you send me your order number? " * 5_000,
        "again " * 10_000, "? " * 90_000,
        "\n" * 190_000,
        "could you " * 15_000, "a@" * 90_000, "<script>alert(1)</script>? " * 500, "your address of the " * 9_000,
        "thank you for " * 14_000, "order " * 30_000, "0" * 190_000, "0 " * 90_000, "\u202e\ud83d\ude00" * 100,
    ],
    ids=lambda draft: ascii(draft[:12]),
)  # fmt: skip
def test_hostile_drafts_are_answered_soon(studio, desk, ruth, bank, draft):
    draft = draft.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    begun = time.process_time()
    answer = asked(desk, ruth, draft)
    assert answer.status_code == 200 and b"<script>alert" not in answer.content
    assert time.process_time() - begun < 1.5


@pytest.mark.parametrize("draft", ["x" * 200_001, "a\0b"])
def test_what_no_letter_can_be_is_refused_without_words(desk, ruth, draft):
    answer = asked(desk, ruth, draft)
    assert answer.status_code == 422 and answer.content == b""


def test_hostile_words_of_theirs_are_answered_soon(studio, desk):
    for words in ("order " * 30_000, "+4" * 60_000, "Monday, " * 20_000, "1 A" * 30_000, "why? " * 20_000):
        mean = cast.conversation_with(studio.inbox, words, subject=words[:5])
        begun = time.process_time()
        ask = "Could you tell me your order number? What is your phone number? Which day would suit you? Your address?"
        assert asked(desk, mean, ask + " Please send me your address.").status_code == 200
        assert time.process_time() - begun < 1.5, words[:12]


def test_each_kind_can_be_switched_off_by_each_colleague(studio, desk, ruth, bank):
    page = desk.get("/settings/mirror/").content.decode()
    assert (
        set(re.findall(r'name="(\w+)"[^>]* checked', page)) == set(NAMES)
        and "Tells when I ask for something they have said." in page
    )
    on = {name: "on" for name in NAMES if name != "told"}
    assert desk.post("/settings/mirror/", {"kept": "1", **on}).status_code == 302
    assert kinds(asked(desk, ruth, ASKS)) == ["facts"]
    assert kinds(asked(client_of(studio.tomas), ruth, ASKS)) == ["told", "facts"]
    desk.post("/settings/mirror/", {"kept": "1"})
    assert MirrorWishes.objects.off_for(studio.ana) == set(NAMES)
    assert asked(desk, ruth, ASKS).content.strip() == b""


def test_without_javascript_it_answers_when_the_sheet_is_kept(studio, desk, ruth, bank):
    path = f"/conversations/{ruth.public_id}/write/"
    sheet = {"to": cast.RUTH, "subject": "Re", "body": ASKS, "seen_message": ruth.messages.get().pk}
    assert kinds(desk.post(path, {**sheet, "add_files": "1"})) == ["told", "facts"]
    page = desk.post(path, {**sheet, "put_this_fact": bank.pk}).content.decode()
    assert (
        "| IBAN GB00" in Draft.objects.get().body
        and "| IBAN GB00" in page
        and 'data-kind="facts"' not in page
    )
    assert desk.post(path, {**sheet, "put_this_fact": "9" * 30}).status_code == 200
    assert not Dispatch.objects.exists()


def test_opening_a_conversation_asks_no_mirror(desk, ruth, bank):
    assert "data-kind" not in desk.get(f"/conversations/{ruth.public_id}/").content.decode()


def test_asking_costs_few_queries_however_long_the_exchange(
    studio, desk, ruth, bank, django_assert_max_num_queries
):
    for _ in range(4):
        cast.answer(ruth, TEMPLATE, by=studio.ana)
    sent_to_others(studio)
    with django_assert_max_num_queries(24):
        asked(desk, ruth, f"{TEMPLATE}. {ASKS} Please send a photo of the lid.")


def test_a_raised_hand_stands_in_the_row_and_in_the_head(studio, desk):
    last = cast.comes_in(studio.inbox, cast.letter("Is the lid on its way?", ago=cast.timedelta(hours=60)))
    cast.comes_in(studio.inbox, cast.letter("Is the lid on its way now?", answers=last.message_id))
    assert "asked twice" in desk.get("/conversations/").content.decode()
    page = desk.get(f"/conversations/{last.conversation.public_id}/").content.decode()
    assert "They have asked twice; nobody has answered since" in page
    for _ in range(2):
        cast.answer(last.conversation, TEMPLATE, by=studio.ana)
    assert "asked twice" not in desk.get("/conversations/").content.decode()
    page = desk.get(f"/conversations/{last.conversation.public_id}/?list=theirs").content.decode()
    assert "same answer twice" in page and "They got the same answer twice, last on" in page
