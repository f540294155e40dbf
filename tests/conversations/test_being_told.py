"""Being told: what waits for a colleague who does not look, once, bundled, and never in their quiet hours."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import cast
from tests.signing_in import sign_in

from byhand.channels.models import Inbox
from byhand.conversations.models import Introduction, Mention, Note, Promise, SortingRule, Telling
from byhand.conversations.sorting.rule import Said
from byhand.conversations.still_so import matters_of, unseen_by
from byhand.conversations.tell import tell_due
from byhand.conversations.telling import forget_told_due
from byhand.conversations.telling_words import named
from byhand.conversations.waking import promises_fall_due
from byhand.gate.models import Notice
from byhand.gate.notices import outgoing_of
from byhand.pocket.browser import Browser
from byhand.pocket.models import Wishes
from byhand.team.models import User

ALWAYS, NEVER = [["00:00", "00:00"]] * 7, [None] * 7


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def ruth(studio):
    """Ruth has written, and Ana has it; what was to be told of that is told."""
    conversation = cast.conversation_with(studio.inbox, sender=cast.RUTH)
    conversation.assign(to=studio.ana, by=studio.ana)
    return conversation


def wants(colleague, **said) -> None:
    whole = {"what": "mine", "mail": "never", "mail_hour": 8, "awake": ALWAYS, "names_people": False}
    Wishes.objects.choose(colleague, **(whole | said))


def listens(listener, colleague) -> None:
    Browser.objects.let_in(
        endpoint=listener.endpoint, key=listener.key, secret=listener.secret, name="", by=sign_in(colleague)
    )


def writes_again(conversation, words="And the saucer?") -> None:
    last = conversation.messages.order_by("pk").last()
    cast.comes_in(conversation.inbox, cast.letter(words, ago=timedelta(), answers=last.message_id))


def later(**by) -> None:
    """Time passes."""
    for field in ("made_at", "pushed_at", "mailed_at"):
        for one in Telling.objects.filter(**{f"{field}__isnull": False}):
            Telling.objects.filter(pk=one.pk).update(**{field: getattr(one, field) - timedelta(**by)})
    for field in ("pushed_at", "mailed_at"):
        for one in Wishes.objects.filter(**{f"{field}__isnull": False}):
            Wishes.objects.filter(pk=one.pk).update(**{field: getattr(one, field) - timedelta(**by)})


@pytest.fixture
def phone(studio, push_service):
    """Ana's, which may always wake her."""
    wants(studio.ana)
    listener = push_service.listener()
    listens(listener, studio.ana)
    return listener


def shown(phone, push_service) -> list[dict[str, str]]:
    return [phone.read(one.body) for one in push_service.posted if one.path == "/phone"]


def test_whoever_has_it_is_told_once_without_a_word_of_the_customer(ruth, phone, push_service):
    writes_again(ruth, "My secret glaze")
    assert tell_due() == ""  # what comes with it within a minute is told with it
    later(minutes=2)

    assert tell_due() == "1 colleague told."
    assert tell_due() == ""
    (words,) = shown(phone, push_service)
    assert words == {
        "title": "Kiln Lane Pottery", "body": "They wrote in a conversation of yours.",
        "at": f"/conversations/{ruth.public_id}/",
    }  # fmt: skip


def test_who_wrote_is_shown_to_those_who_chose_so(studio, ruth, phone, push_service):
    wants(studio.ana, names_people=True)
    writes_again(ruth, "My secret glaze")
    later(minutes=2)
    tell_due()
    (words,) = shown(phone, push_service)
    assert "Ruth" in words["body"] and "The lid" in words["body"] and "glaze" not in words["body"]


def test_many_things_are_one_line_and_the_next_comes_later(studio, ruth, phone, push_service):
    writes_again(ruth)
    other = cast.conversation_with(studio.inbox, sender=cast.JONAS, subject="Refund")
    other.assign(to=studio.ana, by=studio.tomas)
    later(minutes=2)
    tell_due()
    assert [one["body"] for one in shown(phone, push_service)] == ["2 things wait for you."]
    assert shown(phone, push_service)[0]["at"] == "/told/"

    third = cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Glaze")
    third.assign(to=studio.ana, by=studio.tomas)
    later(minutes=5)
    assert tell_due() == ""  # not a quarter of an hour since
    later(minutes=15)
    tell_due()
    assert shown(phone, push_service)[-1]["body"] == "3 things wait for you."
    assert len(push_service.posted) == 2


