"""Facts of the house that answer what they ask, offered with their key."""

from __future__ import annotations

from byhand.conversations.again.repeat import question_sentences, telling_words
from byhand.conversations.fact import Fact
from byhand.conversations.mirror.remark import Offered, Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.kit.runs import words_in

KIND = "facts"
_MOST = 2
_ANSWERED = 0.6
_ENDING = 2


def look(sheet: Sheet) -> list[Remark]:
    """Facts whose title is named in a question nobody has answered, unless the draft says them already."""
    asked = [telling_words(said) for one in sheet.unanswered() for said in question_sentences(one.new_text)]
    asked = [words for words in asked if words]
    if not asked:
        return []
    found = [fact for fact in Fact.objects.living() if _answers(fact, asked) and not _is_said(fact, sheet)]
    return [
        Remark(KIND, fact.title, fact=Offered(fact.pk, fact.key, fact.title, fact.quoted()))
        for fact in found[:_MOST]
    ]


def _answers(fact: Fact, asked: list[frozenset[str]]) -> bool:
    """Every word of its title stands in one question; a title of common words alone says nothing."""
    title = telling_words(fact.title)
    return bool(title) and any(all(_is_in(word, question) for word in title) for question in asked)


def _is_in(word: str, question: frozenset[str]) -> bool:
    """The word or another ending of it: “Lieferzeit” in “Lieferzeiten”, not in “Lieferung”."""
    return any(
        abs(len(word) - len(one)) <= _ENDING and (word.startswith(one) or one.startswith(word))
        for one in question
    )


def _is_said(fact: Fact, sheet: Sheet) -> bool:
    """Whether it stands in the draft: behind bars, or most of its words."""
    said = set(words_in(sheet.body).plain)
    words = set(words_in(fact.text).plain)
    return bool(words) and len(words & said) >= _ANSWERED * len(words)
