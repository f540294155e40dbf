"""People from tables and cards: each line is taken or accounted for, in small runs, and twice is once."""

import json
import time

import pytest
from django.db import connection
from tests import cast
from tests.kit.test_monica_and_google import MONICA

from byhand.kit.card import Dated
from byhand.kit.days import YearDay
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.file_importing import NoImport
from byhand.people.importing import import_people_due, keep, run
from byhand.people.models import Address, Memory, Occasion, Organisation, Person, TieEnd

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ruth Okafor
EMAIL:ruth@harrow.example
TEL:020 7946 0999
item1.X-ABRELATEDNAMES:Mei Tanaka
item1.X-ABLABEL:_$!<Sister>!$_
END:VCARD
"""


def brings(studio, text, name="people.csv", mapping=None):
    octets = text if isinstance(text, bytes) else text.encode()
    one = keep(name, [octets], by=studio.ana)
    from byhand.people.importing import table_of

    one.begin(mapping or (table_of(one).guess() if one.kind == "table" else {}), by=studio.ana)
    one.refresh_from_db()
    run(one)
    one.refresh_from_db()
    assert one.ended_at and not one.path.exists()
    return one


def test_new_people_come_with_everything_and_are_known(studio):
    one = brings(
        studio,
        "name,email,phone,company,title,notes\n"
        "Ruth Okafor,Ruth@Harrow.example,020 7946 0999,School,Teacher,Likes tea\n",
    )
    ruth = Person.objects.get()
    assert (ruth.name, ruth.line, ruth.organisation.name) == (
        "Ruth Okafor",
        "Teacher",
        "School",
    ) and ruth.is_known()
    assert sorted(ruth.addresses.values_list("value", flat=True)) == ["+442079460999", "ruth@harrow.example"]
    assert Memory.objects.get().by == studio.ana and (one.new, one.known, one.left_out) == (1, 0, 0)


def test_monicas_contacts_come_with_days_and_ties_and_twice_is_once(studio):
    for _turn in range(2):
        one = brings(studio, json.dumps(MONICA), name="monica.json")
    assert (one.new, one.known, one.left_out) == (0, 2, 0)
    ruth = Person.objects.get(name="Ruth Okafor")
    assert ruth.memories.count() == 4 and sorted(ruth.occasions.values_list("kind", flat=True)) == [
        "birthday",
        "other",
    ]
    assert [(end.is_what, end.name or end.person.name) for end in TieEnd.objects.beyond(ruth.pk)] == [
        ("sibling", "Mei")
    ]


def test_twice_is_once(studio):
    text = "name,email,phone,company,note\n"
    text += "Ruth,a@b.example,,F,Tea\nJo Lind,,020 7946 0111,F,Cake\nMei Tanaka,,,F,Rice\n"
    brings(studio, text)
    before = [
        Person.objects.count(),
        Address.objects.count(),
        Memory.objects.count(),
        Organisation.objects.count(),
    ]
    again = brings(studio, text)
    assert (again.new, again.known) == (0, 3) and before == [3, 2, 3, 1]
    assert before == [
        Person.objects.count(),
        Address.objects.count(),
        Memory.objects.count(),
        Organisation.objects.count(),
    ]


def test_who_is_here_keeps_what_stands_there_and_gets_what_is_missing(studio):
    ruth = cast.conversation_with(studio.inbox).person
    ruth.describe(name="Ruth O.", line="")
    Memory.objects.remember(ruth, "Tea", by=studio.tomas).forget()
    brings(
        studio, "name,email,email,title,note\nRuth Okafor,ruth@harrow.example,r@home.example,Teacher,Tea\n"
    )
    ruth.refresh_from_db()
    assert (ruth.name, ruth.line) == ("Ruth O.", "Teacher") and ruth.addresses.count() == 2
    assert not Memory.objects.kept().exists(), "what was forgotten does not come back"
    assert ruth.compared_at is None


def test_two_in_one_file_with_one_address_are_one_and_an_address_of_another_stays_theirs(studio):
    one = brings(
        studio,
        "name,email,email\n"
        "Ruth,a@b.example,\nRuth O,a@b.example,c@d.example\nMei,e@f.example,\nX,a@b.example,e@f.example\n",
    )
    assert (one.new, one.known) == (2, 2)
    assert Address.objects.get(value="e@f.example").person.name == "Mei"
    assert "somebody else’s here" in LeftOut.objects.get().because


def test_a_household_shares_a_number_and_stays_two(studio):
    brings(studio, "name,phone\nAnna Vogel,020 7946 0999\nPeter Vogel,020 7946 0999\n")
    assert Person.objects.count() == 2 and Address.objects.filter(value="+442079460999").count() == 2


def test_a_mailbox_of_several_makes_nobody_the_same(studio):
    """info@ in two rows, or known from a letter: colleagues of one firm stay two, whoever has it, and twice is once."""
    cast.conversation_with(studio.inbox, sender="Harrow Road School <office@harrow.example>")
    for _turn in range(2):
        brings(
            studio,
            "name,email,email 2\nRuth Okafor,ruth@harrow.example,office@harrow.example\n"
            "Mei Tanaka,office@harrow.example,mei@harrow.example\n"
            "Jo Berg,info@firm.example,\nAda Berg,info@firm.example,\n,info@firm.example,\n",
        )
    held = {
        person.name: sorted(person.addresses.values_list("value", flat=True))
        for person in Person.objects.all()
    }
    assert held == {
        "Harrow Road School": ["office@harrow.example"], "Ruth Okafor": ["ruth@harrow.example"],
        "Mei Tanaka": ["mei@harrow.example"], "Jo Berg": ["info@firm.example"], "Ada Berg": [],
    }  # fmt: skip
    assert LeftOut.objects.filter(because__contains="somebody else’s here").count() == 6
    assert Person.objects.count() == 5


def test_rows_without_a_name_or_an_address_of_their_own_are_once_however_often_they_come(studio):
    """A firm's mailbox and switchboard without a name, a number alone, and somebody of whom a row has no address."""
    cast.conversation_with(studio.inbox, sender="Ruth Okafor <office@harrow.example>")
    rows = (
        "name,email,phone,company\n"
        ",info@firm.example,020 7946 0111,Firm\n,,020 7946 0222,\n,,020 7946 0222,Other\n"
        "Ruth Okafor,office@harrow.example,020 7946 0333,\nMei Tanaka,mei@harrow.example,,\nMei Tanaka,,,\n"
    )
    brings(studio, rows)
    first = set(Person.objects.values_list("pk", "name"))
    assert sorted(name for _pk, name in first) == ["", "", "", "Mei Tanaka", "Mei Tanaka", "Ruth Okafor"]
    again = brings(studio, rows)
    assert (again.new, again.known) == (0, 6) and set(Person.objects.values_list("pk", "name")) == first
    # Somebody new at that switchboard is not taken for whoever has it without a name.
    brings(studio, "name,email,phone\n,jo@firm.example,020 7946 0111\nAda Berg,,020 7946 0111\n")
    assert Person.objects.count() == len(first) + 2


