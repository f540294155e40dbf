# ruff: noqa: E501 - exports as they come
"""Another desk's whole history: people, conversations, notes, what was still open, as if it had always been here."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.kit.test_exports import ZENDESK_USERS

from byhand.channels.archives import NoArchive, ask, keep
from byhand.channels.importing import import_due
from byhand.channels.models import ArchiveImport, Arrival, ToldElsewhere
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Event, Message, Note, Promise
from byhand.conversations.taking_over import take_over_due
from byhand.gate.models import Delivery, JournalEntry
from byhand.people.models import Memory, Person

NOW = timezone.now()


@pytest.fixture
def studio(db):
    return cast.studio()


def ticket(number=7, **more):
    at = [(NOW - timedelta(days=days)).isoformat() for days in (60, 59, 58, 50)]
    words = [
        ("1", "Where does the blue glaze come from? And when can I pay the invoice?", True),
        ("2", "I will send you the recipe of the blue glaze by Friday, I promise.", True),
        ("2", "@tomas she is the one with the school", False),
        ("1", "Did you send the recipe of the blue glaze? When can I pay the invoice?", True),
    ]
    return {
        "id": number, "subject": f"Glaze {number}", "status": "open", "requester_id": 1, "assignee_id": 2, "tags": ["glaze", "x" * 90],
        "comments": [
            {"id": number * 100 + n, "author_id": int(who), "body": text, "public": public, "created_at": when,
             "attachments": [{"file_name": "a.png", "id": 1}] if n == 0 else []}
            for n, ((who, text, public), when) in enumerate(zip(words, at, strict=True))
        ], **more,
    }  # fmt: skip


USERS = {"users": [
    *({**one, "email": "tomas@kilnlane.example"} if one["id"] == 2 else one for one in ZENDESK_USERS["users"]),
    {"id": 4, "name": "Gone Colleague", "email": "gone@kilnlane.example", "role": "agent"},
]}  # fmt: skip


def brings(studio, users, *tickets, into=None):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as file:
        file.writestr("out/tickets.jsonl", "\n".join(map(json.dumps, tickets)))
        file.writestr("out/users.json", json.dumps(users))
        file.writestr("../../out of it.txt", "x")
    path = keep("zendesk.zip", [box.getvalue()])
    one = ask(path.name, is_team_wide=True, by=studio.ana, into=into)
    while import_due() or read_arrivals_due() or take_over_due():
        pass
    one.refresh_from_db()
    assert one.ended_at and not one.trouble
    return one


def test_a_history_comes_in_whole_and_is_worth_something_at_once(studio):
    note_of_gone = {"id": 5, "author_id": 4, "body": "From me, long gone", "public": False, "created_at": ticket()["comments"][1]["created_at"]}  # fmt: skip
    open_one, done = ticket(7), ticket(8, status="solved", updated_at=(NOW - timedelta(days=40)).isoformat())
    open_one["comments"].append(note_of_gone)
    one = brings(studio, USERS, open_one, done, ticket(9, status="deleted"))
    seven, eight = Conversation.objects.order_by("subject")
    assert one.inbox.name == "Zendesk" and seven.inbox == one.inbox
    said = [(m.origin, m.writer and m.writer.value, m.colleague, m.dispatch) for m in seven.messages.all()]
    ada = "ada@c.example"
    assert said == [
        ("came", ada, None, None),
        ("outside", None, studio.tomas, None),
        ("came", ada, None, None),
    ]
    assert not Delivery.objects.exists() and not JournalEntry.objects.exists()
    # What was open waits, since their first word that nobody answered; what was done is done since then.
    assert seven.place == "waiting" and seven.waiting_since == seven.messages.last().said_at
    assert seven.assigned_to == studio.tomas and seven.is_unheard() is False
    assert eight.place == "done" and eight.closed_at.date() == (NOW - timedelta(days=40)).date()
    # Notes keep who wrote them, and call nobody.
    notes = [(note.by, note.written_by, note.text, note.at.date()) for note in seven.notes.order_by("pk")]
    assert [note[:3] for note in notes] == [
        (studio.tomas, "", "@tomas she is the one with the school"), (studio.ana, "Gone Colleague", "From me, long gone")
    ]  # fmt: skip
    assert seven.notes.last().at < timezone.now() - timedelta(days=50) and not seven.mentions.exists()
    assert list(seven.taggings.values_list("tag__name", flat=True)) == ["glaze"]
    # What was promised in what is still open is asked about; nothing of what is done.
    assert [p.side for m in seven.messages.all() for p in m.proposals.all()] == [Promise.Side.OURS]
    assert not any(m.proposals.exists() for m in eight.messages.all())
    person = Person.objects.get(addresses__value=ada)
    assert person.name == "Ada Kron" and Memory.objects.get(person=person).text == "Likes tea"
    assert person.addresses.filter(kind="phone", value="+442079460111").exists()
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada Kron", "Mei"}
    account = {each.because for each in one.left_out.all()}
    assert any("a.png" in because for because in account) and "It was in the trash there." in account
    assert any("40 letters at most" in because for because in account)
    assert set(ToldElsewhere.objects.values_list("said", flat=True)[0] or {}) == set()


def test_twice_is_once_and_what_colleagues_did_since_stands(studio):
    brings(studio, USERS, ticket())
    conversation = Conversation.objects.get()
    conversation.close(by=studio.tomas)
    before = [noun.objects.count() for noun in (Message, Note, Person, Event, Arrival)]
    later = ticket(subject="Glaze 7, renamed")
    later["comments"].append({"id": 799, "author_id": 2, "body": "A new note", "public": False, "created_at": later["comments"][-1]["created_at"]})  # fmt: skip
    later["comments"].append({"id": 800, "author_id": 3, "body": "And me", "created_at": later["comments"][-1]["created_at"]})  # fmt: skip
    brings(studio, USERS, ticket())
    assert [noun.objects.count() for noun in (Message, Note, Person, Event)] == before[:4]
    brings(studio, USERS, later)
    conversation.refresh_from_db()
    assert Conversation.objects.count() == 1 and conversation.is_closed()
    assert Message.objects.count() == before[0] + 1 and Note.objects.count() == before[1] + 1


def test_what_joins_an_inbox_is_answered_from_there(studio):
    brings(studio, USERS, ticket(), into=studio.inbox)
    conversation = Conversation.objects.get()
    assert conversation.inbox == studio.inbox and conversation.place == "waiting"
    cast.answer(conversation, "The recipe is here.", by=studio.tomas, to="ada@c.example")
    conversation.refresh_from_db()
    assert conversation.place == "theirs"


def test_the_name_another_house_gave_to_another_conversation_mixes_nothing(studio):
    brings(studio, USERS, ticket())
    strangers = {"users": [{**one, "email": f"other{one['id']}@d.example"} for one in ZENDESK_USERS["users"]]}
    other = ticket(subject="Quite another matter")
    for comment in other["comments"]:
        comment["created_at"] = comment["created_at"].replace("T", "T", 1)[:-6].split(".")[0] + "Z"
        comment["id"] += 50
    brings(studio, strangers, other)
    assert Conversation.objects.count() == 2
    assert {m.writer.value for m in Conversation.objects.get(subject="Glaze 7").messages.filter(writer__isnull=False)} == {"ada@c.example"}  # fmt: skip


def test_it_goes_on_after_the_power_went_and_a_broken_line_is_told(studio, monkeypatch):
    lines = [json.dumps(one) for one in USERS["users"]] + [json.dumps(ticket(n)) for n in range(1, 6)]
    lines.insert(6, "{broken")
    path = keep("z.jsonl", ["\n".join(lines).encode()])
    one = ask(path.name, is_team_wide=False, by=studio.ana)
    monkeypatch.setattr("byhand.channels.importing.BATCH_MESSAGES", 3)
    monkeypatch.setattr("byhand.channels.importing.SECONDS_PER_RUN", 0)
    for _turn in range(2):
        import_due()
    ArchiveImport.objects.get().refresh_from_db()
    monkeypatch.setattr("byhand.channels.importing._places", {})  # another process
    while not ArchiveImport.objects.get().has_ended:
        import_due()
        read_arrivals_due()
        take_over_due()
    take_over_due()
    assert Conversation.objects.count() == 5 and Message.objects.count() == 15
    assert [each.because for each in one.left_out.all()].count("It is no JSON that can be read.") == 1
    assert Conversation.objects.visible_to(studio.tomas).count() == 0


@pytest.mark.parametrize("text", ["{}", '{"a": [', ""])
def test_what_is_no_export_is_not_kept(studio, text):
    with pytest.raises(NoArchive, match="history"):
        keep("x.json", [text.encode()])
