"""Keeping house: who is no longer signed in is shown out, pages hear a beat and answer it, silent nodes are forgotten.

The beat is an empty line: by it a page knows that its line is whole, and by its answer the desk that a browser lives.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from itertools import count

from django.db import DatabaseError

from byhand.live import bus
from byhand.live.fan_out import tell_all
from byhand.live.hub import Hub
from byhand.live.news import News
from byhand.live.seat import SIGNED_OUT, Seat

EVERY = 2.0
# In a house of ordinary size everyone is asked about each time; of five thousand, each twice a minute.
AT_ONCE = 400
# In rounds. A browser answers each beat, and what it answers is written down soon after: together far below the
# half minute after which a browser that gives no sign is none (`team.here.ALIVE_FOR`).
BEAT_AFTER, WRITE_AFTER, TELL_NODES_AFTER = 5, 3, 12

log = logging.getLogger(__name__)


async def keep_house(hub: Hub) -> None:
    """Until cancelled."""
    turn = 0
    for number in count(1):
        await asyncio.sleep(EVERY)
        try:
            seats = list(hub.seats)
            turn = 0 if turn >= len(seats) else turn
            await _show_out(hub, seats[turn : turn + AT_ONCE])
            turn += AT_ONCE
            if number % BEAT_AFTER == 0:
                await tell_all((seat, "{}") for seat in list(hub.seats))
            if number % WRITE_AFTER == 0:
                await hub.door.ask(hub.asked.write_down)
            if number % TELL_NODES_AFTER == 0:
                _tell_nodes(hub)
        except DatabaseError:
            log.warning("live.database_unavailable", exc_info=True)
        except Exception:  # the next round must come
            log.exception("live.round_failed")


async def _show_out(hub: Hub, seats: Sequence[Seat]) -> None:
    """Those whose session ended or who left the team; and from a conversation, who may no longer see it."""
    if not seats:
        return
    standing = await hub.door.ask(hub.asked.standing, sorted({seat.cookie for seat in seats}))
    for seat in seats:
        if standing.get(seat.cookie) != seat.colleague:
            await seat.close(SIGNED_OUT)
        elif seat.at and not await hub.door.ask(hub.asked.sees, seat.colleague.pk, seat.at):
            hub.sit(seat, "")


def _tell_nodes(hub: Hub) -> None:
    """Our readers, for nodes that forget; and the nodes that fell silent are forgotten here."""
    hub.say_again(hub.roll.forget_the_gone())
    if bus.has_other_nodes():
        hub.say_again(set(hub.roll.open_here()))


async def say_hello(hub: Hub) -> None:
    """The other nodes tell who is there."""
    await hub.until_it_listens()
    if bus.has_other_nodes():
        await hub.publish(News(node=hub.roll.node))