def test_one_long_cell_does_not_cost_the_rows_around_it(studio):
    brings(studio, f"name,notes\nRuth,tea\nMei,{'A' * 300_000}\nJo,{' ' * 300_000}x\nAda,milk\n")
    assert set(Person.objects.values_list("name", flat=True)) == {"Ruth", "Mei", "Jo", "Ada"}


def test_every_line_that_is_not_taken_is_told_with_its_reason(studio):
    one = brings(
        studio,
        b'name,email,phone\n"=HYPERLINK(""x"")",a@b.example,1\nB,nope,\n,,\n"C,x,\nD,d@d.example,,z\nE\x81\xff,x,\n',
    )
    told = {(line.line, line.because) for line in LeftOut.objects.all()}
    assert told == {
        (2, 'A formula is not taken: =HYPERLINK("x")'), (2, "“1” is no telephone number."),
        (3, "“nope” is no e-mail address."), (4, "Nothing in it says who somebody is."),
        (5, "A quotation mark in it is never closed."), (6, "It has more cells than there are columns."),
        (7, "It holds characters that cannot be read."),
    }  # fmt: skip
    assert (one.new, one.left_out, one.total, one.reached) == (2, 4, 6, 6)


def test_vcards_with_apples_related_names(studio):
    mei = cast.conversation_with(studio.inbox, sender=cast.MEI).person
    for _twice in range(2):
        brings(studio, CARDS, name="people.vcf")
    (tie,) = TieEnd.objects.beyond(Person.objects.get(name="Ruth Okafor").pk)
    assert (tie.person, tie.is_what, tie.said()) == (mei, "sister", "sister")
    (back,) = TieEnd.objects.beyond(mei.pk)
    assert (back.called(), back.is_what) == ("Ruth Okafor", "sibling")


