"""Files of strangers, handed out so that nothing in them can run as ours."""

from __future__ import annotations

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
