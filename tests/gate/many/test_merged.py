"""Two who turn out to be one once they were gathered have one letter, wherever it reaches them."""

from __future__ import annotations

from random import Random

import pytest
from tests.gate.many.conftest import Press
from tests.gate.many.test_sending import is_counted, stages, went_to
from tests.people.agreeing import agreed, somebody
from tests.servers.moody import moody

from byhand.channels.models import Inbox
from byhand.gate.many import sending
from byhand.gate.many.sending import send
from byhand.gate.many.tally import progress
from byhand.gate.models import Dispatch, Room, Touch
from byhand.people.models import Address, Link

pytestmark = pytest.mark.django_db
RECALL = {"must_know": True, "because": "recall", "topic": None}


def merge(press: Press, one: Address, into: Address) -> None:
    Link.objects.merge(one.person, into=into.person, by=press.ana.user)


@pytest.mark.parametrize("lines", [1, 8])
@pytest.mark.parametrize("changed", [{}, RECALL], ids=["agreed", "must know"])
def test_the_second_is_left_out_beside_the_first_and_long_after(
    press: Press, monkeypatch, changed: dict[str, object], lines: int
) -> None:
    monkeypatch.setattr(sending, "LINES", lines)
    dispatch = press.release(**changed)
    theirs = [press.reader(n) for n in range(4)]
    press.gather(dispatch, *theirs)
    merge(press, theirs[2], into=theirs[1])
    send(dispatch)
    assert went_to() == ["r0@harrow.example", "r1@harrow.example", "r3@harrow.example"]
    assert stages(dispatch)["r2@harrow.example"] == "left out twice"
    assert is_counted(dispatch) and progress(dispatch).left_out == 1
    assert set(Room.objects.values_list("unanswered", flat=True)) == {1}


def test_what_was_agreed_to_at_one_address_goes_to_no_other(press: Press) -> None:
    dispatch = press.release()
    first, second = press.reader(0), press.reader(1)
    press.gather(dispatch, first, second)
    merge(press, second, into=first)
    first.note_failure("550")
    send(dispatch)
    assert stages(dispatch) == {"r0@harrow.example": "left out bounced", "r1@harrow.example": "accepted"}


@pytest.mark.server
def test_where_the_first_address_does_not_work_the_second_gets_it(press: Press, tmp_path) -> None:
    refused = next(n for n in range(99) if Random(f"r{n}@harrow.example").random() < 0.5)
    taken = next(n for n in range(99) if Random(f"r{n}@harrow.example").random() >= 0.5)
    with moody(tmp_path, moods="refuse=500") as server:
        at = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "smtp_user": ""}
        inbox = Inbox.objects.create(kind="email", name="Post", address="post@kilnlane.example", options=at)
        dispatch: Dispatch = press.release(inbox=inbox, **RECALL)
        first, second = (somebody(f"r{n}@harrow.example") for n in (refused, taken))
        for one in (first, second):
            agreed(one, press.workshops)
        press.gather(dispatch, first, second)
        merge(press, second, into=first)
        send(dispatch)
        assert stages(dispatch) == {first.value: "refused", second.value: "accepted"}
        assert is_counted(dispatch) and Touch.objects.get().address == second
