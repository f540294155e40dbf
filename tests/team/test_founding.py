"""Founding the house: once, whole or not at all."""

from __future__ import annotations

import threading
from stat import S_IMODE

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.db import connection

from byhand.team.founding import AlreadyFounded, found
from byhand.team.house import House
from byhand.team.setup_code import forget_setup_code, is_setup_code, setup_code
from byhand.team.user import User

ANA = {"team": "Clay & Co", "name": "Ana Moreau", "email": "Ana@Clay.test", "password": "wheel-and-kiln-42"}


@pytest.mark.django_db
def test_the_founder_owns_the_house_and_is_whom_to_turn_to():
    owner = found(**ANA)

    house = House.current()
    assert house is not None
    assert (house.name, house.contact) == ("Clay & Co", owner)
    assert owner.is_owner
    assert owner.email == "ana@clay.test"


@pytest.mark.django_db
def test_the_password_is_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = [one for one in settings.PASSWORD_HASHERS if "MD5" not in one]

    assert identify_hasher(found(**ANA).password).algorithm == "argon2"


@pytest.mark.django_db
def test_a_second_founder_is_told_and_leaves_nothing_behind():
    found(**ANA)

    with pytest.raises(AlreadyFounded, match="Ask them for an invitation"):
        found(**{**ANA, "team": "Thieves", "email": "mallory@elsewhere.test"})

    assert User.objects.count() == 1
    assert House.objects.get().name == "Clay & Co"


def test_of_many_who_found_at_once_exactly_one_wins(fresh_house):
    outcomes: list[str] = []
    together = threading.Barrier(4)

    def race(number: int) -> None:
        together.wait()
        try:
            found(**{**ANA, "email": f"racer{number}@clay.test"})
            outcomes.append("won")
        except AlreadyFounded:
            outcomes.append("told")
        finally:
            connection.close()

    racers = [threading.Thread(target=race, args=(number,)) for number in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(outcomes) == ["told", "told", "told", "won"]
    assert (House.objects.count(), User.objects.count()) == (1, 1)


def test_the_setup_code_stays_the_same_until_it_is_forgotten():
    first = setup_code()

    assert setup_code() == first
    forget_setup_code()
    assert setup_code() != first


def test_the_setup_code_can_be_read_by_its_owner_alone():
    setup_code()

    assert S_IMODE((settings.KEYS_FOLDER / "setup.code").stat().st_mode) == 0o600


def test_the_setup_code_forgives_how_people_type():
    code = setup_code()

    assert is_setup_code(f"  {code.lower().replace('-', ' ')} ")
    assert is_setup_code(code.replace("0", "o").replace("1", "l"))


@pytest.mark.parametrize("wrong", ["", "-", "0000-0000-0000", "7K2M", "é" * 12, "\x00", "A" * 100_000])
def test_a_wrong_setup_code_opens_nothing(wrong):
    assert not is_setup_code(wrong)


def test_the_setup_code_is_gone_once_the_house_stands(fresh_house):
    setup_code()

    found(**ANA)

    assert not (settings.KEYS_FOLDER / "setup.code").exists()
