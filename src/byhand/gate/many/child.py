"""The process that sends broadcasts: beside the desk and behind it, for as long as one goes out."""

from __future__ import annotations

import logging
import threading
import time

import django

django.setup()

from django.db import close_old_connections, connection  # noqa: E402

from byhand.gate.many.left_behind import settle_left_behind  # noqa: E402
from byhand.gate.many.sending import send  # noqa: E402
from byhand.gate.many.terms import Terms  # noqa: E402
from byhand.work.aside import stand_aside  # noqa: E402

AT_ONCE = 4
LOOK_EVERY = 1.0

log = logging.getLogger(__name__)


def main() -> None:
    """Each broadcast in a thread of its own; ends when none goes out any more."""
    at_work: dict[int, threading.Thread] = {}
    while True:
        close_old_connections()
        settle_left_behind()
        at_work = {pk: thread for pk, thread in at_work.items() if thread.is_alive()}
        for terms in Terms.objects.going().exclude(pk__in=at_work)[: AT_ONCE - len(at_work)]:
            at_work[terms.pk] = threading.Thread(target=_send, args=(terms,), daemon=True)
            at_work[terms.pk].start()
        if not at_work:
            return
        next(iter(at_work.values())).join(LOOK_EVERY)


def _send(terms: Terms) -> None:
    try:
        send(terms.dispatch)
    except Exception:  # the others go on; it is tried again
        log.exception("broadcast.failed", extra={"dispatch": terms.pk})
        time.sleep(LOOK_EVERY)
    finally:
        connection.close()


if __name__ == "__main__":
    stand_aside()
    main()