def test_in_quiet_hours_nothing_and_one_bundle_when_they_end(studio, ruth, phone, push_service):
    wants(studio.ana, awake=NEVER)
    for _ in range(3):
        writes_again(ruth)
        later(hours=2)
        assert tell_due() == ""
    assert not push_service.posted
    wants(studio.ana, awake=ALWAYS)
    tell_due()
    assert len(push_service.posted) == 1


def test_a_pause_is_kept(studio, ruth, phone, push_service):
    Wishes.objects.pause(studio.ana)
    writes_again(ruth)
    later(minutes=2)
    assert tell_due() == "" and not push_service.posted
    Wishes.objects.go_on(studio.ana)
    assert tell_due()


def test_what_they_saw_or_did_meanwhile_is_not_told(studio, ruth, phone, push_service):
    writes_again(ruth)
    Telling.objects.see(ruth, by=studio.ana)
    later(minutes=2)
    assert tell_due() == ""
    writes_again(ruth)
    cast.answer(ruth, "It goes out on Thursday.", by=studio.tomas)
    later(minutes=2)
    assert tell_due() == ""
    writes_again(ruth)
    ruth.assign(to=studio.tomas, by=studio.tomas)
    later(minutes=2)
    assert tell_due() == "" and not push_service.posted
    assert not Telling.objects.unseen().filter(colleague=studio.ana).exists()


def test_what_they_may_no_longer_see_is_not_told(studio, ruth, phone, push_service):
    Note.objects.write(ruth, "@Ana, look", by=studio.tomas)
    ruth.make_private(among=[], by=studio.tomas)
    ruth.assign(to=studio.tomas, by=studio.tomas)
    later(minutes=2)
    assert tell_due() == "" and not push_service.posted


def test_a_note_that_calls_and_a_handing_over_are_told(studio, ruth, push_service):
    wants(studio.tomas)
    laptop = push_service.listener("phone")
    listens(laptop, studio.tomas)
    Note.objects.write(ruth, "@Tomas, is the kiln free?", by=studio.ana)
    later(minutes=2)
    tell_due()
    assert shown(laptop, push_service)[0]["body"] == "A note calls you."

    Mention.objects.read(ruth, by=studio.tomas)
    Telling.objects.see(ruth, by=studio.tomas)
    ruth.assign(to=studio.tomas, by=studio.ana)
    later(minutes=20)
    tell_due()
    assert shown(laptop, push_service)[1]["body"] == "A conversation was given to you."


def test_what_one_does_oneself_is_not_told(studio, ruth, phone):
    Note.objects.write(ruth, "@Ana: remember", by=studio.ana)
    ruth.assign(to=None, by=studio.ana)
    ruth.assign(to=studio.ana, by=studio.ana)
    assert not Telling.objects.filter(colleague=studio.ana).exists()


def test_a_promise_is_told_once_on_its_day(studio, ruth, phone, push_service):
    promise = Promise.objects.make(ruth, "Tell her", due_on=timezone.localdate(), by=studio.ana)
    promises_fall_due()
    assert not Telling.objects.exists()  # she has just said so
    Promise.objects.update(made_at=cast.ago(days=2))
    promises_fall_due()
    promises_fall_due()
    later(minutes=2)
    tell_due()
    assert [one["body"] for one in shown(phone, push_service)] == ["A promise of yours is due."]
    promise.keep(by=studio.ana)
    later(hours=1)
    assert tell_due() == ""


def test_a_promise_kept_before_anybody_was_told_is_not_told(studio, ruth, phone):
    promise = Promise.objects.make(ruth, "Tell her", due_on=timezone.localdate(), by=studio.ana)
    Promise.objects.update(made_at=cast.ago(days=2))
    promises_fall_due()
    promise.keep(by=studio.tomas)
    later(minutes=2)
    assert tell_due() == ""


