"""Several rows at once: done, given, tagged, put off, folded; what could not is said, what was can be undone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.handful import MOST
from byhand.conversations.models import Conversation, Event, Handful, Tag
from byhand.team.models import User


@pytest.fixture
def three(studio):
    """Ruth, Jonas and Mei wait, in this order."""
    cast.comes_in(
        studio.inbox, cast.letter("The lid broke.", subject="Lid", ago=timedelta(days=3)),
        cast.letter("My money, please.", sender=cast.JONAS, subject="Refund", ago=timedelta(days=2)),
        cast.letter("The trial?", sender=cast.MEI, subject="Glaze", ago=timedelta(days=1)),
    )  # fmt: skip
    return list(Conversation.objects.waiting())


def box(one) -> str:
    return f"{one.public_id}~{one.last_at.isoformat()}"


def press(desk, act, *chosen, **more):
    return desk.post(
        "/together/?list=waiting", {"act": act, "chosen": list(map(box, chosen)), **more}, follow=True
    )


def places() -> list[str]:
    return [one.place for one in Conversation.objects.order_by("pk")]


def undo(desk):
    return desk.post(f"/together/{Handful.objects.latest('pk').pk}/undo/", follow=True).content.decode()


def test_without_a_script_rows_are_ticked_behind_a_link(three, desk):
    page = desk.get("/conversations/").content.decode()
    assert "list=waiting&amp;choose=1" in page and 'id="together"' not in page
    page = desk.get("/conversations/?choose=1").content.decode()
    assert 'class="index choosing"' in page and page.count('form="together"') == 3 and 'value="done"' in page
    assert (
        f'value="{box(three[0])}"' in page
        and " checked" not in page.partition('class="index')[2].partition("</ul>")[0]
    )
    assert desk.get("/conversations/?choose=all").content.decode().count('" checked>') >= 3


def test_done_together_and_back_again_as_they_stood(studio, three, desk):
    three[1].snooze(until=cast.ago(days=-1), by=studio.ana)
    stood = list(Conversation.objects.order_by("pk").values_list("place", "waiting_since", "snoozed_until"))
    page = press(desk, "done", *three).content.decode()
    assert places() == ["done"] * 3 and "3 are done." in page and 'form="undo"' in page
    assert Event.objects.filter(kind=Event.Kind.CLOSED, by=studio.ana).count() == 3
    assert "They stand as they stood." in undo(desk)
    assert (
        list(Conversation.objects.order_by("pk").values_list("place", "waiting_since", "snoozed_until"))
        == stood
    )
    assert "That was undone already." in undo(desk)


def test_where_something_was_said_meanwhile_nothing_is_called_done(studio, three, desk):
    ruth = three[0]
    first = ruth.messages.get()
    cast.comes_in(studio.inbox, cast.letter("And it was a gift!", answers=first.message_id, ago=timedelta()))
    page = press(desk, "done", *three).content.decode()
    assert sorted(places()) == ["done", "done", "waiting"] and "2 are done." in page
    assert "1 was left: something was said there meanwhile." in page
    press(desk, "tag", ruth, tag="gift")
    assert ruth.taggings.get().tag.name == "gift", "a tag takes nobody's word away"


def test_what_has_moved_since_is_not_put_back(studio, three, desk):
    press(desk, "done", *three)
    Conversation.objects.get(pk=three[0].pk).reopen(by=studio.tomas)
    assert "1 was left: it has moved since." in undo(desk)
    assert places() == ["waiting"] * 3


def test_given_tagged_put_off_and_folded_each_undone(studio, three, desk):
    three[0].assign(to=studio.ana, by=studio.ana)
    page = press(desk, f"to:{studio.tomas.pk}", *three).content.decode()
    assert "3 were handed over." in page and studio.tomas.has.count() == 3
    undo(desk)
    assert studio.ana.has.get() == three[0] and not studio.tomas.has.exists()
    three[0].tag(Tag.objects.named("kiln", by=studio.ana), by=studio.ana)
    page = press(desk, "tag", *three, tag="Kiln").content.decode()
    assert "2 carry “kiln”." in page and "1 stood so already." in page
    undo(desk)
    assert Tag.objects.get().taggings.get().conversation == three[0]
    press(desk, "later:tomorrow", *three)
    assert places() == ["later"] * 3
    undo(desk)
    press(desk, "fold", *three)
    assert places() == ["not-for-us"] * 3
    undo(desk)
    assert places() == ["waiting"] * 3


@pytest.mark.parametrize(
    "act", ["", "reply", "send", "done:", "later:never", "later:", "to:999999", "to:x", "tag", "\x00"]
)
def test_what_is_no_deed_changes_nothing(three, desk, act):
    answer = press(desk, act, *three)
    assert answer.status_code == 200 and (places() == ["waiting"] * 3 or act == "done:")


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "~",
        "x~y",
        "nothing~2026-01-01",
        "\x00~2026-01-01T00:00:00+00:00",
        "'; drop~2026-01-01",
        "a" * 9000,
    ],
)
def test_hostile_ids_lead_nowhere(three, desk, odd):
    answer = desk.post("/together/", {"act": "done", "chosen": [odd]}, follow=True)
    assert answer.status_code == 200 and places() == ["waiting"] * 3 and not Handful.objects.exists()


def test_more_than_a_handful_is_refused(three, desk):
    many = [f"id{n}~2026-01-01T00:00:00+00:00" for n in range(MOST + 1)]
    page = desk.post("/together/", {"act": "done", "chosen": [*many, box(three[0])]}, follow=True)
    assert f"At most {MOST} at once." in page.content.decode() and places() == ["waiting"] * 3


def test_what_one_may_not_see_is_left_as_it_is(studio, three, desk):
    three[0].make_private(among=[], by=studio.ana)
    page = press(client_of(studio.tomas), "done", *three).content.decode()
    assert "2 are done." in page and "1 is no longer here, or not for you to see." in page
    assert Conversation.objects.get(pk=three[0].pk).place == "waiting"
    handful = Handful.objects.get()
    assert desk.post(f"/together/{handful.pk}/undo/").status_code == 404, "it is Tomas's to undo"
    assert places().count("done") == 2


def test_a_guest_ticks_nothing(studio, three):
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    guest = client_of(gina)
    page = guest.get("/conversations/?choose=1").content.decode()
    assert 'class="choose"' not in page and 'id="together"' not in page
    assert press(guest, "done", *three).status_code == 403 and places() == ["waiting"] * 3


def test_two_hundred_are_moved_in_one_step(studio, desk):
    cast.comes_in(
        studio.inbox, *(cast.letter("x", subject=f"No {n}", sender=f"p{n}@x.example") for n in range(MOST))
    )
    rows = list(Conversation.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        press(desk, "done", *rows)
    assert places() == ["done"] * MOST and len(asked) < 6 * MOST
    assert "They stand as they stood." in undo(desk) and places() == ["waiting"] * MOST
