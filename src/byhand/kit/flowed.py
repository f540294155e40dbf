"""Paragraphs of `format=flowed` text put together again (RFC 3676)."""

from __future__ import annotations


def unflow(text: str, delete_space: bool) -> str:
    """Lines that end in a space go on in the next line of the same quote depth. A signature line does not."""
    if " \n" not in text:
        return text
    out: list[str] = []
    joins_depth = -1
    for line in text.split("\n"):
        first = line[:1]
        depth = len(line) - len(line.lstrip(">")) if first == ">" else 0
        content = line[depth:].removeprefix(" ") if depth or first == " " else line
        soft = content[-1:] == " " and content != "-- "
        if delete_space and soft:
            content = content[:-1]
        if depth == joins_depth and content != "-- ":
            out[-1] += content
        else:
            out.append(f"{'>' * depth} {content}" if depth else content)
        joins_depth = depth if soft else -1
    return "\n".join(out)
