"""Sorting rules on the pages: written, tried, moved, switched; and what a form may not make of them."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.models import Event, SortingRule, Tag
from byhand.conversations.sorting.rule import Said
from byhand.team.models import User
from byhand.web.forms.rules import RuleForm, as_it_is

SCRIPT = "<script>alert(1)</script>"


def form(studio, **other):
    return {"name": "Bills", "which": "first", "place": "anywhere", "words": "invoice, bill", "give": "colleague",
            "to": studio.tomas.pk, "tag": "money", **other}  # fmt: skip


@pytest.fixture
def bills(studio):
    return SortingRule.objects.begin(
        Said(name="Bills", words=["bill"], give="colleague", to=studio.tomas), by=studio.ana
    )


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_rule_is_written_and_read_as_one_sentence(studio, desk):
    assert desk.post("/settings/rules/new/", form(studio)).status_code == 302
    rule = SortingRule.objects.get()
    assert (rule.words, rule.to, rule.tag.name, rule.made_by) == (
        ["invoice", "bill"],
        studio.tomas,
        "money",
        studio.ana,
    )
    sentence = "When a first message comes in and says “invoice” or “bill”, give it to Tomas Brandt and tag it “money”."
    assert sentence in text(desk.get("/settings/rules/")) and sentence in text(desk.get("/machine/"))
    assert cast.conversation_with(studio.inbox, "The bill?").assigned_to == studio.tomas
    assert "1 letter so far" in text(desk.get("/settings/rules/")) and "1 letter, last" in text(
        desk.get("/machine/")
    )


@pytest.mark.parametrize(("more", "sentence"), [
    ({"which": "any", "words": "", "weekdays": ["5", "6"], "give": "turn", "tag": ""},
     "When any message comes in and comes on Saturday or Sunday, give it in turn to those at the desk."),
    ({"words": "", "from_time": "18:00", "to_time": "08:00", "give": "", "tag": "", "later_on": "any",
      "later_at": "09:00"},
     "When a first message comes in and comes between 18:00 and 08:00, put it off until the next 09:00."),
    ({"words": "offer", "place": "subject", "give": "", "tag": "", "not_for_us": "on", "looks_no_further": "on"},
     "When a first message comes in and its subject says “offer”, fold it away as not for us and look no further."),
    ({"words": "", "writer": "Harrow.Example", "give": "knows", "tag": "", "later_on": "0", "later_at": "07:30"},
     "When a first message comes in and is from an address that ends with @harrow.example, give it to the colleague "
     "who knows them and put it off until the next Monday, 07:30."),
    ({"words": "", "writer": "unknown@x.example", "tag": ""},
     "When a first message comes in and is from unknown@x.example, give it to Tomas Brandt."),
])  # fmt: skip
def test_each_part_of_a_rule_has_its_words_and_the_form_begins_with_them(studio, desk, more, sentence):
    assert desk.post("/settings/rules/new/", form(studio, **more)).status_code == 302
    rule = SortingRule.objects.get()
    assert sentence in text(desk.get(f"/settings/rules/{rule.pk}/"))
    begun = RuleForm(initial=as_it_is(rule), by=studio.ana)
    again = RuleForm({one.name: one.value() for one in begun if one.value()}, by=studio.ana)
    assert again.is_valid(), again.errors
    columns = again.said().columns(None)
    assert {name: getattr(rule, name) for name in columns if name != "tag"} == {
        name: value for name, value in columns.items() if name != "tag"
    }


def test_a_known_address_stands_for_the_person(studio, desk, ruth):
    desk.post("/settings/rules/new/", form(studio, words="", writer="Ruth@harrow.example"))
    rule = SortingRule.objects.get()
    assert (rule.person, rule.writer) == (ruth.person, "")
    page = text(desk.get(f"/settings/rules/{rule.pk}/"))
    assert "is from Ruth Okafor" in page and 'value="ruth@harrow.example"' in page


def test_a_rule_is_tried_on_what_came_and_nothing_is_kept(studio, desk, ruth):
    cast.conversation_with(studio.inbox, "The bill?", sender=cast.JONAS, subject="For Jonas")
    page = text(desk.post("/settings/rules/new/", form(studio, **{"try": "1"})))
    assert "It would have caught 1 letter" in page and "For Jonas" in page and "of the last 2" in page
    assert (
        not SortingRule.objects.exists()
        and not Tag.objects.exists()
        and not Event.objects.exclude(kind="began")
    )


def test_a_try_shows_nothing_of_an_inbox_one_does_not_belong_to(studio, bills):
    hidden = Inbox.objects.create(
        kind="practice", name="Hidden", address="h@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    cast.conversation_with(hidden, "The secret bill", subject="Hush")
    page = text(
        client_of(studio.tomas).post(
            "/settings/rules/new/", form(studio, inbox=studio.inbox.pk, **{"try": "1"})
        )
    )
    assert "It would have caught 0 letters" in page and "Hush" not in page


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"name": "x" * 81}, {"name": "a\nb"}, {"name": "\u202eliB"}, {"name": "a\x00"},
    {"words": "x" * 81}, {"words": ",".join(map(str, range(21)))}, {"words": "a\x00b"}, {"words": "word " * 10_000},
    {"words": "a\u202eb"}, {"which": "all"}, {"place": "body"}, {"give": "everyone"}, {"give": "colleague", "to": ""},
    {"to": "999"}, {"to": "1 OR 1=1"}, {"inbox": "999"}, {"inbox": "x"}, {"organisation": "-1"},
    {"writer": "no address at all"}, {"writer": "@"}, {"writer": "a" * 400 + "@x.example"}, {"writer": "a@b@\n"},
    {"weekdays": ["7"]}, {"weekdays": ["0", "x"]}, {"from_time": "25:00", "to_time": "26:00"}, {"from_time": "09:00"},
    {"from_time": "09:00", "to_time": "09:00"}, {"to_time": "noon"}, {"later_on": "8"}, {"later_on": "any"},
    {"later_on": "0", "later_at": "99"}, {"not_for_us": "on"}, {"give": "", "tag": ""}, {"tag": "t" * 41},
    {"tag": "“”"}, {"tag": "a\x00"},
])  # fmt: skip
def test_a_form_that_says_nonsense_is_shown_again(studio, desk, wrong):
    assert desk.post("/settings/rules/new/", form(studio, **wrong)).status_code == 422
    assert desk.post("/settings/rules/new/", form(studio, **wrong, **{"try": "1"})).status_code == 422
    assert not SortingRule.objects.exists()


@pytest.mark.parametrize("words", ["%", "_", ".*", "(", "[a-z", "' OR 1=1 --", "\\", "😀"])
def test_words_are_kept_as_words(studio, desk, words):
    assert desk.post("/settings/rules/new/", form(studio, words=words)).status_code == 302
    assert SortingRule.objects.get().words == [words]


def test_markup_in_a_rule_stays_words(studio, desk, ruth):
    desk.post("/settings/rules/new/", form(studio, name=SCRIPT, words=SCRIPT, tag=SCRIPT))
    one = cast.conversation_with(studio.inbox, SCRIPT, subject=SCRIPT)
    rule = SortingRule.objects.get()
    for page in (
        "/settings/rules/",
        f"/settings/rules/{rule.pk}/",
        "/machine/",
        f"/conversations/{one.public_id}/",
    ):
        assert SCRIPT not in desk.get(page).content.decode(), page
    assert one.events.filter(rule=SCRIPT).exists()


def test_rules_are_moved_switched_and_taken_away_without_a_script(studio, desk, bills):
    other = SortingRule.objects.begin(Said(name="Other", give="turn"), by=studio.ana)
    desk.post(f"/settings/rules/{other.pk}/up/")
    assert list(SortingRule.objects.living()) == [other, bills]
    desk.post(f"/settings/rules/{other.pk}/down/")
    assert list(SortingRule.objects.living()) == [bills, other]
    desk.post(f"/settings/rules/{bills.pk}/off/")
    assert "switched off by Ana Moreau" in text(desk.get("/settings/rules/"))
    desk.post(f"/settings/rules/{bills.pk}/on/")
    assert "switched off" not in text(desk.get("/settings/rules/"))
    desk.post(f"/settings/rules/{bills.pk}/take-away/")
    assert list(SortingRule.objects.living()) == [other]
    assert desk.get(f"/settings/rules/{bills.pk}/").status_code == 404


def test_owners_change_every_rule_colleagues_those_of_their_inbox_and_guests_none(studio, desk, bills):
    of_studio = SortingRule.objects.begin(
        Said(name="Studio’s", inbox=studio.inbox, give="turn"), by=studio.ana
    )
    tomas = client_of(studio.tomas)
    assert "Bills" in text(tomas.get("/settings/rules/"))
    assert tomas.post(f"/settings/rules/{bills.pk}/off/").status_code == 404
    assert tomas.post(f"/settings/rules/{bills.pk}/", form(studio)).status_code == 404
    assert tomas.post(f"/settings/rules/{of_studio.pk}/off/").status_code == 302
    assert tomas.post("/settings/rules/new/", form(studio)).status_code == 422, "not for every inbox"
    assert tomas.post("/settings/rules/new/", form(studio, inbox=studio.inbox.pk)).status_code == 302
    studio.tomas.role = User.Role.GUEST
    studio.tomas.save(update_fields=["role"])
    page = text(client_of(studio.tomas).get("/settings/rules/"))
    assert "Bills" in page and "A new rule" not in page and "Switch" not in page
    assert client_of(studio.tomas).post(f"/settings/rules/{of_studio.pk}/on/").status_code == 403


def test_a_rule_for_letters_one_does_not_see_is_listed_without_its_words(studio, desk, ruth):
    hidden = Inbox.objects.create(
        kind="practice", name="Hidden", address="h@kilnlane.example", is_team_wide=False
    )
    secret = cast.conversation_with(hidden, "Hello", sender="Eve <eve@secret.example>").person
    SortingRule.objects.begin(Said(name="Hush", inbox=hidden, give="turn"), by=studio.ana)
    about = SortingRule.objects.begin(Said(name="About Eve", person=secret, give="turn"), by=studio.ana)
    for user in (studio.tomas, studio.ana):
        page = text(client_of(user).get("/settings/rules/"))
        assert "A rule for letters you do not see." in page and "Eve" not in page
        assert ("Hush" in page) == user.is_owner
        assert client_of(user).get(f"/settings/rules/{about.pk}/").status_code == 404


def test_what_went_wrong_is_shown_to_the_team(studio, desk, bills):
    studio.tomas.leave()
    cast.conversation_with(studio.inbox, "The bill?")
    for page in ("/settings/rules/", "/machine/"):
        assert "Tomas Brandt does not answer letters here any more" in text(desk.get(page))
