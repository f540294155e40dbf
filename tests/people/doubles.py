"""A seeded list of people with known doubles, and with such as only look like one: made up, the same each time.

One in ten stands twice, in one of the ways in which lists go astray. Another tenth are bystanders: namesakes, families
on one telephone, colleagues with one first name, Martin and Martina.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

_GIVENS_WRITTEN = """
    Anna Ruth Peter Jonas Mei Ivan Clara Hugo Lena Oskar Maria Mario Martin Martina Julia Julian Sophie
    Paul Laura Felix Hannah Emil Greta Anton Ida Karl Nora Erik Frieda Otto Helene Bruno Edith Arthur Alma
    Walter Rosa Konrad Olga Simon Judith Markus Sabine Thomas Ursula Stefan Monika Andreas Renate Wolfgang
    Brigitte Dieter Ingrid Helmut Gisela Jonathan Elizabeth Michael Catherine Robert Margaret William
    Dorothy Richard Patricia Charles Barbara Joseph Susan Daniel Jessica Matthew Sarah Anthony Karen
    Steven Nancy Andrew Lisa Kenneth Sandra Joshua Ashley Kevin Kimberly Brian Emily George Donna Edward
    Michelle Ronald Carol Timothy Amanda Jason Melissa Jeffrey Deborah Ryan Stephanie Jacob Rebecca Gary
    Sharon Nicholas Cynthia Eric Kathleen Leila Omar Fatima Yusuf Amina Hassan Priya Arjun Kavita Rahul
    Chidi Ngozi
"""
GIVEN = _GIVENS_WRITTEN.split()
_BEGINS_WRITTEN = """
    Mül Schmi Schnei Fi We Wag Be Schul Hoff Koch Bau Ri Klei Wol Schrö Neu Schwar Zim Braun Krü Hof Hart
    Lan Wer Kra Mei Leh Köh Her Kö Wal Kai Fuch Pe Lan Scho Vog Stei Jä Ott Som Gro Sei Hei Bran Haa Gra
    Schu Die Zieg Kuh Pohl Har Oka Tana Lind Mor Ash Pem Thorn Cart Whit Sted Black Nor Sut Wood Mac Fitz
    Dun Kil Bren Cal Des Gar
"""
_BEGIN = _BEGINS_WRITTEN.split()
_MIDDLES_WRITTEN = """
    ler der ner ger man mer ber ter ne ke se le re den ten lin bach berg feld hoff
"""
_MIDDLE = _MIDDLES_WRITTEN.split()
_ENDS_WRITTEN = """
    mann er ing ert ley ton ford wick wood stein bauer meier s son by ham well field ow inski ova ez eau
    ini
