"""Uploads that nothing refers to go after some days; everything else stays."""

from __future__ import annotations

import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone
from tests import cast

from byhand.channels.models import Arrival
from byhand.conversations.drafting import Words
from byhand.conversations.models import Draft
from byhand.conversations.sweeping import sweep_files_due
from byhand.files import store
from byhand.files.models import Upload

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=10)


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def draft(studio):
    ruth = cast.conversation_with(studio.inbox)
    seen = ruth.messages.get().pk
    return Draft.objects.keep(
        Words(to=cast.RUTH, body="Here.", seen_message=seen), conversation=ruth, by=studio.ana
    )


def attach(draft: Draft, content: bytes, *, long_ago: bool = True) -> str:
    draft.attach(filename="a.bin", type="", content=content)
    digest = sha256(content).hexdigest()
    if long_ago:
        grows_old(digest)
    return digest


def grows_old(digest: str) -> None:
    Upload.objects.filter(pk=digest).update(at=LONG_AGO)
    os.utime(store.path_of(digest), (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def test_what_was_left_out_is_swept_after_some_days(draft):
    digest = attach(draft, b"left out")
    draft.detach(draft.files.get().pk)
    assert sweep_files_due() == "1 file swept."
    assert not store.path_of(digest).exists() and not Upload.objects.exists() and sweep_files_due() == ""


def test_what_was_left_out_a_moment_ago_stays_for_now(draft):
    digest = attach(draft, b"a moment ago", long_ago=False)
    draft.delete()
    assert sweep_files_due() == "" and store.path_of(digest).exists()


def test_what_a_draft_holds_stays_and_is_swept_when_the_draft_goes(draft):
    digest = attach(draft, b"still here")
    assert sweep_files_due() == "" and store.path_of(digest).exists()
    draft.delete()
    grows_old(digest)
    assert sweep_files_due() == "1 file swept."


def test_what_was_sent_stays_for_good(studio, draft):
    from tests.signing_in import sign_in

    digest = attach(draft, b"sent along")
    draft.conversation.reply(draft, by=sign_in(studio.ana))
    assert sweep_files_due() == "" and store.read(digest) == b"sent along"
    assert not Upload.objects.exists(), "it is never asked about again"


def test_a_mail_that_was_uploaded_and_also_came_stays(studio, draft):
    raw = cast.letter("Forwarded").as_bytes()
    digest = attach(draft, raw)
    Arrival.objects.store(raw, inbox=studio.inbox)
    draft.delete()
    grows_old(digest)
    assert sweep_files_due() == "" and Arrival.objects.get(sha256=digest).raw() == raw


def test_bytes_that_come_again_while_they_are_swept_stay(draft, monkeypatch):
    """The sweep has looked; before it takes the file, a mail brings the same bytes."""
    digest = attach(draft, b"both at once")
    draft.delete()
    discard = store.discard

    def meanwhile(name, **given):
        store.keep(b"both at once")
        return discard(name, **given)

    monkeypatch.setattr(store, "discard", meanwhile)
    assert sweep_files_due() == "" and store.read(digest) == b"both at once"


def test_the_power_goes_after_the_bytes_and_the_next_sweep_ends_it(draft):
    digest = attach(draft, b"half swept")
    draft.delete()
    store.path_of(digest).unlink()
    assert sweep_files_due() == "" and not Upload.objects.exists()


def test_no_other_file_of_the_store_is_ever_looked_at(studio, draft):
    arrivals = [one.sha256 for one in Arrival.objects.all()]
    for one in arrivals:
        os.utime(store.path_of(one), (0, 0))
    Arrival.objects.filter(message=None).delete()
    sweep_files_due()
    assert all(store.path_of(one).exists() for one in arrivals)
