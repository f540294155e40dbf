"""A greeting: what a caller hears when nobody could answer, in a colleague's own recorded voice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.files.upload import Upload
from byhand.team.typed import objects_of
from byhand.team.user import User

LONGEST = 4 * 1024 * 1024


class GreetingQuerySet(models.QuerySet["Greeting"]):
    def of(self, inbox: Inbox) -> Greeting | None:
        """What callers of that number hear now; none while nobody recorded one, or whoever did has left."""
        return self.filter(inbox=inbox, colleague__is_active=True).select_related("colleague").first()

    def record(self, content: bytes, *, inbox: Inbox, by: User) -> None:
        """From now on callers hear this, in that colleague's voice. Raises ValueError for what no telephone plays."""
        kind = kind_of(content)
        if not kind:
            raise ValueError("Neither WAV nor MP3.")
        kept = {
            "colleague": by,
            "sha256": Upload.objects.keep(content),
            "type": kind,
            "made_at": timezone.now(),
        }
        self.update_or_create(inbox=inbox, defaults=kept)

    def put_away(self, inbox: Inbox) -> None:
        self.filter(inbox=inbox).delete()


class Greeting(models.Model):
    """One an inbox; its bytes lie in the file store."""

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="greeting")
    inbox_id: int
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    colleague_id: int
    sha256 = models.CharField(max_length=64)
    type = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(GreetingQuerySet)

    def __str__(self) -> str:
        return f"greeting of {self.colleague_id}"


def kind_of(content: bytes) -> str:
    """“audio/wav” or “audio/mpeg” by the first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    is_frame = len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
    return "audio/mpeg" if content[:3] == b"ID3" or is_frame else ""
