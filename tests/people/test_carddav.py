# ruff: noqa: E501 - cards as they come
"""An address book on a real server stays in step, both ways, and nobody and nothing is lost on the way."""

import itertools
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from tests import cast
from tests.servers.machine import ENDS_AT_ONCE

from byhand.channels.models import Inbox
from byhand.conversations.knowing import people_visible_to
from byhand.people.carddav.agreeing import FIELDS, agree
from byhand.people.carddav.asking import books, cards, changes, put, start_of
from byhand.people.carddav.client import Client, NoBook
from byhand.people.carddav.settling import agree_on_each
from byhand.people.carddav.syncing import stay_in_step as look_once
from byhand.people.carddav.syncing import stay_in_step_due
from byhand.people.carddav.their_side import keep_theirs
from byhand.people.link import Link
from byhand.people.models import Address, AddressBook, BookCard, Memory, Occasion, Person
from byhand.team.models import User

MKCOL = (
    '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype>'
    "<collection/><c:addressbook/></resourcetype><displayname>Clients</displayname></prop></set></mkcol>"
)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Ruth Okafor\r\nN:Okafor;Ruth;;;\r\nitem1.EMAIL;TYPE=HOME:Ruth@Harrow.example\r\n"
    "TEL:020 7946 0999\r\nORG:Harrow Road School\r\nTITLE:Teacher\r\nX-CUSTOM:kept as it is\r\nNOTE:Likes tea\r\n"
    "BDAY:1970-05-12\r\nEND:VCARD\r\n"
)
numbers = itertools.count(1)


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def there(radicale):
    """A client, and an address book of its own on the server."""
    client = Client("ana", "kiln", radicale.url)
    url = f"{radicale.url}/ana/book{next(numbers)}/"
    assert client.ask("MKCOL", url, MKCOL.encode()).status == 201
    return client, url


@pytest.fixture
def book(studio, there):
    _client, url = there
    return AddressBook.objects.keep(
        url=url, label="Clients", name="ana", password="kiln", sends_new=False, by=studio.ana
    )


def stay_in_step(book):
    return look_once(book, people_visible_to(book.by))


def write(there, name, text, etag=""):
    client, url = there
    assert put(client, f"{url}{name}.vcf", text.encode(), etag=etag) is not None


def now_there(there):
    client, url = there
    return {
        href.rpartition("/")[2]: (etag, text)
        for href, etag, text in cards(client, url, list(changes(client, url, "").etags))
    }


def edit(there, name, before, after):
    etag, text = now_there(there)[name]
    assert before in text
    write(there, name.removesuffix(".vcf"), text.replace(before, after), etag)


def test_a_book_is_found_by_its_server_and_a_wrong_word_is_said(there, radicale):
    client, url = there
    found = books(client, start_of(radicale.url))
    assert url in [one.url for one in found] and found[0].name == "Clients"
    assert [one.url for one in books(client, url)] == [url]
    assert start_of("ana@kilnlane.example") == "https://kilnlane.example/.well-known/carddav"
    for wrong, says in (
        (Client("ana", "no", radicale.url), "does not know this name"),
        (Client("a", "b", "http://127.0.0.1:9"), "cannot be reached"),
    ):
        with pytest.raises(NoBook, match=says):
            books(wrong, wrong.home)
    for typed in ("ftp://x", "https://", "https://a:b@c/"):
        with pytest.raises(NoBook):
            start_of(typed)


def test_both_ways(studio, there, book):
    write(there, "u1", CARD)
    assert stay_in_step(book) == 1
    ruth = Person.objects.get()
    assert (ruth.name, ruth.line, ruth.organisation.name) == ("Ruth Okafor", "Teacher", "Harrow Road School")
    assert set(ruth.addresses.values_list("value", flat=True)) == {"ruth@harrow.example", "+442079460999"}
    assert Memory.objects.get().text == "Likes tea" and Occasion.objects.get().kind == "birthday"
    assert stay_in_step(book) == 0 and book.token
    # Ours go there, and what we know nothing of stays as it stood.
    ruth.describe(name="Ruth Okafor-Lind", line="Teacher")
    Address.objects.create(person=ruth, value="ruth@home.example")
    assert stay_in_step(book) == 1
    _etag, text = now_there(there)["u1.vcf"]
    for line in (
        "FN:Ruth Okafor-Lind",
        "N:Okafor-Lind;Ruth;;;",
        "EMAIL:ruth@home.example",
        "X-CUSTOM:kept as it is",
        "TITLE:Teacher",
        "BDAY:1970-05-12",
    ):
        assert line in text
    assert stay_in_step(book) == 0
    # Theirs come here, in the same look as ours of another field go there.
    edit(there, "u1.vcf", "TITLE:Teacher", "TITLE:Head")
    ruth.describe(name="Ruth Lind", line="Teacher")
    stay_in_step(book)
    ruth.refresh_from_db()
    assert (ruth.name, ruth.line) == ("Ruth Lind", "Head") and "FN:Ruth Lind" in now_there(there)["u1.vcf"][1]
    assert stay_in_step(book) == 0
    # An address taken off there stays here, and is not put on again.
    edit(there, "u1.vcf", "EMAIL:ruth@home.example\n", "")
    stay_in_step(book)
    assert ruth.addresses.filter(value="ruth@home.example").exists()
    assert "home.example" not in now_there(there)["u1.vcf"][1] and stay_in_step(book) == 0
    # Deleted there is deleted there alone.
    client, url = there
    client.ask("DELETE", f"{url}u1.vcf")
    stay_in_step(book)
    assert Person.objects.filter(pk=ruth.pk).exists() and BookCard.objects.get().gone_at
    ruth.describe(name="Ruth", line="")
    assert stay_in_step(book) == 0 and now_there(there) == {}


