"""PDFs as a hand may send them, and as none should."""


def pdf(*pages: str, encrypted: bool = False) -> bytes:
    """A whole PDF with a page for each text; encrypted means by a password nobody knows."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids: list[str] = []
    for words in pages:
        said = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn = f"BT /F1 12 Tf 40 700 Td ({said}) Tj ET"
        objects.append(f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    secret = "/ID [<00><00>] "
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>")
        secret += f"/Encrypt {len(objects)} 0 R "
    return _written(objects, secret)


def _written(objects: list[str], more: str) -> bytes:
    file, places = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {more}>>\n"
    return file + f"{end}startxref\n{len(file)}\n%%EOF\n".encode()
