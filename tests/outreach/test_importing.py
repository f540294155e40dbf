"""Lists from elsewhere are read by a chore: resumable, accounted for line by line, and twice is once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people.agreeing import somebody, topic

from byhand.conversations.erasing.erase import NotNow, erase
from byhand.outreach.importing import Asked, import_lists_due, keep, run
from byhand.outreach.looking import Looking
from byhand.outreach.models import Listed, ListImport, NotListed, PeopleList
from byhand.people import file_importing
from byhand.people.consent import Consent
from byhand.people.doors import Door
from byhand.people.file_import import folder
from byhand.people.file_importing import NoImport
from byhand.people.models import Link, Person

TABLE = b"email,name,tags,status\n" + b"".join(
    b"p%d@x.example,P %d,\"%s\",%s\n" % (n, n, b"kiln" if n % 2 else b"kiln, fair", b"unsubscribed" if n == 3 else b"")
    for n in range(10)
) + b"nobody,N,,\n"  # fmt: skip


def test_a_list_is_read_a_portion_at_a_time_and_goes_on_where_it_stopped(studio, monkeypatch):
    workshops = topic("Workshops", by=studio.ana)
    asked = Asked(workshops, "Our newsletter, double opt-in", date(2024, 1, 1), "Everyone", takes_lists=True)
    Consent.objects.withdraw(somebody("p5@x.example"), door=Door.PAGE)
    monkeypatch.setattr(file_importing, "PORTION", 4)
    one = keep("x.csv", [TABLE], asked, by=studio.ana)
    run(one, until=0)  # stopped after the first portion
    assert (one.reached, one.total) == (4, 11) and one.ended_at is None
    assert "7 lines read" in import_lists_due()
    one.refresh_from_db()
    assert one.ended_at and not one.trouble and not one.path.exists() and one.share() == 1
    assert (one.agreed, one.withdrew, one.left_out) == (8, 1, 2)
    assert dict(NotListed.objects.values_list("because", "line")) == {
        "withdrew here": 7,
        "no usable address": 12,
    }
    on = {
        each.name: set(Listed.objects.filter(of=each).values_list("person__name", flat=True))
        for each in PeopleList.objects.all()
    }
    assert on["Everyone"] == on["kiln"] == {f"P {n}" for n in range(10)} - {"P 3", "P 5"}
    assert on["fair"] == {"P 0", "P 2", "P 4", "P 6", "P 8"}

    again = keep("x.csv", [TABLE], asked, by=studio.ana)
    import_lists_due()
    again.refresh_from_db()
    assert (again.agreed, again.withdrew, again.listed) == (0, 0, 0)
    assert Person.objects.count() == 10


def test_what_is_no_list_is_refused_in_words_and_a_lost_file_ends(studio):
    for hostile in (b"", b"\x00\x01", b"Name\nRuth\n", b"{}", b"email"):
        if hostile != b"email":
            with pytest.raises(NoImport, match="This is no list"):
                keep("../../etc/passwd", [hostile], Asked(to_list="L"), by=studio.ana)
    one = keep("../../etc/pass\nwd", [b"email\na@x.example\n"], Asked(to_list="L"), by=studio.ana)
    assert "/" not in one.file and one.path.parent == folder()
    one.path.unlink()
    import_lists_due()
    one.refresh_from_db()
    assert one.ended_at and "Upload it once more" in one.trouble


def test_who_is_erased_stands_in_no_account_and_on_no_list(studio):
    shelf, gone = PeopleList.objects.begin("Fair", by=studio.ana), somebody("gone@x.example", "G One").person
    shelf.add([gone.pk], by=studio.ana)
    one = keep("x.csv", [b"email,name\nno address of G One,G One\n"], Asked(to_list="Fair"), by=studio.ana)
    with pytest.raises(NotNow, match="A list is being read"):
        erase(gone, by=studio.ana)
    import_lists_due()
    assert NotListed.objects.exclude(raw="").exists() and ListImport.objects.get(pk=one.pk).left_out == 1
    erase(gone, by=studio.ana)
    assert not NotListed.objects.exclude(raw="").exists() and not Listed.objects.exists()


def test_a_list_goes_along_with_whoever_is_merged_and_counts_them_once(studio):
    shelf = PeopleList.objects.begin("Fair", by=studio.ana)
    one, other = somebody("a@x.example", "Rosa A").person, somebody("b@x.example", "Rosa B").person
    shelf.add([one.pk, other.pk], by=studio.ana)
    link = Link.objects.merge(other, into=one, by=studio.ana)
    assert shelf.people(Looking.of(studio.ana)).count() == 1
    link.take_apart(by=studio.ana)
    assert shelf.people(Looking.of(studio.ana)).count() == 2
