"""mbox, Maildir and folders of .eml, read message by message."""

from __future__ import annotations

import gzip
import resource

import pytest

from byhand.kit.archives import NotAnArchive, open_archive

_FIRST = (
    b"Subject: one\n\nHello\n\nFrom here on it rains.\n\nFrom me Tue Nov 17 16:20:00 2026\nnot a header\n"
)
_SECOND = b"Subject: two\n\n>From the kiln, with love\n"
_THIRD = b"Subject: three\n\nEnd\n"


def _mbox(*messages: bytes, line: bytes = b"\n") -> bytes:
    separator = b"From ruth@b.example Tue Nov 17 16:20:00 2026\n"
    return b"".join(separator + raw.replace(b"\n>From", b"\n>>From") + b"\n" for raw in messages).replace(
        b"\n", line
    )


@pytest.mark.parametrize("line", [b"\n", b"\r\n"])
def test_an_mbox_is_split_at_its_separators_alone(tmp_path, line):
    (tmp_path / "mail").write_bytes(_mbox(_FIRST, _SECOND, _THIRD, line=line))
    found = [one.raw.replace(b"\r\n", b"\n") for one in open_archive(tmp_path / "mail").messages()]
    assert found == [_FIRST, _SECOND, _THIRD]


@pytest.mark.parametrize(
    "separator",
    [
        b"From - Tue Nov 17 16:20:00 2026",
        b"From ruth@b.example  Tue Nov  7 06:20:00 2026",
        b"From 1234@xxx Tue Nov 17 16:20:00 +0000 2026",
        b"From ruth@b.example Tue Nov 17 16:20:00 CET 2026",
        b"From ruth@b.example Tue Nov 17 16:20 2026",
        b'From "ruth okafor"@b.example Tue Nov 17 16:20:00 2026 remote from x',
    ],
)
def test_separators_come_in_many_shapes(tmp_path, separator):
    (tmp_path / "mail").write_bytes(separator + b"\n" + _SECOND[:14] + b"a\n\n" + separator + b"\n" + _THIRD)
    assert len(list(open_archive(tmp_path / "mail").messages())) == 2


def test_reading_goes_on_behind_a_position(tmp_path):
    path = tmp_path / "mail.mbox"
    path.write_bytes(_mbox(*(b"Subject: %d\n\nx\n" % n for n in range(50))))
    every = list(open_archive(path).messages())
    rest = list(open_archive(path).messages(after=every[20].position))
    assert [one.raw for one in rest] == [one.raw for one in every[21:]]
    assert every[-1].done == path.stat().st_size == open_archive(path).size
    assert list(open_archive(path).messages(after=every[-1].position)) == []


def test_messages_longer_than_a_slice_stay_whole(tmp_path):
    large = [b"Subject: %d\n\n" % n + b"0123456789abcdef\n" * 150_000 for n in range(3)]
    path = tmp_path / "mail.mbox.gz"
    path.write_bytes(gzip.compress(_mbox(*large), 1))
    assert [one.raw for one in open_archive(path).messages()] == large


def test_a_separator_on_the_edge_of_a_slice_is_seen(tmp_path):
    for shift in range(0, 120, 7):
        path = tmp_path / "edge"
        path.write_bytes(_mbox(b"Subject: a\n\n" + b"x" * ((1 << 20) - 150 + shift) + b"\n", _THIRD))
        assert [len(one.raw) for one in open_archive(path).messages()][1:] == [len(_THIRD)]


def test_a_cut_gz_gives_what_can_be_had(tmp_path):
    path = tmp_path / "mail.gz"
    path.write_bytes(gzip.compress(_mbox(*[_THIRD] * 1000, _FIRST))[:-20])
    assert len(list(open_archive(path).messages())) >= 0


def test_memory_stays_flat_over_a_large_mbox(tmp_path):
    path = tmp_path / "mail"
    with path.open("wb") as file:
        for n in range(2_000):
            file.write(_mbox(b"Subject: %d\n\n" % n + b"0123456789abcdef\n" * 2_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in open_archive(path).messages()) == 2_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # KB, of 68 MB read


def test_a_maildir_tells_folders_and_flags(tmp_path):
    for folder in (tmp_path, tmp_path / ".Sent"):
        for name in ("cur", "new", "tmp"):
            (folder / name).mkdir(parents=True)
    (tmp_path / "cur" / "1.a:2,RS").write_bytes(_SECOND)
    (tmp_path / "new" / "2.b").write_bytes(_THIRD)
    (tmp_path / ".Sent" / "cur" / "3.c:2,S").write_bytes(_FIRST)
    archive = open_archive(tmp_path)
    found = list(archive.messages())
    assert [(one.folder, one.raw, one.flags) for one in found] == [
        ("Sent", _FIRST, {"S"}), ("", _SECOND, {"R", "S"}), ("", _THIRD, frozenset()),
    ]  # fmt: skip
    assert found[-1].done == archive.size
    (tmp_path / "cur" / "1.a:2,RS").rename(tmp_path / "cur" / "1.a:2,RST")
    assert [one.raw for one in open_archive(tmp_path).messages(after=found[1].position)] == [_THIRD]


def test_folders_of_eml_and_single_messages_are_archives_too(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "b.eml").write_bytes(_SECOND)
    (tmp_path / "old" / "a.EML").write_bytes(_THIRD)
    assert [(one.folder, one.raw) for one in open_archive(tmp_path).messages()] == [
        ("", _SECOND),
        ("old", _THIRD),
    ]
    assert [one.raw for one in open_archive(tmp_path / "b.eml").messages()] == [_SECOND]


def test_what_is_no_archive_says_so(tmp_path):
    (tmp_path / "notes.txt").write_text("From time to time it rains.\n")
    for path, words in [
        (tmp_path, "neither a Maildir"),
        (tmp_path / "notes.txt", "neither an mbox"),
        (tmp_path / "x", "nothing at"),
    ]:
        with pytest.raises(NotAnArchive, match=words):
            open_archive(path)
