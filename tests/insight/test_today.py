"""Whom Today names, rule by rule: the reason that names them, and what ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import cast
from tests.conversations.between.test_drifting import exchange
from tests.signing_in import cookie_of

from byhand.channels.models import Inbox
from byhand.conversations.listing import Urgency
from byhand.conversations.models import Conversation, Introduction, Message, Promise, Sign, Tag
from byhand.insight.models import Aside, TodayWishes
from byhand.insight.today.day import Day, day_of
from byhand.insight.today.reason import Act
from byhand.insight.today.rules import RULES
from byhand.kit.days import YearDay
from byhand.people.models import Address, Memory, Occasion, Person
from byhand.team.user import User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def studio():
    here = cast.studio()
    for colleague in (here.ana, here.tomas):
        cookie_of(colleague)  # nobody is away
    return here


def day(user: User) -> Day:
    return day_of(user, Inbox.objects.sight_of(user))


def named(user: User) -> dict[str, list[str]]:
    """By person, the rules that name them, the strongest first."""
    return {one.person.name: [why.rule.name for why in one.whys] for one in day(user).entries}


def ago(conversation: Conversation, **fields: timedelta) -> Conversation:
    """The conversation as it would stand had things happened so long ago."""
    now = timezone.now()
    Conversation.objects.filter(pk=conversation.pk).update(
        **{name: now - gone for name, gone in fields.items()}
    )
    conversation.refresh_from_db()
    return conversation


def answered(studio, conversation, words="It was my mistake, Ruth.") -> Message:
    return cast.answer(conversation, words, by=studio.ana)


def test_what_i_promised_is_named_on_its_day_until_it_is_kept(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth, "I will tell you.")
    today = timezone.localdate()
    promise = Promise.objects.make(ruth, "Tell her about March", due_on=today, by=studio.ana)
    later = Promise.objects.make(ruth, "Send the list", due_on=today + DAY, by=studio.ana)
    (entry,) = day(studio.ana).entries
    assert entry.first.reason.lead == "Due today" and entry.first.reason.quote == "Tell her about March"
    assert entry.act is Act.WRITE and named(studio.tomas) == {}
    promise.move(today - 3 * DAY, by=studio.ana)
    assert day(studio.ana).entries[0].first.reason.lead == "Due for 3 days"
    promise.keep(by=studio.ana)
    assert named(studio.ana) == {} and later.is_open()


def test_what_a_colleague_promised_who_is_signed_in_nowhere_falls_to_the_others(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth)
    bea = User.objects.create_user("bea@kilnlane.example", "Bea Whitlock")
    Promise.objects.make(ruth, "Twelve mugs", due_on=timezone.localdate(), by=bea)
    (entry,) = day(studio.tomas).entries
    assert (entry.first.rule.name, entry.first.reason.sentence) == (
        "promised_by_the_away",
        "Bea Whitlock said",
    )
    cookie_of(bea)
    assert named(studio.tomas) == {} and named(bea) == {"Ruth Okafor": ["promises_due"]}


def test_theirs_is_a_word_once_its_day_is_past(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth)
    promise = Promise.objects.make(
        ruth, "Send the names", due_on=timezone.localdate() - DAY, by=studio.ana, side="theirs"
    )
    assert named(studio.ana) == {"Ruth Okafor": ["theirs_overdue"]}
    promise.move(timezone.localdate(), by=studio.ana)
    assert named(studio.ana) == {}


def test_who_asked_twice_or_got_the_same_answer_or_told_us_off_is_called(studio):
    ruth = ago(cast.conversation_with(studio.inbox), unheard_at=DAY)
    Address.objects.create(person=ruth.person, kind="phone", value="+442079460101")
    (entry,) = day(studio.ana).entries
    assert (entry.first.rule.name, entry.act, entry.phone) == ("asked_twice", Act.CALL, "+442079460101")
    ago(ruth, unheard_at=DAY, same_answer_at=DAY)
    Conversation.objects.update(urgency=Urgency.TOLD_US_OFF)
    assert named(studio.ana)["Ruth Okafor"][:3] == ["told_us_off", "asked_twice", "same_answer"]
    answered(studio, ruth)
    assert named(studio.ana) == {}


def test_who_waits_for_two_days_and_whose_first_letter_nobody_answered(studio):
    ruth = cast.conversation_with(studio.inbox)
    assert named(studio.ana) == {"Ruth Okafor": ["newcomers"]}
    ago(ruth, waiting_since=3 * DAY)
    assert named(studio.ana) == {"Ruth Okafor": ["waiting_long", "newcomers"]}
    ruth.close(by=studio.ana)
    (entry,) = day(studio.ana).entries
    assert entry.first.reason.lead == "New here, and gone without a word"
    answered(studio, cast.conversation_with(studio.inbox, "Do you repair jugs?", subject="Jugs"))
    assert named(studio.ana) == {}


def test_who_writes_again_after_a_long_time_is_greeted(studio):
    first = cast.conversation_with(studio.inbox)
    answered(studio, first)
    ago(first, last_at=400 * DAY, begun_at=401 * DAY, they_spoke_at=401 * DAY, we_spoke_at=400 * DAY)
    again = cast.conversation_with(studio.inbox, "Do you still make the grey jugs?", subject="Jugs")
    (entry,) = day(studio.ana).entries
    assert entry.first.rule.name == "came_back" and entry.first.reason.lead == "Back after 1\xa0year"
    answered(studio, again)
    assert named(studio.ana) == {}


def test_something_kind_is_owed_a_word_until_somebody_says_one(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth)
    cast.comes_in(studio.inbox, cast.letter(
        "The bowls are gorgeous!", subject=f"Re: {ruth.subject}", ago=timedelta(seconds=-20),
        answers=ruth.messages.order_by("pk")[0].message_id,
    ))  # fmt: skip
    ruth.refresh_from_db()
    ruth.close(by=studio.tomas)
    (entry,) = day(studio.ana).entries
    assert (entry.first.rule.name, entry.first.reason.quote) == ("praised", "The bowls are gorgeous!")
    Conversation.objects.update(we_spoke_at=timezone.now() + timedelta(minutes=1))
    assert named(studio.ana) == {}


def test_who_sent_somebody_is_owed_thanks_until_we_have_written_to_them(studio):
    daniel = Person.objects.create(name="Daniel Okafor")
    Address.objects.create(person=daniel, value="daniel@okafor.example")
    for sender, subject in ((cast.JONAS, "Tiles"), (cast.MEI, "Bowls")):
        newcomer = cast.conversation_with(
            studio.inbox, "Daniel Okafor recommended you.", sender=sender, subject=subject
        )
        cast.answer(newcomer, "I am glad of that.", by=studio.ana, to=sender)
    (entry,) = day(studio.ana).entries
    assert entry.person == daniel and entry.first.reason.lead == "Sent 2 people your way"
    assert entry.act is Act.WRITE and not entry.first.reason.conversation
    theirs = cast.conversation_with(studio.inbox, "Hello", sender="Daniel Okafor <daniel@okafor.example>")
    cast.answer(theirs, "Thank you for Jonas and Mei.", by=studio.ana, to="daniel@okafor.example")
    assert named(studio.ana) == {}


def test_a_date_is_named_on_its_day_or_when_its_reminder_has_come(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth)
    in_ten = timezone.localdate() + 10 * DAY
    on = YearDay(in_ten.month, in_ten.day, in_ten.year - 80)
    occasion = Occasion.objects.mark(ruth.person, on, by=studio.ana, kind="birthday")
    assert named(studio.ana) == {}
    occasion.change(on, by=studio.ana, kind="birthday", remind_before=12)
    (entry,) = day(studio.ana).entries
    assert entry.first.reason.lead.startswith("Birthday on") and entry.first.reason.sentence == "80 years"
    assert named(studio.tomas) == {}


@pytest.mark.parametrize("how", ["words", "tag"])
def test_nobody_is_thanked_or_congratulated_while_they_complain(studio, how):
    ruth = cast.conversation_with(studio.inbox, "The bowls are gorgeous. My order has still not arrived.")
    today = timezone.localdate()
    Occasion.objects.mark(ruth.person, YearDay(today.month, today.day), by=studio.ana, kind="birthday")
    other = cast.conversation_with(studio.inbox, "The jug is beautiful.", subject="The jug")
    if how == "tag":
        Message.objects.get(conversation=ruth).signs.get(kind="complaint").dismiss(by=studio.ana)
        other.tag(Tag.objects.named("Complaint", by=studio.ana), by=studio.ana)
    told = {name for names in named(studio.ana).values() for name in names}
    assert not told & {"praised", "occasions"}
    for one in (ruth, other):
        one.close(by=studio.ana)
    told = {name for names in named(studio.ana).values() for name in names}
    assert {"praised", "occasions"} <= told


def test_the_list_is_as_long_as_the_colleague_wants_and_duties_are_never_cut(studio):
    for number in range(9):
        person = f"P{number} Quick <p{number}@quick.example>"
        one = cast.conversation_with(studio.inbox, "Hello?", sender=person, subject=f"Matter {number}")
        if number < 3:
            Promise.objects.make(one, f"Thing {number}", due_on=timezone.localdate(), by=studio.ana)
    TodayWishes.objects.choose(studio.ana, most=5)
    told = day(studio.ana)
    rules = [one.first.rule.name for one in told.entries]
    assert rules == ["promises_due"] * 3 + ["newcomers"] * 2 and told.is_cut
    TodayWishes.objects.choose(studio.ana, most=1)
    assert [one.first.rule.name for one in day(studio.ana).entries] == ["promises_due"] * 3


def test_whom_one_set_aside_or_wrote_to_counts_so_that_the_list_ends(studio):
    for number in range(4):
        person = f"P{number} Quick <p{number}@quick.example>"
        cast.conversation_with(studio.inbox, "Hello?", sender=person, subject=f"Matter {number}")
    TodayWishes.objects.choose(studio.ana, most=2)
    first, second = (one.person for one in day(studio.ana).entries)
    Aside.objects.not_today(first, by=studio.ana)
    assert [one.person for one in day(studio.ana).entries] == [second]
    old = ago(Conversation.objects.get(person=second), they_spoke_at=5 * DAY, waiting_since=5 * DAY)
    cast.answer(old, "Here I am.", by=studio.ana, to="p1@quick.example")
    told = day(studio.ana)
    assert told.entries == [] and told.done == 2
    assert len(day(studio.tomas).entries) == 3


def test_not_today_ends_with_the_day_and_not_this_person_when_taken_back(studio):
    ruth = cast.conversation_with(studio.inbox)
    aside = Aside.objects.not_today(ruth.person, by=studio.ana)
    assert Aside.objects.not_today(ruth.person, by=studio.ana) == aside and named(studio.ana) == {}
    assert named(studio.tomas) == {"Ruth Okafor": ["newcomers"]}
    Aside.objects.filter(pk=aside.pk).update(on=timezone.localdate() - DAY)
    assert named(studio.ana) == {"Ruth Okafor": ["newcomers"]}
    gone = Aside.objects.not_any_more(ruth.person, by=studio.ana)
    Aside.objects.filter(pk=gone.pk).update(on=timezone.localdate() - 90 * DAY)
    assert named(studio.ana) == {}
    assert gone.undo() and not gone.undo() and named(studio.ana) == {"Ruth Okafor": ["newcomers"]}


def test_nothing_hints_at_what_its_reader_may_not_see(studio):
    ruth = cast.conversation_with(studio.inbox, "Daniel Okafor recommended you. The bowls are gorgeous.")
    ago(ruth, waiting_since=3 * DAY, unheard_at=DAY, same_answer_at=DAY)
    daniel = Person.objects.create(name="Daniel Okafor")
    ruth.messages.get().signs.filter(kind="referred").update(person=daniel)
    bea = User.objects.create_user("bea@kilnlane.example", "Bea Whitlock")
    Promise.objects.make(ruth, "Look", due_on=timezone.localdate() - DAY, by=bea)
    assert set(named(studio.tomas)) == {"Ruth Okafor", "Daniel Okafor"}
    ruth.make_private(among=[], by=studio.ana)
    assert named(studio.tomas) == {} and len(named(studio.ana)) == 2
    ruth.open_up(by=studio.ana)
    Inbox.objects.update(is_team_wide=False)
    studio.inbox.members.add(studio.ana)
    assert named(studio.tomas) == {} and len(named(studio.ana)) == 2


def test_an_answer_its_reader_may_not_see_counts_as_none_so_that_no_silence_tells(studio):
    """Ruth was answered where Tomas does not look, and sent somebody: he is told as if it had not been."""
    ruth = cast.conversation_with(studio.inbox, "Do you sell plates?", subject="Plates")
    other = cast.conversation_with(studio.inbox, "Daniel sent me. Hello", sender=cast.MEI, subject="Hello")
    old = cast.conversation_with(studio.inbox, "A private matter", subject="Private")
    assert old.person == ruth.person
    answered(studio, old, "I see.")
    ago(old, begun_at=900 * DAY, last_at=800 * DAY)
    Sign.objects.create(
        message=other.messages.get(), kind="referred", words="Ruth sent me", person=ruth.person,
        at=timezone.now() - DAY,
    )  # fmt: skip
    known = {"Ruth Okafor": ["came_back"], "Mei Tanaka": ["newcomers"]}
    assert named(studio.tomas) == known
    old.make_private(among=[], by=studio.ana)
    as_if_new = {"Ruth Okafor": ["newcomers", "sent_somebody"], "Mei Tanaka": ["newcomers"]}
    assert named(studio.tomas) == as_if_new and named(studio.ana) == known
    old.open_up(by=studio.ana)
    hidden = Inbox.objects.create(kind="practice", name="B", address="b@kilnlane.example", is_team_wide=False)
    hidden.members.add(studio.ana)
    old.seen_in_inboxes.update(inbox=hidden)
    assert named(studio.tomas) == as_if_new and named(studio.ana) == known


def test_nobody_learns_from_whom_today_leaves_out_that_somebody_else_wrote_to_them(studio):
    """A silence is for whoever has spoken with them: Tomas is told of Ruth's though Ana did where he does not look."""
    exchange(studio.inbox, [140, 126, 112, 98, 84, 70])
    assert "drifting" in named(studio.tomas)["Ruth Okafor"]
    hidden = Inbox.objects.create(kind="practice", name="B", address="b@kilnlane.example", is_team_wide=False)
    hidden.members.add(studio.ana)
    exchange(hidden, [143, 129, 115, 101, 87, 73], by=studio.ana.email)
    assert "drifting" in named(studio.tomas)["Ruth Okafor"] and "drifting" in named(studio.ana)["Ruth Okafor"]
    hidden.members.add(studio.tomas)
    assert "drifting" not in named(studio.tomas).get("Ruth Okafor", [])


