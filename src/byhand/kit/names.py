"""Names of people as they are compared. A name is no identity; equal ones only ever suggest."""

from __future__ import annotations

import re
import unicodedata

# What stands before or behind a name and is no part of it, in the languages whose mail is read most.
_TITLES_WRITTEN = (
    "mr mrs ms miss mx dr prof professor sir madam herr frau hr fr dipl ing mag phd md msc bsc ba ma mba "
    "m mme mlle sr sra srta señor señora dott dottssa sig signora dhr mevr mw drs ir ingenieur"
)
_TITLES = frozenset(_TITLES_WRITTEN.split())
_SPLIT_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_AFTER = re.compile(r"\s*[(\[/|].*$|\s+(?:via|at|von|from|bei|chez)\s.*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
MOST_WORDS = 6
_LONG_ENOUGH = 4  # letters of a word in which a slip is told from another word


def folded(text: str) -> str:
    """Without accents and case: what two people who mean the same name both may write."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(_SPLIT_LETTERS))
    return "".join(one for one in split if not unicodedata.combining(one)).replace("ue", "u").replace(
        "oe", "o").replace("ae", "a")  # fmt: skip


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in the order in which one calls it: given name first, no titles; empty if it is none.

    “Okafor, Ruth”, “Dr. Ruth Okafor (Harrow)” and “RUTH OKAFOR” are the same words. An address is no name.
    """
    if "@" in name:
        return ()
    # Single spaces: from each of a long run the pattern would walk to its end.
    bare = " ".join(name.strip(" \"'").split())
    last, comma, first = _AFTER.sub("", bare).partition(",")
    turned = f"{first} {last}" if comma and _is_given(first) else last
    words = [folded(one).strip(".’'") for one in _WORD.findall(turned)]
    kept = [one for one in words if one not in _TITLES]
    return tuple(kept[:MOST_WORDS])


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two words at least, the same ones, in whichever order."""
    return len(one) > 1 and sorted(one) == sorted(other)


def is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the one is the other with initials: “R. A. Okafor” for “Ruth Ann Okafor”."""
    if len(short) < 2 or len(full) < 2 or short[-1] != full[-1] or len(short[-1]) < 2:
        return False
    given, written = short[:-1], full[:-1]
    if not all(len(one) == 1 for one in given) or not any(len(one) > 1 for one in written):
        return False
    return len(given) <= len(written) and all(
        whole.startswith(letter) for letter, whole in zip(given, written, strict=False)
    )


def is_a_slip_away(one: str, other: str) -> bool:
    """Whether two words are one letter apart: too many, too few, another, or two in the wrong order.

    Damerau, *A technique for computer detection and correction of spelling errors*, CACM 7 (1964): four slips in five.
    """
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[at:], other[at:]
    if len(one) == len(other):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(one) > len(other) else left == right[1:]


def nearly_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two whole names of which one word is a slip away, and the rest are the same.

    Given names that differ in their ending alone are two names and no slip: Martin and Martina, Mario and Maria.
    """
    if len(one) != len(other) or len(one) < 2:
        return False
    apart = [(n, a, b) for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) != 1 or not is_a_slip_away(*apart[0][1:]):
        return False
    n, a, b = apart[0]
    return n == len(one) - 1 or (
        a[:-1] != b[:-1] and a not in (f"{b}a", f"{b}e") and b not in (f"{a}a", f"{a}e")
    )


def shares_a_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same given name, and one family name of two: “Ruth Okafor” and “Ruth Okafor-Lind”."""
    if len(one) < 2 or len(other) < 2 or one[0] != other[0] or one[-1] == other[-1]:
        return False
    return bool(set(one[-1].split("-")) & set(other[-1].split("-")))


def contradict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Both are whole names, and one person can hardly bear both: Anna and Peter Vogel."""
    if len(one) < 2 or len(other) < 2 or same_name(one, other):
        return False
    if is_short_for(one, other) or is_short_for(other, one) or nearly_same_name(one, other):
        return False
    return one[0] != other[0] if len(one[0]) > 1 and len(other[0]) > 1 else one[0][0] != other[0][0]


def _is_given(after_comma: str) -> bool:
    """Whether what follows a comma is the given name and not a title or a firm."""
    words = [folded(one).strip(".") for one in _WORD.findall(after_comma)]
    return 0 < len(words) <= 3 and any(one not in _TITLES for one in words)
