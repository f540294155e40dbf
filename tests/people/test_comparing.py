"""Who may be the same: only for reasons that are there, never asked again once decided, and nothing for a mailbox."""

import pytest
from tests import cast

from byhand.conversations.telling_who import read_for_clues_due
from byhand.people.comparing import compare_due
from byhand.people.link import Link
from byhand.people.models import Address, Clue, Organisation, Person, Resemblance


def someone(name, *emails, phone="", firm=""):
    person = Person.objects.create(name=name)
    if firm:
        person.organisation, _ = Organisation.objects.get_or_create(name=firm)
        person.save(update_fields=["organisation"])
    for value in emails:
        Address.objects.create(person=person, value=value)
    if phone:
        Address.objects.create(person=person, kind="phone", value=phone)
    return person


def asked():
    compare_due()
    return {frozenset((one.one.name, one.other.name)): [tuple(why) for why in one.reasons]
            for one in Resemblance.objects.to_ask().select_related("one", "other")}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Ruth Okafor", "ruth@harrow.example"), ("Okafor, Ruth", "r@home.example"), ["name"]),
        (("Jürgen Müller", "jm@a.example"), ("Juergen Mueller", "m@b.example"), ["name"]),
        (("R. Okafor", "ruth@harrow.example"), ("Ruth Okafor", "r@home.example"), ["initials"]),
        (("Ruth Okafor", "ruth.okafor7@a.example"), ("", "ruth.okafor7@gmail.com"), ["local"]),
        (("Ruth", "ruth@harrow.example"), ("Ruth Okafor", "okafor@harrow.example"), ["first name", "domain"]),
        (("Ruth Okafor", "r@harrow.example"), ("R. Okafor", "ro@harrow.example"), ["initials", "domain"]),
        (("Ruth Okafor", "r@harrow.example"), ("Ruth Okfaor", "ro@harrow.example"), ["slip", "domain"]),
        (
            ("Ruth Okafor", "r@harrow.example"),
            ("Ruth Okafor-Lind", "l@harrow.example"),
            ["one family name", "domain"],
        ),
    ],
)
def test_asked_with_the_reasons_that_are_there(db, one, other, why):
    someone(*one)
    someone(*other)
    compare_due()
    assert [kind for kind, _words in Resemblance.objects.get().reasons] == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna Vogel", "anna@vogel.example"), ("Peter Vogel", "peter@vogel.example")),
        (("Anna", "anna@gmail.com"), ("Anna Vogel", "vogel@gmail.com")),
        (("Anna", "anna@a.example"), ("Anna", "anna@b.example")),
        (("Anna Vogel", "a@harrow.example"), ("Anna Okafor", "b@harrow.example")),
        (("Jane Smith", "jane.smith1@a.example"), ("John Smith", "jane.smith1@b.example")),
        (("Ruth Okafor", "info@a.example"), ("Ruth Okafor", "sales@b.example")),
        (("ruth@harrow.example", "ruth@harrow.example"), ("ruth@harrow.example", "x@y.example")),
        (("", "a@b.example"), ("", "c@d.example")),
        (("A", "a@b.example"), ("B", "a@c.example")),
    ],
)
def test_not_asked_without_a_reason(db, one, other):
    someone(*one)
    someone(*other)
    assert asked() == {}


def test_one_telephone_is_a_reason_unless_the_names_contradict(db):
    someone("Ruth Okafor", phone="+442079460999")
    someone("Ruth Lind", phone="+442079460999")
    someone("Peter Okafor", phone="+442079460999")
    assert asked() == {
        frozenset(("Ruth Okafor", "Ruth Lind")): [("first name", ""), ("phone", "+442079460999")]
    }


def test_a_number_below_a_letter_is_a_reason(studio):
    noted = someone("Ruth Okafor-Lind", phone="+442079460999")
    words = "The lid broke.\n\nKind regards\n\n--\nRuth\nHarrow Road School\nTel. 020 7946 0999\nFax none"
    ruth = cast.conversation_with(studio.inbox, words, sender="Ruth <ruth@harrow.example>").person
    assert read_for_clues_due() == "1 person recognised better." and read_for_clues_due() == ""
    assert asked() == {frozenset((noted.name, ruth.name)): [("first name", ""), ("signed", "+442079460999")]}


def test_our_own_number_and_one_in_a_quote_tell_nothing(studio):
    words = "Hello\n\n--\nRuth\n+44 20 7946 0101\n\n> call me\n> --\n> Ana\n> +44 20 7946 0555"
    cast.conversation_with(studio.inbox, words)
    read_for_clues_due()
    assert not Clue.objects.filter(kind="signed").exists()


def test_a_name_that_many_bear_suggests_nothing_by_itself(db):
    for n in range(8):
        someone("Anna Smith", f"a{n}@f{n}.example", firm="Guild" if n < 2 else "")
    found = Resemblance.objects
    compare_due()
    assert [kind for kind, _ in found.get().reasons] == ["name", "organisation"]


def test_several_who_write_from_one_address_are_nobody(studio):
    for name in ("Ruth Okafor", "Mei Tanaka", "Jonas Lind"):
        cast.comes_in(studio.inbox, cast.letter("x", sender=f"{name} <pottery@harrow.example>"))
    someone("Ruth Okafor", "ruth@home.example")
    assert len(asked()) == 1
    read_for_clues_due()
    shared = Address.objects.get(value="pottery@harrow.example")
    assert shared.is_shared() and asked() == {}
    shared.is_one_persons(by=studio.ana)
    shared.person.rename("Ruth Okafor")
    assert len(asked()) == 1


def test_different_is_never_asked_again_even_of_whom_they_are_merged_with(studio):
    one, other = someone("Ruth Okafor", "a@a.example"), someone("Ruth Okafor", "b@b.example")
    compare_due()
    Resemblance.objects.get().are_different(by=studio.ana)
    third = someone("Ruth Okafor", "c@c.example")
    Person.objects.all().look_again()
    compare_due()
    assert Resemblance.objects.to_ask().count() == 2
    link = Link.objects.merge(third, into=one, by=studio.ana)
    Person.objects.all().look_again()
    compare_due()
    assert not Resemblance.objects.to_ask().exists()
    link.take_apart(by=studio.ana)
    compare_due()
    assert {(r.one_id, r.other_id) for r in Resemblance.objects.to_ask()} == {
        (other.pk, third.pk),
        (one.pk, third.pk),
    }


def test_later_is_asked_later_and_what_is_no_more_so_not_at_all(db):
    one = someone("Ruth Okafor", "a@a.example")
    someone("Ruth Okafor", "b@b.example")
    compare_due()
    Resemblance.objects.get().ask_later()
    assert not Resemblance.objects.to_ask().exists()
    Resemblance.objects.update(later_until=None)
    one.describe(name="Hanna Berg", line="")
    assert asked() == {} and not Resemblance.objects.exists()


def test_portions_find_the_same_as_one_look(db, monkeypatch):
    for n in range(12):
        someone(f"Ruth{'abcdef'[n // 2]} Okafor{'abcdef'[n // 2]}", f"a{n}@f{n}.example")
    monkeypatch.setattr("byhand.people.comparing.PORTION", 5)
    compare_due()
    assert Resemblance.objects.to_ask().count() == 6
