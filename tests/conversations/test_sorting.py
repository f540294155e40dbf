"""Sorting rules: what comes in is given, tagged, put off or folded away, and nothing is ever said."""

from datetime import UTC, datetime, time, timedelta
from itertools import count

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import cast

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.models import Conversation, Event, Message, SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.conversations.sorting.trying import try_on
from byhand.gate.dispatch import DispatchQuerySet
from byhand.gate.models import Notice
from byhand.people.models import Organisation, Person
from byhand.team.away import Absence
from byhand.team.here import Here
from byhand.team.models import User
from byhand.web.happenings import sentence_of

pytestmark = pytest.mark.django_db
HOSTILE = ["%", "_", "\\", ".*", "(", "' OR 1=1 --", "\ud7ff", "😀", "*", '"']


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def rule(studio):
    def rule(name="Bills", **said):
        return SortingRule.objects.begin(Said(name=name, **said), by=studio.ana)

    return rule


@pytest.fixture
def given(studio):
    """Who has what comes in."""

    def given(words="Hello", **more):
        return cast.conversation_with(studio.inbox, words, **more).assigned_to

    return given


def colleague(name: str, **more) -> User:
    return User.objects.create_user(f"{name.lower()}@kilnlane.example", name, "a phrase long enough", **more)


def at_the_desk(*colleagues: User) -> None:
    now = dict.fromkeys((one.pk for one in colleagues), timezone.now())
    Here.objects.note(touched=now, alive=now)


def told(conversation: Conversation) -> list[str]:
    colleagues = {one.pk: one for one in User.objects.all()}
    return [sentence for event in conversation.events.all() if (sentence := sentence_of(event, colleagues))]


def test_words_give_it_to_a_colleague_and_tag_it_and_the_thread_says_by_which_rule(studio, rule):
    bills = rule(words=["invoice", "bill"], give="colleague", to=studio.tomas, tag="money")
    one = cast.conversation_with(studio.inbox, "Where is the INVOICE for the jar?")
    other = cast.conversation_with(studio.inbox, "Where is the jar?", sender=cast.JONAS)
    assert (one.assigned_to, other.assigned_to) == (studio.tomas, None)
    assert [row.tag.name for row in one.taggings.all()] == ["money"] and not other.taggings.exists()
    assert told(one) == ["Given to Tomas Brandt by the rule “Bills”", "Tagged “money” by the rule “Bills”"]
    bills.refresh_from_db()
    assert bills.sorted_count == 1 and bills.sorted_at and not bills.trouble


@pytest.mark.parametrize(("said", "letter", "caught"), [
    ({"words": ["BILL"]}, {"words": "one Bill please"}, True),
    ({"words": ["bill"]}, {"subject": "Billing"}, True),
    ({"words": ["bill"], "place": "subject"}, {"words": "bill"}, False),
    ({"words": ["two words"]}, {"words": "two\n  words"}, True),
    ({"words": ["STRASSE"]}, {"words": "Die Straße"}, True),
    ({"words": ["cafe\u0301"]}, {"words": "Im Café"}, True),
    ({"words": ["lid"]}, {"words": "Yes.\n\nOn Monday, Ana wrote:\n> the jar", "subject": "Re: x"}, False),
    ({"writer": "@harrow.example"}, {}, True),
    ({"writer": "@arrow.example"}, {}, False),
    ({"writer": "ruth@harrow.example"}, {"sender": "RUTH@Harrow.example"}, True),
    ({"writer": "uth@harrow.example"}, {}, False),
])  # fmt: skip
def test_a_rule_is_for_the_letters_it_asks_for(studio, rule, given, said, letter, caught):
    rule(**said, give="colleague", to=studio.tomas)
    assert given(**letter) == (studio.tomas if caught else None)


