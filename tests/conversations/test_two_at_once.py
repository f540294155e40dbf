"""Two colleagues press Send in the same moment: one letter leaves, the other is held. On threads, committed."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from tests import cast
from tests.signing_in import sign_in

from byhand.conversations.drafting import Words
from byhand.conversations.models import Conversation, Draft
from byhand.gate.models import Dispatch
from byhand.gate.refusals import Refusal


@pytest.mark.parametrize("round", range(3))
def test_of_two_in_the_same_moment_one_leaves(fresh_house, round):
    here = cast.studio()
    ruth = cast.conversation_with(here.inbox)
    seen = ruth.messages.get().pk
    both, outcomes = Barrier(2), {}

    def press_send(user, sign):
        words = Words(to=cast.RUTH, subject="Re: The lid", body=f"From {user.name}", seen_message=seen)
        draft = Draft.objects.keep(words, conversation=ruth, by=user)
        both.wait(10)
        try:
            Conversation.objects.get(pk=ruth.pk).reply(draft, by=sign)
            outcomes[user.pk] = "left"
        except Refusal as no:
            outcomes[user.pk] = no.rule
        finally:
            connections.close_all()

    threads = [Thread(target=press_send, args=(user, sign_in(user))) for user in (here.ana, here.tomas)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes.values()) == ["left", "writer_saw_the_newest"]
    held = next(pk for pk, outcome in outcomes.items() if outcome != "left")
    assert Dispatch.objects.get().author_id != held
    assert Draft.objects.get().author_id == held, "the words of the other are kept"
