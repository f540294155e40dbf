"""A file is read while a colleague works on the same person: what they say then stands. Committed, on threads."""

import time
from threading import Thread

from django.db import connections, transaction
from tests import cast

from byhand.kit.card import Card, Read
from byhand.people.carddav.their_side import keep_theirs
from byhand.people.merging import lock_people
from byhand.people.models import Address, AddressBook, BookCard, Person
from byhand.people.taking_cards import take

A_MOMENT = 1.0  # seconds; too short for the other one to come so far, and the test proves less, not wrong


def aside(deed):
    """A thread that does this in one transaction."""

    def doing():
        try:
            with transaction.atomic():
                deed()
        finally:
            connections.close_all()

    return Thread(target=doing)


def known(name, *addresses):
    person = Person.objects.create(name=name)
    for one in addresses:
        Address.objects.create(person=person, value=one)
    return person


def test_a_name_given_while_a_file_is_read_stands(fresh_house):
    here, ruth = cast.studio(), known("R. Okafor", "ruth@harrow.example")
    card = Card(name="Ruth O.", line="Teacher", emails=("ruth@harrow.example",))
    reading = aside(lambda: take([Read(1, "", card)], region="", by=here.tomas))
    with transaction.atomic():
        Person.objects.get(pk=ruth.pk).rename("Ruth Okafor-Lind")
        reading.start()
        time.sleep(A_MOMENT)
    reading.join(30)
    ruth.refresh_from_db()
    assert (ruth.name, ruth.line) == ("Ruth Okafor-Lind", "Teacher")


def test_a_file_holds_nobody_while_it_waits_for_somebody(fresh_house):
    """Who has an address and who has none are held together: else PostgreSQL ends the merge or the file."""
    here, mei, ruth = cast.studio(), known("Mei Tanaka"), known("R. Okafor", "ruth@harrow.example")
    cards = (
        Card(name="R. O.", line="Teacher", emails=("ruth@harrow.example",)),
        Card("Mei Tanaka", notes=("Tea",)),
    )
    reads = [Read(n, "", card) for n, card in enumerate(cards)]
    reading = aside(lambda: take(reads, region="", by=here.tomas))
    with transaction.atomic():
        lock_people(Person, mei.pk)
        reading.start()
        time.sleep(A_MOMENT)
        lock_people(Person, mei.pk, ruth.pk)
    reading.join(30)
    ruth.refresh_from_db()
    assert ruth.line == "Teacher" and mei.memories.get().text == "Tea" and Person.objects.count() == 2


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{name}@harrow.example\nEND:VCARD\n"


def test_what_colleagues_settle_while_a_book_is_looked_at_stays_settled(fresh_house):
    here, mei = cast.studio(), known("Mei", "mei@harrow.example")
    book = AddressBook.objects.keep(
        url="https://a.example/", label="A", name="a", password="b", sends_new=False, by=here.ana
    )
    keep_theirs(book, [("/ruth", "1", CARD.format(name="Ruth"))])
    BookCard.objects.update(conflict={"name": "Ruth There", "line": "Head"})
    one, other = BookCard.objects.get(), BookCard.objects.get()
    portion = [("/ruth", "2", CARD.format(name="Ruth")), ("/mei", "1", CARD.format(name="mei"))]
    reading = aside(lambda: keep_theirs(book, portion))
    with transaction.atomic():
        mei.rename("Mei Tanaka")
        reading.start()
        time.sleep(A_MOMENT)
        one.settle("name", ours=True)
        other.settle("line", ours=True)
    reading.join(30)
    ruth = BookCard.objects.get(href="/ruth")
    assert (ruth.conflict, ruth.base["name"], ruth.base["line"]) == ({}, "Ruth There", "Head")
    assert ruth.etag == "2" and BookCard.objects.get(href="/mei").person == mei
    # Who asks for a look while one goes on gets it when that one has ended.
    AddressBook.objects.get().look_now()
    book.looked(token="")
    assert AddressBook.objects.due().exists()