def test_ties_of_a_table_lead_to_whoever_alone_is_called_so(studio):
    text = "name,email,ties\n"
    text += 'Ruth,a@b.example,"friend: Mei\nJo\nlends the kiln to: Kim"\nMei,m@b.example,friend: Ruth\n'
    text += "Jo,j1@b.example,\nJo,j2@b.example,colleague: Jo\n"
    for _twice in range(2):
        brings(studio, text)
    people = {one.addresses.get().value[:2]: one for one in Person.objects.all()}
    ends = {
        key: [(one.called(), one.is_what, one.person) for one in TieEnd.objects.beyond(one.pk)]
        for key, one in people.items()
    }
    assert ends["a@"] == [
        ("Jo", "contact", None),
        ("Mei", "friend", people["m@"]),
        ("Kim", "lends the kiln to", None),
    ]
    assert ends["m@"] == [("Ruth", "friend", people["a@"])], "said on both cards, noted once"
    assert ends["j1"] == [("Jo", "colleague", people["j2"])] and ends["j2"] == [
        ("Jo", "colleague", people["j1"])
    ]


def test_days_come_in_once_and_what_is_none_is_told(studio):
    text = "name,email,Date of birth,Jahrestag,occasions\n"
    text += 'Ruth,a@b.example,--05-12,6/6/1999,"Name day: 12.6.\nOpening: 2019-03-01"\n'
    text += "Mei,m@b.example,'--02-29,5/6/1980,no day at all\nJo,j@b.example,=1+1,,\n"
    one = brings(studio, text)
    ruth = Person.objects.get(name="Ruth")
    assert [one.told() for one in ruth.occasions.all()] == [
        Dated("Opening", YearDay(3, 1, 2019)), Dated("birthday", YearDay(5, 12)),
        Dated("anniversary", YearDay(6, 6, 1999)), Dated("Name day", YearDay(6, 12)),
    ]  # fmt: skip
    assert Person.objects.get(name="Mei").occasions.get().on == YearDay(2, 29)
    told = [(line.line, line.because) for line in LeftOut.objects.filter(of=one)]
    assert told == [
        (4, "“anniversary: 5/6/1980” is no day that can be read."), (4, "“no day at all” is no day that can be read."),
        (5, "“birthday: =1+1” is no day that can be read."),
    ]  # fmt: skip
    Occasion.objects.get(kind="anniversary").take_away(by=studio.ana)
    mine = Occasion.objects.get(person__name="Mei")
    mine.change(YearDay(3, 1), kind="birthday", by=studio.ana)
    brings(studio, text)
    assert Occasion.objects.count() == 5, (
        "what stands there stays, and what was taken away does not come back"
    )


def test_it_goes_on_where_it_stopped(studio, monkeypatch):
    monkeypatch.setattr("byhand.people.file_importing.PORTION", 10)
    one = keep(
        "p.csv",
        [b"name,email\n" + b"".join(b"P%d,p%d@x.example\n" % (n, n) for n in range(35))],
        by=studio.ana,
    )
    assert import_people_due() == "" and not Person.objects.exists(), (
        "nothing is read before somebody says so"
    )
    one.begin({0: "name", 1: "email"}, by=studio.ana)
    one.refresh_from_db()
    run(one, until=time.monotonic() - 1)
    assert Person.objects.count() == 10 and CardImport.objects.get().reached == 10
    stale = CardImport.objects.get()
    assert run(CardImport.objects.get(), until=time.monotonic() - 1) == 10
    assert run(stale) == 0, "another process read on meanwhile"
    assert import_people_due() == "15 people imported." and Person.objects.count() == 35
    assert CardImport.objects.get().ended_at and not CardImport.objects.going().exists()


