"""“This did not help” arrives through the same door as every letter, with the article noted on the conversation."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Event, Message
from byhand.help.did_not_help import note_articles_due
from byhand.help.models import DidNotHelp, HelpPages
from byhand.people.models import Address

EN = "/help/en/sending-something-back/"
FORM = f"{EN}did-not-help/"


@pytest.fixture(autouse=True)
def _nobody_wrote_yet(db):
    cache.clear()


def write(words="Where do I find the label?", address=FORM, **more):
    return Client().post(address, {"words": words, **more})


def the_conversation() -> Conversation:
    read_arrivals_due()
    note_articles_due()
    return Conversation.objects.get()


def test_it_is_stored_raw_first_and_becomes_a_conversation_that_waits(pages):
    answer = write(name="Ruth Okafor", reach="ruth@harrow.example")
    assert "We have it" in answer.content.decode() and "answers you" in answer.content.decode()
    assert Arrival.objects.get().state == Arrival.State.UNREAD and not Message.objects.exists()
    conversation = the_conversation()
    message = conversation.messages.get()
    assert (
        conversation.is_open()
        and conversation.waiting_since
        and conversation.subject == "Sending something back"
    )
    assert (
        message.text.strip() == "Where do I find the label?\n\nRuth Okafor"
        and message.writer.value == "ruth@harrow.example"
    )
    assert message.automatic == "" and conversation.folded_at is None
    said = conversation.events.get(kind=Event.Kind.ARTICLE).words
    assert said == f"“Sending something back” (English, 1) http://localhost:8000{EN}"
    assert note_articles_due() == "" and conversation.events.filter(kind=Event.Kind.ARTICLE).count() == 1


def test_colleagues_see_from_which_page_they_come(pages, studio):
    write(reach="ruth@harrow.example")
    conversation = the_conversation()
    read = client_of(studio.ana).get(f"/conversations/{conversation.public_id}/").content.decode()
    assert "They come from a help page that did not help" in read
    assert f'href="http://localhost:8000{EN}"' in read


def test_without_a_way_to_reach_them_it_says_so_and_nobody_can_write_to_them(pages, studio):
    answer = write("It is out of date.")
    assert "nobody can answer" in answer.content.decode()
    address = the_conversation().messages.get().writer
    assert address.value.endswith("@help-page.invalid")
    write("Me neither.")
    read_arrivals_due()
    assert Address.objects.filter(value__endswith=".invalid").count() == 2, (
        "two readers without a name are not one"
    )


def test_a_telephone_number_stands_below_their_words(pages):
    write(name="Ruth", reach="+44 20 7946 0999")
    assert the_conversation().messages.get().text.strip().endswith("Ruth\n+44 20 7946 0999")


def test_sent_twice_it_arrives_once(pages):
    for _ in range(3):
        assert write(once="ab" * 16, reach="ruth@harrow.example").status_code == 200
    assert Arrival.objects.count() == DidNotHelp.objects.count() == 1


@pytest.mark.parametrize("wrong", [
    {"words": ""}, {"words": "  "}, {"words": "x" * 10_001}, {"words": "a\x00b"}, {"name": "a\nBcc: x@y.example"},
    {"name": "\u202eeman"}, {"name": "x" * 121}, {"reach": "ruth@"}, {"reach": "a b@c.example"}, {"reach": "call me"},
    {"reach": "x@y.example\r\nBcc: z@y.example"}, {"once": "not hex"}, {"reach": "<x@y.example>"},
])  # fmt: skip
def test_nonsense_is_shown_again_and_stores_nothing(pages, wrong):
    answer = write(**{"words": "Help", **wrong})
    assert answer.status_code == 422 and not answer.cookies
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("words", [
    "X\r\nSubject: forged\r\n\r\nBody", "--boundary\r\nContent-Type: text/html", "<script>alert(1)</script>",
    "\u202eabc",
    "Ж" * 5000, ".\r\nQUIT", "In-Reply-To: <1@x>",
])  # fmt: skip
def test_hostile_words_stay_words(pages, words):
    assert write(words, name='Ann "><script> O’Neil', reach="ruth@harrow.example").status_code == 200
    message = the_conversation().messages.get()
    assert (
        message.subject == "Sending something back" and not message.html and not message.attachments.exists()
    )
    assert message.text.replace("\r\n", "\n").startswith(words.replace("\r\n", "\n").strip()[:40])


def test_it_joins_no_conversation_of_anybody_else(pages, studio):
    """Whoever types Ruth's address opens a conversation of its own: her exchanges are not continued by a form."""
    ruth = cast.conversation_with(studio.inbox)
    write("I am Ruth, honestly.", reach="ruth@harrow.example")
    read_arrivals_due()
    assert ruth.messages.count() == 1 and Conversation.objects.count() == 2


def test_so_many_from_one_place_and_no_more_and_the_words_are_kept_on_the_page(pages):
    for number in range(6):
        assert write(f"Letter {number}").status_code == 200
    refused = write("A seventh")
    assert refused.status_code == 429 and "A seventh" in refused.content.decode()
    assert "studio@kilnlane.example" in refused.content.decode(), "the way to a person stays open"
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(FORM, {"words": "From elsewhere"})
    assert elsewhere.status_code == 200 and Arrival.objects.count() == 7
    for last in range(6):
        Client(REMOTE_ADDR=f"2001:db8:1:1::{last}").post(FORM, {"words": f"v6 {last}"})
    assert Client(REMOTE_ADDR="2001:db8:1:1::ff").post(FORM, {"words": "same net"}).status_code == 429


def test_it_arrives_where_the_house_wants_it_and_never_where_few_see_it(pages, studio):
    care = Inbox.objects.create(kind="practice", name="Care", address="care@kilnlane.example")
    HelpPages.current().describe(inbox=care, unlisted=False, by=studio.ana)
    write()
    assert Arrival.objects.get().inbox == care
    Inbox.objects.filter(pk=care.pk).update(is_team_wide=False)
    write("Again")
    assert Arrival.objects.latest("pk").inbox == studio.inbox
    Inbox.objects.update(is_team_wide=False)
    closed = write("Nobody")
    assert (
        closed.status_code == 422
        and "cannot be taken here" in closed.content.decode()
        and Arrival.objects.count() == 2
    )


def test_a_letter_that_cannot_be_read_is_noted_once_it_was(pages):
    write(reach="ruth@harrow.example")
    Arrival.objects.update(state=Arrival.State.NEEDS_A_LOOK)
    assert note_articles_due() == ""
    Arrival.objects.get().read_again()
    assert the_conversation().events.filter(kind=Event.Kind.ARTICLE).exists()


def test_the_article_keeps_no_word_of_whoever_wrote(pages):
    write("Secret words", name="Ruth Okafor", reach="ruth@harrow.example")
    row = DidNotHelp.objects.get()
    assert {field.name for field in row._meta.concrete_fields} == {
        "id",
        "version",
        "arrival",
        "once",
        "at",
        "noted_at",
    }
    assert row.at > timezone.now() - timedelta(minutes=1)
