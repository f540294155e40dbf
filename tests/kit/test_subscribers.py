"""Subscribers as listmonk and Mailchimp export them, and what is none."""

from __future__ import annotations

import json

import pytest

from byhand.kit.card import NotCards
from byhand.kit.subscribers import State, Subscriber, open_subscribers

HEADINGS = (
    '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CC,LEID,EUID,NOTES,TAGS'
)
MAILCHIMP = HEADINGS + "\n" + (
    'ruth@harrow.example,Ruth,Okafor,4,"2024-05-02 09:00:00","2024-05-03 10:00:00","2024-06-01",1,a,,'
    '"""Bought a kiln"",""Fair, 2024"",""Bought a kiln"""\n'
)  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def reading(text: str | bytes, called: str = "list.csv") -> list[Subscriber]:
        (tmp_path / "file").write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(open_subscribers(tmp_path / "file", called=called).rows())

    return reading


def test_mailchimps_files_say_by_their_names_what_is_so(read):
    one = read(MAILCHIMP, "subscribed_email_audience_export_0a1b2c.csv")[0]
    assert (one.email, one.name, one.state) == ("ruth@harrow.example", "Ruth Okafor", State.AGREED)
    assert one.lists == ("Bought a kiln", "Fair, 2024")
    assert one.at and one.at.isoformat() == "2024-05-03T10:00:00+00:00"
    for word, state in (
        ("unsubscribed", State.LEFT),
        ("cleaned", State.CLEANED),
        ("nonsubscribed", State.NEVER),
    ):
        assert read(MAILCHIMP, f"{word}_email_audience_export_0a1b2c.csv")[0].state is state
    left = HEADINGS + ",UNSUB_TIME\nx@y.example,,,2,,2024-05-03 10:00:00,,1,a,,,2024-07-01 10:00:00\n"
    assert read(left)[0].state is State.LEFT


def test_listmonks_api_says_list_by_list(read):
    def one(email: str, *lists: tuple[str, str, str], status: str = "enabled") -> dict:
        told = [
            {"name": name, "subscription_status": said, "optin": optin,
             "subscription_created_at": "2020-02-10T23:07:16.19484+01:00"} for name, said, optin in lists
        ]  # fmt: skip
        return {"id": 1, "email": email, "name": "N", "status": status, "lists": told, "attribs": {"lists": "x"},
                "created_at": "2019-02-10T23:07:16.199433+01:00"}  # fmt: skip

    page = {"data": {"results": [
        one("a@x.example", ("News", "confirmed", "double"), ("Fair", "unsubscribed", "single")),
        one("b@x.example", ("Fair", "unconfirmed", "single")),
        one("c@x.example", ("News", "unconfirmed", "double")),
        one("d@x.example", ("News", "unsubscribed", "double")),
        one("e@x.example"),
        one("f@x.example", ("News", "confirmed", "double"), status="blocklisted"),
    ], "total": 6, "page": 1}}  # fmt: skip
    found = read(json.dumps([page]), "subscribers.json")
    assert [each.state.name for each in found] == ["AGREED", "AGREED", "NOT_YET", "LEFT", "NEVER", "LEFT"]
    assert found[0].lists == ("News",) and found[1].lists == ("Fair",)
    assert found[0].at and found[0].at.isoformat() == "2020-02-10T22:07:16.194840+00:00"
    assert read(json.dumps(page["data"]["results"][:1]))[0].email == "a@x.example"


@pytest.mark.parametrize("text", [
    b"", b"\x00\x01\x02", b"Name\nRuth\n", b"{", b"[]", b'{"data": 3}', b'{"data": {"results": [3, {"mail": "x"}]}}',
    b"[" * 100_000,
])  # fmt: skip
def test_what_is_no_list_is_refused(read, text):
    with pytest.raises(NotCards):
        read(text)


def test_hostile_cells_are_texts_and_no_more(read):
    table = "email,name,status,tags,created_at\n" + "\n".join((
        'a@x.example,=cmd|"/c calc"!A0,enabled,"a;b\0c;""",9999-99-99',
        "<script>@x.example,N,<b>,,0001-01-01T00:00:00+14:00",
        '"never closed,x',
    ))  # fmt: skip
    found = read(table)
    assert [one.email for one in found if one.email] and all(one.at is None or one.at.year for one in found)
    assert all("\0" not in word for one in found for word in one.lists)
    odd = json.dumps([{"email": ["x"], "lists": [3, {"name": None}], "created_at": {}, "status": 7}])
    assert read(odd)[0].email == ""
