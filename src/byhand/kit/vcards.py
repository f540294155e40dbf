"""vCards 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as address books write them, and Apple's own labels in groups.

vobject has been quiet for years, knows 4.0 not at all and refuses a whole file for one odd line; what we take of a card
is small enough to be read here, a card that cannot be read is told, and the rest is taken.
"""

from __future__ import annotations

import quopri
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from byhand.kit.card import ANNIVERSARY, BIRTHDAY, Card, Dated, NotCards, Read, Related
from byhand.kit.days import YearDay, read_day

LONGEST_CARD = 2_000_000
_RAW = 300
_PROPERTY = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([^=;"]+)(?:=((?:[^";]|"[^"]*")*))?')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Which properties are days of the year, and what each is; empty: what its label says.
DAYS = {
    "BDAY": BIRTHDAY, "ANNIVERSARY": ANNIVERSARY, "X-ANNIVERSARY": ANNIVERSARY,
    "X-EVOLUTION-ANNIVERSARY": ANNIVERSARY, "X-ABDATE": "",
}  # fmt: skip
_HARD_BREAK = re.compile(r"=\r?\n")


@dataclass(slots=True)
class _Lines:
    """The lines of one card, and where it begins."""

    line: int
    lines: list[str] = field(default_factory=list[str])
    octets: int = 0


@dataclass(frozen=True, slots=True)
class _Property:
    group: str
    name: str
    parameters: dict[str, str]
    value: str


def open_vcards(path: Path) -> None:
    """Raises NotCards if the file does not begin with a card."""
    with path.open("rb") as file:
        start = file.read(2048)
    if b"BEGIN:VCARD" not in start.upper():
        raise NotCards("It does not begin with BEGIN:VCARD.")


def read_vcards(path: Path, *, after: int = 0) -> Iterator[Read]:
    """Each card behind so many."""
    for n, card in enumerate(_cards(path)):
        if n >= after:
            yield _read(card)


def read_vcard(text: str, *, line: int = 1) -> Read:
    """One card that is here as text."""
    lines = [one.rstrip("\r") for one in text.removeprefix("\ufeff").strip().split("\n")]
    if lines[0].strip().upper() != "BEGIN:VCARD":
        return Read(line, text[:_RAW], problem="cut off")
    return _read(_Lines(line, [*lines[1:-1], lines[-1].strip().upper()]))


def _cards(path: Path) -> Iterator[_Lines]:
    now: _Lines | None = None
    with path.open("rb") as file:
        for number, octets in enumerate(file, 1):
            line = octets.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
            told = line.strip().upper()
            if told == "BEGIN:VCARD":
                if now is not None:
                    yield now  # the one before was never ended
                now = _Lines(number)
            elif told == "END:VCARD" and now is not None:
                now.lines.append("END:VCARD")
                yield now
                now = None
            elif now is not None and now.octets < LONGEST_CARD:
                now.octets += len(octets)
                now.lines.append(line)
    if now is not None:
        yield now


def _read(card: _Lines) -> Read:
    raw = " ".join(card.lines)[:_RAW]
    if not card.lines or card.lines[-1] != "END:VCARD":
        return Read(card.line, raw, problem="cut off")
    if any("\ufffd" in line for line in card.lines):
        return Read(card.line, raw, problem="broken")
    properties = [one for line in _unfolded(card.lines[:-1]) if (one := _property(line))]
    found, no_days = _card(properties)
    return Read(card.line, raw, found, "empty" if found.is_empty() else "", no_days=no_days)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """RFC 6350, 3.2; in 2.1 a line of quoted-printable goes on after an equals sign."""
    whole, is_quoted = [""], False
    for line in lines:
        if line[:1] in (" ", "\t"):
            whole.append(line[1:])
        elif is_quoted and whole[-1].endswith("="):
            whole.append(f"\n{line}")
            continue
        else:
            yield from filter(None, ("".join(whole),))
            whole, is_quoted = [line], False
        is_quoted = is_quoted or "QUOTED-PRINTABLE" in line.upper()
    yield from filter(None, ("".join(whole),))


