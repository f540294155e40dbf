"""Fetching from a real Dovecot: each message once, in order, and a gap is seen."""

import datetime as dt
import time

import pytest
from django.utils import timezone
from tests.channels.post import inbox_of, raw_letter
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox

from byhand.channels.adapter import Fetched, Refused
from byhand.channels.arrival import Arrival
from byhand.channels.completeness import FolderCount, completeness
from byhand.channels.email import allowance, fetching, looking
from byhand.channels.email.bringing import bring
from byhand.channels.email.fetching import fetch
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(mailbox: Mailbox, dovecot: Dovecot) -> Inbox:
    inbox = inbox_of(mailbox, dovecot)
    inbox.save()
    return inbox


def here(inbox: Inbox, **having) -> list[bytes]:
    return [one.raw() for one in Arrival.objects.filter(inbox=inbox, sha256__gt="", **having).order_by("pk")]


def count(inbox: Inbox, name: str = "INBOX") -> FolderCount:
    return next(one for one in completeness(inbox).folders if one.name == name)


def renumber(mailbox: Mailbox, folder: str = "") -> None:
    """The server forgets its UIDs, as after a restore: the same mail, a new UIDVALIDITY."""
    place = mailbox.maildir / folder
    before = uid_validity(mailbox)
    while uid_validity(mailbox) == before:
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
            (place / name).unlink(missing_ok=True)
        for name in ("dovecot.list.index", "dovecot.list.index.log", "dovecot-uidvalidity"):
            (mailbox.maildir / name).unlink(missing_ok=True)
        for path in mailbox.maildir.glob("dovecot-uidvalidity.*"):
            path.unlink()
        time.sleep(0.3)


def uid_validity(mailbox: Mailbox) -> int:
    with mailbox.open() as imap:
        return imap.folder.status("INBOX")["UIDVALIDITY"]


def look_as_if_an_hour_later() -> None:
    Folder.objects.update(compared_at=timezone.now() - dt.timedelta(hours=2))


def test_what_lies_there_arrives_byte_for_byte_and_in_order(inbox: Inbox, mailbox: Mailbox):
    letters = [raw_letter(f"Bowl {n}") for n in range(7)] + [
        b"no header at all, \xff and \x01 bytes\r\n",
        b"\r\n",
    ]
    for raw in letters:
        mailbox.append(raw)
    assert fetch(inbox) == Fetched(stored=9)
    assert here(inbox) == letters
    assert fetch(inbox) == Fetched()


def test_looking_marks_nothing_as_read(inbox: Inbox, mailbox: Mailbox):
    mailbox.deliver(raw_letter())
    fetch(inbox)
    assert mailbox.messages()[0].flags == () or "\\Seen" not in mailbox.messages()[0].flags


def test_a_team_that_wants_it_finds_its_mail_marked_as_read(inbox: Inbox, mailbox: Mailbox):
    inbox.options["mark_read"] = True
    mailbox.append(raw_letter())
    fetch(inbox)
    assert "\\Seen" in mailbox.messages()[0].flags


def test_what_a_colleague_read_on_the_phone_arrives_all_the_same(inbox: Inbox, mailbox: Mailbox):
    mailbox.append(raw_letter(), flags=("\\Seen",))
    assert fetch(inbox).stored == 1


def test_sent_and_junk_are_read_with_their_role(inbox: Inbox, mailbox: Mailbox):
    for folder in ("INBOX", "Sent", "Junk", "Drafts", "Trash"):
        mailbox.append(raw_letter(folder), folder)
    fetch(inbox)
    roles = Arrival.objects.order_by("pk").values_list("role", "folder__name")
    assert list(roles) == [("incoming", "INBOX"), ("sent", "Sent"), ("junk", "Junk")]


def test_folders_the_team_chose_are_read_and_one_that_went_away_is_no_trouble(inbox: Inbox, mailbox: Mailbox):
    with mailbox.open() as imap:
        imap.folder.create("Aufträge & mehr")
    inbox.options["incoming_folders"] = ["Aufträge & mehr", "Gone"]
    mailbox.append(raw_letter(), "Aufträge & mehr")
    assert fetch(inbox).stored == 1
    assert Arrival.objects.get().folder.name == "Aufträge & mehr"


def test_a_sent_folder_without_a_mark_is_found_by_its_name(inbox: Inbox, mailbox: Mailbox, dovecot: Dovecot):
    with mailbox.open() as imap:
        imap.folder.create("Gesendete Objekte")
        inbox.options["sent_folder"] = "Gesendete Objekte"
        assert fetching.to_read(imap, inbox)[1].name == "Gesendete Objekte"


def test_the_same_letter_in_two_folders_is_one_arrival_and_no_gap(inbox: Inbox, mailbox: Mailbox):
    raw = raw_letter()
    for folder in ("INBOX", "INBOX", "Sent"):
        mailbox.append(raw, folder)
    assert fetch(inbox).stored == 1
    assert [count(inbox, name).missing for name in ("INBOX", "Sent")] == [0, 0]
    assert [count(inbox, name).arrived for name in ("INBOX", "Sent")] == [2, 1]


