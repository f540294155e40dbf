"""Two nodes on one PostgreSQL: what happens at one is heard at the other."""

import pytest
from django.db import connection
from tests.browser.serving import served
from tests.live.sitting import page_of
from tests.live.test_readers import names

from byhand.conversations.models import Note

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one node alone")


@pytest.fixture
def other(address):
    with served() as other:
        yield other


def test_a_change_is_heard_at_both(studio, ruth, address, other):
    with page_of(studio.ana, address) as here, page_of(studio.tomas, other) as there:
        Note.objects.write(ruth, "Fourteen fit.", by=studio.tomas)
        here.hears_of(ruth, 1.0)
        there.hears_of(ruth, 1.0)


def test_readers_of_one_are_seen_at_the_other(studio, ruth, address, other):
    with page_of(studio.ana, address) as here, page_of(studio.tomas, other) as there:
        here.say(at=ruth.public_id)
        there.say(at=ruth.public_id, writes="answer")
        here.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": "answer"})
        there.say(at="")
        here.readers(ruth, lambda who: names(who) == {"Ana": ""})


def test_a_node_that_starts_learns_who_is_there(studio, ruth, address):
    with page_of(studio.ana, address) as here:
        here.say(at=ruth.public_id)
        here.readers(ruth, bool)
        with served() as late, page_of(studio.tomas, late) as there:
            there.say(at=ruth.public_id)
            there.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": ""})


def test_a_line_that_was_cut_is_mended_and_the_pages_catch_up(studio, ruth, address):
    with page_of(studio.ana, address) as here:
        Note.objects.write(ruth, "One.", by=studio.tomas)
        here.hears_of(ruth)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'"
            )
        everything = here.hears(lambda line: "changed" in line, 8.0)
        assert everything["changed"] is None
        Note.objects.write(ruth, "Two.", by=studio.tomas)
        here.hears_of(ruth)
