"""Files of strangers, handed out so that nothing in them can run as ours."""

from __future__ import annotations

import re
from io import BytesIO

from django.http import FileResponse, HttpResponse

from byhand.kit.pictures import type_of

WALLS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def file_answer(content: bytes, *, filename: str) -> FileResponse:
    """A download: never shown, whatever it is."""
    response = FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=_plain(filename),
        content_type="application/octet-stream",
    )
    for name, value in WALLS.items():
        response.headers[name] = value
    return response


def picture_answer(content: bytes) -> HttpResponse | None:
    """A picture to be shown in place; None if these bytes are none."""
    kind = type_of(content)
    if not kind:
        return None
    return HttpResponse(
        content, content_type=kind, headers={**WALLS, "Cache-Control": "private, max-age=86400"}
    )


def _plain(filename: str) -> str:
    """Without paths and control characters, which some browser may still believe."""
    return "".join(c for c in filename if c.isprintable() and c not in '/\\"').strip(". ")[:150] or "file"


def sound_answer(content: bytes, *, kind: str, asked: str) -> HttpResponse:
    """A sound for a player, which asks for ranges of it (RFC 9110, 14). `kind` comes from its own first bytes."""
    headers = {**WALLS, "Accept-Ranges": "bytes", "Content-Disposition": "inline"}
    wanted = _range(asked, len(content))
    if wanted is None:
        return HttpResponse(content, content_type=kind, headers=headers)
    first, last = wanted
    if first > last:
        none = {**headers, "Content-Range": f"bytes */{len(content)}"}
        return HttpResponse(status=416, headers=none)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return HttpResponse(content[first : last + 1], status=206, content_type=kind, headers=headers)


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that are wanted; None for all of it, and for what nobody understands."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return max(size - int(found[2]), 0), size - 1
    return int(found[1]), min(int(found[2] or size), size - 1)