def test_a_rule_asks_for_a_person_by_all_their_addresses_and_for_an_organisation_by_its_domain(
    studio, rule, given
):
    ruth = cast.conversation_with(studio.inbox).person
    ruth.addresses.create(value="ruth@home.example")
    school = Organisation.objects.create(name="Harrow Road School", domain="harrow.example")
    rule("Ruth", person=ruth, give="colleague", to=studio.tomas)
    rule("School", organisation=school, give="colleague", to=studio.ana)
    assert given(sender="Ruth <ruth@home.example>") == studio.tomas
    assert given(sender=cast.MEI) == studio.ana
    assert given(sender="Eve <eve@notharrow.example>") is None
    Person.objects.filter(addresses__value="jonas@lind.example").update(organisation=school)
    assert given(sender=cast.JONAS) is None
    Person.objects.filter(addresses__value="jonas@lind.example").update(organisation=school)
    assert given(sender=cast.JONAS) == studio.ana


def test_a_rule_about_a_person_goes_with_them_and_catches_nobody_else(studio, rule):
    ruth = cast.conversation_with(studio.inbox).person
    rule(person=ruth, give="colleague", to=studio.tomas)
    ruth.delete()
    assert not SortingRule.objects.exists()


@pytest.mark.parametrize(("hours", "weekdays", "at", "caught"), [
    ((9, 17), "", "2026-11-23 09:00", True), ((9, 17), "", "2026-11-23 17:00", False),
    ((18, 8), "", "2026-11-23 23:30", True), ((18, 8), "", "2026-11-23 03:00", True),
    ((18, 8), "", "2026-11-23 08:00", False), (None, "56", "2026-11-22 12:00", True),
    (None, "01234", "2026-11-22 12:00", False), ((9, 17), "0", "2026-11-23 12:00", True),
])  # fmt: skip
def test_hours_and_weekdays_are_those_of_the_desks_own_clock(
    studio, rule, settings, hours, weekdays, at, caught
):
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.get_default_timezone.cache_clear()
    begin, end = (time(hours[0]), time(hours[1])) if hours else (None, None)
    rule(from_time=begin, to_time=end, weekdays=weekdays, give="colleague", to=studio.tomas)
    came = datetime.fromisoformat(at).replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)
    Arrival.objects.store(cast.letter("Hello").as_bytes(), inbox=studio.inbox)
    Arrival.objects.update(received_at=came)
    Inbox.objects.update(made_at=came)
    cast.read_arrivals_due()
    timezone.get_default_timezone.cache_clear()
    assert bool(Conversation.objects.get().assigned_to) == caught


def test_only_the_first_message_of_a_conversation_unless_any_is_asked(studio, rule):
    one = cast.comes_in(studio.inbox, cast.letter("Hello"))
    rule("First", words=["bill"], give="colleague", to=studio.tomas)
    again = cast.comes_in(studio.inbox, cast.letter("The bill?", answers=one.message_id)).conversation
    assert again.pk == one.conversation_id and again.assigned_to is None
    rule("Any", which="any", words=["bill"], give="colleague", to=studio.tomas)
    again = cast.comes_in(studio.inbox, cast.letter("And the bill?", answers=one.message_id)).conversation
    assert again.assigned_to == studio.tomas


def test_no_rule_takes_a_conversation_from_a_colleague_who_works_here(studio, rule):
    one = cast.comes_in(studio.inbox, cast.letter("Hello"))
    bea = colleague("Bea")
    one.conversation.assign(to=bea, by=studio.ana)
    rule(which="any", give="colleague", to=studio.tomas)
    again = cast.comes_in(studio.inbox, cast.letter("Again", answers=one.message_id)).conversation
    assert again.assigned_to == bea
    bea.leave()
    again = cast.comes_in(studio.inbox, cast.letter("Once more", answers=one.message_id)).conversation
    assert again.assigned_to == studio.tomas


