"""Importing archives: every letter once, from where it was left, whatever the form."""

import gzip
from pathlib import Path

import pytest
from tests.channels.post import raw_letter

from byhand.channels import importing
from byhand.channels.archive import ArchiveImport, ReadElsewhere
from byhand.channels.arrival import Arrival
from byhand.channels.importing import begin, import_due, run
from byhand.channels.inbox import Inbox
from byhand.kit.archives import NotAnArchive
from byhand.team.user import User

pytestmark = pytest.mark.django_db


def letters(count: int) -> list[bytes]:
    return [raw_letter(f"Bowl {n}").replace(b"\r\n", b"\n") for n in range(count)]


def mbox(raws: list[bytes]) -> bytes:
    return b"".join(b"From ada@customer.test Fri Jan  2 10:00:00 2026\n" + raw + b"\n" for raw in raws)


def an_mbox(folder: Path, raws: list[bytes]) -> Path:
    path = folder / "all.mbox"
    path.write_bytes(mbox(raws))
    return path


def a_compressed_mbox(folder: Path, raws: list[bytes]) -> Path:
    path = folder / "all.mbox.gz"
    path.write_bytes(gzip.compress(mbox(raws)))
    return path


def a_maildir(folder: Path, raws: list[bytes]) -> Path:
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    for n, raw in enumerate(raws):
        (folder / "Maildir/cur" / f"{n:04}.host:2,S").write_bytes(raw)
    return folder / "Maildir"


def a_folder_of_letters(folder: Path, raws: list[bytes]) -> Path:
    (folder / "letters").mkdir()
    for n, raw in enumerate(raws):
        (folder / "letters" / f"{n:04}.eml").write_bytes(raw)
    return folder / "letters"


FORMS = [an_mbox, a_compressed_mbox, a_maildir, a_folder_of_letters]


def here() -> list[bytes]:
    return [one.raw() for one in Arrival.objects.order_by("pk")]


@pytest.mark.parametrize("form", FORMS)
def test_every_letter_of_an_archive_arrives_and_twice_is_once(form, tmp_path: Path):
    raws = letters(7)
    one = begin(form(tmp_path, raws))
    told: list[tuple[int, int]] = []
    assert run(one, progress=lambda done, total: told.append((done, total))) == 7
    assert here() == raws
    assert told[-1][0] == one.position > 0
    assert one.has_ended
    again = begin(Path(one.path))
    assert again.pk == one.pk
    assert run(again) == 0
    assert here() == raws


@pytest.mark.parametrize("form", FORMS)
def test_the_chore_goes_on_where_it_stopped_even_in_another_process(
    form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importing, "SECONDS_PER_RUN", 0.0)
    monkeypatch.setattr(importing, "BATCH_MESSAGES", 3)
    raws = letters(7)
    one = begin(form(tmp_path, raws))
    said = []
    for _ in range(5):
        said.append(import_due())
        importing._places.clear()
    one.refresh_from_db()
    assert said == ["3 letters imported.", "3 letters imported.", "1 letter imported.", "", ""]
    assert here() == raws
    assert (one.stored, one.has_ended, one.trouble) == (7, True, "")


def test_a_cut_between_bytes_and_rows_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one = begin(an_mbox(tmp_path, letters(4)))

    class PowerCut(BaseException):
        pass

    def cut(self: ArchiveImport, **_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(ArchiveImport, "advance", cut)
        with pytest.raises(PowerCut):
            run(one)
    assert not Arrival.objects.exists()
    importing._places.clear()
    one.refresh_from_db()
    assert (one.reached, one.stored) == ("", 0)
    assert run(one) == 4


def test_two_that_read_the_same_archive_do_not_both_move_it(tmp_path: Path):
    mine = begin(an_mbox(tmp_path, letters(4)))
    other = ArchiveImport.objects.get()
    mine.advance(reached="100", position=100, stored=1)
    with pytest.raises(ReadElsewhere):
        other.advance(reached="200", position=200, stored=2)
    assert ArchiveImport.objects.get().reached == "100"


def test_what_one_of_us_wrote_is_ours_and_folders_tell_the_rest(tmp_path: Path):
    User.objects.create_user("grete@clay.test", "Grete")
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")
    root = a_maildir(
        tmp_path, [raw_letter(), b"From: Grete <Grete@Clay.test>\n\nhi\n", b"From:\n studio@clay.test\n\nx"]
    )
    for name in (".Sent", ".Junk", ".Projects"):
        for part in ("cur", "new"):
            (root / name / part).mkdir(parents=True)
        (root / name / "cur" / "1.host:2,S").write_bytes(raw_letter(name))
    (root / "cur" / "9.host:2,DS").write_bytes(b"From: grete@clay.test\n\nnever sent")
    run(begin(root))
    roles = list(Arrival.objects.values_list("role", flat=True))
    assert sorted(roles) == ["incoming", "incoming", "junk", "sent", "sent", "sent"]


def test_what_is_no_archive_is_a_sentence(tmp_path: Path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(NotAnArchive, match="neither an mbox file nor"):
        begin(tmp_path / "picture.png")
    with pytest.raises(NotAnArchive, match="There is nothing at"):
        begin(tmp_path / "gone.mbox")
    assert not Inbox.objects.exists()


def test_an_archive_that_went_away_ends_with_the_reason(tmp_path: Path):
    one = begin(an_mbox(tmp_path, letters(1)))
    Path(one.path).unlink()
    assert import_due() == ""
    one.refresh_from_db()
    assert one.has_ended
    assert one.trouble.startswith("There is nothing at")