def test_whom_a_colleague_asks_me_to_introduce_is_named_until_i_answer_or_they_take_it_back(studio):
    ruth = cast.conversation_with(studio.inbox)
    answered(studio, ruth)
    asked = Introduction.objects.ask_colleague(
        ruth.person, of=studio.tomas, words="She builds kilns", by=studio.ana
    )
    (entry,) = day(studio.tomas).entries
    assert (
        entry.person == ruth.person
        and entry.act is Act.ANSWER
        and entry.first.rule.name == "asked_to_introduce"
    )
    assert entry.first.reason.sentence == "Ana Moreau asks whether you would introduce them"
    assert entry.first.reason.quote == "She builds kilns" and named(studio.ana) == {}
    ruth.make_private(among=[], by=studio.ana)
    assert named(studio.tomas) == {}, "whoever may not see her learns nothing of her"
    ruth.open_up(by=studio.ana)
    aside = Aside.objects.not_today(ruth.person, by=studio.tomas)
    assert named(studio.tomas) == {} and aside.undo() and len(named(studio.tomas)) == 1
    asked.agree(by=studio.tomas)
    assert named(studio.tomas) == {}
    again = Introduction.objects.ask_colleague(
        Person.objects.get(name="Ruth Okafor"), of=studio.tomas, words="x", by=studio.ana
    ) if asked.withdraw(by=studio.ana) else asked  # fmt: skip
    assert len(named(studio.tomas)) == 1
    again.withdraw(by=studio.ana)
    assert named(studio.tomas) == {}


