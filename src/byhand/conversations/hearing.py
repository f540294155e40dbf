"""Hearing: what the hub of live pages asks: who is at the desk, and who may hear of which conversation."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Sequence

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.conversations.ringing import Ring
from byhand.live.asked import Colleague
from byhand.team import here
from byhand.team.session import digest
from byhand.team.standing import colleagues_behind
from byhand.team.user import User

# A colleague who loses an inbox hears for so long that something changed in it, and nothing of what.
SIGHT_LASTS = 10.0
NOTHING = Sight((), some_are_hidden=True)


class Hearing:
    """Answers from the database, by the same query that every page asks."""

    def __init__(self) -> None:
        self._sights: dict[int, tuple[float, Sight]] = {}

    def standing(self, cookies: Sequence[str]) -> dict[str, Colleague]:
        found = colleagues_behind(cookies)
        return {cookie: Colleague(user.pk, user.get_short_name()) for cookie, user in found.items()}

    def sees(self, colleague: int, public_id: str) -> bool:
        if "\x00" in public_id:
            return False
        return Conversation.objects.in_sight(self._sight(colleague)).filter(public_id=public_id).exists()

    def may_hear(
        self, colleagues: Collection[int], conversations: Collection[int], dispatches: Collection[int]
    ) -> dict[int, frozenset[str]]:
        ids = set(conversations)
        if dispatches:
            said = Message.objects.filter(dispatch__in=dispatches)
            ids.update(said.values_list("conversation", flat=True))
        alike: defaultdict[Sight, list[int]] = defaultdict(list)
        for one in colleagues:
            alike[self._sight(one)].append(one)
        heard: dict[int, frozenset[str]] = {}
        for sight, ones in alike.items():
            seen = Conversation.objects.in_sight(sight).filter(pk__in=ids)
            names = frozenset(seen.values_list("public_id", flat=True))
            if names:
                heard |= dict.fromkeys(ones, names)
        return heard

    def rung(self, colleagues: Collection[int], calls: Collection[int]) -> dict[int, frozenset[str]]:
        heard: defaultdict[int, set[str]] = defaultdict(set)
        rows = Ring.objects.filter(call__in=calls, colleague__in=colleagues)
        for colleague, public_id in rows.values_list("colleague", "call__public_id"):
            heard[colleague].add(public_id)
        return {colleague: frozenset(ids) for colleague, ids in heard.items()}

    def ringing(self, colleague: int) -> frozenset[str]:
        return frozenset(Ring.objects.for_colleague(colleague).values_list("call__public_id", flat=True))

    def touched(self, colleague: int) -> None:
        here.touched(colleague)

    def alive(self, colleague: int) -> None:
        here.alive(colleague)

    def write_down(self) -> None:
        here.write_down()

    def digest(self, cookie: str) -> str:
        return digest(cookie)

    def _sight(self, colleague: int) -> Sight:
        known = self._sights.get(colleague)
        if known is None or time.monotonic() - known[0] > SIGHT_LASTS:
            user = User.objects.at_work().filter(pk=colleague).first()
            known = (time.monotonic(), Inbox.objects.sight_of(user) if user else NOTHING)
            self._sights[colleague] = known
        return known[1]
