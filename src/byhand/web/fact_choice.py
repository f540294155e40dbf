"""Putting a fact, or the link to a help page, into a letter without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from byhand.conversations.drafting import Words
from byhand.conversations.fact import Fact
from byhand.help.links import articles_to_link
from byhand.web.at_the_desk import DeskRequest

CHOOSES, PUTS, PUTS_THIS = "choose_fact", "put_fact", "put_this_fact"
PAGE = "page-"


def is_about_facts(request: DeskRequest) -> bool:
    """Whether a button was pressed that only changes the sheet."""
    return bool({CHOOSES, PUTS, PUTS_THIS} & set(request.POST))


def facts_to_choose(request: DeskRequest) -> list[Fact] | None:
    """Those to choose from, once somebody asked for them."""
    return list(Fact.objects.living()) if CHOOSES in request.POST else None


def with_fact(request: DeskRequest, words: Words) -> Words:
    """The words with the chosen fact below them, if one was put in."""
    chosen = request.POST.get(PUTS_THIS) or (request.POST.get("fact", "") if PUTS in request.POST else "")
    if chosen.startswith(PAGE):
        return _with_link(words, chosen.removeprefix(PAGE))
    if not chosen.isdecimal() or len(chosen) > 18:
        return words
    fact = Fact.objects.living().filter(pk=int(chosen)).first()
    if fact is None:
        return words
    return _below(words, fact.quoted())


def choice(request: DeskRequest) -> dict[str, Any]:
    """For the page of a sheet."""
    articles = articles_to_link() if CHOOSES in request.POST else []
    return {"facts_to_choose": facts_to_choose(request), "articles_to_choose": articles}


def _with_link(words: Words, chosen: str) -> Words:
    """The words with the link to an article below them, if there is one of that number."""
    line = next((one.line for one in articles_to_link() if str(one.pk) == chosen), "")
    return _below(words, line) if line else words


def _below(words: Words, more: str) -> Words:
    before = words.body.rstrip()
    return replace(words, body=f"{before}\n\n{more}\n" if before else f"{more}\n")
