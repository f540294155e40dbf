# ruff: noqa: E501 - files as they come
"""Google's table maps itself; Monica's export gives contacts with notes, days and ties; neither falls over anything."""

import json

import pytest

from byhand.kit.card import Dated, NotCards, Related
from byhand.kit.days import YearDay
from byhand.kit.monica import is_monica, read_monica
from byhand.kit.tables import open_table

GOOGLE = (
    "First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\n"
    'Ruth,Ann,Okafor,"Okafor, Ruth",Harrow School,Teacher, --05-12,Likes tea,* myContacts,* Home,ruth@a.example ::: r2@a.example,Mobile,+44 20 7946 0999,'
    "Sister,Mei Tanaka,Name day,2001-12-06,Cat,Wombat\n"
)


def special(date, **more):
    return {"properties": {"date": date, "is_age_based": False, "is_year_unknown": False, **more}}


MONICA = {"version": "1.0-preview.1", "account": {"data": [
    {"type": "contact", "count": 2, "values": [
        {"uuid": "r", "properties": {"first_name": "Ruth", "last_name": "Okafor", "job": "Teacher", "company": "Harrow", "description": "Tall", "birthdate": special("1970-05-12")},
         "data": [
             {"type": "contact_field", "values": [{"properties": {"data": "ruth@a.example"}}, {"properties": {"data": "+44 20 7946 0999"}}, {"properties": {"data": "https://x"}}]},
             {"type": "note", "values": [{"properties": {"body": "Likes tea"}}]},
             {"type": "reminder", "values": [
                 {"properties": {"title": "Wish happy birthday", "frequency_type": "year", "initial_date": "2020-05-12"}},
                 {"properties": {"title": "Name day", "frequency_type": "year", "initial_date": "2020-12-06"}},
                 {"properties": {"title": "Send the book", "frequency_type": "one_time", "initial_date": "2026-01-02"}}]}]},
        {"uuid": "m", "properties": {"first_name": "Mei", "birthdate": special("1804-02-29", is_year_unknown=True)}},
    ]},
    {"type": "relationship", "values": [{"properties": {"type": "sibling", "contact_is": "m", "of_contact": "r"}}, {"properties": {"type": "x", "contact_is": "gone", "of_contact": "r"}}]},
    {"type": "activity", "values": [{"properties": {"summary": "Lunch", "happened_at": "2025-03-04", "contacts": ["r", "m"]}}]},
]}}  # fmt: skip


def test_googles_table_maps_itself(tmp_path):
    (tmp_path / "g.csv").write_text(GOOGLE)
    table = open_table(tmp_path / "g.csv")
    line, cells = next(table.rows())
    card = table.read(line, cells, table.guess()).card
    assert card and (card.name, card.line, card.organisation) == ("Ruth Okafor", "Teacher", "Harrow School")
    assert card.emails == ("ruth@a.example", "r2@a.example") and card.phones == ("+44 20 7946 0999",)
    assert card.notes == ("Likes tea", "Cat: Wombat") and card.ties == (Related("Mei Tanaka", "sister"),)
    assert set(card.occasions) == {Dated("birthday", YearDay(5, 12)), Dated("Name day", YearDay(12, 6, 2001))}


def test_monica_gives_contacts_with_what_was_said_of_them(tmp_path):
    path = tmp_path / "m.json"
    path.write_text(json.dumps(MONICA))
    assert is_monica(path)
    ruth, mei = (read.card for read in read_monica(path))
    assert ruth and mei and [read.line for read in read_monica(path, after=1)] == [2]
    assert (ruth.name, ruth.line, ruth.organisation) == ("Ruth Okafor", "Teacher", "Harrow")
    assert (ruth.emails, ruth.phones) == (("ruth@a.example",), ("+44 20 7946 0999",))
    assert ruth.notes == ("Tall", "2025-03-04: Lunch", "Likes tea", "Send the book (2026-01-02)")
    assert ruth.occasions == (Dated("birthday", YearDay(5, 12, 1970)), Dated("Name day", YearDay(12, 6)))
    assert ruth.ties == (Related("Mei", "sibling"),) and mei.occasions == (Dated("birthday", YearDay(2, 29)),)


@pytest.mark.parametrize("hostile", [
    '{"account": 7}', '{"account": {"data": {"type": 1}}}', '{"account": {"data": [{"type": "contact", "values": [7, {"properties": [], "data": 3}, {"uuid": {}}]}]}}',
    '{"account": ' * 30_000, '{"account": {"data": [{"type": "contact", "values": [{"properties": {"first_name": "\\ud800", "birthdate": {"date": 1e400}}}]}]}}',
])  # fmt: skip
def test_whatever_it_says_nothing_falls_over(tmp_path, hostile):
    path = tmp_path / "m.json"
    path.write_text(hostile)
    try:
        found = list(read_monica(path))
    except NotCards:
        return
    assert all(read.problem == "empty" or (read.card and read.card.name.encode()) for read in found)
