"""The doctor looks at clock, backups and the public address."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone
from tests.servers.machine import ENDS_AT_ONCE

from byhand.channels import believing
from byhand.channels.authenticity import NoName
from byhand.channels.email.believed.asking import Names
from byhand.channels.models import Inbox
from byhand.channels.reaching import reach
from byhand.cli.examining import examine
from byhand.cli.examining_keep import backup, clock
from byhand.keeping import last_backup
from byhand.team.models import House
from byhand.work.models import ChoreRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def answering():
    """A server at a public address; gives what makes it answer, and its address."""
    servers = []

    def answering(status: int, content: bytes, **fields: str) -> str:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield answering
    for server in servers:
        server.shutdown()
        server.server_close()


def test_our_own_desk_at_its_address_is_well(answering):
    assert reach(answering(200, b"<svg/>"), path="/icon.svg", content=b"<svg/>").passed


@pytest.mark.parametrize(
    ("status", "fields"), [(200, {}), (502, {}), (301, {"Location": "https://parked.example"})]
)
def test_something_else_at_the_address_is_said(answering, status, fields):
    found = reach(answering(status, b"parked", **fields), path="/icon.svg", content=b"<svg/>")
    assert not found.passed


def test_nobody_at_the_address_is_said_in_a_sentence():
    found = reach("http://127.0.0.1:1", path="/icon.svg", content=b"")
    assert (found.passed, "cannot be reached" in found.sentence) == (False, True)


def test_a_clock_that_went_back_is_seen():
    assert clock().passed
    ChoreRecord.objects.create(name="deliver", ran_at=timezone.now() + timedelta(days=30))
    assert not clock().passed


def test_an_old_house_wants_a_backup_and_a_young_one_does_not(tmp_path):
    House.objects.create(name="Kiln Lane Pottery")
    assert backup().passed
    House.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert not backup().passed
    last_backup.note(tmp_path / "desk.tar")
    assert backup().sentence == "The last backup was made today."


def test_a_backup_of_last_month_is_too_old(settings):
    old = (timezone.now() - timedelta(days=30)).isoformat()
    (settings.DATA_FOLDER / last_backup.NAME).write_text(f'{{"at": "{old}"}}')
    assert not backup().passed


def test_what_nobody_can_read_is_no_backup(settings):
    (settings.DATA_FOLDER / last_backup.NAME).write_text("[]")
    assert last_backup.last_backup_at() is None


def test_how_each_mailbox_is_believed_is_said_and_a_silent_dns_breaks_nothing(monkeypatch):
    way = {"imap_host": "127.0.0.1", "imap_port": 1, "smtp_host": "127.0.0.1", "smtp_port": 1}
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test", options=way)

    def silent(name: str) -> list[str]:
        raise NoName(name)

    for look_up, said in (
        (lambda name: [], "Studio: SPF: clay.test has no SPF record"),
        (silent, "Studio: DNS: The DNS"),
    ):
        monkeypatch.setattr(believing.how_believed, "__defaults__", (Names(*[look_up] * 4),))
        found = [one for one in examine(offline=False) if one.sentence.startswith(said)]
        assert len(found) == 1 and not found[0].passed
    assert not [one for one in examine(offline=True) if "clay.test" in one.sentence]
