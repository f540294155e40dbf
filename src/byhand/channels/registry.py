"""Which adapters there are. Adding a channel is a folder here and one line below."""

from __future__ import annotations

from byhand.channels.adapter import Adapter
from byhand.channels.archive_adapter import ArchiveAdapter
from byhand.channels.chat.adapter import ChatAdapter
from byhand.channels.email.adapter import EmailAdapter
from byhand.channels.form.adapter import FormAdapter
from byhand.channels.phone.adapter import PhoneAdapter
from byhand.channels.practice.adapter import PracticeAdapter
from byhand.channels.voice.adapter import VoiceAdapter

ADAPTERS: dict[str, Adapter] = {
    adapter.kind: adapter
    for adapter in (
        EmailAdapter(),
        PhoneAdapter(),
        ArchiveAdapter(),
        PracticeAdapter(),
        VoiceAdapter(),
        ChatAdapter(),
    )
}
FORM = FormAdapter(ADAPTERS.__getitem__)
ADAPTERS[FORM.kind] = FORM


def holds_mail(kind: str) -> bool:
    """Whether what comes into such an inbox is mail; else it is what somebody said another way (`said.py`)."""
    return kind not in ADAPTERS or ADAPTERS[kind].holds_mail


def adapter_of(kind: str) -> Adapter:
    """The adapter of that kind of inbox. Raises KeyError for a kind that does not exist."""
    return ADAPTERS[kind]