def test_rules_stand_in_order_and_one_may_be_the_last_word(studio, rule, given):
    first = rule("First", words=["bill"], give="colleague", to=studio.tomas, looks_no_further=True)
    second = rule("Second", give="colleague", to=studio.ana)
    rule("Third", tag="seen")
    assert given("the bill") == studio.tomas
    assert not Conversation.objects.latest("pk").taggings.exists()
    assert given("hello") == studio.ana
    assert Conversation.objects.latest("pk").taggings.exists()
    second.move_up()
    assert [one.name for one in SortingRule.objects.living()] == ["Second", "First", "Third"]
    assert given("the bill") == studio.ana
    first.move_down()
    SortingRule.objects.living().last().move_down()
    SortingRule.objects.living().first().move_up()
    assert [one.name for one in SortingRule.objects.living()] == ["Second", "Third", "First"]


def test_a_rule_that_is_off_or_gone_sorts_nothing_and_says_who_and_when(studio, rule, given):
    one = rule(give="colleague", to=studio.tomas)
    assert one.switch_off(by=studio.tomas) and not one.switch_off(by=studio.ana)
    assert given() is None
    one.refresh_from_db()
    assert one.off_by == studio.tomas and one.off_at
    assert one.switch_on(by=studio.ana) and given(sender=cast.JONAS) == studio.tomas
    assert one.remove(by=studio.ana) and not one.remove(by=studio.ana)
    assert given(sender=cast.MEI) is None


def test_work_goes_round_among_those_at_the_desk(studio, rule, given):
    bea, gina = colleague("Bea"), colleague("Gina", role="guest")
    gone = colleague("Gone")
    rule(give="turn")
    assert given() is None
    at_the_desk(studio.ana, bea, gina, gone)
    gone.leave()
    assert [given(sender=f"a{n}@x.example") for n in range(4)] == [studio.ana, bea, studio.ana, bea]
    at_the_desk(studio.tomas)
    mails = [cast.letter("Hello", sender=f"b{n}@x.example") for n in range(4)]
    cast.comes_in(studio.inbox, *mails)
    newest = Conversation.objects.order_by("-pk")[:4]
    assert [one.assigned_to for one in reversed(newest)] == [studio.tomas, studio.ana, bea, studio.tomas]
    Here.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert given(sender="c@x.example") is None


def test_nobody_is_given_anything_while_they_are_away(studio, rule, given):
    at_the_desk(studio.ana, studio.tomas)
    rule(give="turn")
    studio.ana.go_away()
    assert [given(sender=f"a{n}@x.example") for n in range(2)] == [studio.tomas, studio.tomas]
    today = timezone.localdate()
    studio.tomas.be_absent(Absence(today, today))
    assert given(sender="b@x.example") is None
    SortingRule.objects.update(off_at=timezone.now(), off_by=studio.ana)
    named = rule(name="All", give="colleague", to=studio.tomas)
    assert given(sender="c@x.example") is None
    named.refresh_from_db()
    assert not named.trouble
    studio.tomas.be_there(today)
    assert given(sender="d@x.example") == studio.tomas


def test_who_has_written_most_to_them_lately_knows_them(studio, rule):
    ruth = cast.conversation_with(studio.inbox)
    for _ in range(3):
        cast.answer(ruth, "Of course.", by=studio.ana)
    Message.objects.filter(origin="sent").update(said_at=timezone.now() - timedelta(days=900))
    rule(give="knows")
    assert cast.conversation_with(studio.inbox, "Another matter").assigned_to == studio.ana
    cast.answer(ruth, "Of course.", by=studio.tomas)
    assert cast.conversation_with(studio.inbox, "A third matter").assigned_to == studio.tomas
    assert cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS).assigned_to is None


def test_nobody_is_given_what_they_may_not_see_and_the_rule_says_so(studio, rule, given):
    bea = colleague("Bea")
    at_the_desk(studio.tomas, bea)
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana, bea)
    named = rule("Named", give="colleague", to=studio.tomas)
    assert given() is None
    named.refresh_from_db()
    assert named.trouble == "Tomas Brandt does not belong to Studio, so nobody was given what came there."
    rule("Turn", give="turn")
    assert given(sender=cast.JONAS) == bea
    studio.tomas.leave()
    given(sender=cast.MEI)
    named.refresh_from_db()
    assert "Tomas Brandt does not answer letters here any more" in named.trouble
    named.say(Said(name="Named", give="colleague", to=bea), by=studio.ana)
    named.refresh_from_db()
    assert named.trouble == ""


