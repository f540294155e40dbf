"""Reading files: the words of office files and PDFs become searchable, each content once, a failure noted and left."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.attachment import Attachment
from byhand.conversations.file_text import FileText
from byhand.files.check import Check
from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.kit.file_trouble import NotRead
from byhand.kit.guarded_text import text_of_file

PER_RUN = 5
LARGEST = 20_000_000
SECONDS = 20.0
MEMORY = 512 * 1024 * 1024
ENDINGS = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".pdf")


def read_files_due() -> str:
    """The chore: reads a few files that nobody has read. Says how many."""
    done = 0
    for one in _unread().select_related("message__arrival")[:PER_RUN]:
        # Noted before it is read: a file that takes the house down with it is not met again.
        noted, is_new = FileText.objects.get_or_create(
            sha256=one.sha256, defaults={"trouble": _("It was begun and not finished.")}
        )
        done += is_new and _read(one, noted)
    return ngettext("%(count)s file read.", "%(count)s files read.", done) % {"count": done} if done else ""


def _unread() -> QuerySet[Attachment]:
    """Newest first; what stands in the list of texts was tried, and what the scanner has not answered for waits."""
    named = Q()
    for ending in ENDINGS:
        named |= Q(filename__iendswith=ending)
    tried = FileText.objects.filter(sha256=OuterRef("sha256"))
    unchecked = Check.objects.filter(pk=OuterRef("sha256"), checked_at__isnull=True)
    readable = Attachment.objects.filter(named, ~Exists(tried), ~Exists(unchecked), size__lte=LARGEST)
    return readable.order_by("-pk")


def _read(attachment: Attachment, noted: FileText) -> bool:
    """Notes what it says or why that cannot be read; False if it is to be read later."""
    try:
        text = text_of_file(attachment.content(), seconds=SECONDS, memory_bytes=MEMORY)
    except (Missing, IndexError):
        noted.trouble = _("Its bytes are not in the store.")
    except NotHandedOut as no:
        if Check.objects.filter(pk=attachment.sha256, checked_at__isnull=True).exists():
            noted.delete()  # asked about just now, without an answer: it is read when there is one
            return False
        noted.trouble = str(no)
    except NotRead as trouble:
        noted.trouble = str(trouble)
    else:
        noted.text, noted.trouble = text, ""
    noted.save(update_fields=["text", "trouble"])
    return True
