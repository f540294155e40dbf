"""Who owns the desk, who leaves, who is signed out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from byhand.team.inviting import CannotJoin, Invitation
from byhand.team.session import Session, SessionStore, digest
from byhand.team.staffing import (
    NotAllowed,
    let_go,
    make_colleague,
    make_owner,
    sign_out_everywhere,
    welcome_back,
)
from byhand.team.user import User

pytestmark = pytest.mark.django_db
PASSWORD = "wheel-and-kiln-42"


@pytest.fixture
def ana():
    return User.objects.create_user("ana@clay.test", "Ana Moreau", PASSWORD, role=User.Role.OWNER)


@pytest.fixture
def tomas():
    return User.objects.create_user("tomas@clay.test", "Tomas Brandt", PASSWORD)


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def key_of(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def test_whoever_leaves_is_signed_out_everywhere(ana, tomas):
    signed_in(tomas), signed_in(tomas)

    let_go(tomas, by=ana)

    tomas.refresh_from_db()
    assert not tomas.is_active and tomas.left_at
    assert Session.objects.filter(colleague=tomas).count() == 0


def test_a_colleague_cannot_send_anyone_away(ana, tomas):
    with pytest.raises(NotAllowed, match="Only an owner"):
        let_go(ana, by=tomas)


def test_the_last_owner_can_neither_leave_nor_step_down(ana, tomas):
    for verb in (let_go, make_colleague):
        with pytest.raises(NotAllowed, match="needs an owner"):
            verb(ana, by=ana)


def test_an_owner_may_step_down_once_there_is_another(ana, tomas):
    make_owner(tomas, by=ana)
    make_colleague(ana, by=ana)

    ana.refresh_from_db()
    assert not ana.is_owner


def test_a_colleague_cannot_make_themselves_an_owner(ana, tomas):
    with pytest.raises(NotAllowed):
        make_owner(tomas, by=tomas)


def test_an_owner_who_has_left_can_do_nothing(ana, tomas):
    make_owner(tomas, by=ana)
    let_go(ana, by=tomas)

    with pytest.raises(NotAllowed):
        let_go(tomas, by=ana)


def test_who_comes_back_is_a_colleague_and_their_old_password_opens_nothing(ana, tomas):
    make_owner(tomas, by=ana)
    let_go(tomas, by=ana)

    welcome_back(tomas, by=ana)

    tomas.refresh_from_db()
    assert tomas.is_active and not tomas.is_owner
    assert not tomas.check_password(PASSWORD)


def test_signing_out_everywhere_spares_the_browser_one_sits_at(ana, tomas):
    here, there, stranger = signed_in(ana), signed_in(ana), signed_in(tomas)

    assert sign_out_everywhere(ana, except_digest=digest(key_of(here))) == 1

    assert [bool(SessionStore(key_of(one)).get("_auth_user_id")) for one in (here, there, stranger)] == [
        True,
        False,
        True,
    ]


def test_the_session_row_names_its_colleague_and_never_the_key(ana):
    browser = signed_in(ana)

    row = Session.objects.get(colleague=ana)
    assert row.session_key == digest(key_of(browser)) != key_of(browser)


def test_an_invitation_works_once(ana):
    row, _secret = Invitation.objects.invite(email="mei@clay.test", by=ana)
    row.accept(name="Mei", email="mei@clay.test", password=PASSWORD)

    with pytest.raises(CannotJoin, match="a moment ago"):
        row.accept(name="Mallory", email="mallory@clay.test", password=PASSWORD)


def test_an_invitation_is_not_spent_on_an_address_that_is_taken(ana, tomas):
    row, secret = Invitation.objects.invite(email="", by=ana)

    with pytest.raises(CannotJoin, match="here already"):
        row.accept(name="Tomas", email="TOMAS@clay.test", password=PASSWORD)

    assert Invitation.objects.by_secret(secret) == row
