"""People in and out at the desk: looked at first, then read; everyone as a file that no spreadsheet runs."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.web.conftest import client_of

from byhand.kit.days import YearDay
from byhand.people.card_import import CardImport
from byhand.people.importing import import_people_due, keep, run, table_of
from byhand.people.models import Link, Memory, Occasion, Person
from byhand.people.tie import Tie

TABLE = b'Wer;Mail;Notiz\nRuth Okafor;ruth@harrow.example;Likes tea\n"=1+1";x;\n'


def upload(desk, octets=TABLE, name="people.csv"):
    return desk.post("/people/files/upload/", {"file": SimpleUploadedFile(name, octets)})


def body(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_looked_at_with_the_columns_meaning_something_else_then_read(studio, desk):
    at = upload(desk)["Location"]
    page = desk.get(at).content.decode()
    assert "Wer" in page and "ruth@harrow.example" in page and "2 lines" in page
    assert not Person.objects.exists()
    meaning = {"column_0": "name", "column_1": "email", "column_2": "note"}
    page = desk.post(f"{at}begin/", meaning | {"look": "1"}).content.decode()
    assert "<strong>Ruth Okafor</strong>" in page and "A formula is not taken: =1+1" in page
    assert desk.post(f"{at}begin/", meaning)["Location"] == at
    assert "Coming in: 0" in desk.get(at).content.decode()
    assert import_people_due() == "1 person imported."
    page = desk.get(at).content.decode()
    assert "They are all here" in page and "1 new person" in page and "1 line not taken" in page
    account = list(csv.reader(io.StringIO(body(desk.get(f"{at}left-out.csv")))))
    assert account[0] == ["line", "why", "how it begins"] and account[1][0] == "3"
    assert account[1][2].startswith("'=1+1"), "the account is defused, too"
    assert "people.csv" in desk.get("/people/files/").content.decode()


def test_columns_that_say_nothing_are_refused(studio, desk):
    at = upload(desk)["Location"]
    answer = desk.post(f"{at}begin/", {"column_2": "note"})
    assert answer.status_code == 422 and "who somebody is" in answer.content.decode()
    assert desk.post(f"{at}begin/", {"column_0": "nonsense"}).status_code == 422
    assert CardImport.objects.get().begun_at is None


def test_vcards_are_shown_and_read(studio, desk):
    at = upload(desk, b"BEGIN:VCARD\nFN:Ruth\nEMAIL:r@b.example\nEND:VCARD\n", "x.vcf")["Location"]
    assert "1 card" in desk.get(at).content.decode()
    desk.post(f"{at}begin/")
    import_people_due()
    assert Person.objects.get().name == "Ruth"


@pytest.mark.parametrize("octets", [b"\x89PNG\r\n\x1a\n\0\0\0", b"\n"])
def test_what_is_neither_is_told(studio, desk, octets):
    answer = upload(desk, octets)
    assert answer.status_code == 422 and "no table of people" in answer.content.decode()


def test_a_file_that_is_gone_is_told(studio, desk):
    at = upload(desk)["Location"]
    CardImport.objects.get().path.unlink()
    for answer in (desk.get(at), desk.post(f"{at}begin/", {"column_0": "name"})):
        assert "The file is not here any more." in answer.content.decode()


@pytest.fixture
def busy(studio):
    ruth = cast.a_busy_week(studio)
    Memory.objects.remember(ruth.person, '=HYPERLINK("http://evil.example")', by=studio.ana)
    Occasion.objects.mark(ruth.person, YearDay(2, 29), kind="birthday", by=studio.ana)
    Occasion.objects.mark(ruth.person, YearDay(12, 6, 2019), label="=Name day; hers: 1", by=studio.ana)
    mei = Person.objects.get(name="Mei Tanaka")
    Tie.objects.tie(ruth.person, mei, is_what="pupil", by=studio.ana)
    Tie.objects.tie(ruth.person, "Daniel", is_what="=brother", back="sister", by=studio.ana)
    Link.objects.merge(Person.objects.create(name="R. Okafor"), into=ruth.person, by=studio.ana)
    return ruth.person


def test_everyone_as_a_table_is_defused_and_comes_back_as_it_was(studio, busy, desk):
    text = body(desk.get("/people/everyone.csv"))
    rows = list(csv.DictReader(io.StringIO(text)))
    ruth = next(row for row in rows if row["name"] == "Ruth Okafor")
    assert ruth["email"] == "ruth@harrow.example" and ruth["notes"].startswith("'=HYPERLINK")
    assert ruth["ties"] == "pupil: Mei Tanaka\n'=brother: Daniel" and ruth["notes"]
    assert (ruth["birthday"], ruth["occasions"]) == ("'--02-29", "'=Name day; hers: 1: 2019-12-06")
    assert len(rows) == Person.objects.standing().count(), "whoever was merged is one"
    one = keep("again.csv", [text.encode()], by=studio.ana)
    one.begin(table_of(one).guess(), by=studio.ana)
    one.refresh_from_db()
    before = Memory.objects.count(), Person.objects.count()
    run(one)
    one.refresh_from_db()
    assert one.new == 0 and (Memory.objects.count(), Person.objects.count()) == before
    assert Occasion.objects.count() == 2 and Tie.objects.count() == 2


def test_everyone_as_vcards_and_as_json(studio, busy, desk):
    cards = body(desk.get("/people/everyone.vcf"))
    assert cards.count("BEGIN:VCARD") == Person.objects.standing().count() and "FN:Ruth Okafor" in cards
    assert "BDAY:--0229" in cards and "X-ABDATE:20191206" in cards
    assert "X-ABRELATEDNAMES:Daniel" in cards and "X-ABLABEL:teacher" in cards
    told = json.loads(body(desk.get("/people/everyone.json")))
    ruth = next(one for one in told if one["name"] == "Ruth Okafor")
    assert ruth["also_called"] == ["R. Okafor"] and ruth["addresses"][0]["value"] == "ruth@harrow.example"
    assert [one["on"] for one in ruth["occasions"]] == ["--02-29", "2019-12-06"]
    assert [(one["is"], one["name"]) for one in ruth["knows"]] == [
        ("pupil", "Mei Tanaka"),
        ("=brother", "Daniel"),
    ]


def test_nothing_leaves_that_an_owner_may_not_see(studio, busy, desk):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    Occasion.objects.all().delete()
    school = type(studio.inbox).objects.create(kind="practice", name="School", address="s@kilnlane.example")
    cast.comes_in(school, cast.letter("Hello", sender=cast.MEI))  # Mei stays in sight, and knows Ruth
    for at in ("/people/everyone.csv", "/people/everyone.vcf", "/people/everyone.json"):
        assert "Ruth" not in body(desk.get(at))
    assert desk.get(f"/people/{busy.pk}/record.json").status_code == 404


def test_one_persons_whole_record(studio, busy, desk):
    told = json.loads(body(desk.get(f"/people/{busy.pk}/record.json")))
    assert told["kept_by"] == "Kiln Lane Pottery" and told["person"]["name"] == "Ruth Okafor"
    text = json.dumps(told)
    for words in (
        "She cried when she saw the date",
        "There is one more lid",
        "Tell her about March",
        "the-lid.png",
    ):
        assert words in text
    assert "the March room holds fourteen" not in text, "what colleagues noted among themselves is theirs"


def test_colleagues_are_sent_to_an_owner(studio, busy):
    tomas = client_of(studio.tomas)
    assert "Import and export" not in tomas.get("/people/").content.decode()
    for at in ("/people/files/", "/people/everyone.csv", f"/people/{busy.pk}/record.json"):
        assert tomas.get(at).status_code == 403