def test_what_is_a_colleagues_blocked_or_folded_is_not_mine(studio):
    ruth = ago(cast.conversation_with(studio.inbox), waiting_since=3 * DAY)
    ruth.assign(to=studio.tomas, by=studio.tomas)
    assert named(studio.ana) == {} and len(named(studio.tomas)) == 1
    ruth.assign(to=studio.ana, by=studio.tomas)
    ruth.person.block(because="spam", by=studio.ana)
    assert named(studio.ana) == {}
    ruth.person.unblock()
    assert len(named(studio.ana)) == 1
    ruth.fold(because="spam", by=studio.ana)
    assert named(studio.ana) == {}


def test_a_guest_reads_and_nobody_is_called_who_rather_writes(studio):
    ruth = cast.conversation_with(studio.inbox)
    Address.objects.create(person=ruth.person, kind="phone", value="+442079460101")
    memory = Memory.objects.remember(ruth.person, "Prefers a call, mornings before ten", by=studio.ana)
    assert day(studio.ana).entries[0].act is Act.CALL
    memory.forget()
    Memory.objects.remember(ruth.person, "Never call her at work; the phone is her mother's", by=studio.ana)
    assert day(studio.ana).entries[0].act is Act.WRITE
    phone = ruth.person.addresses.get(kind="phone")
    for at, word in ((phone, ""), (None, "Rather a call than a letter")):
        ruth.person.is_best_reached(at=at, hours="", word=word, by=studio.ana)
        assert day(studio.ana).entries[0].act is Act.CALL
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", role="guest")
    assert [one.act for one in day(gina).entries] == [Act.READ]


