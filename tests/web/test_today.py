"""Today and the page before a call, over HTTP: its two refusals, its states, and what hostile hands send."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Promise, Sign
from byhand.insight.models import Aside, TodayWishes, Withholding
from byhand.people.models import Address, Memory, Person
from byhand.team.user import User

EVIL = '"><script>alert(1)</script><b>'


def page(browser, address="/today/", **how) -> str:
    answer = browser.get(address, **how)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_begins_with_today_and_the_first_day_says_what_it_will_be(studio, desk):
    assert desk.get("/")["Location"] == "/today/"
    told = page(desk)
    assert "Here stand the people worth a word" in told and "Connect a mailbox" in told
    assert "Connect a mailbox" not in page(client_of(studio.tomas))
    ruth = cast.conversation_with(studio.inbox)
    told = page(desk)
    assert "One person is worth a word from you today; one conversation waits beside them." in told
    assert "That is everyone." in told and "One waits in Conversations." in told
    cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    told = page(desk)
    assert "Nobody is waiting for a word from you." in told and "Nobody waits in Conversations." in told


def test_both_refusals_work_without_a_script_and_are_taken_back(studio, desk, ruth):
    answer = desk.post(f"/today/{ruth.person_id}/not-today/", follow=True)
    told = answer.content.decode()
    assert "Ruth Okafor comes again tomorrow." in told and "1 you left out" in told
    assert f'action="/today/{Aside.objects.get().pk}/bring-back/"' in told
    desk.post(f"/today/{Aside.objects.get().pk}/bring-back/")
    told = desk.post(f"/today/{Aside.objects.get().pk}/bring-back/", follow=True).content.decode()
    assert "That was undone already." in told and "New here" in told
    desk.post(f"/today/{ruth.person_id}/not-this-person/")
    assert "New here" not in page(desk) and "New here" in page(client_of(studio.tomas))
    row = Aside.objects.order_by("-pk")[0]
    assert (row.colleague, row.kind, row.undone_at) == (studio.ana, "person", None)
    assert client_of(studio.tomas).post(f"/today/{row.pk}/bring-back/").status_code == 404


def test_htmx_gets_the_list_alone_and_what_is_to_be_said(studio, desk, ruth):
    headers = {"HX-Request": "true", "HX-Target": "today"}
    told = desk.post(f"/today/{ruth.person_id}/not-today/", headers=headers, follow=True).content.decode()
    assert "<html" not in told and 'hx-swap-oob="true"' in told and 'id="today"' in told


def test_a_guest_reads_and_is_offered_nothing_to_press(studio, ruth):
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", role="guest")
    guest = client_of(gina)
    told = page(guest)
    assert "Read what Ruth Okafor wrote" in told and "Write to" not in told and "Not today:" not in told
    assert guest.post(f"/today/{ruth.person_id}/not-today/").status_code == 403 and not Aside.objects.exists()
    assert "Not a complaint" not in page(guest, f"/people/{ruth.person_id}/before/")


def test_nobody_sets_aside_or_reads_of_whom_they_may_not_see(studio, ruth):
    tomas = client_of(studio.tomas)
    cast.comes_in(studio.inbox, cast.letter("I am disappointed.", subject="Lid"))
    sign = Sign.objects.get()
    for one in ruth.person.conversations.all():
        one.make_private(among=[], by=studio.ana)
    assert tomas.post(f"/today/{ruth.person_id}/not-today/").status_code == 404
    assert tomas.get(f"/people/{ruth.person_id}/before/").status_code == 404
    assert tomas.post(f"/signs/{sign.pk}/none/").status_code == 404
    assert tomas.post(f"/today/{2**63}/not-today/").status_code == 404
    assert "Ruth" not in page(tomas) and Sign.objects.standing().exists()


def test_what_people_write_is_words_and_never_a_page(studio, desk):
    evil = cast.conversation_with(
        studio.inbox, f"{EVIL} I am disappointed.", sender="Eve <eve@evil.example>", subject=EVIL
    )
    evil.person.rename(f"Eve {EVIL}")
    Memory.objects.remember(evil.person, f"Prefers a call {EVIL}", by=studio.ana)
    Address.objects.create(person=evil.person, kind="phone", value="javascript:alert(1)")
    Promise.objects.make(evil, EVIL, due_on=timezone.localdate(), by=studio.ana)
    for address in ("/today/", f"/people/{evil.person_id}/before/"):
        told = page(desk, address)
        assert "<script>alert" not in told and "&lt;script&gt;" in told
        assert 'href="javascript' not in told


@pytest.mark.parametrize("most", ["0", "21", "-1", "eight", "", "9" * 400, "8\0"])
def test_a_number_that_is_none_is_refused_in_a_sentence(studio, desk, most):
    answer = desk.post("/settings/today/", {"most": most})
    assert answer.status_code == 422 and 'class="error"' in answer.content.decode()
    assert not TodayWishes.objects.exists()


def test_an_owner_measures_and_everybody_reads_what_it_says_so_far(studio, desk):
    assert "Not measured" in page(desk, "/settings/today/")
    tomas = client_of(studio.tomas)
    assert tomas.post("/settings/today/measure/").status_code == 403 and not Withholding.objects.exists()
    desk.post("/settings/today/measure/")
    told = page(tomas, "/settings/today/")
    assert "One in ten is left out by chance" in told and "Cannot tell yet: it takes 30 of each." in told
    desk.post("/settings/today/measure/stop/")
    assert (
        "Not measured" in page(desk, "/settings/today/") and Withholding.objects.get().ended_by == studio.ana
    )


def test_before_a_call_one_page_says_it_all(studio, desk, django_assert_max_num_queries):
    ruth = cast.a_busy_week(studio)
    address = f"/people/{ruth.person_id}/before/"
    told = page(desk, address)
    for words in (
        "Prefers a call, mornings before ten", "Wants a kiln of their own", "Ana Moreau: Tell her about March",
        "could we still bring twelve?", "Perhaps an open complaint", "ruth@harrow.example",
    ):  # fmt: skip
        assert words in told, words
    sign = Sign.objects.get(person=ruth.person, kind="complaint")
    desk.post(f"/signs/{sign.pk}/none/")
    assert "Perhaps an open complaint" not in page(desk, address)
    assert "said so already" in desk.post(f"/signs/{sign.pk}/none/", follow=True).content.decode()
    with django_assert_max_num_queries(14):
        desk.get(address)
    merged = Person.objects.create(name="R. Okafor", merged_into=ruth.person)
    assert desk.get(f"/people/{merged.pk}/before/")["Location"] == address


def test_todays_queries_are_pinned(studio, desk, django_assert_num_queries):
    cast.a_busy_week(studio)
    desk.get("/today/")
    with django_assert_num_queries(29):
        desk.get("/today/")
