"""Two nodes of one house: what happens at one is heard at the other, over PostgreSQL or over Redis."""

import pytest
from django.db import connection
from tests.browser.serving import served
from tests.live.sitting import page_of
from tests.live.test_readers import names

from byhand.conversations.models import Note
from byhand.live import bus, over_redis
from byhand.live.news import News


def cut_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'")


@pytest.fixture(params=["postgresql", "redis"])
def line(request, settings):
    """The line between the nodes; gives what cuts it."""
    over_redis.connected.cache_clear()
    if request.param == "redis":
        settings.REDIS_URL = request.getfixturevalue("redis").url
        return lambda: over_redis.connected().execute_command("CLIENT KILL TYPE pubsub")
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one node alone")
    return cut_postgresql


@pytest.fixture
def address(line, address):
    return address


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


def test_a_line_that_was_cut_is_mended_and_the_pages_catch_up(studio, ruth, line, address):
    with page_of(studio.ana, address) as here:
        Note.objects.write(ruth, "One.", by=studio.tomas)
        here.hears_of(ruth)
        line()
        everything = here.hears(lambda line: "changed" in line, 8.0)
        assert everything["changed"] is None
        Note.objects.write(ruth, "Two.", by=studio.tomas)
        here.hears_of(ruth)


def test_a_redis_that_is_gone_undoes_nothing(studio, ruth, settings):
    over_redis.connected.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    Note.objects.write(ruth, "It stands all the same.", by=studio.tomas)
    bus.publish(News(conversations=(ruth.pk,)))
    over_redis.connected.cache_clear()
    assert ruth.notes.count() == 1
