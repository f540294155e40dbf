"""Two versions compared: each figure is of those who drew it, and nobody can tell until the interval says so."""

from __future__ import annotations

from math import comb

import pytest
from django.utils import timezone
from django.utils.translation import override
from tests.insight.test_outreach_figures import AN_HOUR
from tests.outreach.broadcasts.conftest import Press, a_press, fresh
from tests.outreach.broadcasts.test_versions import in_two
from tests.web.conftest import client_of

from byhand.audit.rates import difference, rate, smallest_difference
from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate.coming_back import sent_as
from byhand.gate.many.plan import Words
from byhand.gate.models import Click, Complaint, Copy, Followed
from byhand.gate.unsubscribing import Unsubscription
from byhand.insight.outreach.counting import count
from byhand.insight.outreach.versions import FEWEST_ANSWERS, Version, compared, set_beside
from byhand.outreach.models import Broadcast
from byhand.people.doors import Door
from byhand.web.versions_said import in_a_hundred, verdict

READERS = 120  # so that each version has its thirty but once in ten million lots


@pytest.fixture
def press(db) -> Press:
    return a_press()


@pytest.mark.parametrize(
    ("hits", "n", "other_hits", "other_n", "low", "high"),
    [
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_the_interval_is_that_of_the_paper(hits, n, other_hits, other_n, low, high):
    """Newcombe 1998, table II, method 10, examples b to h; the first is in `test_withheld.py`."""
    told = difference(hits, n, other_hits, other_n, fewest=1)
    assert (told.low, told.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def a_version(which: str, reached: int, answers: int) -> Version:
    none = rate(0, 0)
    return Version(Words("en", "x", "y", which), reached, answers, rate(answers, reached), none, none, none)


def said(first: tuple[int, int], second: tuple[int, int]) -> str:
    with override("en"):
        return verdict(set_beside(a_version("a", *first), a_version("b", *second)))


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (
            (4000, 60),
            (4000, 110),
            "Version B is answered more: between 0.6 and 1.9 answers more in a hundred letters.",
        ),
        (
            (4000, 110),
            (4000, 60),
            "Version A is answered more: between 0.6 and 1.9 answers more in a hundred letters.",
        ),
        ((900, 20), (900, 25), "anything between 0.9 answers fewer and 2.1 more than version A."),
        ((29, 20), (900, 25), "Cannot tell yet: fewer than 30 letters"),
        ((0, 0), (0, 0), "Cannot tell yet: fewer than 30 letters"),
        ((40, 0), (40, 0), "Cannot tell yet: both versions together have fewer than 5 answers."),
        ((30, 1), (3000, 0), "Cannot tell yet: both versions together have fewer than 5 answers."),
        ((40, 3), (40, 2), "anything between 15.4 answers fewer and 10.0 more"),
    ],
)
def test_it_is_said_in_answers_in_a_hundred_letters_and_no_winner_is_chosen(first, second, sentence):
    assert sentence in said(first, second)


@pytest.mark.parametrize(("n", "other_n"), [(30, 30), (30, 60), (60, 60), (100, 100)])
def test_of_two_that_are_alike_one_is_said_to_be_better_once_in_twenty_at_most(n, other_n):
    """Reckoned exactly over every outcome, by the binomial distribution, for the few answers that letters get."""
    tells = {
        (one, two): set_beside(a_version("a", n, one), a_version("b", other_n, two)).difference
        for one in range(n + 1)
        for two in range(other_n + 1)
    }
    told = [key for key, one in tells.items() if one.can_tell and not one.low <= 0 <= one.high]
    for share in (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12):
        first, second = _outcomes(n, share), _outcomes(other_n, share)
        assert sum(first[one] * second[two] for one, two in told) <= 0.05, share


def test_the_floor_withholds_nothing_from_versions_of_as_many_letters():
    for n in (30, 50, 200, 5000):
        for few in range(FEWEST_ANSWERS):
            for one in range(few + 1):
                bare = difference(one, n, few - one, n)
                assert bare.low <= 0 <= bare.high
                assert set_beside(a_version("a", n, one), a_version("b", n, few - one)).smallest is None
    assert set_beside(a_version("a", 30, 0), a_version("b", 30, FEWEST_ANSWERS)).difference.low > 0


def _outcomes(n: int, share: float) -> list[float]:
    """How likely each number of answers is."""
    return [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]


def test_a_small_difference_is_never_said_to_be_none():
    with override("en"):
        assert [in_a_hundred(one) for one in (0, 0.0004, 0.001, 0.0213)] == ["0.0", "0.04", "0.1", "2.1"]
    with override("de"):
        assert in_a_hundred(0.0213) == "2,1"


def let_go(press: Press) -> Broadcast:
    """Taken an hour ago, but for one of which nobody knows."""
    for number in range(READERS):
        press.reader(f"r{number}@harrow.example", f"Reader {number}")
    one = press.released(in_two(press))
    copies = Copy.objects.filter(dispatch=one.dispatch_id)
    last = copies.filter(version="b").last()
    copies.filter(pk=last.pk).update(stage="perhaps")
    copies.exclude(pk=last.pk).update(stage="accepted", settled_at=timezone.now() - AN_HOUR)
    Copy.objects.count_anew(one.dispatch)
    return fresh(one)


def answers(one: Broadcast, copy: Copy, *, automatic: bool = False) -> None:
    conversation = Conversation.objects.create(inbox=one.inbox, subject="Re: kiln", assigned_to=one.author)
    AnswerToMany.objects.create(
        conversation=conversation, copy=copy, dispatch_id=copy.dispatch_id, is_automatic=automatic
    )


def test_each_figure_is_of_those_who_drew_that_version(press, django_assert_num_queries):
    one = let_go(press)
    first, second = (
        list(Copy.objects.filter(dispatch=one.dispatch_id, version=each, stage="accepted").order_by("pk"))
        for each in "ab"
    )
    for copy in (*second[:9], second[0], first[0]):
        answers(one, copy)
    answers(one, first[1], automatic=True)
    answers(one, Copy.objects.get(stage="perhaps"))
    for copy in first[2:4]:
        Unsubscription(copy.address, press.workshops).leave(door=Door.ONE_CLICK)
    [sent] = sent_as(second[3].message_id)
    assert Complaint.objects.take(sent)
    second[4].bounce("550 5.1.1 nobody here")
    Followed.objects.note([*first[:5], *second[:6]])
    for copy, machine in ((first[0], ""), (second[0], ""), (second[1], "agent"), (second[2], "")):
        Click.objects.create(
            followed_id=copy.pk, dispatch=one.dispatch, link=0, at=timezone.now(), machine=machine
        )
    terms = one.dispatch.terms
    with django_assert_num_queries(7):
        told = compared(one.dispatch, terms)
    a, b = told.versions
    assert (a.reached, a.answers, b.reached, b.answers) == (len(first), 1, len(second) - 1, 8)
    assert a.reached + b.reached == count(one.dispatch, terms).reached, "together they are everyone"
    assert (a.withdrew, b.withdrew) == (rate(2, a.reached), rate(0, b.reached))
    assert (a.complained, b.complained) == (rate(0, a.reached), rate(1, b.reached))
    assert (a.clicked.n, b.clicked.n) == (5, 5), "of five each, too few to tell"
    assert told.difference == difference(8, b.reached, 1, a.reached)
    assert told.smallest == smallest_difference(9 / (a.reached + b.reached), a.reached, b.reached)
    here = f"/outreach/broadcasts/{one.public_id}/figures/"
    page = client_of(press.studio.ana).get(here).text
    assert "Two versions, by lot" in page and "Bring your pots" in page and verdict(told) in page
    plain = press.released(press.written(subject="Another"))
    terms = plain.dispatch.terms
    with django_assert_num_queries(0):
        assert compared(plain.dispatch, terms) is None
    assert "by lot" not in client_of(press.studio.ana).get(here.replace(one.public_id, plain.public_id)).text
