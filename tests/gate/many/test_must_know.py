"""What everyone must know: one of three things, agreed by two colleagues, without an offer, shown to the public."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.gate.many.conftest import Press
from tests.house.source import calls, modules
from tests.people.agreeing import at_their_door, somebody
from tests.signing_in import sign_in

from byhand.gate.many.must_know import by_year, leads_to_no_shop, offers_nothing
from byhand.gate.many.plan import Plan, Words
from byhand.gate.models import Dispatch, Reading, Tally, Terms
from byhand.gate.refusals import Refusal
from byhand.people.models import Suppression, Wish
from byhand.team.models import House, User
from byhand.team.signin import SignIn

BODY = "Dear {name},\n\nthe glaze on the blue bowls holds lead. Do not eat from them.\n\nhttps://kilnlane.example/lead"


@pytest.fixture
def olu(press) -> SignIn:
    return sign_in(User.objects.create_user("olu@kilnlane.example", "Olu Ade", "a fourth phrase"))


def warning(press: Press, **changed) -> Plan:
    plan = replace(press.plan, topic=None, must_know=True, because="recall",
                   words=(Words("en", "The blue bowls", BODY),))  # fmt: skip
    return replace(plan, **changed)


def release(press: Press, plan: Plan, *readers: SignIn) -> Dispatch:
    for one in readers:
        Reading.objects.agree(plan, by=one)
    return Dispatch.objects.release_broadcast(plan, by=press.ana)


def test_two_colleagues_read_exactly_this_before_it_goes(press, olu):
    plan = warning(press)
    with pytest.raises(Refusal, match="2 more colleagues"):
        release(press, plan)
    with pytest.raises(Refusal, match="Another colleague"):
        release(press, plan, press.tomas, press.ana)
    with pytest.raises(Refusal):
        release(press, warning(press, because="breach"), olu)  # another plan: Tomas has not read it
    assert release(press, plan, olu).terms.because == "recall"


def test_it_is_a_recall_a_closure_or_a_breach_and_nothing_else(press, olu):
    for because in ("", "sale", "Recall"):
        with pytest.raises(Refusal, match="a recall, a closure or a breach"):
            release(press, warning(press, because=because), press.tomas, olu)
    with pytest.raises(IntegrityError), transaction.atomic():
        release(press, replace(press.plan, because="recall"), press.tomas)


@pytest.mark.parametrize(
    "words",
    [
        "And 20 % off everything until Friday.",
        "Here is a voucher for your trouble.",
        "Dafür gibt es einen Gutschein.",
        "Look at https://shop.kilnlane.example/bowls",
        "Look at [the new ones](http://kilnlane-shop.example)",
        "www.Kilnlane-Shop.example.",
        "https://x@kilnlane-shop.example:8080/",
    ],
)
def test_it_offers_nothing_and_leads_to_no_shop(press, olu, words):
    House.objects.get().keep_shops(["shop.kilnlane.example", "kilnlane-shop.example"])
    for place in ("subject", "body"):
        said = {"subject": "The blue bowls", "body": BODY} | {place: words}
        plan = warning(press, words=(Words("en", "The blue bowls", BODY), Words("de", **said)))
        with pytest.raises(Refusal, match=r"carries no offer|leads to no shop"):
            release(press, plan, press.tomas, olu)
    assert release(press, warning(press), press.tomas, olu)  # no sale of ours, and the way to the recall


def test_no_way_of_writing_a_link_leads_to_a_shop(press):
    House.objects.get().keep_shops(["shop.example"])
    for words in (
        "Look at https://shop.example, now.", "**https://shop.example**", "`https://Shop.example`", "//shop.example/a",
        "{name|https://shop.example}", "[a](https://shop&#46;example/b)", "[a](https://shop\\.example/b)",
        "[a](https://sh%6Fp.example/b)", "[a](https:shop.example/b)", "https://x:y@a.shop.example:443",
        "www.shop.example!",
    ):  # fmt: skip
        assert "leads to no shop" in leads_to_no_shop(_saying(press, words), press.ana.user), words
    for words in (
        "Write to ana@shop.example.",
        "Bowls of shop.example, sold in May",
        "https://shop.example.org/",
    ):
        assert not leads_to_no_shop(_saying(press, words), press.ana.user), words


def test_what_stands_below_every_letter_offers_nothing_either(press):
    House.objects.get().keep_shops(["shop.example"])
    for below, rule in (("20 % off everything!", offers_nothing), ("https://shop.example", leads_to_no_shop)):
        assert rule(warning(press, below=below), press.ana.user)
        assert not rule(replace(press.plan, below=below), press.ana.user)


def _saying(press: Press, words: str) -> Plan:
    return warning(press, words=(Words("en", "The blue bowls", words),))


def test_it_passes_consent_and_budget_but_never_who_is_erased_blocked_or_gone(press, olu):
    told = press.reader(1, agrees=False)
    stopped = press.reader(2)
    Wish.objects.stop(by=at_their_door(stopped))
    blocked, gone, erased = (somebody(f"{name}@x.example") for name in ("blocked", "gone", "erased"))
    blocked.person.block(because="x", by=press.ana.user)
    gone.note_failure("550")
    Suppression.objects.suppress([erased.value], by=press.ana.user)
    dispatch = release(press, warning(press), press.tomas, olu)
    copies = press.gather(dispatch, told, stopped, blocked, gone, erased)
    assert [one.left_out for one in copies] == ["", "", "blocked", "bounced", "erased"]


def test_the_public_sees_it_without_anybodys_name_and_how_many_had_it(press, olu):
    public, page = Client(), "/must-know/"
    assert "no such letter yet" in public.get(page).content.decode()
    german = Words("de", "Die blauen Schalen", "Liebe {name|Leserin},\n\n<b>nicht</b> daraus essen.")
    dispatch = release(
        press, warning(press, words=(Words("en", "The blue bowls", BODY), german)), press.tomas, olu
    )
    assert not by_year() and "blue bowls" not in public.get(page).content.decode()  # nobody had it yet
    press.release()  # to those who agreed: nothing for this page
    Terms.objects.update(spoken=3)
    Tally.objects.move(dispatch.pk, {("accepted", ""): 2, ("perhaps", ""): 1, ("left out", "blocked"): 9})
    answer = public.get(page)
    told = answer.content.decode()
    for words in (
        "The blue bowls",
        "Dear …,",
        "a recall:",
        "Ana Moreau",
        "to 3 people",
        f"{dispatch.released_at.year}: 1",
    ):
        assert words in told, words
    assert "The kiln is free" not in told and "Set-Cookie" not in answer.headers
    told = public.get(page, headers={"Accept-Language": "de"}).content.decode()
    assert "Liebe Leserin," in told and "&lt;b&gt;nicht" in told


def test_there_is_no_other_way_past_consent_and_budget():
    """Only `must_know` may leave the topic out where it is asked who may be written to; no name promises another."""
    asks = {"why_not", "judge", "judged", "judged_at", "left_out_of", "expected", "Standing"}
    words = ("override", "bypass", "force", "skip", "ignore", "anyway", "unchecked")
    for path, tree in modules().items():
        if path.parts[0] not in ("gate", "outreach", "api"):
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in asks
            ):
                given = [*node.args, *(one.value for one in node.keywords)]
                assert not any(isinstance(one, ast.Constant) and one.value is None for one in given), path
            if _leaves_the_topic_out(node):
                assert "must_know" in ast.unparse(node), path
            if isinstance(node, ast.arg) and "many" in path.parts:
                assert not any(one in node.arg.lower() for one in words), f"{path}: {node.arg}"
    releases = [
        path for path, tree in modules().items() if any(one == "release_broadcast" for one, _ in calls(tree))
    ]
    assert all(path.parts[0] == "outreach" for path in releases)


def _leaves_the_topic_out(node: ast.AST) -> bool:
    """`None if … else topic`: who is asked about then is asked without their consent."""
    if not (isinstance(node, ast.IfExp) and ast.unparse(node.orelse).endswith(".topic")):
        return False
    return isinstance(node.body, ast.Constant) and node.body.value is None
