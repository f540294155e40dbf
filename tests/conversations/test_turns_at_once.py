"""Two batches that give work in turn at the same moment never give the same turn."""

import threading

from django.db import connection, transaction
from tests import cast

from byhand.conversations.sorting.turn import Turns


def test_two_batches_at_once_give_two_different_turns(fresh_house):
    studio = cast.studio()
    here = {studio.ana.pk, studio.tomas.pk}
    given, first_has_it, go_on = [], threading.Event(), threading.Event()

    def batch(has_it: threading.Event | None) -> None:
        try:
            with transaction.atomic():
                turns = Turns(here)
                one = turns.next_of(here)
                if has_it:
                    has_it.set()
                    go_on.wait(10)
                turns.write_down()
            given.append(one)
        finally:
            connection.close()

    first = threading.Thread(target=batch, args=(first_has_it,))
    second = threading.Thread(target=batch, args=(None,))
    first.start()
    assert first_has_it.wait(10)
    second.start()
    second.join(0.3)
    assert second.is_alive(), "it waits for the first batch to end"
    go_on.set()
    first.join(10)
    second.join(10)
    assert sorted(given) == sorted(here)
