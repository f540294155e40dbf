"""vCards from address books: 2.1, 3 and 4, Apple's labels, odd lines; and what we write is read again."""

import pytest

from byhand.kit.card import Card, Dated, NotCards, Related
from byhand.kit.days import YearDay
from byhand.kit.vcard_writing import vcard
from byhand.kit.vcards import open_vcards, read_vcards

APPLE = r"""BEGIN:VCARD
VERSION:3.0
N:Okafor;Ruth;Ann;Dr.;
FN:Ruth Okafor
ORG:Harrow Road School;Ceramics
TITLE:Teacher
item1.EMAIL;type=INTERNET;type=pref:ruth@harrow.example
EMAIL;type=HOME:mailto:ruth@home.example
TEL;type=CELL:+44 20 7946 0101
item2.X-ABRELATEDNAMES;type=pref:Mei Tanaka
item2.X-ABLABEL:_$!<Sister>!$_
item3.X-ABRELATEDNAMES:Jonas\, the younger
item3.X-ABLABEL:Kiln neighbour
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12
item4.X-ABDATE;type=pref:2019-03-01
item4.X-ABLABEL:_$!<Anniversary>!$_
item5.X-ABDATE:20200706
item5.X-ABLABEL:Opening of the shop
item6.X-ABDATE:sometime in June
NOTE:Likes tea\nand long
  walks\; never Mondays
X-ABUID:123
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
END:VCARD
"""


def read(tmp_path, text):
    path = tmp_path / "people.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_vcards(path))


def test_apples_card_with_its_own_labels(tmp_path):
    (one,) = read(tmp_path, APPLE.replace("\n", "\r\n"))
    assert one.problem == "" and one.line == 1 and one.no_days == ("sometime in June",)
    assert one.card == Card(
        "Ruth Okafor", "Teacher", "Harrow Road School", ("ruth@harrow.example", "ruth@home.example"),
        ("+44 20 7946 0101",),
        ("Likes tea\nand long walks; never Mondays",),
        (Dated("birthday", YearDay(5, 12)), Dated("anniversary", YearDay(3, 1, 2019)),
         Dated("Opening of the shop", YearDay(7, 6, 2020))),
        (Related("Mei Tanaka", "sister"), Related("Jonas, the younger", "kiln neighbour")),
    )  # fmt: skip


def test_version_4(tmp_path):
    text = (
        "BEGIN:VCARD\nVERSION:4.0\n"
        'FN;SORT-AS="Okafor,Ruth":Ruth Okafor\nTEL;VALUE=uri;TYPE="voice,home":tel:+442079460101;ext=1\n'
        "EMAIL;PREF=1:ruth@harrow.example\nRELATED;TYPE=friend;VALUE=text:Mei\nRELATED;TYPE=spouse:urn:uuid:1\nBDAY:--0229\nANNIVERSARY:19990606T120000Z\nEND:VCARD\n"
    )
    (one,) = read(tmp_path, text)
    assert one.card == Card(
        "Ruth Okafor",
        emails=("ruth@harrow.example",),
        phones=("+442079460101",),
        ties=(Related("Mei", "friend"),),
        occasions=(Dated("birthday", YearDay(2, 29)), Dated("anniversary", YearDay(6, 6, 1999))),
    )


def test_version_2_with_quoted_printable(tmp_path):
    text = b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    text += b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCr=\r\ngen;;;\r\nTEL;CELL:030 1\r\n"
    text += b"END:VCARD\r\n"
    (one,) = read(tmp_path, text)
    assert one.card == Card("Jürgen Müller", phones=("030 1",))


def test_one_bad_card_spoils_itself_alone(tmp_path):
    text = b"BEGIN:VCARD\nFN:Cut off\nBEGIN:VCARD\nFN:B\xff\nEND:VCARD\nrubbish\n"
    text += b"BEGIN:VCARD\nodd line\nFN:Good\n:\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"
    text += b"BEGIN:VCARD\nFN:End"
    found = read(tmp_path, text)
    assert [one.problem for one in found] == ["cut off", "broken", "", "empty", "cut off"]
    assert [one.line for one in found] == [1, 3, 7, 12, 14]


@pytest.mark.parametrize("text", [b"", b"name,email\n", b"\x00" * 100])
def test_what_holds_no_cards(tmp_path, text):
    path = tmp_path / "x.vcf"
    path.write_bytes(text)
    with pytest.raises(NotCards):
        open_vcards(path)


@pytest.mark.parametrize(
    "name", ["Ruth Okafor", "Müller, Jürgen; der Ältere", "田中 " * 40, "Back\\slash", "Prince"]
)
def test_what_is_written_is_read_again(tmp_path, name):
    card = Card(
        name.strip(),
        "Teacher, potter",
        "Firm; & Co",
        ("a@b.example",),
        ("+442079460101",),
        ("one\ntwo, three; four",),
        (Dated("birthday", YearDay(2, 29)), Dated("anniversary", YearDay(6, 6, 1999)), Dated("birthday", YearDay(5, 1)),
         Dated("Name, day", YearDay(12, 6))),
        (Related("Mei, the elder", "sister"), Related("田中", "lends; the kiln"), Related("Jo", "parent")),
    )  # fmt: skip
    octets = vcard(card, uid="urn:x:1")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n")) and octets.decode()
    assert [one.card for one in read(tmp_path, octets + octets)] == [card, card]
