"""Sweeping: files that were uploaded and then left out, or whose draft was thrown away, go after some days.

The power may go anywhere here: the bytes go before the row that names them, so whatever was begun is found again; and
bytes that come anew while they are swept are kept (see `store.discard`).
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.arrival import Arrival
from byhand.channels.phone.greeting import Greeting
from byhand.conversations.attachment import Attachment
from byhand.conversations.draft import DraftFile
from byhand.conversations.recording import Recording
from byhand.files import store
from byhand.files.in_use import in_use
from byhand.files.upload import Upload

# Longer than anybody writes a letter without the page telling the server of its files.
GRACE = timedelta(days=3)
PER_RUN = 200


def sweep_files_due() -> str:
    """The chore: lets go of uploads that nothing refers to. Says how many."""
    limit = timezone.now() - GRACE
    old = list(Upload.objects.before(limit).values_list("sha256", flat=True)[:PER_RUN])
    if not old:
        return ""
    drafted, kept = _in_drafts(old), _in_messages(old) | in_use(old)
    swept = sum(store.discard(one, unless_touched_since=limit) for one in old if one not in drafted | kept)
    looked_at = Upload.objects.before(limit).filter(pk__in=old)
    looked_at.exclude(pk__in=drafted - kept).delete()
    # Still being written: asked again in a day, so that they do not fill the next run.
    looked_at.update(at=limit + timedelta(days=1))
    return ngettext("%(n)s file swept.", "%(n)s files swept.", swept) % {"n": swept} if swept else ""


def _in_drafts(digests: list[str]) -> set[str]:
    return set(DraftFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))


def _in_messages(digests: list[str]) -> set[str]:
    """What a message names (so every letter that left, too) stays for good, and so does a mail as it came.

    A recording stays until its day; its chore takes the bytes along.
    """
    sent = Attachment.objects.filter(sha256__in=digests, part__isnull=True)
    came = Arrival.objects.filter(sha256__in=digests)
    said = Recording.objects.filter(sha256__in=digests)
    greetings = Greeting.objects.filter(sha256__in=digests)
    return {one for rows in (sent, came, said, greetings) for one in rows.values_list("sha256", flat=True)}
