"""The sorting rules of the demo: as a pottery of three might write them."""

from __future__ import annotations

from byhand.channels.models import Inbox
from byhand.conversations.models import SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.demo.story.cast import EMAIL
from byhand.team.models import User


def put_rules(inbox: Inbox) -> None:
    """Two rules, once: bills to who keeps the books, classes to who teaches them."""
    if SortingRule.objects.filter(inbox=inbox).exists():
        return
    colleagues = {user.email: user for user in User.objects.filter(email__in=EMAIL.values())}
    bea, tomas = colleagues[EMAIL["bea"]], colleagues[EMAIL["tomas"]]
    bills = Said(
        name="Bills", inbox=inbox, words=["invoice", "receipt", "bill"], give="colleague", to=bea, tag="money"
    )
    classes = Said(
        name="Classes", inbox=inbox, words=["workshop", "course", "evening class"], give="colleague", to=tomas
    )
    SortingRule.objects.begin(bills, by=bea)
    SortingRule.objects.begin(classes, by=tomas)