def test_everything_is_for_those_who_chose_it_and_belong_to_the_inbox(studio, push_service):
    wants(studio.tomas, what="all")
    laptop = push_service.listener("phone")
    listens(laptop, studio.tomas)
    theirs = Inbox.objects.create(
        kind="practice", name="Owners", address="owners@kilnlane.example", is_team_wide=False
    )
    theirs.members.add(studio.ana)
    cast.conversation_with(theirs, to="owners@kilnlane.example")
    assert not Telling.objects.exists()

    cast.conversation_with(studio.inbox, sender=cast.JONAS, subject="Refund")
    later(minutes=2)
    tell_due()
    assert [one["body"] for one in shown(laptop, push_service)] == ["Somebody waits for us."]
    assert not Telling.objects.filter(colleague=studio.ana).exists()

    cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Glaze")
    wants(studio.tomas, what="mine")
    later(minutes=20)
    assert tell_due() == ""


def test_what_a_rule_gives_to_a_colleague_they_are_told(studio, phone, push_service):
    SortingRule.objects.begin(
        Said(name="Bills", words=["invoice"], give="colleague", to=studio.ana), by=studio.tomas
    )
    cast.conversation_with(studio.inbox, "Where is the invoice?", sender=cast.JONAS)
    later(minutes=2)
    tell_due()
    assert [one["body"] for one in shown(phone, push_service)] == ["They wrote in a conversation of yours."]


def test_nothing_is_nothing(studio, ruth, phone, push_service):
    wants(studio.ana, what="nothing", mail="at once")
    writes_again(ruth)
    later(minutes=2)
    assert tell_due() == "" and not push_service.posted and not Notice.objects.exists()


def test_machines_history_and_our_own_letters_tell_nobody(studio, ruth):
    wants(studio.ana, what="all")
    cast.comes_in(studio.inbox, cast.letter("Ball clay is up.", sender=cast.NEWS, Precedence="bulk",
                  List_Id="<news.northbank.example>"))  # fmt: skip
    cast.comes_in(
        studio.inbox, cast.letter("Sent from my phone", sender=cast.STUDIO, to=cast.RUTH), role="sent"
    )
    assert not Telling.objects.exists()


def can_send(studio) -> None:
    Inbox.objects.create(kind="email", name="Mail", address="hello@kilnlane.example")


def test_a_mail_when_no_browser_can_be_reached(studio, ruth):
    can_send(studio)
    wants(studio.ana, mail="at once")
    writes_again(ruth, "My secret glaze")
    later(minutes=2)
    assert tell_due() == "1 colleague told."
    assert tell_due() == ""
    notice = Notice.objects.get(kind="digest")
    outgoing = outgoing_of(notice)
    assert notice.recipient == "ana@kilnlane.example" and outgoing.automatic == "auto-generated"
    assert "They wrote in a conversation of yours." in outgoing.envelope.body
    assert "/told/" in outgoing.envelope.body and "/settings/being-told/" in outgoing.envelope.body
    assert "Ana Moreau" in outgoing.envelope.body  # a person to turn to
    assert "glaze" not in outgoing.envelope.body and "The lid" not in outgoing.envelope.body


def test_one_way_is_enough(studio, ruth, phone, push_service):
    can_send(studio)
    wants(studio.ana, mail="at once")
    writes_again(ruth)
    later(minutes=2)
    tell_due()
    assert push_service.posted and not Notice.objects.exists()


def test_what_no_browser_took_goes_by_mail(studio, ruth, phone, push_service):
    can_send(studio)
    wants(studio.ana, mail="at once")
    push_service.answers["/phone"] = 503
    writes_again(ruth)
    later(minutes=2)
    assert tell_due() == ""
    assert tell_due() == "1 colleague told."
    assert Notice.objects.get().kind == "digest" and len(push_service.posted) == 1


