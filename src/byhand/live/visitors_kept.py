"""Keeping the visitors' house: who is at the desk is said when it changes, pages hear a beat, the silent are let go."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from itertools import count

from django.db import DatabaseError

from byhand.live.visitor_seat import VisitorSeat
from byhand.live.visitors import Visitors

EVERY = 1.0
# In rounds. Who is at the desk must be true within half a minute, of which `team.here.ALIVE_FOR` takes nearly all; that
# a visitor is here is written down rarely.
DESK_AFTER, BEAT_AFTER = 2, 20
SPOKEN_TO_AT_ONCE = 50

log = logging.getLogger(__name__)


async def keep_visitors(visitors: Visitors) -> None:
    """Until cancelled."""
    for number in count(1):
        await asyncio.sleep(EVERY)
        try:
            await visitors.write_seen()
            await visitors.write_who_is_here()
            if number % DESK_AFTER == 0:
                await _tell_desk(visitors)
            if number % BEAT_AFTER == 0:
                await _beat(visitors)
        except DatabaseError:
            log.warning("visitors.database_unavailable", exc_info=True)
        except Exception:  # the next round must come
            log.exception("visitors.round_failed")


async def _tell_desk(visitors: Visitors) -> None:
    """Asked once for all who hear the same; said to those whose page says something else."""
    alike: defaultdict[tuple[int, str], list[VisitorSeat]] = defaultdict(list)
    for seat in visitors.seats:
        alike[seat.chat, seat.hello.language].append(seat)
    for (chat, language), seats in alike.items():
        desk = await visitors.door.ask(visitors.asked.desk, chat, language)
        said = json.dumps(desk)
        stale = [seat for seat in seats if seat.desk != said]
        for seat in stale:
            seat.desk = said
        await _say_to_all(stale, desk=desk)


async def _beat(visitors: Visitors) -> None:
    for seat in [seat for seat in visitors.seats if seat.is_silent()]:
        await seat.outlet.close(1001)
        visitors.leave(seat)
    await _say_to_all(list(visitors.seats))
    here = visitors.visitors_here()
    if here:
        await visitors.door.ask(visitors.asked.here, here)


async def _say_to_all(seats: list[VisitorSeat], **told: object) -> None:
    for at in range(0, len(seats), SPOKEN_TO_AT_ONCE):
        await asyncio.gather(*(seat.say(**told) for seat in seats[at : at + SPOKEN_TO_AT_ONCE]))
