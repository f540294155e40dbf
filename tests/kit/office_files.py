"""Office files as a hand may send them, and as none should."""

import io
import zipfile

WORD = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"


def packed(**parts: str) -> bytes:
    """A zip of these parts; two underscores in a name are a slash."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return kept.getvalue()


def docx(words: str) -> bytes:
    return packed(word__document=WORD.format(words), word__styles="<a>Heading</a>")
