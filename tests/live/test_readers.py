"""Who else is here, and who writes."""

from tests.live.sitting import page_of


def names(who):
    return {one["name"]: one["writes"] for one in who}


def test_one_sees_who_reads_and_who_writes(studio, ruth, address):
    with page_of(studio.ana, address) as ana, page_of(studio.tomas, address) as tomas:
        ana.say(at=ruth.public_id)
        ana.readers(ruth, lambda who: names(who) == {"Ana": ""})
        tomas.say(at=ruth.public_id)
        ana.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": ""})
        tomas.say(writes="answer")
        ana.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": "answer"})
        tomas.say(writes="")
        ana.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": ""})
        tomas.say(at="")
        ana.readers(ruth, lambda who: names(who) == {"Ana": ""})


def test_whoever_closes_the_page_is_gone(studio, ruth, address):
    with page_of(studio.ana, address) as ana:
        ana.say(at=ruth.public_id)
        with page_of(studio.tomas, address) as tomas:
            tomas.say(at=ruth.public_id)
            ana.readers(ruth, lambda who: len(who) == 2)
        ana.readers(ruth, lambda who: len(who) == 1)


def test_in_two_tabs_one_is_one_and_writes_if_one_of_them_writes(studio, ruth, address):
    with (
        page_of(studio.ana, address) as ana,
        page_of(studio.tomas, address) as a,
        page_of(studio.tomas, address) as b,
    ):
        for page in (ana, a, b):
            page.say(at=ruth.public_id)
        b.say(writes="note")
        ana.readers(ruth, lambda who: names(who) == {"Ana": "", "Tomas": "note"})
