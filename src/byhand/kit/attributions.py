"""The lines that say "what follows was written before", in the languages and shapes of mail programs."""

from __future__ import annotations

import re

from byhand.kit.quote_words import (
    BEGIN_FORWARD,
    BESIDE_FROM,
    BLOCK_STARTS,
    FROM,
    LEAD,
    ORIGINAL,
    VERBS,
    WHEN_OR_WHO,
    YEAR_OR_TIME,
)

_QUOTES = (">", " >", "\t>", "  >", "   >")
_AFTER_COLON = " \t\r*"
_ENDS = frozenset(": \t\r*")
_RULE_STARTS = frozenset("-_*= \t")
_RULES = frozenset({"--", "__", "**", "==", "*-"})
_WIDEST = 400  # letters of an attribution, over at most four lines
_TALLEST = 4
_MOST_LINES = 20_000  # headlines are looked for in; `>` is seen everywhere

_VERB = re.compile("|".join(map(re.escape, VERBS)))
_ANY_FIELD = re.compile(r"[ \t*_]{0,6}[\w-]{1,20}(?: \w{1,10})?[ \t*_]{0,3}:")
_RULE = re.compile(r"[ \t]*[-_*=][-_*= \t]{4,}$")
_FIGURE_OR_AT = re.compile(r"[\d@]")
_NOTES_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d\d(?::\d\d)? ?[AP]M")


def quoted_lines(lines: list[str]) -> bytearray:
    """One byte a line: 1 if it was written before, or says so of what follows. Wide colons are to be plain ones."""
    marks = bytearray([">" in line and line.startswith(_QUOTES) for line in lines])
    done = -1
    for number in _candidates(lines, marks):
        if number > done and not marks[number]:
            done = _mark_headline(lines, marks, number)
    if 1 in marks:
        _close_gaps(lines, marks)
    return marks


def _candidates(lines: list[str], marks: bytearray) -> list[int]:
    """Lines worth a closer look. Most lines of most letters are not, so this decides how fast reading is."""
    return [
        number
        for number, line in enumerate(lines[:_MOST_LINES])
        if (":" in line and (line[-1] in _ENDS or ":" in line[:24]) and not marks[number] and _may_lead(line))
        or (line[:1] in _RULE_STARTS and line[:8].lstrip()[:2] in _RULES and not marks[number])
    ]


def _may_lead(line: str) -> bool:
    return _field_name(line) in BLOCK_STARTS or line.rstrip(_AFTER_COLON)[-1:] == ":"


def _field_name(line: str) -> str:
    """`From` of `*From:* Jane`."""
    return line[:24].partition(":")[0].strip(" \t*_")


def _mark_headline(lines: list[str], marks: bytearray, number: int) -> int:
    """Marks what the headline at this line, if it is one, governs. Returns the last line looked at."""
    line = lines[number]
    if line[:8].lstrip()[:2] in _RULES and ORIGINAL.match(line):
        return _mark_from(lines, marks, number, _past_fields(lines, number + 1))
    if _field_name(line) in BLOCK_STARTS:
        if _is_field_block(lines, number):
            return _mark_from(lines, marks, _with_rule(lines, number), _past_fields(lines, number))
        if _is_notes_block(lines, number):
            return _mark_from(lines, marks, _notes_start(lines, marks, number), len(lines))
    if line.rstrip(_AFTER_COLON)[-1:] != ":":
        return number
    if BEGIN_FORWARD.match(line):
        return _mark_from(lines, marks, number, _past_fields(lines, number + 1))
    return _mark_attribution(lines, marks, number)


def _mark_from(lines: list[str], marks: bytearray, start: int, past_fields: int) -> int:
    """All that follows was written before, unless the quote below is marked by `>` line by line."""
    below = _next_written(lines, past_fields)
    end = past_fields if below < len(lines) and marks[below] else len(lines)
    marks[start:end] = b"\1" * (end - start)
    return end - 1


def _past_fields(lines: list[str], number: int) -> int:
    """The first line behind `Name: value` lines; folded values and a blank line before them belong to them."""
    if number < len(lines) and not lines[number].strip():
        number += 1
    while number < len(lines) and (_ANY_FIELD.match(lines[number]) or lines[number][:1] in ("\t",)):
        number += 1
    return number


