"""Putting a fact into a letter without JavaScript: a button shows them, another puts one in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from byhand.conversations.drafting import Words
from byhand.conversations.fact import Fact
from byhand.web.at_the_desk import DeskRequest

CHOOSES, PUTS, PUTS_THIS = "choose_fact", "put_fact", "put_this_fact"


def is_about_facts(request: DeskRequest) -> bool:
    """Whether a button was pressed that only changes the sheet."""
    return bool({CHOOSES, PUTS, PUTS_THIS} & set(request.POST))


def facts_to_choose(request: DeskRequest) -> list[Fact] | None:
    """Those to choose from, once somebody asked for them."""
    return list(Fact.objects.living()) if CHOOSES in request.POST else None


def with_fact(request: DeskRequest, words: Words) -> Words:
    """The words with the chosen fact below them, if one was put in."""
    chosen = request.POST.get(PUTS_THIS) or (request.POST.get("fact", "") if PUTS in request.POST else "")
    if not chosen.isdecimal() or len(chosen) > 18:
        return words
    fact = Fact.objects.living().filter(pk=int(chosen)).first()
    if fact is None:
        return words
    before = words.body.rstrip()
    return replace(words, body=f"{before}\n\n{fact.quoted()}\n" if before else f"{fact.quoted()}\n")


def choice(request: DeskRequest) -> dict[str, Any]:
    """For the page of a sheet."""
    return {"facts_to_choose": facts_to_choose(request)}
