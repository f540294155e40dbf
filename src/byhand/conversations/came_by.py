"""Came by: through which address of a person a conversation or a sign came, so that a merge of people can be undone."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps


def came_by(conversations: Collection[int]) -> dict[int, int]:
    """The address of whoever wrote first in each; else, where we began, the first that takes part."""
    # Asked for by name: the app names this before any noun may be imported.
    message = apps.get_model("conversations", "message")
    participant = apps.get_model("conversations", "participant")
    part = participant.objects.filter(conversation__in=conversations).order_by("-pk")
    wrote = message.objects.filter(conversation__in=conversations, writer__isnull=False)
    return dict(part.values_list("conversation", "address")) | dict(
        wrote.order_by("-said_at", "-pk").values_list("conversation", "writer")
    )


def signs_came_by(signs: Collection[int]) -> dict[int, int]:
    """The address of whoever wrote it; who is named as having sent somebody came by none."""
    sign = apps.get_model("conversations", "sign")
    wrote = sign.objects.filter(pk__in=signs, message__writer__isnull=False).exclude(kind="referred")
    return dict(wrote.values_list("pk", "message__writer"))
