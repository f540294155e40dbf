"""The figures of outreach: answers first, machines apart, what the budget prevented, and dose and response."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.outreach.broadcasts.conftest import Press, a_press, fresh
from tests.web.conftest import client_of

from byhand.audit.rates import FEWEST, rate
from byhand.channels.inbox import RETURN_PATHS
from byhand.channels.models import Inbox
from byhand.conversations.models import AnswerToMany, Conversation, Message
from byhand.gate.coming_back import sent_as, sent_from
from byhand.gate.many.tally import Tally
from byhand.gate.models import Click, Complaint, Copy, Dispatch, Followed, Room, Touch
from byhand.gate.unsubscribing import Unsubscription
from byhand.gate.verp import return_path
from byhand.insight.models import DoseCount, Outcome
from byhand.insight.outreach import dose
from byhand.insight.outreach.counting import count
from byhand.insight.outreach.dose import count_doses_due
from byhand.insight.outreach.outcome import count_outcomes_due
from byhand.outreach.models import Broadcast
from byhand.people.doors import Door
from byhand.people.models import Address, Consent

READERS, PAGE = 40, "/outreach/figures/"
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def press(db) -> Press:
    return a_press()


def let_go(press: Press, readers: int = READERS, **told) -> Broadcast:
    """Taken by the mail servers of so many an hour ago, but for one, whose server said no."""
    for number in range(readers + 1):
        if not Address.objects.filter(value=f"r{number}@harrow.example").exists():
            press.reader(f"r{number}@harrow.example", f"Reader {number}")
    one = press.released(press.written(**told))
    copies = Copy.objects.filter(dispatch=one.dispatch_id, stage="waiting").order_by("pk")
    last = copies.last()
    assert last and one.dispatch
    Copy.objects.filter(pk=last.pk).update(stage="refused", settled_at=timezone.now())
    copies.update(stage="accepted", settled_at=timezone.now() - AN_HOUR)
    Copy.objects.count_anew(one.dispatch)
    return fresh(one)


def writes_back(one: Broadcast, number: int, *, automatic: bool = False) -> None:
    copy = Copy.objects.filter(dispatch=one.dispatch_id, stage="accepted").order_by("pk")[number]
    conversation = Conversation.objects.create(inbox=one.inbox, subject="Re: kiln", assigned_to=one.author)
    AnswerToMany.objects.create(
        conversation=conversation, copy=copy, dispatch_id=copy.dispatch_id, is_automatic=automatic
    )


def nth(one: Broadcast, number: int) -> Address:
    address = Copy.objects.filter(dispatch=one.dispatch_id, stage="accepted").order_by("pk")[number].address
    assert address
    return address


def test_answers_come_first_and_each_figure_says_how_sure_it_is(press, django_assert_num_queries):
    one = let_go(press)
    for number in (0, 0, 1, 2):
        writes_back(one, number)
    writes_back(one, 3, automatic=True)
    Unsubscription(nth(one, 5), press.workshops).leave(door=Door.ONE_CLICK)
    Unsubscription(nth(one, 6), None).leave(door=Door.PAGE)
    Consent.objects.withdraw(
        nth(one, 7), door=Door.COLLEAGUE, topic=press.workshops, source="said so", by=press.studio.ana
    )
    assert one.dispatch
    told = count(one.dispatch, one.dispatch.terms)
    assert (told.reached, told.refused, told.answered, told.machines) == (READERS, 1, 3, 1), (
        "who wrote twice is one"
    )
    assert (told.withdrew, told.complained) == (2, 0), "what a colleague noted is no click of theirs"
    client = client_of(press.studio.ana)
    page = client.get(f"/outreach/broadcasts/{one.public_id}/figures/").text
    assert rate(3, READERS).can_tell and "7.5 %" in page.replace("\xa0", " ") and "of 40" in page
    assert "Opens are not counted" in page and "Their links are plain" in page and "<img" not in page
    assert "1 letter counted." in count_outcomes_due() and count_outcomes_due() == "", "not again at once"
    with django_assert_num_queries(6):
        over_all = client.get(PAGE).text
    assert "The kiln is free" in over_all and over_all.index("wrote back") < over_all.index("took back")
    Outcome.objects.update(counted_at=timezone.now() - A_DAY)
    writes_back(one, 9)
    assert count_outcomes_due() and Outcome.objects.get().answered == 4


def test_a_report_of_spam_and_a_bounce_count_for_the_letter_they_name(press):
    one = let_go(press)
    unwelcome, gone = Copy.objects.filter(dispatch=one.dispatch_id, stage="accepted").order_by("pk")[:2]
    by_path = return_path(Copy.CODE, gone.pk, one.inbox)
    assert by_path == one.inbox.address, "not switched on here"
    one.inbox.options[RETURN_PATHS] = True
    sent = sent_from([return_path(Copy.CODE, gone.pk, one.inbox)])
    assert sent and sent.row == gone and not sent_from([return_path(Copy.CODE, 10**6, one.inbox)])
    sent.came_back("550 5.1.1 nobody here")
    [sent] = sent_as(unwelcome.message_id)
    assert Complaint.objects.take(sent) and not Complaint.objects.take(sent)
    told = count(one.dispatch, one.dispatch.terms)
    assert (told.reached, told.refused) == (READERS - 1, 2)
    assert (told.withdrew, told.complained) == (0, 1)


def test_below_thirty_nobody_can_tell(press):
    one = let_go(press, readers=5)
    writes_back(one, 0)
    page = client_of(press.studio.ana).get(f"/outreach/broadcasts/{one.public_id}/figures/").text
    assert page.count("Cannot tell yet") >= 3 and "20 %" not in page.replace("\xa0", " ")
    empty = client_of(press.studio.ana).get(PAGE).text
    assert "Nothing has gone to many yet" in empty and "Cannot tell yet" in empty


def test_what_the_budget_prevented_is_counted_by_month_and_reason(press):
    first = let_go(press)
    Touch.objects.bulk_create(
        Touch(address_id=pk, dispatch_id=first.dispatch_id, at=timezone.now())
        for pk in first.dispatch.copies.filter(stage="accepted").values_list("address", flat=True)
    )
    Room.objects.tell_anew(
        set(first.dispatch.copies.filter(stage="accepted").values_list("address__person", flat=True))
    )
    second = press.released(press.written(subject="Once more"))
    Copy.objects.filter(dispatch=second.dispatch_id, stage="waiting").update(
        stage="accepted", settled_at=timezone.now()
    )
    Copy.objects.count_anew(second.dispatch)
    count_outcomes_due()
    assert Outcome.objects.get(dispatch=second.dispatch_id).prevented == {"no room": READERS}
    page = client_of(press.studio.ana).get(PAGE).text.replace("\xa0", " ")
    assert "No room" in page and f'<td class="n">{READERS}</td>' in page
    assert "49 %" in page, "40 of the 81 that would have gone"
    each = client_of(press.studio.ana).get(f"/outreach/broadcasts/{second.public_id}/figures/").text
    assert "What the budget prevented" in each


def test_clicks_are_of_those_who_let_us_see_them(press):
    one = let_go(press)
    copies = list(Copy.objects.filter(dispatch=one.dispatch_id, stage="accepted").order_by("pk")[:35])
    Followed.objects.note(copies)
    for number, copy in enumerate(copies[:9]):
        machine = "agent" if number < 2 else ""
        Click.objects.create(
            followed_id=copy.pk, dispatch_id=copy.dispatch_id, link=0, at=timezone.now(), machine=machine
        )
    assert one.dispatch
    told = count(one.dispatch, one.dispatch.terms)
    assert (told.may_follow, told.clicked, told.machine_clicked) == (35, 7, 2)
    page = (
        client_of(press.studio.ana)
        .get(f"/outreach/broadcasts/{one.public_id}/figures/")
        .text.replace("\xa0", " ")
    )
    assert "20 %" in page and "of 35" in page


def test_a_letter_is_in_the_figures_of_those_who_may_see_it(press):
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(press.studio.ana, press.studio.tomas)
    one = let_go(press, inbox=hidden, subject="Of the books")
    count_outcomes_due()
    assert "Of the books" in client_of(press.studio.tomas).get(PAGE).text
    hidden.members.remove(press.studio.tomas)
    client = client_of(press.studio.tomas)
    page = client.get(PAGE).text
    assert "Of the books" not in page and "1 letter to many" in page, "a figure over all is everybody's"
    assert client.get(f"/outreach/broadcasts/{one.public_id}/figures/").status_code == 404
    draft = press.written(subject="Not yet")
    assert (
        client_of(press.studio.ana).get(f"/outreach/broadcasts/{draft.public_id}/figures/").status_code == 404
    )


def test_dose_and_response_is_told_over_every_touch_older_than_a_fortnight(press, monkeypatch):
    one = press.released(press.written())
    dispatches = [one.dispatch_id, *_more_dispatches(press, 3)]
    now, ana = timezone.now(), press.studio.inbox
    people = [press.reader(f"d{number}@harrow.example") for number in range(FEWEST)]
    for number, address in enumerate(people):
        for k, ago in enumerate((60, 50, 40)):
            Touch.objects.create(address=address, dispatch_id=dispatches[k], at=now - ago * A_DAY)
        if number < 6:
            says(address, now - 55 * A_DAY, ana)  # an answer to the first: the second is a first again
        if number == 7:
            says(address, now - 35 * A_DAY, ana, automatic="auto-replied")
        if number == 8:
            Consent.objects.withdraw(address, door=Door.ONE_CLICK, topic=press.workshops)
            Touch.objects.filter(address=address).delete()
    Touch.objects.create(address=people[0], dispatch_id=dispatches[3], at=now - A_DAY)
    leaves = press.reader("leaves@harrow.example")
    Touch.objects.create(address=leaves, dispatch_id=dispatches[0], at=now - 20 * A_DAY)
    withdrawn_at(leaves, press, now - 19 * A_DAY)
    monkeypatch.setattr(dose, "PORTION", 7)
    monkeypatch.setattr(dose, "SECONDS", 0)
    assert count_doses_due() == "" and not DoseCount.objects.shown(), "a few people at a time"
    said = next(filter(None, (count_doses_due() for _ in range(9))))
    assert said == f"{29 * 3 + 1} touches counted." and count_doses_due() == "", "once a night"
    cells = {each.touch: (each.touches, each.answered, each.left) for each in DoseCount.objects.shown()}
    assert cells == {1: (29 + 6 + 1, 7, 1), 2: (29, 0, 0), 3: (23, 0, 0)}
    page = client_of(press.studio.ana).get(PAGE).text
    assert "This describes; it shows no cause" in page and page.count("Cannot tell yet") >= 2, (
        "29 and 23 are under thirty"
    )
    assert DoseCount.objects.shown()[0].answered_share() == rate(7, 36)


def says(address: Address, at, inbox: Inbox, automatic: str = "") -> None:
    conversation = Conversation.objects.create(inbox=inbox, subject="Kiln")
    Message.objects.create(
        conversation=conversation, inbox=inbox, origin="came", writer=address, said_at=at, automatic=automatic,
        message_id=f"{address.pk}.{at.timestamp()}@harrow.example", text="Yes", new_text="Yes",
    )  # fmt: skip


def withdrawn_at(address: Address, press: Press, at) -> None:
    Consent.objects.create(
        kind="withdrawn",
        address=address,
        channel="",
        topic=press.workshops,
        door=Door.PAGE,
        said_at=at,
        noted_at=at,
    )


def _more_dispatches(press: Press, many: int) -> list[int]:
    found = [press.released(press.written(subject=f"Letter {number}")).dispatch_id for number in range(many)]
    assert all(found) and Dispatch.objects.count() > many and Tally.objects.filter(count__lt=0).count() == 0
    return [one for one in found if one]