"""
_END = _ENDS_WRITTEN.split()
FAMILY = [f"{a}{b}{c}" for a in _BEGIN for b in _MIDDLE for c in _END]
PROVIDERS = ("gmail.com", "web.de", "gmx.net", "outlook.com", "yahoo.com")
WAYS = ("typo", "swapped", "married", "moved", "initials", "new mail")


@dataclass(frozen=True, slots=True)
class Someone:
    """`who` is the same for two that are one."""

    who: int
    name: str
    email: str
    phone: str
    firm: str
    way: str = ""


def people_with_doubles(count: int, seed: int = 23) -> list[Someone]:
    """About so many, shuffled."""
    random, found = Random(seed), list[Someone]()
    given, family = _common_first(GIVEN, random), _common_first(FAMILY, random)
    while len(found) < count:
        one = _someone(len(found), random, given, family)
        found.append(one)
        if random.random() < 0.1:
            found.append(_again(one, WAYS[len(found) % len(WAYS)], random, family))
        elif random.random() < 0.1:
            found.append(_bystander(one, len(found), random, given))
    random.shuffle(found)
    return list({one.email: one for one in found}.values())  # two with one mail address are known to be one


def _common_first(names: list[str], random: Random) -> tuple[list[str], list[float]]:
    """Few bear many of the names, as it is among people (Zipf)."""
    mixed = random.sample(names, len(names))
    return mixed, list(accumulate(1 / (n + 12) for n in range(len(mixed))))


def _someone(who: int, random: Random, given, family) -> Someone:
    first, last = _one_of(given, random), _one_of(family, random)
    firm = f"firm{random.randrange(3 + who // 30)}" if random.random() < 0.4 else ""
    domain = f"{firm}.example" if firm else random.choice(PROVIDERS)
    local = random.choice(
        (f"{first}.{last}", f"{first[0]}{last}{random.randrange(100)}", f"{last}{random.randrange(1000)}")
    )
    phone = f"+4930{random.randrange(10**7, 10**8)}" if random.random() < 0.6 else ""
    return Someone(who, f"{first} {last}", f"{local}@{domain}".lower(), phone, firm)


def _again(one: Someone, way: str, random: Random, family) -> Someone:
    """The same person once more, as a second list has them."""
    first, last = one.name.split()
    other = replace(
        one, email=_new_mail(one, random), phone=one.phone if random.random() < 0.7 else "", way=way
    )
    match way:
        case "typo":
            return replace(
                other,
                name=random.choice((f"{_slip(first, random)} {last}", f"{first} {_slip(last, random)}")),
            )
        case "swapped":
            return replace(other, name=f"{last} {first}")
        case "married":
            new = _one_of(family, random)
            return replace(other, name=f"{first} {random.choice((new, f'{last}-{new}'))}", phone=one.phone)
        case "moved":
            return replace(other, phone=f"+4940{random.randrange(10**7, 10**8)}")
        case "initials":
            return replace(other, name=f"{first[0]}. {last}")
    return other


def _bystander(one: Someone, who: int, random: Random, given) -> Someone:
    """Somebody else who looks a little like them."""
    first, last = one.name.split()
    kin = next(name for name in iter(lambda: _one_of(given, random), "") if name != first)
    choices = [
        replace(one, name=f"{kin} {last}", email=f"{kin}.{last}@{random.choice(PROVIDERS)}"),  # at home
        replace(one, name=f"{first} {_turned(last)}", email=f"{first}@{one.firm or 'club'}.example", phone=""),
        replace(one, name=f"{_twin(first)} {last}", email=f"{_twin(first)}{last}@{random.choice(PROVIDERS)}"),
        replace(one, name=f"{first} {last}", email=f"{first}{random.randrange(10**5)}@{random.choice(PROVIDERS)}",
                phone=f"+4989{random.randrange(10**7, 10**8)}", firm=""),  # a namesake
    ]  # fmt: skip
    other = random.choice(choices)
    return replace(other, who=who, email=other.email.lower())


def _new_mail(one: Someone, random: Random) -> str:
    """The same before the @ at another provider, or something new altogether."""
    local, _, domain = one.email.partition("@")
    if random.random() < 0.4:
        return f"{local}@{random.choice([p for p in PROVIDERS if p != domain])}"
    fresh = "".join(random.choice("bcdfghjklmnprstaeiou") for _ in range(6))
    return f"{fresh}@{domain if one.firm and random.random() < 0.7 else random.choice(PROVIDERS)}"


def _slip(word: str, random: Random) -> str:
    """One slip of the fingers: a letter too many, too few, another one, or two in the wrong order."""
    at = random.randrange(1, len(word) - 1)
    letter = random.choice("abcdefghiklmnoprstuvwz")
    slips = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at + 1] + word[at] + word[at + 2 :])  # fmt: skip
    return next((one for one in random.sample(slips, 4) if one != word), word[::-1])


def _twin(first: str) -> str:
    return first[:-1] if first.endswith("a") else f"{first}a"


def _turned(last: str) -> str:
    return f"{last[3:]}{last[:3].lower()}".capitalize()


def _one_of(names, random: Random) -> str:
    words, weights = names
    return random.choices(words, cum_weights=weights)[0]
