"""A file is read while a colleague works on the same person: what they say then stands. Committed, on threads."""

import time
from threading import Thread

from django.db import connections, transaction
from tests import cast

from byhand.kit.card import Card, Read
from byhand.people.models import Address, Person
from byhand.people.taking_cards import take

A_MOMENT = 1.0  # seconds; too short for the other one to come so far, and the test proves less, not wrong


def test_a_name_given_while_a_file_is_read_stands(fresh_house):
    here = cast.studio()
    ruth = Person.objects.create(name="R. Okafor")
    Address.objects.create(person=ruth, value="ruth@harrow.example")

    def read_the_file():
        try:
            with transaction.atomic():
                card = Card(name="Ruth O.", line="Teacher", emails=("ruth@harrow.example",))
                take([Read(1, "", card)], region="", by=here.tomas)
        finally:
            connections.close_all()

    reading = Thread(target=read_the_file)
    with transaction.atomic():
        Person.objects.get(pk=ruth.pk).rename("Ruth Okafor-Lind")
        reading.start()
        time.sleep(A_MOMENT)
    reading.join(30)
    ruth.refresh_from_db()
    assert (ruth.name, ruth.line) == ("Ruth Okafor-Lind", "Teacher")
