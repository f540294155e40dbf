"""Files of strangers, handed out so that nothing in them can run as ours."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpResponse

# What a browser may be told to show, by its first bytes; what the mail calls it is no proof.
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
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
    kind = next((kind for start, kind in PICTURES if content.startswith(start)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "image/webp"
    if not kind:
        return None
    return HttpResponse(
        content, content_type=kind, headers={**WALLS, "Cache-Control": "private, max-age=86400"}
    )


def _plain(filename: str) -> str:
    """Without paths and control characters, which some browser may still believe."""
    return "".join(c for c in filename if c.isprintable() and c not in '/\\"').strip(". ")[:150] or "file"
