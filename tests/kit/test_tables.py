"""Tables as they are: pasted together, with broken lines; each line is a card or has a reason why not."""

import pytest

from byhand.kit.card import Card, NotCards
from byhand.kit.spreadsheets import defused, is_formula, undone
from byhand.kit.tables import open_table


def read(tmp_path, octets, mapping=None):
    path = tmp_path / "people.csv"
    path.write_bytes(octets if isinstance(octets, bytes) else octets.encode())
    table = open_table(path)
    return table, [table.read(line, cells, mapping or table.guess()) for line, cells in table.rows()]


def test_headings_in_several_languages_are_understood_and_twins_told_apart(tmp_path):
    table, (one,) = read(
        tmp_path,
        "Vorname;Nachname;E-Mail;E-Mail;;Telefon;Firma\r\nRuth;Okafor;a@b.example;c@d.example;x;1;F\r\n",
    )
    assert table.columns == ("Vorname", "Nachname", "E-Mail", "E-Mail (2)", "(5)", "Telefon", "Firma")
    assert one.card == Card(
        "Ruth Okafor", "", "F", ("a@b.example", "c@d.example"), ("1",)
    ) and one.line == 2  # fmt: skip


def test_googles_contacts_are_understood(tmp_path):
    heading = "Name,Given Name,Family Name,Notes,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Value"
    _table, (one,) = read(
        tmp_path, f"{heading}\nRuth Okafor,Ruth,Okafor,Tea,School,a@b.example ::: c@d.example,1 ::: 2\n"
    )
    assert one.card == Card("Ruth Okafor", "", "School", ("a@b.example", "c@d.example"), ("1", "2"), ("Tea",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_each_encoding_a_spreadsheet_writes(tmp_path, encoding):
    _table, (one, *_) = read(tmp_path, "name,email\nJosé Müller,j@m.example\n".encode(encoding))
    assert one.card and one.card.name == "José Müller"


def test_two_encodings_in_one_file_and_a_line_that_is_in_none(tmp_path):
    lines = [
        b"name,email",
        "José,a@b.example".encode(),
        "José,c@d.example".encode("cp1252"),
        b"J\x81\xe9,e@f.example",
        b"N\x00,x",
    ]
    _table, found = read(tmp_path, b"\n".join(lines))
    assert [one.card.name if one.card else one.problem for one in found] == [
        "José",
        "José",
        "broken",
        "broken",
    ]
    assert [one.line for one in found] == [2, 3, 4, 5]


def test_a_quotation_that_is_never_closed_spoils_its_own_line_alone(tmp_path):
    rows = [
        "name,note",
        '"Ruth,x',
        *(f"P{n},y" for n in range(100)),
        '"A ""B"" C","two\nlines"',
        '"Mei,z',
        'Jo,"q"',
        'X,5" pipe',
    ]
    _table, found = read(tmp_path, "\n".join(rows))
    assert [one.problem for one in found] == ["not closed", *[""] * 100, "", "not closed", "", ""]
    assert found[101].card == Card('A "B" C', notes=("two\nlines",)) and found[102].line == 105
    assert found[-1].card and found[-1].card.notes == ('5" pipe',)


def test_too_many_cells_too_few_and_none(tmp_path):
    _table, found = read(tmp_path, "name,email\nA,a@b.example,x\nB\n,\n\nC,c@d.example,,\n")
    assert [one.problem for one in found] == ["too many", "", "empty", "empty", ""]


def test_formulas_are_left_out_and_told(tmp_path):
    _table, (one,) = read(
        tmp_path, 'name,email,phone,note\n"=HYPERLINK(""x"")",a@b.example,+44 20 7946 0101,\'=1\n'
    )
    assert one.card == Card(emails=("a@b.example",), phones=("+44 20 7946 0101",)) and len(one.left_out) == 2


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_what_a_spreadsheet_would_run_leaves_defused_and_is_taken_for_what_it_is(cell):
    assert defused(cell) == f"'{cell}" and undone(defused(cell)) == cell
    assert cell[0] in "\t\r" or is_formula(cell)


@pytest.mark.parametrize(
    "cell",
    ["Mei;=cmd|' /C calc'!A0;", "tea\n=1+1", "a;+cmd|' /C calc'!A0", "=1;@SUM(A1)", "\n=1", "＝1+1", "b;＝1"],
)
def test_nothing_runs_where_semicolons_part_cells_nor_behind_full_width_signs(cell):
    """As a spreadsheet with decimal commas reads our file: it knows no comma, so no quotation behind one."""
    written = f"Ruth,{defused(cell)},x".replace('"', '""')
    parts = [part for line in written.splitlines() for part in line.split(";")]
    assert not [part for part in parts if part.lstrip('"')[:1] in tuple("=+-@＝＋－＠")]
    assert defused(cell)[0] not in "=@\n＝" and undone(defused(cell)) == cell
    for harmless in ("tea; -5; +44 20", "- one\n- two", "a; =b"):
        assert "'" not in defused(harmless)[1:]


@pytest.mark.parametrize("cell", ["+44 20 7946 0101", "-", "Ruth", "'tis", "a=b", "-5", ""])
def test_what_is_no_formula(cell):
    assert not is_formula(cell) and undone(cell) == cell


def test_numbers_kept_as_text_by_a_spreadsheet():
    assert undone('="0049"') == "0049" and undone("'+44") == "+44"


@pytest.mark.parametrize(
    "octets", [b"", b"\n\n", b"\x00" * 50, b"\x89PNG\r\n\x1a\n\x00\x00", b"," * 5000, b'"']
)
def test_what_is_no_table(tmp_path, octets):
    with pytest.raises(NotCards):
        read(tmp_path, octets)
