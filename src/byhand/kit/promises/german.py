"""German: how one promises in it.

Mostly without a future tense: "ich schicke", "melde ich mich"; with one: "wir werden … schicken"; by what the reader
gets: "Sie bekommen …"; by what things do: "das Paket geht morgen raus". Not where the verb stands in a clause that
hangs on another ("dass ich …", "ob wir …"), not with "nicht", "kein", "vielleicht".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from byhand.kit.promises.german_days import WHEN, WHEN_HINTS
from byhand.kit.promises.german_verbs import DO, INFINITIVE, SHORT, STEMS, means_it
from byhand.kit.promises.language import Language, words
from byhand.kit.promises.proposal import Claim

_HINTS = (
    " ich ", " wir ", "mache ich", "erledige ich", "bekommen", "erhalten", "haben sie", "sie haben", "hören sie",
    "sie hören", "kriegen", " wird ", "melde mich", "kümmere mich", " geht ", " gehen ", " folgt ", "verlässt uns",
    "liegt ihnen", "bei ihnen", "bei dir",
)  # fmt: skip
_I = "(?:ich|wir)"
_ON = r"(?:[^;.!]|(?<=\d)\.)*?"  # within the sentence, over the point of an ordinal
_NEAR = r"(?:[^,;.!]|(?<=\d)\.)*?"  # within the clause
_START, _STOP = r"(?<![\wäöüß])", r"(?![\wäöüß])"
_I_DO = words(rf"\b{_I} (?P<verb>{DO}){_STOP}")
_DO_I = words(rf"{_START}(?P<verb>(?:{STEMS})(?:e|en|n)?|{SHORT}) {_I}\b(?P<rest>[^,;.!]*)")
_AND_DO = words(
    rf"\b{_I}\b{_ON}(?:,|\bund\b) (?P<verb>(?:{STEMS})(?:e|en|n)|kommen? auf (?:Sie|dich) zu){_STOP}"
)
_WILL = words(
    rf"(?:\b{_I} (?:werden?|werd)|\b(?:werden?|werd) {_I}|\b{_I}\b{_ON}\bund werden?)\b"
    rf"(?P<rest>{_ON}){_START}(?P<verb>{INFINITIVE}){_STOP}"
)
_CAN = words(
    rf"(?:\b{_I} k(?:ann|önnen)|\bk(?:ann|önnen) {_I})\b(?P<rest>{_NEAR}){_START}(?P<verb>{INFINITIVE}){_STOP}"
)
_WITHOUT_ME = words(
    r"^\W*(?:(?:alles klar|okay?|gut|gern[e]?|ja|danke|prima)\W+)*(?P<verb>(?:melde mich|kümmere mich|schicke|sende"
    r"|rufe|gebe|sage|bringe|schaue|prüfe|kläre) \w+|wird (?:sofort |gleich |heute )?(?:erledigt|gemacht)"
    r"|(?:mache|erledige) ich)\b"
)
_GET = r"bekommen|bekommst|erhalten|erhältst|haben|hast|kriegen|kriegst|hören|hörst"
_YOU_GET = words(
    rf"\b(?:(?:Sie|du|ihr) (?:{_GET})|(?:{_GET}) (?:Sie|du|ihr))\b(?! (?:noch )?(?:Fragen|Zeit|Lust|Interesse))"
    r"(?P<rest>[^;.!]*)"
)
_FROM_US = words(r"\bvon (?:mir|uns)\b")
_IT_GOES = words(
    r"\b(?:(?:geht|gehen)\b[^,;.!]*\b(?:raus|hinaus|los|weg|in die Post|zur Post|auf den Weg)\b"
    r"|verl(?:ässt|assen) (?:uns|die Werkstatt)|folg(?:t|en) (?:am|morgen|heute|nächste)"
    r"|lieg(?:t|en) (?:Ihnen|dir)\b[^,;.!]*\bvor\b"
    r"|(?:ist|sind)\s[^,;.!]*\b(?:bei (?:Ihnen|dir)|fertig|abholbereit)\b"
    r"|w(?:ird|erden)\b[^,;.!]*\b(?:verschickt|versandt|versendet|geliefert|erledigt|überwiesen|erstattet|repariert"
    r"|zugestellt)\b)"
)
_NOT = words(
    r"\b(?:nicht|keine?[mnrs]?|nie|niemals|vielleicht|eventuell|möglicherweise|hoffentlich|leider|kaum)\b"
)
_HANGS = words(
    r"\b(?:dass|daß|ob|wenn|falls|weil|wie|was|wann|wo|die|der|das|den|dem|als|bis|bevor|nachdem|sobald|damit|solange)\s*$"
)
_CLAUSE = re.compile(r"[,;.!]")


def _claims(sentence: str) -> Iterator[Claim]:
    for match in _standing(sentence, _I_DO, _AND_DO):
        yield Claim(match.start(), match.start("verb"), is_soft=_is_soft(match))
    for match in _standing(sentence, _WILL):
        yield Claim(match.start(), match.start("rest"), is_soft=_is_soft(match))
    for match in _standing(sentence, _CAN):
        yield Claim(match.start(), match.start("rest"), needs_a_day=True)
    for match in _not_denied(sentence, _DO_I):
        if means_it(match["verb"], match["rest"]):
            yield Claim(match.start(), match.start("verb"))
    for match in _not_denied(sentence, _YOU_GET):
        yield Claim(match.start(), match.start(), needs_a_day=not _FROM_US.search(match["rest"]))
    for match in _not_denied(sentence, _IT_GOES):
        yield Claim(match.start(), match.start(), needs_a_day=True)
    for match in _WITHOUT_ME.finditer(sentence):
        yield Claim(match.start(), match.start("verb"))


def _standing(sentence: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where they are found in a clause that hangs on no other, and nothing denies them."""
    found = _not_denied(sentence, *patterns)
    return (match for match in found if not _HANGS.search(sentence, 0, match.start()))


def _not_denied(sentence: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where they are found without "nicht" or "vielleicht" in the clause of the verb."""
    for match in (match for pattern in patterns for match in pattern.finditer(sentence)):
        begin = max((one.end() for one in _CLAUSE.finditer(sentence, 0, match.start())), default=0)
        stop = _CLAUSE.search(sentence, match.end())
        if not _NOT.search(sentence, begin, stop.start() if stop else len(sentence)):
            yield match


def _is_soft(match: re.Match[str]) -> bool:
    return match["verb"].lower().startswith("versuch")


GERMAN = Language(
    hints=_HINTS,
    claims=_claims,
    when_hints=WHEN_HINTS,
    when=WHEN,
    not_due=words(
        r"\b(?:vom|von|seit|ab|für|über|zwischen|nach|letzten|vergangenen|gestern|jeden|im)(?: (?:den|dem|der))?\s*$"
    ),
    on_condition=words(
        r"\b(?:wenn|falls|sofern) (?:Sie|du|ihr|Ihnen|dir|euch|das (?:Ihnen|dir|für)|es (?:Ihnen|dir)|gewünscht"
        r"|noch Fragen)\b|\bbei (?:Fragen|Bedarf|Interesse)\b|\bauf Wunsch\b"
    ),
    clause=words(r"[;!?—]|\s-+\s|, (?:aber|weil|denn|wenn|falls|sobald|da)\b|(?<!\d)\.\s"),
)