def test_a_private_conversation_is_given_to_nobody_but_those_named(studio, rule):
    one = cast.comes_in(studio.inbox, cast.letter("Hello"))
    one.conversation.make_private(among=[], by=studio.ana)
    named = rule("Named", which="any", give="colleague", to=studio.tomas)
    at_the_desk(studio.tomas)
    rule("Turn", which="any", give="turn")
    again = cast.comes_in(studio.inbox, cast.letter("Again", answers=one.message_id)).conversation
    assert again.assigned_to is None
    named.refresh_from_db()
    assert "may not see a private conversation" in named.trouble
    at_the_desk(studio.ana)
    again = cast.comes_in(studio.inbox, cast.letter("Again", answers=one.message_id)).conversation
    assert again.assigned_to == studio.ana


def test_later_is_the_next_such_moment_and_it_comes_back(studio, rule):
    rule(later_at=time(9), later_on=0)
    one = cast.conversation_with(studio.inbox)
    until = timezone.localtime(one.snoozed_until)
    assert (until.weekday(), until.hour) == (0, 9)
    assert timezone.now() < until <= timezone.now() + timedelta(days=7)
    one.refresh_from_db()
    assert one.place == "later" and one.snoozed_by is None
    assert told(one)[0].endswith("by the rule “Bills”")
    Conversation.objects.update(snoozed_until=timezone.now())
    assert one.wake()


def test_not_for_us_never_folds_away_whom_a_colleague_knows_and_asks_for_no_receipt(studio, rule):
    studio.inbox.sends_receipts, studio.inbox.receipt_contact = True, studio.ana
    studio.inbox.save(update_fields=["sends_receipts", "receipt_contact"])
    ruth = cast.conversation_with(studio.inbox)
    cast.answer(ruth, "Of course.", by=studio.ana)
    rule(words=["offer"], not_for_us=True)
    rule("Turn", give="colleague", to=studio.tomas)
    before = Notice.objects.count()
    assert before
    folded = cast.conversation_with(studio.inbox, "My offer", sender="Seller <s@seller.example>")
    folded.refresh_from_db()
    assert folded.place == "not-for-us" and folded.folded_by is None and folded.assigned_to is None
    assert told(folded) == ["Folded away by the rule “Bills”"]
    assert Notice.objects.count() == before
    assert cast.conversation_with(studio.inbox, "The offer you made").folded_at is None


def test_old_letters_echoes_and_what_the_server_folded_are_left_alone(studio, rule):
    rule(which="any", give="colleague", to=studio.tomas)
    old = cast.conversation_with(studio.inbox, "From long ago", ago=timedelta(days=90))
    spam = cast.conversation_with(studio.inbox, "Buy", sender="x@spam.example", X_Spam_Flag="YES")
    away = cast.conversation_with(studio.inbox, "I am away", sender=cast.MEI, Auto_Submitted="auto-replied")
    sent = cast.letter("From my phone", sender="Ana <ana@kilnlane.example>", to=cast.JONAS)
    ours = cast.comes_in(studio.inbox, sent, role="sent").conversation
    assert [one.assigned_to for one in (old, spam, away, ours)] == [None] * 4


def test_the_same_mail_twice_is_sorted_once(studio, rule):
    one = rule(tag="seen")
    mail = cast.letter("Hello")
    cast.comes_in(studio.inbox, mail)
    again = mail.as_bytes() + b"\n"
    cast.comes_in(studio.inbox, again)
    one.refresh_from_db()
    assert one.sorted_count == 1
    assert Event.objects.filter(kind="tagged").count() == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words_and_no_pattern(studio, rule, given, words):
    rule(words=[words], give="colleague", to=studio.tomas)
    assert given("Nothing of the kind", subject="Plain") is None
    assert given(f"It says {words} here", sender=cast.JONAS) == studio.tomas


