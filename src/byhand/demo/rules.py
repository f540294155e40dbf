"""The sorting rules of the demo: as a pottery of three might write them."""

from __future__ import annotations

from datetime import time

from byhand.channels.models import Inbox
from byhand.conversations.models import SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.demo.story.cast import EMAIL
from byhand.team.models import User


def put_rules(inbox: Inbox) -> None:
    """Two rules, once: bills to who keeps the books; what comes at night rests until the morning."""
    if SortingRule.objects.filter(inbox=inbox).exists():
        return
    colleagues = {user.email: user for user in User.objects.filter(email__in=EMAIL.values())}
    bea, ana = colleagues[EMAIL["bea"]], colleagues[EMAIL["ana"]]
    bills = Said(
        name="Bills", inbox=inbox, words=["invoice", "receipt", "bill"], give="colleague", to=bea, tag="money"
    )
    night = Said(name="Night", inbox=inbox, from_time=time(22), to_time=time(6), later_at=time(8))
    SortingRule.objects.begin(bills, by=bea)
    SortingRule.objects.begin(night, by=ana)