def _is_field_block(lines: list[str], number: int) -> bool:
    if _field_name(lines[number]) not in FROM:
        return False
    following = [line for line in lines[number + 1 : number + 9] if line.strip()][:6]
    return sum(1 for line in following if _field_name(line) in BESIDE_FROM) >= 2


def _with_rule(lines: list[str], number: int) -> int:
    """A line of dashes above the block belongs to it."""
    above = number - 1
    while above >= 0 and not lines[above].strip() and number - above < 3:
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above]) else number


def _is_notes_block(lines: list[str], number: int) -> bool:
    """Lotus Notes: a name and a date, then To, cc, Subject, without From."""
    if not lines[number].startswith(("To:\t", "To: ")):
        return False
    if not any(line[:3].lower() == "cc:" for line in lines[number + 1 : number + 25]):
        return False
    following = [line.lstrip().lower() for line in lines[number + 1 : number + 25]]
    names = [line[:8] for line in following if line.startswith(("cc:", "subject:"))][:2]
    return names[:1] == ["cc:"] or (
        any(name.startswith("cc:") for name in names) and _dated_above(lines, number)
    )


def _dated_above(lines: list[str], number: int) -> bool:
    return any(_NOTES_DATE.search(line) for line in lines[max(0, number - 3) : number])


def _notes_start(lines: list[str], marks: bytearray, number: int) -> int:
    start = number
    for above in range(number - 1, max(-1, number - 5), -1):
        if marks[above]:
            break
        if _NOTES_DATE.search(lines[above]) or (lines[above].strip() and start < number):
            start = above
        elif start < number:
            break
    return start


def _mark_attribution(lines: list[str], marks: bytearray, number: int) -> int:
    below = _next_written(lines, number + 1)
    if below >= len(lines):
        return number
    quote_follows = marks[below] or _quote_within(lines, marks, below)
    if not quote_follows and not _may_be_dated(lines, number):
        return number
    start, strong = _attribution_start(lines, marks, number)
    if start is None or not (quote_follows or strong):
        return number
    end = number + 1 if quote_follows else len(lines)
    marks[start:end] = b"\1" * (end - start)
    return end - 1


def _attribution_start(lines: list[str], marks: bytearray, number: int) -> tuple[int | None, bool]:
    """Where the attribution ending here begins, and whether it is beyond doubt."""
    joined, weak, strong = "", None, False
    for at in range(number, max(-1, number - _TALLEST), -1):
        if marks[at] or not lines[at].strip() or len(joined) + len(lines[at]) > _WIDEST:
            break
        joined = f"{lines[at].strip()} {joined}"
        verb = _has_verb(joined)
        says_so = bool(verb and WHEN_OR_WHO.search(joined)) or bool(
            "@" in joined and YEAR_OR_TIME.search(joined)
        )
        lead = LEAD.match(lines[at]) if says_so else None
        if lead and not lead[1]:
            return at, True
        if lead or (weak is None and (says_so or verb)):
            weak, strong = at, bool(lead)
    return weak, strong


def _may_be_dated(lines: list[str], number: int) -> bool:
    """Without a figure or an address nothing is beyond doubt, and most lines that end in a colon have neither."""
    return any(map(_FIGURE_OR_AT.search, lines[max(0, number - _TALLEST + 1) : number + 1]))


def _has_verb(words: str) -> bool:
    return _VERB.search(words.lower()) is not None


def _quote_within(lines: list[str], marks: bytearray, below: int) -> bool:
    """A stray line may stand between the attribution and the quote."""
    after = _next_written(lines, below + 1)
    return after < len(lines) and bool(marks[after]) and after - below == 1 and len(lines[below]) < 40


def _next_written(lines: list[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _close_gaps(lines: list[str], marks: bytearray) -> None:
    """Blank lines within a quote, and the ends of long quoted lines that some program broke, belong to it."""
    last = marks.find(1)
    while (gap := marks.find(0, last)) >= 0 and (number := marks.find(1, gap)) >= 0:
        if _is_gap(lines, gap - 1, number):
            marks[gap:number] = b"\1" * (number - gap)
        last = number


def _is_gap(lines: list[str], last: int, number: int) -> bool:
    between = lines[last + 1 : number]
    if not any(line.strip() for line in between):
        return True
    return (
        len(between) == 1
        and len(lines[last]) > 60
        and len(between[0]) < 30
        and lines[last].startswith(_QUOTES)
    )
