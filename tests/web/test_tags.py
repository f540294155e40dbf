"""Tags at the desk: given, taken off, shown, looked for; a guest sees them and gives none."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Tag
from byhand.team.models import User


def told(desk, address, **query) -> str:
    answer = desk.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def tag(desk, conversation, name):
    return desk.post(f"/conversations/{conversation.public_id}/tag/", {"tag": name})


def test_a_tag_stands_on_the_head_and_on_the_row(ruth, desk):
    assert tag(desk, ruth, "Blue Bowl").status_code == 302 and tag(desk, ruth, "wholesale").status_code == 302
    page = told(desk, f"/conversations/{ruth.public_id}/")
    head, row = page.partition('class="tags"')[2].partition("</ul>")[0], page.partition('class="chips"')[2]
    assert head.index("Blue Bowl") < head.index("wholesale") and "tag%3A%22Blue+Bowl%22" in head
    assert "Blue Bowl</span>" in row.partition("</a>")[0]
    assert "Ana Moreau tagged it “wholesale”" in page
    desk.post(f"/conversations/{ruth.public_id}/untag/", {"tag": "WHOLESALE"})
    page = told(desk, f"/conversations/{ruth.public_id}/")
    assert "wholesale</a>" not in page and "Ana Moreau took off the tag “wholesale”" in page


@pytest.mark.parametrize("odd", ["", "  ", "\x00", "x" * 41, "x" * 2000, "“”"])
def test_what_is_no_tag_is_refused_in_a_sentence(ruth, desk, odd):
    answer = tag(desk, ruth, odd)
    assert answer.status_code == 422 and not Tag.objects.exists()
    assert desk.post(f"/conversations/{ruth.public_id}/untag/", {"tag": odd}).status_code == 302


def test_a_name_is_words_and_nothing_else(ruth, desk):
    tag(desk, ruth, "<b>&'\"|%s{{x}}")
    page = told(desk, f"/conversations/{ruth.public_id}/")
    assert "&lt;b&gt;&amp;&#39;|%s{{x}}" in page and "<b>&" not in page
    assert told(desk, "/search/", q='tag:"<b>&\'|%s{{x}}"').count('class="row"') == 1


def test_tags_are_offered_and_what_is_put_away_is_shown_nowhere(studio, ruth, desk):
    tag(desk, ruth, "wholesale")
    tag(desk, ruth, "Fair")
    assert desk.get("/tags/").json() == {"tags": ["Fair", "wholesale"]}
    Tag.objects.get(name="Fair").put_away(by=studio.ana)
    assert desk.get("/tags/").json() == {"tags": ["wholesale"]}
    assert "Fair</" not in told(desk, f"/conversations/{ruth.public_id}/").partition('class="words"')[0]
    assert told(desk, "/search/", q="tag:fair").count('class="row"') == 0


def test_a_guest_sees_tags_and_gives_none(studio, ruth, desk):
    tag(desk, ruth, "wholesale")
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    guest = client_of(gina)
    assert "wholesale" in told(guest, f"/conversations/{ruth.public_id}/")
    assert tag(guest, ruth, "mine").status_code == 403
    assert guest.post(f"/conversations/{ruth.public_id}/untag/", {"tag": "wholesale"}).status_code == 403
    assert ruth.taggings.count() == 1


def test_what_one_may_not_see_is_neither_tagged_nor_found_by_its_tag(studio, ruth, desk):
    tag(desk, ruth, "wholesale")
    studio.inbox.is_team_wide = False
    studio.inbox.save()
    studio.inbox.members.add(studio.ana)
    tomas = client_of(studio.tomas)
    assert tag(tomas, ruth, "mine").status_code == 404
    assert told(tomas, "/search/", q="tag:wholesale").count('class="row"') == 0
    assert told(desk, "/search/", q="tag:wholesale").count('class="row"') == 1


@pytest.fixture
def week(studio):
    """Three who wrote: Ruth is Ana's, Jonas nobody's, Mei is Tomas's and put off."""
    cast.a_busy_week(studio)
    return studio


def subjects(desk, words, **query) -> list[str]:
    page = told(desk, "/search/", q=words, **query)
    rows = page.split('class="row"')[1:]
    return [one.partition("<b>")[2].partition("</b>")[0] for one in rows]


def test_the_language_finds_tags_and_whose_it_is(week, desk):
    kiln = Tag.objects.named("kiln rental", by=week.ana)
    for one in week.inbox.conversations.filter(subject__in=("Refund", "Glaze trial", "Blue")):
        one.tag(kiln, by=week.ana)
    assert set(subjects(desk, 'tag:"Kiln rental"')) == {"Refund", "Glaze trial", "Blue"}
    assert subjects(desk, 'tag:"kiln rental" waiting', sort="wait") == ["Refund", "Glaze trial"]
    assert subjects(desk, 'tag:"kiln rental" waiting') == ["Glaze trial", "Refund"]
    assert subjects(desk, 'tag:"kiln rental" for:tomas') == ["Glaze trial"] == subjects(desk, "for:tomas")
    assert subjects(client_of(week.tomas), "mine") == ["Glaze trial"] == subjects(desk, "for:Brandt rush")
    assert subjects(desk, 'for:nobody waiting inbox:studio tag:"kiln rental"') == ["Refund"]
    assert subjects(desk, "later") == ["Invoice 2231"] and subjects(desk, "done") == ["Arrived"]
    assert subjects(desk, "for:nobody-here") == [] == subjects(desk, "tag:kiln")
    page = told(desk, "/search/", q="tag:kiln")
    assert "There is no tag “kiln”." in page and ">kiln rental</a>" in page
    assert "“waiting” says where it stands here." in told(desk, "/search/", q="waiting")


def test_beside_other_words_they_are_words(week, desk):
    assert subjects(desk, "waiting room") == [] == subjects(desk, '"waiting"')
    cast.conversation_with(week.inbox, "I sat in the waiting room.", sender=cast.JONAS, subject="Seat")
    assert subjects(desk, "waiting room") == ["Seat"] == subjects(desk, '"waiting"')


def test_what_was_merged_into_another_is_not_found_as_done(week, desk):
    arrived = week.inbox.conversations.get(subject="Arrived")
    arrived.reopen(by=week.ana)
    arrived.merge_into(week.inbox.conversations.get(subject="Refund"), by=week.ana)
    assert subjects(desk, "done") == []
