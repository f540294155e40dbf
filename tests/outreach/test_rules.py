"""Each rule of an audience, both ways, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from tests import cast
from tests.gate.telling import shop, tells
from tests.people.agreeing import agreed, at_their_door, somebody, topic

from byhand.conversations.models import Tag
from byhand.gate.models import Record, Room, SignUp
from byhand.kit.days import YearDay
from byhand.outreach.counting import among, counted
from byhand.outreach.explaining import explain, is_in
from byhand.outreach.looking import Looking
from byhand.outreach.models import PeopleList
from byhand.outreach.rules.belongs import Belongs
from byhand.outreach.rules.day_of_theirs import DayOfTheirs
from byhand.outreach.rules.did import Did
from byhand.outreach.rules.heard import Heard
from byhand.outreach.rules.known import Known
from byhand.outreach.rules.language import Language
from byhand.outreach.rules.on_list import OnList
from byhand.outreach.rules.open_matter import OpenMatter
from byhand.outreach.rules.remembered import Remembered
from byhand.outreach.rules.room import HasRoom
from byhand.outreach.rules.rule import Rule
from byhand.outreach.rules.sentences import sentences
from byhand.outreach.rules.tagged import Tagged
from byhand.outreach.rules.tied import Tied
from byhand.outreach.rules.writable import Writable
from byhand.outreach.rules.wrote import Wrote
from byhand.people.consent import Channel, Consent
from byhand.people.doors import Door
from byhand.people.models import Memory, Occasion, Person, SignUpForm, Stay, Tie
from byhand.people.wish import Wish, Wished

MONTH = timedelta(days=31)


@pytest.fixture
def ruth(studio) -> Person:
    """Ruth wrote a long time ago and again, Jonas long ago alone, and Katharina never."""
    somebody("katharina@vogel.example", "Katharina Vogel")
    cast.comes_in(
        studio.inbox, cast.letter("The kiln arrived.", subject="Kiln", sender=cast.JONAS, ago=9 * MONTH)
    )
    cast.comes_in(studio.inbox, cast.letter("Our kiln is warm.", subject="First", ago=8 * MONTH))
    return cast.conversation_with(studio.inbox, "A new lid, please.").person


def names(*rules: Rule, eyes) -> set[str]:
    return {one.name.split()[0] for one in among(rules, Looking.of(eyes))}


def both_ways(rule: Rule, eyes) -> tuple[set[str], set[str]]:
    """Of whom it holds, and of whom it does not; everybody is in one of both, and the reason agrees with the count."""
    yes, no = names(rule, eyes=eyes), names(type(rule)(**{**_values(rule), "is_not": True}), eyes=eyes)
    assert not yes & no and len(yes | no) == Person.objects.standing().count()
    verdicts = explain([one.pk for one in Person.objects.all()], [rule], Looking.of(eyes))
    for person in Person.objects.all():
        assert is_in(verdicts[person.pk]) == (person.name.split()[0] in yes)
        assert verdicts[person.pk][0].because.words
    assert counted([rule], Looking.of(eyes)).people == len(yes)
    assert sentences([rule])[0] and str(rule.label)
    return yes, no


def _values(rule: Rule) -> dict:
    return {key: value for key, value in rule.kept().items() if key != "kind"}


def why(rule: Rule, person: Person, eyes) -> str:
    return explain([person.pk], [rule], Looking.of(eyes))[person.pk][0].because.words


def test_heard_from_since(studio, ruth):
    eyes, long_ago = studio.ana, str(timezone.localdate() - 10 * MONTH)
    assert both_ways(Heard(months=1), eyes) == ({"Ruth"}, {"Jonas", "Katharina"})
    assert both_ways(Heard(since=long_ago), eyes) == ({"Ruth", "Jonas"}, {"Katharina"})
    verdict = explain([ruth.pk], [Heard(months=1)], Looking.of(eyes))[ruth.pk][0]
    assert verdict.because.words.startswith("Last heard from on")
    assert verdict.because.conversation == ruth.conversations.order_by("-they_spoke_at")[0].public_id
    assert why(Heard(months=1), Person.objects.get(name="Katharina Vogel"), eyes) == "Never heard from."


def test_wrote_about(studio, ruth):
    cast.answer(ruth.conversations.order_by("pk")[0], "Mind the shelves.", by=studio.ana)
    for words, who in (("kiln", {"Ruth", "Jonas"}), ("KILN warm", {"Ruth"}), ("lid", {"Ruth"}), ("Jonas", set()),
                       ("shelves", set()), ("'; -- \"*", set()), ("kiln\0", {"Ruth", "Jonas"})):  # fmt: skip
        assert both_ways(Wrote(words=words), studio.ana)[0] == who, words


def test_tagged_and_open(studio, ruth):
    kiln, waiting = ruth.conversations.get(subject="First"), ruth.conversations.get(subject="The lid")
    kiln.tag(Tag.objects.named("bought a kiln", by=studio.ana), by=studio.ana)
    tag = Tag.objects.get()
    assert both_ways(Tagged(tag=tag.pk), studio.ana)[0] == {"Ruth"}
    assert both_ways(OpenMatter(what="waiting"), studio.ana)[0] == {"Ruth"}  # what is old is history
    assert both_ways(OpenMatter(what="open"), studio.ana)[0] == {"Ruth"}
    assert both_ways(OpenMatter(what="complaint"), studio.ana)[0] == set()
    waiting.tag(Tag.objects.named("Beschwerde", by=studio.ana), by=studio.ana)
    assert both_ways(OpenMatter(what="complaint"), studio.ana)[0] == {"Ruth"}
    kiln.fold(because="not ours", by=studio.ana)
    assert both_ways(Tagged(tag=tag.pk), studio.ana)[0] == set()


def test_what_other_systems_told_they_did(studio, ruth):
    eyes, source = studio.ana, shop(studio.ana)
    tells(source, "order", ago=2 * MONTH, title="Kiln of 100 l", number="A-17")
    tells(source, "receipt", title="Kiln")  # what was sent to them is nothing they did
    ever, half = "2000-01-01", Did(months=6, words="kiln")
    assert both_ways(half, eyes)[0] == {"Ruth"} and "order A-17 Kiln of 100 l on" in why(half, ruth, eyes)
    assert both_ways(Did(months=1), eyes)[0] == set()
    for what, words, who in (("order", "100 KILN", {"Ruth"}), ("visit", "", set()), ("", "a-17", {"Ruth"}),
                             ("", "wheel", set()), ("order", "%", set())):  # fmt: skip
        assert both_ways(Did(what=what, words=words, since=ever), eyes)[0] == who, (what, words)
    Record.objects.update(trust=Record.Trust.DOUBTED, way="mail")
    assert both_ways(Did(since=ever), eyes)[0] == set(), "what anybody may have sent says nothing"


def test_may_be_written_to(studio, ruth):
    workshops, eyes = topic("Workshops", by=studio.ana), studio.ana
    rule, address = Writable(topic=workshops.pk), ruth.addresses.get()
    assert both_ways(rule, eyes)[0] == set() and why(rule, ruth, eyes) == "Never agreed to it."
    agreed(address, workshops)
    assert both_ways(rule, eyes)[0] == {"Ruth"} and why(rule, ruth, eyes).startswith("Agreed on")
    Wish.objects.lower(ruth, Wished(not_by=frozenset(["email"])), because="said so", by=studio.ana)
    assert both_ways(rule, eyes)[0] == set() and why(rule, ruth, eyes) == "Wants no mail from us."
    Wish.objects.stop(by=at_their_door(address))
    assert "nothing from us" in why(rule, ruth, eyes)
    Wish.objects.choose(Wished(), by=at_their_door(address))
    assert both_ways(rule, eyes)[0] == {"Ruth"}
    Consent.objects.withdraw(address, door=Door.ONE_CLICK)
    assert both_ways(rule, eyes)[0] == set() and why(rule, ruth, eyes).startswith("Took it back on")
    agreed(address, workshops, "phone")
    assert Channel.EMAIL == "email" and both_ways(rule, eyes)[0] == set()


def test_what_is_noted_of_them(studio, ruth):
    eyes = studio.ana
    Memory.objects.remember(ruth, "Wants a kiln of 100 % their own", by=studio.ana)
    Memory.objects.remember_privately(ruth, "Owes me a secret", by=studio.ana)
    assert both_ways(Remembered(words="KILN"), eyes)[0] == {"Ruth"}
    assert both_ways(Remembered(words="100 %"), eyes)[0] == {"Ruth"}
    assert both_ways(Remembered(words="%"), eyes)[0] == {"Ruth"}
    assert both_ways(Remembered(words="secret"), eyes)[0] == set()

    soon = timezone.localdate() + timedelta(days=5)
    Occasion.objects.mark(ruth, YearDay(soon.month, soon.day), kind="birthday", by=studio.ana)
    for days, what, who in (
        (5, "", {"Ruth"}),
        (4, "", set()),
        (10, "birthday", {"Ruth"}),
        (10, "anniversary", set()),
    ):
        assert both_ways(DayOfTheirs(days=days, what=what), eyes)[0] == who

    Tie.objects.tie(ruth, Person.objects.get(name="Jonas Lind"), is_what="teacher", by=studio.ana)
    assert both_ways(Tied(is_what="teacher"), eyes)[0] == {"Jonas"}
    assert both_ways(Tied(is_what="pupil"), eyes)[0] == {"Ruth"}
    assert both_ways(Tied(), eyes)[0] == {"Ruth", "Jonas"}

    Stay.objects.belong(ruth, "Harrow Road School", by=studio.ana)
    for called, who in (("harrow", {"Ruth"}), ("", {"Ruth"}), ("Vogel", set())):
        assert both_ways(Belongs(called=called), eyes)[0] == who

    Person.objects.filter(pk=ruth.pk).update(made_at=timezone.now() - 13 * MONTH)
    assert both_ways(Known(months=12), eyes)[0] == {"Ruth"}


def test_signed_up_in_a_language(studio, ruth):
    about, eyes = topic("Workshops", by=studio.ana), studio.ana
    form = SignUpForm.objects.open("Shop", wording="Dürfen wir?", topics=[about], by=studio.ana)
    for language in ("en", "de-at"):
        with translation.override(language):
            asked = SignUp.objects.ask(form.now(), [about], email=ruth.addresses.get().value, name="")
        SignUp.objects.update(asked_at=timezone.now() - MONTH)
        assert asked and both_ways(Language(language="de"), eyes)[0] == set()
        asked.confirm()
    assert both_ways(Language(language="de"), eyes)[0] == {"Ruth"}
    assert both_ways(Language(language="en"), eyes)[0] == set()
    assert why(Language(language="en"), ruth, eyes) == "Signed up in Deutsch."


def test_on_a_list(studio, ruth):
    shelf = PeopleList.objects.begin("The fair", by=studio.ana)
    assert shelf.add([ruth.pk, ruth.pk], by=studio.ana) == 1 and shelf.add([ruth.pk], by=studio.ana) == 0
    assert both_ways(OnList(of=shelf.pk), studio.ana)[0] == {"Ruth"}
    assert shelf.take_off(ruth) and not shelf.take_off(ruth)
    assert both_ways(OnList(of=shelf.pk), studio.ana)[0] == set()


def test_has_room(studio, ruth):
    assert both_ways(HasRoom(), studio.ana)[1] == set()
    Room.objects.update_or_create(person=ruth, defaults={"unanswered": 1, "last_at": timezone.now()})
    assert both_ways(HasRoom(), studio.ana)[1] == {"Ruth"}
    assert "room from" in why(HasRoom(), ruth, studio.ana)
    Wish.objects.stop(by=at_their_door(ruth.addresses.get()))
    assert "none will come" in why(HasRoom(), ruth, studio.ana)
