"""Calls hearing: what the line of a call asks: who has a part in it, what is new for them, that they hang up."""

from __future__ import annotations

import json
from typing import Any

from byhand.conversations.call import Call
from byhand.conversations.call_tokens import call_proven_by
from byhand.conversations.signal import NoSignal, Signal
from byhand.live.calls_asked import Part, Told
from byhand.team.standing import colleagues_behind

CALLER, US = Signal.Side.CALLER.value, Signal.Side.US.value


class CallsHearing:
    """Answers from the database: a visitor's page by its token, a colleague's by their session, each time anew."""

    def part_of(self, call: str, token: str, cookie: str) -> Part | None:
        found = self._proven(call, token, cookie)
        return Part(found.pk, CALLER if token else US, cookie, token) if found else None

    def told(self, part: Part, after: int) -> Told | None:
        call = self._still(part)
        if call is None:
            return None
        rows = Signal.objects.to_side(call.pk, part.side, after=after).values_list("pk", "body")
        return Told(json.dumps(state_of(call), ensure_ascii=False), list(rows[:200]))

    def say(self, part: Part, signal: Any) -> bool:
        call = self._still(part)
        if call is None:
            return False
        if not call.is_talking():
            return True  # it ended meanwhile, or is not taken yet: nobody is there to hear it
        try:
            Signal.objects.say(call, part.side, signal)
        except NoSignal:
            return False
        return True

    def is_here(self, part: Part) -> None:
        call = self._still(part)
        if call is not None:
            call.is_alive()

    def hang_up(self, part: Part) -> None:
        call = self._still(part)
        if call is not None:
            call.end()

    def _still(self, part: Part) -> Call | None:
        found = Call.objects.filter(pk=part.call).values_list("public_id", flat=True).first()
        return self._proven(found, part.token, part.cookie) if found else None

    @staticmethod
    def _proven(call: str, token: str, cookie: str) -> Call | None:
        """With a token a visitor's page, whatever cookie goes along; else the colleague who took it."""
        if token:
            found = call_proven_by(token)
            return found if found is not None and found.public_id == call else None
        if not cookie:
            return None
        colleague = colleagues_behind([cookie]).get(cookie)
        mine = Call.objects.filter(public_id=call, taken_by=colleague) if colleague else Call.objects.none()
        return mine.select_related("conversation", "taken_by").first()


def state_of(call: Call) -> dict[str, str]:
    """How it stands, as both pages hear it: the caller learns who talks with them, by name."""
    by = call.taken_by.name if call.taken_by else ""
    state = "ringing" if call.is_ringing() else "talking" if call.is_talking() else "ended"
    return {"state": state, "by": by, "outcome": call.outcome}
