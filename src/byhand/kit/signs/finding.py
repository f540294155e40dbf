"""The walk through a letter, common to all languages: sentence by sentence, the first of each kind."""

from __future__ import annotations

from byhand.kit.promises.sentences import sentences
from byhand.kit.signs.english import ENGLISH
from byhand.kit.signs.german import GERMAN
from byhand.kit.signs.language import Kind, Language, Sign

LANGUAGES = (ENGLISH, GERMAN)
LONGEST = 20_000  # letters of a letter that are looked at


def signs_in(text: str, languages: tuple[Language, ...] = LANGUAGES) -> list[Sign]:
    """What a letter's own words are signs of; each kind once, but everybody who is named as having sent them."""
    text = text[:LONGEST]
    lowered = text.lower()
    spoken = [one for one in languages if any(hint in lowered for hint in one.hints)]
    found: dict[tuple[Kind, str], Sign] = {}
    for start, end in sentences(text) if spoken else ():
        for language in spoken:
            for sign in _in_sentence(text[start:end], language, start):
                found.setdefault((sign.kind, sign.who), sign)
    return list(found.values())


def _in_sentence(sentence: str, language: Language, at: int) -> list[Sign]:
    """A question says none of these: it asks."""
    if sentence.rstrip("\"'”’) ").endswith("?"):
        return []
    found: list[Sign] = []
    for kind, said in language.said.items():
        unless = language.unless.get(kind)
        if unless is not None and unless.search(sentence):
            continue
        for way in said:
            if match := way.search(sentence):
                who = " ".join((match.groupdict().get("who") or "").split())
                found.append(Sign(kind, at, at + len(sentence), who))
                break
    return found