@pytest.mark.parametrize("broken", [[1, None], 7])
def test_a_rule_that_fails_keeps_no_mail_out_and_is_marked(studio, rule, given, broken):
    one = rule("Broken", tag="x")
    SortingRule.objects.filter(pk=one.pk).update(words=broken)
    rule("Sound", give="colleague", to=studio.tomas)
    assert given() == studio.tomas
    assert not Arrival.objects.needing_a_look().exists()
    one.refresh_from_db()
    assert one.trouble.startswith("It failed, and letters came in unsorted: ") and one.trouble_at


def test_a_trouble_of_the_database_in_a_rule_keeps_no_mail_out(studio, rule, given, monkeypatch):
    """The whole transaction would be lost on PostgreSQL without a savepoint around what a rule asks."""
    one = rule("Knows", give="knows")

    def broken(*_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT x FROM nowhere")

    monkeypatch.setattr("byhand.conversations.sorting.whom._who_knows", broken)
    rule("Sound", give="colleague", to=studio.tomas)
    assert given() == studio.tomas
    one.refresh_from_db()
    assert "nowhere" in one.trouble


def test_what_cannot_be_written_down_keeps_no_mail_out(studio, rule, given, monkeypatch):
    rule(give="colleague", to=studio.tomas)
    monkeypatch.setattr(SortingRule, "sorted", lambda *_: (_ for _ in ()).throw(DatabaseError("full")))
    assert given() == studio.tomas


def test_no_rule_can_say_a_word(studio, rule, monkeypatch):
    """Law 1: with a gate that raises on release, every action of a rule still does its work."""
    released = []
    monkeypatch.setattr(DispatchQuerySet, "release", lambda *a, **k: released.append(a) or 1 / 0)
    at_the_desk(studio.ana)
    rule("All", tag="x", give="turn", later_at=time(9))
    rule("Fold", words=["offer"], not_for_us=True)
    cast.conversation_with(studio.inbox, "Hello")
    cast.conversation_with(studio.inbox, "My offer", sender=cast.JONAS)
    assert not released and SortingRule.objects.filter(trouble="").count() == 2


def test_rules_cost_a_batch_some_queries_and_a_letter_none(studio, rule):
    numbers = count()

    def queries(number: int) -> int:
        for _ in range(number):
            mail = cast.letter("The bill")
            mail.replace_header("From", f"a{next(numbers)}@x.example")
            Arrival.objects.store(mail.as_bytes(), inbox=studio.inbox)
        with CaptureQueriesContext(connection) as asked:
            cast.read_arrivals_due()
        return len(asked)

    queries(2)
    few, many = queries(10), queries(20)
    rule(words=["no such word"], give="colleague", to=studio.tomas)
    assert (queries(10), queries(20)) == (few, many)
    rule("Bill", words=["bill"], give="colleague", to=studio.tomas)
    more_for_few, more_for_many = queries(10) - few, queries(20) - many
    assert 1 <= more_for_few == more_for_many <= 4


def test_a_try_shows_what_a_rule_would_have_caught_and_changes_nothing(studio, rule):
    first = cast.comes_in(studio.inbox, cast.letter("The bill, please"))
    cast.comes_in(studio.inbox, cast.letter("And a bill again", answers=first.message_id))
    cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS)
    hidden = Inbox.objects.create(
        kind="practice", name="Hidden", address="h@kilnlane.example", is_team_wide=False
    )
    cast.conversation_with(hidden, "A secret bill", sender=cast.MEI)
    wanted = SortingRule(name="Bills", words=["bill"])
    tried = try_on(wanted, Message.objects.visible_to(studio.ana))
    assert tried.looked == 3 and [one.pk for one in tried.caught] == [first.pk]
    wanted.which = "any"
    assert len(try_on(wanted, Message.objects.visible_to(studio.ana)).caught) == 2
    assert not SortingRule.objects.exists() and not Event.objects.filter(kind="assigned").exists()
