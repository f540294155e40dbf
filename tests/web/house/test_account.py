"""An owner says how many letters to many a mailbox sends a minute, and how many side by side; nobody else does."""

from __future__ import annotations

import pytest
from tests.web.house.conftest import browser_of

from byhand.channels.models import Inbox
from byhand.gate.many.account import choose, lines_of
from byhand.gate.models import Pace


def test_an_owner_sets_pace_and_lines_within_bounds(as_ana, tomas):
    inbox = Inbox.objects.create(
        kind="email", name="Post", address="post@clay.test", options={"smtp_port": 25}
    )
    ana, here = as_ana, f"/settings/inboxes/{inbox.pk}/account/"
    page = ana.get(here).text
    assert (
        "Letters a minute" in page
        and 'value="8"' in page
        and here in ana.get(f"/settings/inboxes/{inbox.pk}/").text
    )
    assert browser_of(tomas).post(here, {"lines": 4}).status_code == 403
    for wrong in ({"lines": 0}, {"lines": 33}, {"lines": ""}, {"lines": 8, "letters_a_minute": 0},
                  {"lines": 8, "letters_a_minute": 60_001}, {"lines": 8, "letters_a_minute": "fast"}):  # fmt: skip
        assert ana.post(here, wrong).status_code == 422
    assert lines_of(inbox) == 8 and not Pace.objects.exists()
    assert "Kept." in ana.post(here, {"lines": 3, "letters_a_minute": 90}, follow=True).text
    inbox.refresh_from_db()
    assert (lines_of(inbox), inbox.options["smtp_port"]) == (3, 25) and inbox.pace.letters_a_minute == 90
    ana.post(here, {"lines": 3, "letters_a_minute": ""})
    assert not Pace.objects.exists(), "without a number there is no bound"
    with pytest.raises(ValueError, match="32 lines"):
        choose(inbox, lines=99, letters_a_minute=None)
    practice = Inbox.objects.create(kind="practice", name="Practice")
    assert ana.get(f"/settings/inboxes/{practice.pk}/account/").status_code == 404