def test_the_daily_mail_comes_at_its_hour_and_once(studio, ruth, monkeypatch):
    can_send(studio)
    User.objects.filter(pk=studio.ana.pk).update(time_zone="Asia/Tokyo")
    wants(studio.ana, mail="daily", mail_hour=9, names_people=True)
    writes_again(ruth)
    written = Telling.objects.get().made_at

    def at(moment):
        monkeypatch.setattr("byhand.conversations.tell.timezone.now", lambda: moment)
        return tell_due()

    nine = written.replace(hour=0, minute=0, second=0) + timedelta(days=1)  # nine in Tokyo
    assert at(nine - timedelta(minutes=1)) == ""
    assert at(nine + timedelta(minutes=1)) == "1 colleague told."
    assert at(nine + timedelta(minutes=2)) == ""
    assert at(nine + timedelta(days=1, minutes=1)) == ""
    assert "Ruth" in outgoing_of(Notice.objects.get()).envelope.body


def test_mail_is_in_the_words_of_its_reader_and_waits_for_a_mailbox(studio, ruth):
    wants(studio.ana, mail="at once")
    User.objects.filter(pk=studio.ana.pk).update(language="de")
    writes_again(ruth)
    later(minutes=2)
    assert tell_due() == ""  # nothing can send
    assert Telling.objects.get().mailed_at is None
    can_send(studio)
    assert tell_due() == "1 colleague told."
    assert Notice.objects.get().facts["language"] == "de"


def test_when_the_power_goes_it_was_perhaps_told_and_is_not_told_again(
    ruth, phone, push_service, monkeypatch
):
    writes_again(ruth)
    later(minutes=2)
    monkeypatch.setattr("byhand.conversations.tell.wake", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tell_due()
    monkeypatch.undo()
    later(hours=1)
    assert tell_due() == ""
    assert Telling.objects.get().pushed_at and not push_service.posted


def test_another_worker_that_was_quicker_leaves_nothing_to_say(
    studio, ruth, phone, push_service, monkeypatch
):
    from byhand.conversations import tell

    writes_again(ruth)
    later(minutes=2)
    truth = tell.unseen_by

    def meanwhile(colleague):
        rows = truth(colleague)
        Wishes.objects.filter(colleague=colleague).update(pushed_at=timezone.now())
        return rows

    monkeypatch.setattr(tell, "unseen_by", meanwhile)
    assert tell_due() == "" and not push_service.posted


def test_whoever_left_is_told_nothing(studio, ruth, phone, push_service):
    ruth.assign(to=studio.ana, by=studio.tomas)
    writes_again(ruth)
    later(minutes=2)
    User.objects.filter(pk=studio.ana.pk).update(is_active=False, left_at=timezone.now())
    assert tell_due() == "" and not push_service.posted


def test_after_a_month_it_is_forgotten(ruth):
    writes_again(ruth)
    assert forget_told_due() == ""
    later(days=31)
    assert forget_told_due() == "1 thing forgotten."


def test_reading_mail_asks_no_more_than_who_wants_everything(studio, ruth):
    """One query a batch, and one to write what is to be told, if anything is."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        writes_again(ruth)
    told = [
        one["sql"] for one in asked.captured_queries if "pocket_" in one["sql"] or "_telling" in one["sql"]
    ]
    assert len(told) == 2


def test_looking_for_somebody_to_tell_costs_one_query_while_nothing_waits(studio, django_assert_num_queries):
    with django_assert_num_queries(1):
        tell_due()


def test_who_is_asked_for_an_introduction_is_told_until_they_answer(studio, ruth, push_service):
    phone = push_service.listener()
    listens(phone, studio.tomas)
    wants(studio.tomas)
    one = Introduction.objects.ask_colleague(ruth.person, of=studio.tomas, words="She builds", by=studio.ana)
    later(minutes=2)
    assert tell_due() == "1 colleague told." and tell_due() == ""
    (told,) = shown(phone, push_service)
    assert "A colleague asks you for an introduction." in told.values()
    wants(studio.tomas, names_people=True, mail="daily")
    (matter,) = matters_of(Wishes.objects.of(studio.tomas), unseen_by(studio.tomas))
    assert named(matter) == "Ruth Okafor"
    ruth.make_private(among=[], by=studio.ana)
    assert matters_of(Wishes.objects.of(studio.tomas), unseen_by(studio.tomas)) == [], (
        "she is hidden from him"
    )
    ruth.open_up(by=studio.ana)
    one.agree(by=studio.tomas)
    assert matters_of(Wishes.objects.of(studio.tomas), unseen_by(studio.tomas)) == []