def test_a_file_that_is_gone_ends_with_a_sentence(studio):
    one = keep("p.csv", [b"name\nRuth\n"], by=studio.ana)
    one.begin({0: "name"}, by=studio.ana)
    one.path.unlink()
    import_people_due()
    assert "Upload it once more" in CardImport.objects.get().trouble


@pytest.mark.parametrize("octets", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04" + b"\0" * 99])
def test_what_is_neither_is_refused_and_not_kept(studio, octets):
    with pytest.raises(NoImport, match="no table of people"):
        keep("../../x.csv", [octets], by=studio.ana)
    assert not CardImport.objects.exists()


def a_line(n: int) -> bytes:
    """Of a thousand lines, eight are broken or odd in eight ways, and a tenth is in another encoding."""
    cells = [
        f"José Okafor{n % 977}",
        f"p{n}@firm{n % 3000}.example",
        "",
        f"+4420{70000000 + n}",
        f"Firm {n % 3000}",
        "tea",
    ]
    odd = {
        3: '"=HYPERLINK(""http://x"",""y"")";' + ";".join(cells[1:]), 4: ";".join([cells[0], "no address", *cells[2:]]),
        5: ";".join([*cells, "one too many"]), 6: ";".join([*cells[:5], '"never closed']), 7: ";;;;;",
        8: ";".join([*cells[:3], "call me", *cells[4:]]),
    }.get(n % 1000, ";".join(cells))  # fmt: skip
    if n % 1000 == 9:
        return odd.encode("cp1252").replace(b"a", b"\x81", 1) + b"\r\n"
    return odd.encode("cp1252" if n % 10 == 1 else "utf-8") + b"\r\n"


# What is taken and what is not is worked out before a database is asked: the other one gets a tenth.
MANY = 200_000 if connection.vendor == "sqlite" else 20_000


@pytest.mark.parametrize("rows", [2_000, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_table_with_broken_lines_duplicate_headings_and_formulas_is_accounted_for_line_by_line(
    studio, rows
):
    heading = b"\xef\xbb\xbfName;E-mail;E-mail;Phone;Company;Notes\r\n"
    one = brings(studio, heading + b"".join(a_line(n) for n in range(rows)))
    thousands = rows // 1000
    assert (one.total, one.reached, one.new, one.left_out) == (
        rows,
        rows,
        rows - 4 * thousands,
        4 * thousands,
    )
    for first in range(0, rows, 1000):
        told = LeftOut.objects.filter(line__gt=first + 1, line__lte=first + 1001).values_list(
            "line", flat=True
        )
        assert list(told) == [first + 2 + n for n in (3, 4, 5, 6, 7, 8, 9)]
    assert Person.objects.filter(name__startswith="José ").count() == rows - 5 * thousands


def test_one_mailbox_in_both_spellings_of_its_domain_is_one_persons(studio):
    """A colleague writes bücher.example, a mail program xn--bcher-kva.example."""
    ruth = cast.conversation_with(studio.inbox, sender="Ruth Okafor <ruth@xn--bcher-kva.example>").person
    brings(studio, "name,email,title\nRuth Okafor,Ruth@Bücher.example,Teacher\nMei,mei@bücher.example,\n")
    brings(studio, "name,email,email\nM. T.,mei@xn--bcher-kva.example,mei@bücher.example\n")
    cast.conversation_with(studio.inbox, sender="Mei Tanaka <mei@xn--bcher-kva.example>", subject="Plates")
    held = {one.name: one.addresses.count() for one in Person.objects.all()}
    assert held == {"Ruth Okafor": 1, "Mei": 1}
    ruth.refresh_from_db()
    assert ruth.line == "Teacher" and Address.objects.email("ruth@BÜCHER.example").get().person == ruth
    for other in (
        "ruth@straße.example",
        "ruth@strasse.example",
    ):  # two domains, though an older rule made them one
        brings(studio, f"name,email\n{other},{other}\n")
    assert Person.objects.count() == 4
