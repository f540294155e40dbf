"""What a recording says is written down by a program of the house's own choice, if any, and marked as its words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests import cast
from tests.conversations.calling import RUTHS_SOUND, calls_us
from tests.web.conftest import client_of

from byhand.conversations.models import Recording
from byhand.conversations.writing_down import MOST_TRIES, write_down_due

pytestmark = pytest.mark.django_db

HEARS = """
import sys
sound = sys.stdin.buffer.read()
print("The lid broke,", len(sound), "bytes, <b>I think</b>.\\x00")
"""


@pytest.fixture
def studio(db) -> cast.Studio:
    return cast.studio()


@pytest.fixture
def recording(studio) -> Recording:
    ruth = cast.conversation_with(studio.inbox)
    return Recording.objects.keep(calls_us(ruth), RUTHS_SOUND, consented_by="Ruth")


def program(folder: Path, text: str) -> tuple[str, ...]:
    (folder / "hear.py").write_text(text)
    return (sys.executable, str(folder / "hear.py"))


def test_it_stands_below_the_sound_marked_as_a_machines_and_goes_with_it(
    studio, recording, settings, tmp_path
):
    settings.WRITES_DOWN = program(tmp_path, HEARS)
    assert write_down_due() == "1 recording written down."
    assert write_down_due() == ""
    page = (
        client_of(studio.ana).get(f"/conversations/{recording.call.conversation.public_id}/").content.decode()
    )
    assert f"The lid broke, {len(RUTHS_SOUND)} bytes, &lt;b&gt;I think&lt;/b&gt;." in page
    assert "Written down by a machine; it may be wrong" in page
    recording.refresh_from_db()
    recording.remove()
    recording.refresh_from_db()
    assert not recording.written_down


def test_without_a_program_nothing_is_written_down(recording, settings):
    settings.WRITES_DOWN = ()
    assert write_down_due() == ""
    assert Recording.objects.get().writing_tries == 0


@pytest.mark.parametrize(
    "text", ["import sys; sys.exit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_a_program_that_fails_is_tried_some_times_and_no_more(recording, settings, tmp_path, text):
    settings.WRITES_DOWN = program(tmp_path, text)
    for _ in range(MOST_TRIES + 2):
        assert write_down_due() == ""
    assert (Recording.objects.get().writing_tries, Recording.objects.get().written_at) == (MOST_TRIES, None)


def test_a_program_that_is_not_there_is_no_trouble_for_the_desk(recording, settings):
    settings.WRITES_DOWN = ("/nowhere/hear",)
    assert write_down_due() == ""