@pytest.mark.parametrize("ours", [True, False])
def test_what_both_changed_is_asked_about_and_never_lost(studio, there, book, ours):
    write(there, "u1", CARD)
    stay_in_step(book)
    ruth = Person.objects.get()
    ruth.describe(name="Ruth Here", line="Potter")
    edit(there, "u1.vcf", "FN:Ruth Okafor", "FN:Ruth There")
    stay_in_step(book)
    one = BookCard.objects.get()
    ruth.refresh_from_db()
    assert one.conflict == {"name": "Ruth There"} and ruth.name == "Ruth Here"
    assert (
        "FN:Ruth There" in now_there(there)["u1.vcf"][1] and "TITLE:Potter" in now_there(there)["u1.vcf"][1]
    )
    assert stay_in_step(book) == 0
    one.refresh_from_db()
    one.settle("name", ours=ours)
    stay_in_step(book)
    ruth.refresh_from_db()
    name = "Ruth Here" if ours else "Ruth There"
    assert ruth.name == name and f"FN:{name}" in now_there(there)["u1.vcf"][1]
    assert BookCard.objects.get().conflict == {} and stay_in_step(book) == 0


def test_who_is_here_is_recognised_and_put_there_if_wanted(studio, there, book):
    cast.conversation_with(studio.inbox)
    ruth = Person.objects.get(addresses__value="ruth@harrow.example")
    ruth.describe(name="R. Okafor", line="")
    mei = Person.objects.create(name="Mei Tanaka")
    mei.become_known()
    Address.objects.create(person=mei, value="mei@harrow.example")
    Person.objects.create(name="Nobody knows")
    write(there, "u1", CARD)
    book.sends_new = True
    stay_in_step(book)
    ruth.refresh_from_db()
    assert Person.objects.count() == 3 and (ruth.name, ruth.line) == ("R. Okafor", "Teacher")
    texts = {name: text for name, (_etag, text) in now_there(there).items()}
    assert len(texts) == 2 and "FN:Mei Tanaka" in next(
        text for name, text in texts.items() if name != "u1.vcf"
    )
    assert "FN:Ruth Okafor" in texts["u1.vcf"] and BookCard.objects.get(person=ruth).conflict == {
        "name": "Ruth Okafor"
    }
    assert stay_in_step(book) == 0
    # Merged with somebody, the card goes along; a broken card and a stranger's name stop nobody.
    Link.objects.merge(mei, into=ruth, by=studio.ana)
    assert BookCard.objects.filter(person=ruth).count() == 2
    stay_in_step(book)
    assert stay_in_step(book) == 0


def test_the_chore_says_what_is_wrong_and_goes_on(studio, book, there):
    write(there, "u1", CARD)
    wrong = AddressBook.objects.keep(
        url=there[1], label="x", name="ana", password="no", sends_new=False, by=studio.ana
    )
    assert stay_in_step_due(people_visible_to) == "1 card changed."
    wrong.refresh_from_db()
    assert (
        "does not know this name and password" in wrong.trouble
        and b"no" not in bytes(wrong.sealed_password)[:2]
    )
    wrong.end(by=studio.ana)
    book.look_now()
    assert (
        stay_in_step_due(people_visible_to) == ""
        and bytes(AddressBook.objects.get(pk=wrong.pk).sealed_password) == b""
    )


def test_whoever_is_hidden_from_its_keeper_is_told_to_no_book(studio, there, book):
    """Neither as somebody new nor, where the book has one address of theirs, by their other ones."""
    secret = Inbox.objects.create(kind="practice", name="Board", address="b@k.example", is_team_wide=False)
    secret.members.add(studio.tomas)
    for name in ("kat", "zoe"):
        sender = f"{name.title()} Hidden <{name}@hidden.example>"
        hers = cast.conversation_with(secret, sender=sender, to="b@k.example")
        cast.answer(hers, "We know you.", by=studio.tomas, to=sender)
    zoe = Person.objects.get(name="Zoe Hidden")
    zoe.describe(name="Zoe Hidden", line="Is ill")
    Address.objects.create(person=zoe, value="at-home@hidden.example")
    write(there, "u1", CARD.replace("Ruth@Harrow", "zoe@hidden").replace("TITLE:Teacher\r\n", ""))
    book.sends_new = True
    stay_in_step(book)
    written = str(now_there(there))
    assert "zoe@hidden.example" in written
    assert not any(told in written for told in ("Kat", "kat@", "at-home@", "Is ill", "Zoe Hidden"))
    secret.members.add(studio.ana)
    stay_in_step(book)
    assert all(told in str(now_there(there)) for told in ("Kat Hidden", "at-home@", "Is ill"))


