"""Links that are followed: only theirs who allow it, nowhere but where the letter says, machines counted apart."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from html import escape

import pytest
from django.conf import settings as conf
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people.agreeing import at_their_door

from byhand.gate.erasing import forget_evidence
from byhand.gate.many.followed import behind, links_of, targets_of, token_of, with_marks
from byhand.gate.many.markdown import to_html
from byhand.gate.many.plan import Words
from byhand.gate.many.preparing import Preparing
from byhand.gate.many.slowed import Domains
from byhand.gate.many.waking import Waking
from byhand.gate.models import Click, Copy, Dispatch, Followed
from byhand.people.models import MayFollow, OwnLink
from byhand.people.own_link import NotTheirs, token_for

BODY = "[Kiln](https://kilnlane.example/kiln?a=1&b=2), [prices](https://kilnlane.example/prices), [us](mailto:a@b.c)"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HREF = re.compile(r'href="([^"]*)"')


def written(dispatch: Dispatch) -> dict[str, str]:
    """The HTML part of each letter, by recipient, as it goes to the wire."""
    found: dict[str, str] = {}
    for one in Preparing(dispatch, dispatch.terms, "tests", Waking(None, None), Domains(dispatch)).next(10):
        part = message_from_bytes(one.parcel.letter, policy=default).get_body(("html",))
        assert part
        found[one.parcel.recipient] = part.get_content()
    return found


def goes(path: str, agent: str = BROWSER, method: str = "get", **headers: str):
    return getattr(Client(headers={"User-Agent": agent, **headers}), method)(path)


@pytest.fixture
def sent(press):
    """Two have it, of whom the first lets us see which links they follow; the letter was taken an hour ago."""
    one, other = press.reader(1), press.reader(2)
    MayFollow.objects.choose(allowed=True, by=at_their_door(one))
    dispatch = press.release(words=(Words("en", "The kiln is free", BODY),))
    press.gather(dispatch, one, other)
    letters = written(dispatch)
    Copy.objects.filter(dispatch=dispatch).update(
        stage="accepted", settled_at=timezone.now() - timedelta(hours=1)
    )
    return dispatch, letters, one


def test_only_who_allows_it_has_other_links_than_the_plain_ones(sent):
    dispatch, letters, one = sent
    plain = [
        href
        for href in HREF.findall(letters["r2@harrow.example"])
        if "/yours/" not in href and "/stop/" not in href
    ]
    assert plain == [
        "https://kilnlane.example/kiln?a=1&amp;b=2",
        "https://kilnlane.example/prices",
        "mailto:a@b.c",
    ]
    theirs = HREF.findall(letters["r1@harrow.example"])
    assert [href.startswith(token_prefix(one)) for href in theirs[:3]] == [True, True, False]
    led = [goes(href.removeprefix(conf.BASE_URL))["Location"] for href in theirs[:2]]
    assert led == ["https://kilnlane.example/kiln?a=1&b=2", "https://kilnlane.example/prices"]
    assert Followed.objects.get().address_id == one.pk and dispatch.copies.count() == 2


def token_prefix(address) -> str:
    return f"{conf.BASE_URL}/letters/go/{Copy.objects.get(address=address).pk}."


def test_a_click_is_kept_once_and_machines_apart(sent):
    _dispatch, letters, _one = sent
    first, second = (
        href.removeprefix(conf.BASE_URL) for href in HREF.findall(letters["r1@harrow.example"])[:2]
    )

    def kept() -> list[str]:
        return list(Click.objects.order_by("pk").values_list("machine", flat=True))

    answer = goes(first)
    assert answer.status_code == 302 and answer["Referrer-Policy"] == "no-referrer" and not answer.cookies
    assert kept() == [""]
    goes(first, method="head")
    goes(first, agent="")
    goes(first, agent="Mozilla/5.0 (compatible; Barracuda Sentinel)")
    goes(first, **{"Sec-Purpose": "prefetch;prerender"})
    assert kept() == ["", "head", "agent", "agent", "prefetch"]
    assert goes(first, method="post").status_code == 405 and len(kept()) == 5
    goes(second)
    assert kept() == ["together", "head", "agent", "agent", "prefetch", "together"], (
        "several at once, the first, too"
    )
    Click.objects.all().delete()
    Copy.objects.update(settled_at=timezone.now() - timedelta(seconds=3))
    goes(first)
    assert kept() == ["at once"]
    for _ in range(60):
        assert goes(first).status_code == 302
    assert len(kept()) == 50, "nobody fills a disk by it"


def test_a_forged_a_foreign_and_a_repeated_link_tell_nothing(sent, press):
    _dispatch, letters, one = sent
    first = HREF.findall(letters["r1@harrow.example"])[0].removeprefix(conf.BASE_URL)
    token = first.split("/")[-2]
    copy, number, digest = token.split(".")
    other = Copy.objects.exclude(address=one).get().pk
    for forged in (
        f"{copy}.1.{digest}", f"{other}.{number}.{digest}", f"{copy}.{number}.{digest[::-1]}",
        token_of(other, 0), token_of(int(copy), 7), token_of(10**9, 0), "0.0.x", "https:..evil.example",
        f"{token}\x00", "9" * 40,
    ):  # fmt: skip
        answer = goes(f"/letters/go/{forged}/")
        assert answer.status_code == 404 and "Location" not in answer, forged
    assert goes(f"{first}?to=https://evil.example&next=//evil.example")["Location"].startswith(
        "https://kilnlane.example/"
    )
    assert Click.objects.count() == 1
    MayFollow.objects.choose(allowed=False, by=at_their_door(one))
    assert goes(first).status_code == 302 and Click.objects.count() == 1, (
        "the link works, and nothing is kept any more"
    )
    forget_evidence([one.person_id], [one.value])
    one.person.delete()
    assert not Followed.objects.exists() and not Click.objects.exists() and goes(first).status_code == 404


def test_nobody_but_they_switch_it_on(press):
    one = press.reader(1)
    page = f"/yours/{token_for(one)}/"
    assert "You may see which links I follow" in goes(page).text
    goes(f"{page}links/", see="yes")
    assert not MayFollow.objects.exists(), "a GET changes nothing"
    door = at_their_door(one)
    Client().post(f"{page}links/", {"see": "yes"})
    assert MayFollow.objects.allowing([one.pk]) == {one.pk} and "Do not see it any more" in goes(page).text
    Client().post(f"{page}links/", {"see": "no"})
    assert MayFollow.objects.allowing([one.pk]) == set() and MayFollow.objects.count() == 2
    OwnLink.objects.renew(one)
    with pytest.raises(NotTheirs):
        MayFollow.objects.choose(allowed=True, by=door)
    assert Client().post(
        f"{page}links/", {"see": "yes"}
    ).status_code == 404 and not MayFollow.objects.allowing([one.pk])


addresses = st.from_regex(
    r"https?://[a-z]{1,8}\.example(/[a-zA-Z0-9_~%&=?'()\-äß{}|]{0,20})?", fullmatch=True
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b\\]", "{first|x}", "*c*"]), addresses), max_size=5))
def test_a_link_never_leads_elsewhere_than_its_letter_said(written_links):
    """Putting back what each mark stands for gives the letter as everybody else reads it, byte for byte."""
    words = Words(
        "en", "x", "\n\n".join(f"[{label}](<{href}>) and <{href}>" for label, href in written_links)
    )
    plain, marked = to_html(words.body), with_marks(to_html(words.body))
    targets, links = targets_of(words), links_of(7, words)
    assert len(links) == len(targets)
    for number, (name, ours) in enumerate(links.items()):
        assert behind(ours.rstrip("/").rpartition("/")[2]) == (7, number)
        marked = marked.replace(
            f"\ue000{name}\ue001", escape(targets[number], quote=False).replace('"', "&quot;")
        )
    assert marked == plain and all(one.startswith(("http://", "https://")) for one in targets)
