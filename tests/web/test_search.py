"""Search: what is found, where, by whom; what is not; and that nothing a hand may type is an error."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.models import Conversation, FileText, Message, Note
from byhand.people.models import Person, Stay
from byhand.team.models import User
from byhand.web.lists import PAGE

PDF = ("Transport-Police.pdf", "application/pdf", b"%PDF-1.4")


def found(desk, words, **more) -> list[str]:
    """The subjects of what was found, in order."""
    answer = desk.get("/search/", {"q": words, **more})
    assert answer.status_code == 200, words
    rows = re.findall(r'<a class="row" id="row-([\w-]+)"', answer.content.decode())
    subjects = dict(Conversation.objects.values_list("public_id", "subject"))
    return [subjects[one] for one in rows]


def page_of(desk, words, **more) -> str:
    return desk.get("/search/", {"q": words, **more}).content.decode()


@pytest.fixture
def week(studio):
    day = timedelta(days=1)
    cast.comes_in(
        studio.inbox,
        cast.letter("The blue bowl has a crack.", subject="Crack", ago=3 * day),
        cast.letter("A bowl, and it is blue. Café crème.", subject="Colours", sender=cast.JONAS, ago=2 * day),
        cast.letter("The papers are enclosed.", subject="Papers", sender=cast.MEI, ago=day, files=(PDF,)),
    )
    return studio


def test_all_the_words_must_be_there_and_the_last_may_be_unfinished(week, desk):
    assert found(desk, "blue bowl ") == ["Colours", "Crack"]
    assert found(desk, "crack blu") == ["Crack"]
    assert found(desk, "crack b") == ["Crack"] == found(desk, "crack x") and found(desk, "crack x ") == []
    assert found(desk, "crac ") == [] and found(desk, "CAFE creme") == ["Colours"]


def test_a_phrase_stands_side_by_side(week, desk):
    assert found(desk, '"blue bowl"') == ["Crack"]
    assert found(desk, '"bowl blue"') == []


def test_who_wrote_it_and_to_whom(week, desk):
    assert found(desk, "from:jonas") == ["Colours"]
    assert found(desk, 'from:"Jonas Lind" bowl') == ["Colours"]
    assert found(desk, "from:mei@harrow.example") == ["Papers"]
    assert found(desk, "to:studio@kilnlane.example crack") == ["Crack"]
    cast.answer(Conversation.objects.get(subject="Crack"), "I am sorry, Ruth.", by=week.ana)
    assert found(desk, "from:ana") == ["Crack"] and found(desk, "to:ruth") == ["Crack"]


def test_whoever_has_another_name_now_is_found_by_it(week, desk):
    Person.objects.get(name="Jonas Lind").rename("Jonas Holm")
    assert found(desk, "from:holm") == ["Colours"]
    assert "Jonas Holm" in page_of(desk, "holm")


def test_people_are_found_by_their_organisation_and_a_part_of_their_address(week, desk):
    mei = Person.objects.get(name="Mei Tanaka")
    Stay.objects.belong(mei, "Harrow Road School", by=User.objects.first())
    assert f'href="/people/{mei.pk}/"' in page_of(desk, "road school")
    assert f'href="/people/{mei.pk}/"' in page_of(desk, "mei harrow")
    assert f'href="/people/{mei.pk}/"' not in page_of(desk, "crack")


def test_files_count_by_their_names_and_their_words(week, desk):
    assert found(desk, "has:file") == ["Papers"] == found(desk, "transport polic")
    page = page_of(desk, "police")
    assert "<mark>Police</mark>.pdf" in page and "In a file:" in page
    sha256 = Message.objects.get(subject="Papers").attachments.get().sha256
    FileText.objects.create(sha256=sha256, text="Insured for four hundred")
    assert found(desk, "insured papers ") == ["Papers"]


def test_days_narrow_it(week, desk):
    day = timezone.localdate() - timedelta(days=2)
    assert found(desk, f"bowl after:{day}") == []
    assert found(desk, f"bowl before:{day}") == ["Crack"]
    assert found(desk, f"on:{day}") == ["Colours"]
    assert "is not a day" in page_of(desk, "bowl before:soon") and len(found(desk, "bowl before:soon")) == 2


def test_where_it_stands_and_in_which_inbox(week, desk):
    Conversation.objects.get(subject="Crack").close(by=week.ana)
    assert found(desk, "bowl is:done") == ["Crack"] == found(desk, "is:done")
    assert found(desk, "bowl is:waiting") == ["Colours"]
    assert len(found(desk, "in:studio")) == 3 and found(desk, "in:sales bowl") == []


def test_notes_are_found_and_said_to_be_notes(week, desk):
    Note.objects.write(Conversation.objects.get(subject="Papers"), "They paid by cheque.", by=week.tomas)
    page = page_of(desk, "cheque")
    assert found(desk, "cheque") == ["Papers"] == found(desk, "from:tomas") and "<i>Note:</i>" in page


def test_what_matched_is_marked_and_nothing_in_it_is_code(week, desk):
    cast.conversation_with(
        week.inbox, "A <script>alert(1)</script> zebra & <b>friends</b>", subject="<i>x</i>"
    )
    page = page_of(desk, "zebra")
    assert "<mark>zebra</mark> &amp; &lt;b&gt;friends" in page and "&lt;i&gt;x" in page
    assert "alert(1)</script>" not in page
    assert "<mark>script</mark>" in page_of(desk, "<script>") and "alert(1)</script>" not in page_of(
        desk, "<script>"
    )


def test_nobody_finds_what_they_may_not_see(week, desk):
    hidden = Inbox.objects.create(
        kind="practice", name="Board", address="b@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(week.tomas)
    cast.conversation_with(hidden, "The secret zebra", subject="Board", sender="Zoe Zed <zoe@zed.example>")
    assert found(client_of(week.tomas), "zebra") == ["Board"]
    for words in ("zebra", "in:board", "from:zoe", "zoe", "secret is:waiting", "has:file in:board"):
        page = page_of(desk, words)
        assert "The secret" not in page and "Zoe Zed" not in page, words
        assert "Board" not in found(desk, words)


def test_what_is_private_to_others_is_found_by_none_but_them(week, desk):
    conversation = Conversation.objects.get(subject="Crack")
    conversation.make_private(among=[week.tomas], by=week.tomas)
    assert "Crack" in found(client_of(week.tomas), "bowl")
    assert found(desk, "bowl") == ["Colours"] and "Crack" not in found(desk, "is:waiting")


def test_what_was_found_is_read_page_by_page_and_nothing_twice(studio, desk):
    for n in range(PAGE + 5):
        first = cast.comes_in(
            studio.inbox, cast.letter("kiln", subject=f"No {n:02}", ago=timedelta(hours=n + 5))
        )
        cast.comes_in(
            studio.inbox,
            cast.letter("kiln", subject=f"Re: No {n:02}", ago=timedelta(minutes=n), answers=first.message_id),
        )
    top, rest = found(desk, "kiln"), found(desk, "kiln", after=str(PAGE))
    assert top + rest == [f"No {n:02}" for n in range(PAGE + 5)]
    assert 'id="more"' in page_of(desk, "kiln") and 'id="more"' not in page_of(desk, "kiln", after=str(PAGE))
    for odd in ("-1", "x", "9" * 30, "²"):
        assert desk.get("/search/", {"q": "kiln", "after": odd}).status_code == 200


def test_best_first_begins_with_what_the_subject_says(studio, desk):
    hour = timedelta(hours=1)
    cast.comes_in(
        studio.inbox,
        cast.letter("Nothing much", subject="Glaze trial", ago=9 * hour),
        cast.letter("the glaze trial went well", subject="Together", ago=8 * hour),
        cast.letter("a trial of any glaze", subject="Apart", ago=7 * hour),
    )
    assert found(desk, "glaze trial") == ["Apart", "Together", "Glaze trial"]
    assert found(desk, "glaze trial", sort="best") == ["Glaze trial", "Together", "Apart"]


def test_the_index_follows_what_changes_and_goes(week, desk):
    message = Message.objects.get(subject="Crack")
    message.new_text, message.said_at = "Now of zebras", timezone.now()
    message.save(update_fields=["new_text", "said_at"])
    assert found(desk, "zebras") == ["Crack"] and found(desk, "crack bowl") == []
    other = Conversation.objects.get(subject="Papers")
    Message.objects.filter(pk=message.pk).update(conversation=other)
    assert found(desk, "zebras") == ["Papers"]
    Message.objects.filter(pk=message.pk).delete()
    assert found(desk, "zebras") == []


def test_a_trigger_that_a_migration_dropped_is_put_back(week, desk):
    name = "conversations_words_conversations_message_insert"
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER {name}" + (" ON conversations_message" if connection.vendor != "sqlite" else "")
        )
    call_command("migrate", verbosity=0)
    cast.conversation_with(week.inbox, "zebra", subject="New")
    assert found(desk, "zebra") == ["New"]


@pytest.mark.parametrize(
    "odd",
    [
        "%", "_", '"', '""', "'; drop table x; --", "a" * 10_000, "lid " * 3000, "\x00", "li\x00d", "*", "^lid", "lid*",
        "AND OR NOT", "NEAR(lid, jar)", "body:lid", "{body}: lid", "lid NOT jar", "-lid", "lid & !jar | (", "a <-> b",
        "lid:*A", "'lid':*", "\\", "\\'", "from:", "from:%", 'from:"', "in:'", "is:", "before:", "before:9999-99",
        "after:9999", "after:0001-01-01", "before:0001", "🙂", "\ud7ff", "日本語", "ﬁn", "İstanbul", "ß", "²", "\u0301",
    ],
)  # fmt: skip
def test_nothing_a_hand_may_type_is_an_error(week, desk, odd):
    assert desk.get("/search/", {"q": odd}).status_code == 200
    assert desk.get("/search/", {"q": odd, "sort": "best"}).status_code == 200
    assert found(desk, f"{odd[:50]} from:{odd[:50]}") is not None


def test_a_mail_of_a_million_odd_words_is_still_taken_in(studio, desk):
    words = " ".join(chr(0x10400 + n % 300) + chr(0x20000 + n) for n in range(40_000))
    cast.conversation_with(studio.inbox, f"zebra {words}", subject="Odd")
    assert found(desk, "zebra") == ["Odd"]
