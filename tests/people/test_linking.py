"""Two people become one and two again: what goes along, who may, and two colleagues at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import close_old_connections, connection
from tests import cast

from byhand.conversations.knowing import people_visible_to
from byhand.conversations.models import Conversation, Move, SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.conversations.uniting import unite, who_sees
from byhand.people.belonging import belongings, told_anew
from byhand.people.homes import gather_strays
from byhand.people.link import Link
from byhand.people.merging import NotTogether
from byhand.people.models import Address, Memory, Person, Stay
from byhand.team.models import User

OWN_OF_THE_ROOM = {"people.clue", "people.home", "people.link", "people.resemblance", "people.person"}


@pytest.fixture
def two(studio):
    """Ruth writes from the school and from home."""
    school = cast.conversation_with(studio.inbox, "The lid broke.").person
    home = cast.conversation_with(studio.inbox, "And the jar?", sender="R. Okafor <ruth@home.example>").person
    return school, home


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def test_no_noun_that_hangs_on_a_person_is_forgotten():
    hanging = {
        field.model._meta.label_lower
        for noun in apps.get_models()
        for field in noun._meta.get_fields()
        if getattr(field, "remote_field", None) and field.concrete and field.remote_field.model is Person
    }
    assert hanging - OWN_OF_THE_ROOM == {one.label for one in belongings()} | told_anew()


def test_everything_goes_along_and_comes_back(studio, two):
    school, home = two
    memory = Memory.objects.remember(home, "Likes tea", by=studio.ana)
    rule = SortingRule.objects.begin(
        Said(name="Ruth", person=home, inbox=studio.inbox, give="knows"), by=studio.ana
    )
    Stay.objects.belong(home, "Harrow Road School", role="Teacher", by=studio.ana)
    link = unite(home, into=school, by=studio.ana)
    assert Person.objects.standing().get() == school and fresh(home).merged_into == school
    assert school.conversations.count() == 2 and school.addresses.count() == 2
    assert fresh(memory).person == fresh(rule).person == school
    assert fresh(school).organisation.name == "Harrow Road School", "an empty line of the card is filled"
    assert link.rows["people.memory"] == [memory.pk] and link.by == studio.ana
    link.take_apart(by=studio.tomas)
    assert fresh(memory).person == fresh(rule).person == fresh(home)
    assert home.conversations.count() == school.conversations.count() == 1
    assert fresh(home).organisation.name == "Harrow Road School"
    assert fresh(school).organisation is None and fresh(school).own_card is None
    assert Link.objects.get(kind="apart").rows["people.memory"] == [memory.pk], "the log is only added to"


def test_what_came_since_stays_with_the_kept_one_and_is_counted(studio, two):
    school, home = two
    link = unite(home, into=school, by=studio.ana)
    Memory.objects.remember(school, "Wants a kiln", by=studio.ana)
    came = cast.comes_in(studio.inbox, cast.letter("More", subject="Other", sender="ruth@home.example"))
    assert came.conversation.person == school
    apart = link.take_apart(by=studio.ana)
    assert apart.stayed == {"people.memory": 1}
    assert fresh(came.conversation).person == home, "it came by their address"


def test_a_letter_begun_by_us_goes_with_the_address_it_went_to(studio, two):
    school, home = two
    link = unite(home, into=school, by=studio.ana)
    letter = Conversation.objects.create(inbox=studio.inbox, person=school, subject="We began")
    letter.join(home.addresses.model.objects.get(value="ruth@home.example"))
    link.take_apart(by=studio.ana)
    assert fresh(letter).person == home


def test_merged_with_one_who_was_merged_counts_for_the_kept_one(studio, two):
    school, home = two
    third = cast.conversation_with(studio.inbox, "Third", sender="Ruth <ruth@third.example>").person
    unite(home, into=school, by=studio.ana)
    unite(third, into=home, by=studio.ana)
    assert fresh(third).merged_into == school
    with pytest.raises(NotTogether, match="same person already"):
        unite(home, into=third, by=studio.ana)


def test_conversations_merged_and_taken_apart_across_it_find_their_person(studio, two):
    school, home = two
    theirs, ours = home.conversations.get(), school.conversations.get()
    link = unite(home, into=school, by=studio.ana)
    fresh(theirs).merge_into(fresh(ours), by=studio.ana)
    link.take_apart(by=studio.ana)
    Move.objects.get().take_back(by=studio.ana)
    assert fresh(theirs).person == home and fresh(ours).person == school


def test_a_conversation_put_back_after_its_person_was_merged_goes_to_the_kept_one(studio, two):
    school, home = two
    second = cast.conversation_with(studio.inbox, "Second", subject="Second", sender="ruth@home.example")
    first = home.conversations.exclude(pk=second.pk).get()
    second.merge_into(first, by=studio.ana)
    link = unite(home, into=school, by=studio.ana)
    Move.objects.get().take_back(by=studio.ana)
    assert fresh(second).person == school
    link.take_apart(by=studio.ana)
    assert fresh(second).person == fresh(first).person == home


def test_what_was_written_for_somebody_gone_is_gathered(studio, two):
    school, home = two
    link = unite(home, into=school, by=studio.ana)
    stray = Memory.objects.create(person=home, text="Noted in the same moment", by=studio.ana)
    assert gather_strays() == 1 and fresh(stray).person == school and gather_strays() == 0
    link.take_apart(by=studio.ana)
    assert fresh(stray).person == home


def test_mail_that_came_in_the_moment_of_a_merge_goes_with_its_address(studio, two):
    """It was read while one was merged into the other, and written when that one was merged on."""
    school, home = two
    third = cast.conversation_with(studio.inbox, "Third", sender="Ruth <ruth@third.example>").person
    first = unite(home, into=school, by=studio.ana)
    unite(school, into=third, by=studio.ana)
    stray = cast.conversation_with(studio.inbox, "x", subject="In that moment", sender="ruth@home.example")
    Conversation.objects.filter(pk=stray.pk).update(person=school)
    assert gather_strays() == 1 and fresh(stray).person == third
    first.take_apart(by=studio.ana)
    assert fresh(stray).person == home


def test_a_blocked_one_blocks_and_an_unblocking_holds(studio, two):
    school, home = two
    home.block(because="threatens us", by=studio.ana)
    link = unite(home, into=school, by=studio.ana)
    assert fresh(school).blocked_because == "threatens us"
    fresh(school).unblock()
    third = cast.conversation_with(studio.inbox, "Third", sender="Ruth <ruth@third.example>").person
    unite(third, into=school, by=studio.ana)
    assert not fresh(school).is_blocked(), "what a colleague decided is not undone by another merge"
    link.take_apart(by=studio.ana)
    assert fresh(home).is_blocked() and not fresh(school).is_blocked()


def test_known_since_is_the_earliest(studio, two):
    school, home = two
    school.become_known()
    home.become_known()
    earlier = fresh(home).known_since - timedelta(days=3)
    Person.objects.filter(pk=home.pk).update(known_since=earlier)
    link = unite(home, into=school, by=studio.ana)
    assert fresh(school).known_since == earlier
    link.take_apart(by=studio.ana)
    assert fresh(school).known_since > earlier


def test_nobody_is_shown_by_a_merge_what_is_hidden_from_them(studio, two):
    school, _home = two
    other = type(studio.inbox).objects.create(
        kind="practice", name="O", address="o@k.example", is_team_wide=False
    )
    other.members.add(studio.ana)
    hidden = cast.comes_in(other, cast.letter("Between us", sender="Ruth <r@hidden.example>")).writer.person
    for one, into in ((hidden, school), (school, hidden)):
        with pytest.raises(NotTogether, match="hidden from them"):
            unite(one, into=into, by=studio.ana)
    noted = Person.objects.create(name="Ruth Okafor")
    unite(noted, into=hidden, by=studio.ana)
    assert not people_visible_to(studio.tomas).filter(pk__in=(noted.pk, hidden.pk)).exists()
    assert not Link.objects.filter(target=school).exists()


def test_who_sees_a_person_is_who_finds_them(studio, two):
    _school, home = two
    other = type(studio.inbox).objects.create(
        kind="practice", name="O", address="o@k.example", is_team_wide=False
    )
    other.members.add(studio.ana)
    cast.comes_in(other, cast.letter("x", sender="Ruth <r@hidden.example>"))
    home.conversations.get().make_private(among=[], by=studio.tomas)
    for person in Person.objects.all():
        seeing = who_sees(person.pk)
        for user in User.objects.all():
            assert people_visible_to(user).filter(pk=person.pk).exists() == (user.pk in seeing), person


def test_a_shared_mailbox_is_merged_with_nobody_until_a_colleague_knows_better(studio, two):
    school, _home = two
    office = cast.conversation_with(studio.inbox, "x", sender="Harrow <office@harrow.example>").person
    with pytest.raises(NotTogether, match="Several people write from office"):
        unite(office, into=school, by=studio.ana)
    office.addresses.get().is_one_persons(by=studio.ana)
    unite(office, into=school, by=studio.ana)
    with pytest.raises(NotTogether):
        unite(school, into=office, by=studio.ana)


def together(*deeds):
    """Each on a thread of its own, begun in the same moment; gives what came of them."""
    start, outcomes = Barrier(len(deeds)), []

    def do(deed):
        close_old_connections()
        try:
            start.wait(10)
            deed()
            outcomes.append("done")
        except NotTogether as no:
            outcomes.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


@pytest.mark.parametrize("round", range(3))
def test_two_colleagues_merge_the_same_two_at_once_either_way(fresh_house, round):
    here = cast.studio()
    one = cast.conversation_with(here.inbox, "x").person
    other = cast.conversation_with(here.inbox, "y", sender=cast.JONAS).person
    outcomes = together(
        lambda: Link.objects.merge(one, into=other, by=here.ana),
        lambda: Link.objects.merge(other, into=one, by=here.tomas),
    )
    assert len(outcomes) == 2 and outcomes.count("done") == 1, outcomes
    kept = Person.objects.standing().get()
    assert kept.conversations.count() == kept.addresses.count() == 2


def test_a_ring_of_merges_and_mail_and_answers_at_once_ends_without_a_deadlock(fresh_house):
    here = cast.studio()
    senders = [f"P{n} Doe <p{n}@d{n}.example>" for n in range(4)]
    first = [cast.conversation_with(here.inbox, f"x{n}", sender=one) for n, one in enumerate(senders)]
    people = [one.person for one in first]

    def merging(n):
        return lambda: Link.objects.merge(people[n], into=people[(n + 1) % 4], by=here.ana)

    def writing():
        for _ in range(3):
            mails = [cast.letter("again", subject="Again", sender=one) for one in senders]
            cast.comes_in(here.inbox, *mails)

    def answering():
        for one, sender in zip(first, senders, strict=True):
            cast.answer(one, "Thank you.", by=here.ana, to=sender)

    outcomes = together(*(merging(n) for n in range(4)), writing, answering)
    assert len(outcomes) == 6 and outcomes.count("done") >= 4, outcomes
    gather_strays()
    for link in reversed(Link.objects.open()):
        link.take_apart(by=here.ana)
    for person, sender in zip(people, senders, strict=True):
        value = sender.partition("<")[2].strip(">")
        assert person.addresses.get() == Address.objects.get(value=value)
        theirs = Conversation.objects.filter(messages__writer__value=value).distinct()
        assert set(person.conversations.all()) == set(theirs) and len(theirs) >= 2


def test_taken_apart_twice_at_once_once_is_enough(fresh_house):
    here = cast.studio()
    one = cast.conversation_with(here.inbox, "x").person
    other = cast.conversation_with(here.inbox, "y", sender=cast.JONAS).person
    link = Link.objects.merge(one, into=other, by=here.ana)
    assert together(*[lambda: link.take_apart(by=here.ana)] * 2) == ["done", "done"]
    assert Link.objects.filter(kind="apart").count() == 1 and Person.objects.standing().count() == 2