def test_a_book_rests_while_its_keeper_is_no_owner(studio, there, book):
    """Who has left, or may not add one any more, is told of nobody new, and the page says why."""
    book.sends_new = True
    book.save()
    Person.objects.create(name="Kat Vogel").become_known()
    for lost in ({"role": "colleague"}, {"role": "owner", "is_active": False, "left_at": timezone.now()}):
        User.objects.filter(pk=studio.ana.pk).update(**lost)
        book.look_now()
        assert stay_in_step_due(people_visible_to) == "" and now_there(there) == {}
        assert "no owner here any more" in AddressBook.objects.get().trouble
    User.objects.filter(pk=studio.ana.pk).update(is_active=True, left_at=None)
    book.look_now()
    stay_in_step_due(people_visible_to)
    assert "Kat Vogel" in str(now_there(there)) and AddressBook.objects.get().trouble == ""


class Meanwhile(Client):
    """While a card is put, somebody does something here, once."""

    deeds = []

    def ask(self, method, *said, **more):
        if method == "PUT" and self.deeds:
            self.deeds.pop()()
        return super().ask(method, *said, **more)


def test_what_a_colleague_says_while_a_card_is_put_is_not_lost(studio, there, book):
    write(there, "u1", CARD)
    stay_in_step(book)
    ruth = Person.objects.get()
    slow = Meanwhile("ana", "kiln", book.url)

    def put_while(deed):
        Address.objects.create(person=ruth, value=f"r{len(now_there(there)['u1.vcf'][1])}@harrow.example")
        keep_theirs(book, list(cards(slow, book.url, list(changes(slow, book.url, "").etags))))
        slow.deeds.append(deed)
        agree_on_each(book, slow, Person.objects.standing())
        assert not slow.deeds
        stay_in_step(book)
        return Person.objects.first()

    edit(there, "u1.vcf", "TITLE:Teacher", "TITLE:Head")
    ruth = put_while(lambda: Person.objects.get().describe(name="Ruth Lind", line="Teacher"))
    assert (ruth.name, ruth.line) == ("Ruth Lind", "Head") and "FN:Ruth Lind" in now_there(there)["u1.vcf"][1]
    ruth.describe(name="Ruth Here", line="Head")
    edit(there, "u1.vcf", "FN:Ruth Lind", "FN:Ruth There")
    stay_in_step(book)
    assert BookCard.objects.get().conflict == {"name": "Ruth There"}
    put_while(lambda: BookCard.objects.get().settle("name", ours=True))
    assert "FN:Ruth Here" in now_there(there)["u1.vcf"][1] and BookCard.objects.get().conflict == {}
    # Who is gone in that moment stops nobody; their card there is somebody new.
    again = put_while(lambda: Person.objects.get().delete())
    assert again.pk != ruth.pk and BookCard.objects.get().person == again


def test_a_card_with_what_no_xml_may_hold_does_not_close_the_book(studio, there, book):
    write(there, "u1", CARD)
    write(
        there,
        "u2",
        CARD.replace("u1", "u2").replace("Ruth@", "mei@").replace("FN:Ruth Okafor", "FN:Mei\x07 Tanaka"),
    )
    write(
        there,
        "u3",
        CARD.replace("u1", "u3")
        .replace("Ruth@", "jo@")
        .replace("FN:Ruth Okafor", "FN;ENCODING=QUOTED-PRINTABLE:Jo=00 Berg"),
    )
    stay_in_step(book)
    assert set(Person.objects.values_list("name", flat=True)) == {"Ruth Okafor", "Mei Tanaka", "Jo Berg"}


HOSTILE = [
    (207, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "no CardDAV"), (207, b"<multistatus", "no CardDAV"),
    (200, b"<html>Welcome</html>", "no address book"), (500, b"", "answered with 500"),
    (301, b"https://elsewhere.example/", "sends us to"), (301, b"/", "on and on"), (301, b"file:///etc/passwd", "not followed"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "says"), HOSTILE)
def test_a_server_that_says_anything_gets_a_sentence(status, body, says):
    class Odd(BaseHTTPRequestHandler):
        def do_PROPFIND(self):
            self.send_response(status)
            if status == 301:
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told):
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(NoBook, match=says):
            books(Client("a", "b", url), url)
        server.shutdown()


def test_whoever_changed_a_field_is_followed_whatever_the_order():
    for was, here, there in itertools.product(("", "a", "b"), repeat=3):
        fields = [dict.fromkeys(FIELDS, one) for one in (was, here, there)]
        agreed = agree(*fields)
        expected = here if there in (was, here) else there if here == was else here
        assert agreed.fields == dict.fromkeys(FIELDS, expected)
        assert bool(agreed.conflict) == (
            len({was, here, there}) == 3 or (here != there and was not in (here, there))
        )
