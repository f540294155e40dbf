"""Who is perhaps there is named with what is known; a colleague who may see them says what it is."""

from __future__ import annotations

from django.utils import timezone
from tests.web.conftest import client_of

from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate.many.tally import progress
from byhand.gate.models import Copy, Terms, Verdict


def test_each_is_named_with_what_is_known_and_settled_by_hand(press):
    for number in range(3):
        press.reader(f"r{number}@harrow.example", f"Reader {number}")
    one = press.released()
    Copy.objects.update(stage="perhaps", settled_at=timezone.now(), answer="The power went.")
    Copy.objects.count_anew(one.dispatch)
    Terms.objects.update(spoken=3, finished_at=timezone.now())
    first, second, third = Copy.objects.order_by("pk")
    conversation = Conversation.objects.create(inbox=one.inbox, subject="Re", assigned_to=one.author)
    AnswerToMany.objects.create(conversation=conversation, copy=first, dispatch=one.dispatch)

    ana, here = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/"
    page = ana.get(f"{here}progress/perhaps/").text
    assert "Reader 1" in page and "The power went." in page and page.count("In doubt since") == 3
    assert page.count("They answered it (") == 1 and page.count("It did arrive") == 3
    assert page.count("Send it again") == 2, "not to whoever answered it"
    tomas = client_of(press.studio.tomas)
    assert "Noted: it did arrive." in tomas.post(f"{here}perhaps/{first.pk}/arrived/", follow=True).text
    assert "in doubt no more" in ana.post(f"{here}perhaps/{first.pk}/again/", follow=True).text
    assert (
        "It goes out again, in its turn." in ana.post(f"{here}perhaps/{second.pk}/again/", follow=True).text
    )
    third.address.person.block(because="Rude", by=press.studio.ana)
    refused = ana.post(f"{here}perhaps/{third.pk}/again/", follow=True).text
    assert "They are not written to: blocked by a colleague." in refused
    assert ana.post(f"{here}perhaps/{third.pk + 1}/again/").status_code == 404
    assert ana.get(f"{here}perhaps/{third.pk}/again/").status_code == 405
    now = progress(one.dispatch)
    assert (now.accepted, now.waiting, now.perhaps) == (1, 1, 1) and Verdict.objects.count() == 2