def test_a_large_mailbox_comes_in_several_looks(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(allowance, "MOST_MESSAGES", 10)
    monkeypatch.setattr(allowance, "BATCH_MESSAGES", 4)
    letters = [raw_letter(f"Bowl {n}") for n in range(25)]
    for raw in letters:
        mailbox.deliver(raw)
    looks, missing = [], []
    for _ in range(3):
        looks.append(fetch(inbox))
        missing.append(count(inbox).missing)
    assert [(one.stored, one.more) for one in looks] == [(10, True), (10, True), (5, False)]
    assert missing == [15, 5, 0]
    assert len(set(here(inbox))) == 25


def test_a_folder_that_was_not_reached_is_counted_exactly(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    for folder in ("INBOX", "Sent", "Sent"):
        mailbox.append(raw_letter(), folder)
    fetch(inbox)
    for folder in ("INBOX", "INBOX", "Sent"):
        mailbox.append(raw_letter(), folder)
    monkeypatch.setattr(allowance, "MOST_MESSAGES", 2)
    assert fetch(inbox) == Fetched(2, more=True)
    assert (count(inbox).missing, count(inbox, "Sent").missing) == (0, 1)
    assert fetch(inbox) == Fetched(1)


def test_a_look_also_ends_when_it_brought_enough_bytes(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(allowance, "MOST_BYTES", 250_000)
    monkeypatch.setattr(allowance, "BATCH_BYTES", 100_000)
    for n in range(6):
        mailbox.deliver(raw_letter(f"Bowl {n}", size=90_000))
    assert [fetch(inbox).stored for _ in range(3)] == [3, 3, 0]


def test_a_message_over_the_limit_stays_there_and_is_shown(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(allowance, "LARGEST", 100_000)
    for size in (0, 200_000, 0):
        mailbox.deliver(raw_letter(size=size))
    for _ in range(2):
        fetch(inbox)
        look_as_if_an_hour_later()
    large = Arrival.objects.get(sha256="")
    assert (large.state, large.reason) == (
        "needs a look",
        "It has 0 MB, more than is fetched without asking.",
    )
    assert Arrival.objects.count() == 3
    assert (count(inbox).unreadable, count(inbox).missing) == (1, 0)
    renumber(mailbox)
    fetch(inbox)
    assert Arrival.objects.filter(sha256="").count() == 1


def test_a_message_the_server_stumbles_over_does_not_hide_the_others(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    real = looking.OpenFolder._bodies
    monkeypatch.setattr(
        looking.OpenFolder,
        "_bodies",
        lambda self, uids: {u: b for u, b in real(self, uids).items() if u != 2},
    )
    for _ in range(3):
        mailbox.deliver(raw_letter())
    fetch(inbox)
    assert Arrival.objects.get(sha256="").reason == "The mail server lists it and does not hand it over."
    assert len(here(inbox)) == 2


def test_new_numbers_bring_nothing_twice_and_are_not_downloaded_again(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    letters = [raw_letter(f"Bowl {n}") for n in range(5)]
    for raw in letters:
        mailbox.append(raw)
    fetch(inbox)
    renumber(mailbox)
    mailbox.append(new := raw_letter("New"))
    downloaded: list[int] = []
    real = looking.OpenFolder._bodies
    monkeypatch.setattr(
        looking.OpenFolder, "_bodies", lambda self, uids: downloaded.extend(uids) or real(self, uids)
    )
    assert fetch(inbox).stored == 1
    assert len(downloaded) == 1
    assert here(inbox) == [*letters, new]
    assert (count(inbox).missing, count(inbox).arrived) == (0, 6)


def test_a_forged_twin_is_not_taken_for_what_is_here(inbox: Inbox, mailbox: Mailbox):
    true = raw_letter("Glaze", message_id="same@customer.test")
    false = true.replace(b"blue bowl", b"grey bowl")
    assert len(true) == len(false)
    mailbox.append(true)
    fetch(inbox)
    mailbox.append(false)
    renumber(mailbox)
    fetch(inbox)
    assert set(here(inbox)) == {true, false}


def test_messages_without_an_id_survive_new_numbers(inbox: Inbox, mailbox: Mailbox):
    for n in range(3):
        mailbox.append(b"Subject: no id %d\r\n\r\nhello\r\n" % n)
    fetch(inbox)
    renumber(mailbox)
    assert fetch(inbox).stored == 0
    assert count(inbox).missing == 0


def test_what_is_deleted_on_the_server_stays_here_and_hides_no_gap(inbox: Inbox, mailbox: Mailbox):
    for n in range(6):
        mailbox.append(raw_letter(f"Bowl {n}"))
    fetch(inbox)
    with mailbox.open() as imap:
        imap.delete(["1", "2", "3"])
    lost = Arrival.objects.get(uid=5)
    Arrival.objects.filter(pk=lost.pk).update(uid=0, folder=None)
    look_as_if_an_hour_later()
    fetch(inbox)
    assert (count(inbox).server_holds, count(inbox).missing) == (
        3,
        0,
    )  # it was seen to be missing and found again
    assert Arrival.objects.count() == 6


def test_a_gap_that_cannot_be_closed_is_counted(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    for n in range(6):
        mailbox.append(raw_letter(f"Bowl {n}"))
    fetch(inbox)
    with mailbox.open() as imap:
        imap.delete(["1", "2", "3"])
    Arrival.objects.filter(uid=5).delete()
    monkeypatch.setattr(looking.OpenFolder, "outlines", lambda self, uids, with_ids: [])
    look_as_if_an_hour_later()
    fetch(inbox)
    assert count(inbox).missing == 1
    assert not completeness(inbox).is_complete


def test_only_mail_since_a_day_is_fetched_and_the_rest_is_counted(inbox: Inbox, mailbox: Mailbox):
    def received(day: int) -> None:
        with mailbox.open() as imap:
            imap.append(raw_letter(f"Day {day}"), dt=dt.datetime(2026, 1, day, 12, tzinfo=dt.UTC))

    for day in (5, 1, 6, 2, 7):
        received(day)
    inbox.options["fetch_since"] = "2026-01-05"
    assert fetch(inbox).stored == 3
    assert (count(inbox).server_holds, count(inbox).held_before, count(inbox).missing) == (5, 2, 0)
    received(1)  # old by its date and new in the folder: a letter someone moved here
    assert fetch(inbox).stored == 1
    inbox.options["fetch_since"] = "2026-01-02"
    look_as_if_an_hour_later()
    assert fetch(inbox).stored == 1
    assert (count(inbox).held_before, count(inbox).missing) == (1, 0)


def test_the_date_of_arrival_is_the_servers(inbox: Inbox, mailbox: Mailbox):
    came = dt.datetime(2026, 1, 5, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with mailbox.open() as imap:
        imap.append(raw_letter(), dt=came)
    fetch(inbox)
    assert Arrival.objects.get().received_at == came


def test_a_quiet_look_asks_little_of_the_database(
    inbox: Inbox, mailbox: Mailbox, django_assert_max_num_queries
):
    mailbox.append(raw_letter())
    fetch(inbox)
    with django_assert_max_num_queries(6):
        fetch(inbox)
    with django_assert_max_num_queries(3):
        completeness(inbox)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"imap_port": 1}, "localhost refused the connection on port 1"),
        ({"imap_host": "no-such-host.invalid"}, "There is no server named “no-such-host.invalid”"),
        ({"ca_file": ""}, "self-signed and therefore not trusted"),
        ({"imap_host": ""}, "has no incoming server"),
        ({"imap_user": "nobody@clay.test"}, "does not accept the password of nobody@clay.test"),
        ({"imap_port": "imap"}, "refused an encrypted connection"),
    ],
)
def test_each_trouble_is_a_sentence(inbox: Inbox, dovecot: Dovecot, change: dict[str, object], sentence: str):
    change = {key: dovecot.imap if value == "imap" else value for key, value in change.items()}
    inbox.options |= change
    with pytest.raises(Refused, match=sentence) as refused:
        fetch(inbox)
    assert not refused.value.permanent


@pytest.mark.parametrize(("security", "port"), [("starttls", "imap"), ("none", "imap"), ("tls", "imaps")])
def test_every_way_of_encryption_works(
    inbox: Inbox, dovecot: Dovecot, mailbox: Mailbox, security: str, port: str
):
    inbox.options |= {"imap_security": security, "imap_port": getattr(dovecot, port)}
    mailbox.append(raw_letter())
    assert fetch(inbox).stored == 1


def test_a_password_beyond_ascii_signs_in(dovecot: Dovecot):
    inbox = inbox_of(dovecot.add_mailbox("imap.umlaut@clay.test", "Straße 7"), dovecot)
    inbox.save()
    assert fetch(inbox) == Fetched()


def test_several_hundred_messages_a_second(inbox: Inbox, mailbox: Mailbox):
    for n in range(400):
        mailbox.deliver(raw_letter(f"Bowl {n}", size=4_000))
    started = time.perf_counter()
    assert fetch(inbox).stored == 400
    rate = 400 / (time.perf_counter() - started)
    assert rate > 100, f"{rate:.0f} messages/s"


def test_a_person_may_want_a_large_message_all_the_same(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(allowance, "LARGEST", 100_000)
    mailbox.deliver(raw := raw_letter(size=200_000))
    fetch(inbox)
    large = Arrival.objects.get()
    large.read_again()
    assert Arrival.objects.get().state == "needs a look"
    bring(large)
    brought = Arrival.objects.get()
    assert (brought.state, brought.raw(), brought.reason) == ("unread", raw, "")
    with mailbox.open() as imap:
        imap.delete(imap.uids())
    Arrival.objects.update(sha256="")
    with pytest.raises(Refused, match="no longer has it"):
        bring(Arrival.objects.get())
