"""Saved views: a search under a name, for oneself or for all, always with the reader's own rights."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import SavedView, Tag
from byhand.conversations.saved_view import MOST
from byhand.team.models import User


@pytest.fixture
def week(studio):
    cast.a_busy_week(studio)
    return studio


@pytest.fixture
def tomas(studio):
    return client_of(studio.tomas)


def keep(desk, name="Mine", words="mine", **more):
    return desk.post("/views/", {"name": name, "words": words, **more})


def told(desk, address="/conversations/", **query) -> str:
    answer = desk.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page) -> list[str]:
    return [one.partition("<b>")[2].partition("</b>")[0] for one in page.split('class="row"')[1:]]


def test_a_search_is_kept_and_stands_under_the_lists(week, desk, tomas):
    assert "keep as a view" in told(desk, "/search/", q="waiting")
    assert 'value="waiting"' in told(desk, "/views/", q="waiting", sort="wait")
    kept = keep(desk, "Longest", "waiting", order="wait")
    page = told(desk, kept["Location"])
    assert rows(page)[-2:] == ["Glaze trial", "Refund"][::-1] or "Refund" in rows(page)
    assert 'aria-current="page">Longest</a>' in page and ">Longest</a>" in told(desk)
    assert ">Longest</a>" not in told(tomas), "it is Ana's own"
    assert rows(told(tomas, kept["Location"])) == rows(told(tomas)), "and leads Tomas to his list"


def test_what_is_for_all_means_each_reader(week, desk, tomas):
    at = keep(desk, "Mine", "mine", for_all="on")["Location"]
    assert rows(told(tomas, at)) == ["Glaze trial"] != rows(told(desk, at))
    view = SavedView.objects.get()
    assert view.shared_at and view.made_by == week.ana


def test_orders_are_newest_or_longest_wait(week, desk):
    for one in week.inbox.conversations.filter(subject__in=("Refund", "Glaze trial")):
        one.tag(Tag.objects.named("kiln", by=week.ana), by=week.ana)
    assert rows(told(desk, keep(desk, "A", "tag:kiln")["Location"])) == ["Glaze trial", "Refund"]
    assert rows(told(desk, keep(desk, "B", "tag:kiln", order="wait")["Location"])) == [
        "Refund",
        "Glaze trial",
    ]


def test_a_conversation_is_opened_beside_the_view(week, desk):
    at = keep(desk, "Refunds", "refund")["Location"]
    page = told(desk, at)
    assert "list=view-" in page.partition('class="row"')[2].partition(">")[0]
    refund = week.inbox.conversations.get(subject="Refund")
    beside = told(desk, f"/conversations/{refund.public_id}/", list=at.partition("list=")[2])
    assert rows(beside) and 'aria-current="page">Refunds</a>' in beside


def test_rights_stay_the_readers_own(week, desk):
    week.inbox.is_team_wide = False
    week.inbox.save()
    week.inbox.members.add(week.ana)
    at = keep(desk, "Everything", "in:studio", for_all="on")["Location"]
    assert rows(told(desk, at)) and rows(told(client_of(week.tomas), at)) == []


def test_its_maker_and_owners_change_it_and_nobody_else(studio, desk, tomas):
    keep(tomas, "His", "mine", for_all="on")
    keep(desk, "Hers", "mine", for_all="on")
    his, hers = SavedView.objects.get(name="His"), SavedView.objects.get(name="Hers")
    new = {"name": "New", "words": "later"}
    assert (
        tomas.post(f"/views/{hers.pk}/", new).status_code
        == 404
        == tomas.get(f"/views/{hers.pk}/").status_code
    )
    assert tomas.post(f"/views/{hers.pk}/put-away/").status_code == 404
    assert desk.post(f"/views/{his.pk}/", new).status_code == 302, "an owner looks after what is for all"
    his.refresh_from_db()
    assert (his.name, his.words, his.shared_at) == ("New", "later", None) and his.made_by == studio.tomas
    assert desk.get(f"/views/{his.pk}/").status_code == 404, "now it is his alone"
    assert tomas.post(f"/views/{his.pk}/put-away/").status_code == 302
    assert "New</a>" not in told(tomas) and SavedView.objects.get(pk=his.pk).put_away_by == studio.tomas


def test_the_column_stays_short(studio, desk):
    for n in range(MOST):
        assert keep(desk, f"No {n}").status_code == 302
    refused = keep(desk, "One more")
    assert refused.status_code == 422 and "Put one away first." in refused.content.decode()
    assert keep(desk, "For all", for_all="on").status_code == 302


@pytest.mark.parametrize("words", ["\x00", "<script>", '"', "tag:", "x" * 401, "'; drop table", "*", "%", ""])
def test_whatever_a_view_is_made_of_it_stays_words(studio, desk, words):
    made = keep(desk, "<i>odd</i>", words)
    assert made.status_code in (302, 422)
    if made.status_code == 302:
        page = told(desk, made["Location"])
        assert "<i>odd" not in page and "<script>" not in page.partition('id="list"')[2]


@pytest.mark.parametrize(
    "name", ["view-", "view-x", "view-0", "view-99999999999999999999", "view-1'", "view-\x00", "view-²"]
)
def test_a_view_that_is_none_is_the_first_list(week, desk, name):
    assert rows(told(desk, list=name)) == rows(told(desk))


def test_a_list_costs_no_query_more_for_its_views(week, desk, django_assert_num_queries):
    at = keep(desk, "Mine", "mine")["Location"]
    with django_assert_num_queries(4):
        told(desk)
    with django_assert_num_queries(7):
        told(desk, at)


def test_a_guest_reads_views_and_keeps_none(week, desk):
    at = keep(desk, "Waiting", "waiting", for_all="on")["Location"]
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    guest = client_of(gina)
    assert rows(told(guest, at)) and keep(guest).status_code == 403
    assert "A new view" not in told(guest, "/views/")
    tag = Tag.objects.named("kiln", by=week.ana)
    assert guest.post(f"/tags/{tag.pk}/put-away/").status_code == 403
    assert desk.post(f"/tags/{tag.pk}/put-away/").status_code == 302 and not Tag.objects.living().exists()