def _property(line: str) -> _Property | None:
    found = _PROPERTY.fullmatch(line)
    if not found:
        return None
    group, name, written, value = found.groups()
    parameters: dict[str, str] = {}
    for key, given in _PARAMETER.findall(written or ""):
        parameters[key.upper()] = given.strip('"') or key.upper()
    if "QUOTED-PRINTABLE" in (parameters.get("ENCODING", "").upper(), *parameters):
        octets = quopri.decodestring(_HARD_BREAK.sub("", value).encode())
        value = (
            octets.decode("utf-8", "replace")
            if octets.isascii() or _is_utf8(octets)
            else octets.decode("cp1252", "replace")
        )
    # No database takes a NUL, as a text or in JSON.
    return _Property((group or "").lower(), name.upper(), parameters, value.replace("\0", ""))


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def _card(properties: list[_Property]) -> tuple[Card, tuple[str, ...]]:
    """The card, and what stands where a day should and is none."""
    by_name: defaultdict[str, list[_Property]] = defaultdict(list)
    labels: dict[str, str] = {}
    for one in properties:
        by_name[one.name].append(one)
        if one.name == "X-ABLABEL":
            labels[one.group] = _text(one.value).removeprefix("_$!<").removesuffix(">!$_")  # Apple's own

    def texts(name: str) -> list[str]:
        return [text for one in by_name[name] if (text := _text(one.value).strip())]

    named = [one.value for one in by_name["N"]]
    name = next(iter(texts("FN")), "") or (_called(named[0]) if named else "")
    related = [*by_name["X-ABRELATEDNAMES"], *by_name["RELATED"]]
    days, no_days = _days(properties, labels)
    card = Card(
        name=" ".join(name.split()), line=", ".join(texts("TITLE") or texts("ROLE")),
        organisation=next(iter(_parts(by_name["ORG"][0].value)), "") if by_name["ORG"] else "",
        emails=tuple(one.removeprefix("mailto:") for one in texts("EMAIL")),
        phones=tuple(one.removeprefix("tel:").partition(";")[0] for one in texts("TEL")),
        notes=tuple(texts("NOTE")), occasions=tuple(days),
        ties=tuple(told for one in related if (told := _related(one, labels))),
    )  # fmt: skip
    return card, tuple(no_days)


def _days(properties: list[_Property], labels: dict[str, str]) -> tuple[list[Dated], list[str]]:
    """Birthdays, anniversaries, and Apple's dates with their labels."""
    days, none = list[Dated](), list[str]()
    for one in properties:
        what = DAYS.get(one.name)
        if what is None or not one.value.strip():
            continue
        on = read_day(_text(one.value))
        if on is None:
            none.append(_text(one.value).strip())
            continue
        if one.parameters.get("X-APPLE-OMIT-YEAR") == str(on.year):
            on = YearDay(on.month, on.day)
        days.append(Dated.called(what or labels.get(one.group) or "Date", on))
    return days, none


def _called(value: str) -> str:
    """N is family; given; others; before; after."""
    family, given, others, *_titles = [*_parts(value), "", "", ""]
    return " ".join(filter(None, (given, others, family)))


def _related(one: _Property, labels: dict[str, str]) -> Related | None:
    """“Sister”, Mei Tanaka. An id of another card says nothing to anybody."""
    who = " ".join(_text(one.value).split())
    if not who or who.lower().startswith(("urn:", "http:", "https:", "mailto:")):
        return None
    kind = labels.get(one.group) or one.parameters.get("TYPE", "")
    return Related(who, " ".join(kind.partition(",")[0].replace("_", " ").split()).lower() or "contact")


def _parts(value: str) -> list[str]:
    return [_text(one).strip() for one in re.split(r"(?<!\\);", value)]


def _text(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
