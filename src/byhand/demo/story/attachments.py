"""Small files made in code: a picture, a page, an invitation."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from math import hypot

_WIDTH, _HEIGHT, _LIGHTS = 120, 80, 9


@dataclass(frozen=True)
class File:
    """One attachment: its name, its type ("image/png") and its bytes."""

    name: str
    type: str
    data: bytes


def photo(name: str) -> File:
    """A PNG of a glazed pot seen from above on a table; its colours come from its name."""
    seed = sha256(name.encode()).digest()
    table, clay, bright = (tuple(120 + byte // 3 for byte in seed[at : at + 3]) for at in (0, 3, 6))
    glaze = tuple(value // 2 for value in bright)
    palette = bytes(
        min(255, value * (23 - light) // 19)
        for colour in (table, clay, glaze)
        for light in range(_LIGHTS)
        for value in colour
    )
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _pixels()), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)
    return File(f"{name}.png", "image/png", data)


def page(name: str, lines: tuple[str, ...]) -> File:
    """A PDF of one A4 page with a few lines of text (PDF 1.4, a standard font)."""
    shown = "".join(f"({_escaped(line)}) Tj 0 -18 Td " for line in lines)
    stream = f"BT /F1 12 Tf 72 770 Td {shown}ET".encode("latin-1", "replace")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
    )
    body, starts = b"%PDF-1.4\n", list[int]()
    for number, content in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return File(f"{name}.pdf", "application/pdf", body + tail % (table, len(body)))


def invitation(title: str, start: datetime, organiser: str, guest: str) -> File:
    """An invitation to an hour together (RFC 5546, METHOD:REQUEST), in UTC."""
    first = start.astimezone(UTC)
    stamp = "%Y%m%dT%H%M%SZ"
    uid = sha256(f"{title}{organiser}".encode()).hexdigest()[:24]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Papermill//Calendar//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:{uid}@calendar.example",
        f"DTSTAMP:{(first - timedelta(days=5)):{stamp}}",
        f"DTSTART:{first:{stamp}}",
        f"DTEND:{(first + timedelta(hours=1)):{stamp}}",
        f"SUMMARY:{title}",
        f"ORGANIZER:mailto:{organiser}",
        f"ATTENDEE;RSVP=TRUE:mailto:{guest}",
        "LOCATION:Kiln Lane Pottery",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return File("invite.ics", "text/calendar", "".join(f"{line}\r\n" for line in lines).encode())


@cache
def _pixels() -> bytes:
    """Every pixel as a place in the palette: which of three materials, in which of the lights."""
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        for x in range(_WIDTH):
            far = hypot(x - _WIDTH / 2, (y - _HEIGHT / 2) * 1.1)
            rows.append(_material(far) * _LIGHTS + (x + y) * _LIGHTS // (_WIDTH + _HEIGHT))
    return zlib.compress(bytes(rows), 6)


def _material(far: float) -> int:
    if far > 36:
        return 0
    return 1 if far > 32 or int(far) in (14, 15) else 2


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