def test_it_asks_the_same_number_of_questions_however_many_there_are(studio, django_assert_num_queries):
    cast.a_busy_week(studio)
    day(studio.ana)
    for number in range(6):
        person = f"P{number} Quick <p{number}@quick.example>"
        cast.conversation_with(studio.inbox, "The bowls are gorgeous.", sender=person, subject=f"M {number}")
    with django_assert_num_queries(26):
        day(studio.ana)


def test_every_rule_says_which_law_it_serves(studio):
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert 1 <= rule.law <= 7 and str(rule.why).endswith(".") and rule.find.__doc__
    groups = [rule.group for rule in RULES]
    assert all(groups.index(one) + groups.count(one) > at for at, one in enumerate(groups)), (
        "headings would repeat"
    )


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads the few rows of a test as a whole"
)
def test_no_question_of_today_reads_a_table_as_a_whole(studio):
    """Nor with an inbox hidden from whoever looks: SQLite tells how it would go about each."""
    Inbox.objects.create(kind="practice", name="B", address="b@kilnlane.example", is_team_wide=False)
    cast.a_busy_week(studio)
    read: set[str] = set()
    for colleague in (studio.ana, studio.tomas):
        with CaptureQueriesContext(connection) as asked:
            day(colleague)
        with connection.cursor() as cursor:
            for one in asked.captured_queries:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                read |= {step.split()[1] for *_, step in cursor.fetchall() if step.startswith("SCAN")}
    assert read == {"json_each", "team_user", "channels_inbox", "insight_withholding"}
