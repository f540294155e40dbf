"""Law 1: whatever is addressed to one person is released by a signed-in colleague. Here one tries otherwise."""

from dataclasses import replace

import pytest
from django.conf import settings
from tests.signing_in import cookie_of, sign_in

from byhand.channels.envelope import Recipient
from byhand.gate.context import Context
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import JournalEntry
from byhand.gate.refusals import Refusal
from byhand.people.models import Address, Person
from byhand.team.models import Session
from byhand.team.signin import NotSignedIn, Presence, SignIn

pytestmark = pytest.mark.django_db


def test_a_signed_in_colleague_releases_words_sealed_and_journaled(release, ana):
    dispatch = release()
    assert dispatch.author == ana
    assert dispatch.has_whole_seal()
    assert [one.recipient for one in dispatch.deliveries.order_by("pk")] == [
        "ruth@harrow.example",
        "mei@harrow.example",
    ]
    assert JournalEntry.objects.get().kind == "dispatch"


def test_nothing_about_people_or_words_stands_in_the_journal(release):
    release()
    record = JournalEntry.objects.get().record
    assert "ruth" not in record
    assert "shelf" not in record


@pytest.mark.parametrize("nobody", [None, "ana", 1, object()])
def test_nobody_releases_without_a_sign_in(envelope, nobody):
    with pytest.raises(NotSignedIn):
        Dispatch.objects.release(envelope, kind="personal", context=Context("c", True), by=nobody)
    assert not Dispatch.objects.exists()


def test_a_colleague_as_such_is_no_sign_in(envelope, ana):
    with pytest.raises(NotSignedIn):
        Dispatch.objects.release(envelope, kind="personal", context=Context("c", True), by=ana)


def test_by_must_be_said(envelope):
    with pytest.raises(TypeError):
        Dispatch.objects.release(envelope, kind="personal", context=Context("c", True))


def test_a_stale_sign_in_releases_nothing(release, ana):
    stale = sign_in(ana)
    Session.objects.all().delete()
    with pytest.raises(NotSignedIn):
        release(by=stale)


def test_a_sign_in_ends_with_its_request(release, ana):
    kept = sign_in(ana)
    kept.end()
    with pytest.raises(NotSignedIn):
        release(by=kept)


def test_who_changed_the_password_is_signed_out_everywhere(release, ana):
    before = sign_in(ana)
    ana.set_password("another long phrase")
    ana.save()
    with pytest.raises(NotSignedIn):
        release(by=before)


def test_who_has_left_releases_nothing(release, ana):
    before = sign_in(ana)
    ana.leave()
    with pytest.raises(NotSignedIn):
        release(by=before)


def test_a_chore_cannot_use_the_sign_in_of_a_colleague_who_is_at_the_desk(release, ana):
    """All a chore finds is the session table, and that holds no cookie."""
    cookie_of(ana)
    for session in Session.objects.all():
        assert SignIn.from_cookie(session.session_key) is None
        with pytest.raises(NotSignedIn):
            release(by=SignIn(ana, session.session_key, Presence()))


@pytest.mark.parametrize("token", ["", "Bearer abc", "0" * 32, "x" * 5000])
def test_a_token_is_no_cookie(ana, token):
    assert SignIn.from_cookie(token) is None


def test_another_colleagues_cookie_does_not_speak_for_ana(release, ana, django_user_model):
    tomas = django_user_model.objects.create_user(
        "tomas@kilnlane.example", "Tomas Brandt", "a long enough phrase"
    )
    with pytest.raises(NotSignedIn):
        release(by=SignIn(ana, cookie_of(tomas), Presence()))


def test_an_unknown_kind_is_a_mistake_of_ours(envelope, ana):
    with pytest.raises(ValueError, match="kind"):
        Dispatch.objects.release(envelope, kind="nudge", context=Context("c", True), by=sign_in(ana))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"body": "  \n"}, "there_are_words"),
        ({"to": (), "cc": ()}, "there_is_someone_to_read_them"),
        ({"to": (Recipient("ruth at harrow"),)}, "addresses_are_addresses"),
        ({"to": (Recipient("lead-5@intercom.invalid"),)}, "addresses_lead_somewhere"),
        ({"subject": "Hello\nBcc: everyone@example.org"}, "nothing_breaks_the_headers"),
        ({"to": (Recipient("ruth@harrow.example", "Ruth\r\nX: y"),)}, "nothing_breaks_the_headers"),
        ({"subject": "x" * 2000}, "nothing_breaks_the_headers"),
        ({"to": tuple(Recipient(f"p{n}@harrow.example") for n in range(51))}, "not_a_mass_mail"),
    ],
)
def test_the_gate_says_no_with_a_sentence(release, envelope, change, rule):
    with pytest.raises(Refusal) as no:
        release(replace(envelope, **change))
    assert no.value.rule == rule
    assert no.value.sentence.endswith(".")
    assert not Dispatch.objects.exists()


def test_the_gate_holds_words_written_past_something_new(release):
    with pytest.raises(Refusal) as no:
        release(seen=4, newest=5)
    assert no.value.rule == "writer_saw_the_newest"


def test_an_archive_cannot_send(release, envelope, inbox):
    inbox.kind = "archive"
    with pytest.raises(Refusal) as no:
        release(replace(envelope, inbox=inbox))
    assert no.value.rule == "inbox_can_send"


def test_who_does_not_belong_to_an_inbox_does_not_write_from_it(release, inbox):
    inbox.is_team_wide = False
    inbox.save()
    with pytest.raises(Refusal) as no:
        release()
    assert no.value.rule == "author_may_use_the_inbox"


def test_nobody_writes_to_an_address_that_does_not_exist(release):
    person = Person.objects.create(name="Ruth")
    address = Address.objects.create(person=person, value="ruth@harrow.example")
    address.note_failure("5.1.1")
    with pytest.raises(Refusal) as no:
        release()
    assert no.value.rule == "addresses_work"


def test_a_session_in_the_table_cannot_be_turned_into_a_cookie(ana):
    cookie = cookie_of(ana)
    assert cookie not in str(list(Session.objects.values()))
    assert SignIn.from_cookie(cookie) is not None
    assert settings.SESSION_ENGINE == "byhand.team.sessions"
