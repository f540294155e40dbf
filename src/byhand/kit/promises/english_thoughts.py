"""Whose thought it is: what stands before "I will" in an English sentence, and takes the promise out of it."""

from __future__ import annotations

from byhand.kit.promises.language import words

_JOINS = (
    r"if|when|whenever|until|till|unless|once|before|after|while|whether|who|whom|which|what|where|how|why|than|as"
    r"|because|since|hope|hoping|hopes|wish|wonder|suspect|doubt|bet|maybe|perhaps|afraid|think that|guess|assuming"
    r"|(?:how|what|which|who|where) (?:do )?you (?:think|believe|feel)"
)
_SAID = (
    r"said|says|told|tells|asked|wrote|mentioned|thought|knew|heard|announced|know|knows|advised|understand"
)
_THAT = (
    r"(?<!promise\s)(?<!confirm\s)(?<!assured\s)(?<!assure\syou\s)(?<!promise\syou\s)"
    r"(?<!you\shave\smy\sword\s)\bthat"
)
_HANGS = (
    rf"(?:(?:n['’]?t|\bnot) (?:think|believe|know)|\b(?:{_JOINS}|(?:{_SAID})(?: \w+)?(?: that)?)|{_THAT})\s*$"
)
_HANGING = words(_HANGS)
_SERVING = words(rf"\bso\s*$|{_HANGS}")
# What may stand right before "I will" where it begins a thought of its own; after other words it belongs to a noun
# ("the forum I'll be at"), unless the clause began with a word that leads up to it ("When they call I will").
_BEGINS = words(
    r"(?:^|[^\w\s]|\b(?:and|but|so|or|then|also|therefore|think|believe|sure|promise|that|anyway|however|meanwhile|okay?"
    r"|yes|no|thanks|otherwise|later|soon|now|not|today|tomorrow|tonight|afterwards|instead|though|\w+day|week|month"
    r"|morning|afternoon|possible|sorry|great|too|guess|again|first|next|currently|actually|hopefully|probably|maybe"
    r"|basically|fine|cool|meantime|case|either|both|go|\d+))\s*$"
)
_LEADS_UP = words(
    r"(?:^|[^\w\s'’])\W{0,9}(?:(?:and|but|so|no|yes|ok|then|also|tomorrow|today|again|only|just)\W+){0,4}"
    r"(?:when|if|as|once|after|before|since|because|based|per|until|in|on|at|for|to|while|with|due|given)\b[^,;]*$"
)
_SOON = words(r"^\W*(?:\w+\W+){0,3}$")
_SPEAKER = words(r"\b(?P<who>i|we|he|she|they|it|you|who|which|there|anyone|everyone|someone)\b(?! and i\b)")


def hangs(sentence: str, at: int) -> bool:
    """Whether what begins there hangs on something said before: a condition, a hope, somebody else's words."""
    return _HANGING.search(sentence, 0, at) is not None


def serves_an_end(sentence: str, at: int) -> bool:
    """The same, or it is what something else is for: "so I can …"."""
    return _SERVING.search(sentence, 0, at) is not None


def is_own_thought(sentence: str, at: int) -> bool:
    """Whether a clause of its own begins there, not one that belongs to a noun."""
    return any(pattern.search(sentence, 0, at) for pattern in (_BEGINS, _SOON, _LEADS_UP))


def is_still_mine(sentence: str, at: int) -> bool:
    """Whether it is still I or we who speaks of what they will do; at its start a sentence may leave that out."""
    speakers = [match["who"].lower() for match in _SPEAKER.finditer(sentence, 0, at)]
    return speakers[-1] in ("i", "we") if speakers else at == 0
