"""A house with a chat, for measurements. `fill` founds it; `who` tells which conversation is which browser's; `count`
tells what arrived, for comparing it with what was said."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.signing_in import cookie_of  # noqa: E402

from byhand.channels.chat.settings import open_chat  # noqa: E402
from byhand.channels.models import Arrival, Line, Visitor  # noqa: E402
from byhand.conversations.models import Conversation, Message  # noqa: E402
from byhand.team.founding import found  # noqa: E402
from byhand.team.user import User  # noqa: E402

COLLEAGUES = 10


def fill() -> dict:
    call_command("migrate", verbosity=0)
    first = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    others = [User.objects.create_user(f"c{n}@bench.example", f"Colleague {n}") for n in range(1, COLLEAGUES)]
    return {"key": open_chat(name="Website").options["key"], "cookies": [*map(cookie_of, [first, *others])]}


def who() -> dict:
    """Public ids of conversations by the digest of the browser's token."""
    named = {f"visitor:{key}": digest for key, digest in Visitor.objects.values_list("key", "token_digest")}
    rows = Conversation.objects.values_list("public_id", "participants__address__value")
    return {named[value]: public_id for public_id, value in rows if value in named}


def count() -> dict:
    """Words as the desk has them in each conversation, in order, and as the streams have them."""
    said: dict[str, list[str]] = {}
    rows = Message.objects.filter(origin="came").order_by("said_at", "pk")
    for public_id, text in rows.values_list("conversation__public_id", "new_text"):
        said.setdefault(public_id, []).append(text.strip())
    told: dict[str, list[str]] = {}
    lines = Line.objects.order_by("visitor", "number").values_list("visitor__token_digest", "words")
    for digest, text in lines:
        told.setdefault(digest, []).append(text)
    unread = Arrival.objects.exclude(state__in=("read", "twice")).count()
    return {"said": said, "told": told, "unread": unread}


if __name__ == "__main__":
    print(json.dumps({"fill": fill, "who": who, "count": count}[sys.argv[1]]()))
