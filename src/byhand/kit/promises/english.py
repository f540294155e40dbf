"""English: how one promises in it.

I or we, what is to come, and a verb by which something is done for somebody; not what one feels, is or happens to do
("I will be happy to", "I will be away"), not what somebody said ("he told me I'll …"), not what hangs in the air
("when I will", "I hope we will"), not what will not be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from byhand.kit.promises.english_days import WHEN
from byhand.kit.promises.english_verbs import OFFERED, is_done, is_idle, names_you, to_you
from byhand.kit.promises.language import Language
from byhand.kit.promises.proposal import Claim

_HINTS = (
    "will", "'ll", "’ll", "`ll", "´ll", ",ll", "ill ", "shall", "going to", "gonna", "let me", "promise", "plan to",
    "intend", "i can ", "we can ", "i'm ", "i’m ", "i am ", "we're ", "we’re ", "we are ", "on it", "it to me",
    "it with me", "consider it", "goes out", "go out", "ships ",
)  # fmt: skip
_ADVERBS = (
    r"(?:(?:also|then|certainly|definitely|surely|personally|now|just|still|again|first|both|all|gladly|happily"
    r"|immediately|promptly|shortly|quickly|soon|simply|either|of\s+course|in\s+turn|today|tomorrow|tonight"
    r"|(?P<perhaps>probably|(?:most\s+)?likely)|at\s+least|really|be\s+sure\s+(?:to|and)|make\s+sure\s+(?:to|and)|do\s+(?:my|our)\s+best\s+to"
    r"|go\s+ahead\s+and|(?P<able>be\s+able\s+to)|continue\s+to|(?P<soft>try\s+(?:to|and)|attempt\s+to|endeavou?r\s+to))\s+)*"
)
_VERB = _ADVERBS + r"(?P<verb>[a-z][a-z-]*)\b(?P<rest>(?:\s+\S+){0,12})"
_I = r"\b(?P<who>i|we)(?:\s*,?\s+(?:too|both|also|personally|certainly|definitely|in\s+turn|then|just|probably|hereby|now)\b,?)?"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WILL = _pattern(
    rf"(?:{_I}(?:\s?['’`,´]\s?ll\s+|\s+(?:will|shall|promise\s+to|plan\s+to|intend\s+to)\s+"
    r"|(?:\s+am|\s+are|['’`´](?:m|re))\s+(?:just\s+|also\s+|still\s+|now\s+)?(?:going\s+to|gonna)\s+|\s+gonna\s+)"
    r"|(?P<ill>(?:^|(?<=[,.;-]\s)|(?<=\band\s))ill\s+)"
    r"|\b(?:my\s+colleagues?|my\s+team|our\s+team|one\s+of\s+us|someone\s+(?:from|on|in)\s+our\s+\w+)(?:\s+\w+)?\s+will\s+)"
    + _VERB
)  # fmt: skip
_AND_WILL = _pattern(r"(?:(?:\band|\bbut|\bthen|,)\s+(?:then\s+)?|^\W*)(?:will|['’]ll|plan\s+to)\s+" + _VERB)
_CAN = _pattern(
    rf"{_I}\s+can\s+(?=(?:\w+\s+)?(?:send|ship|post|deliver|have|bring|finish|complete|fax|e?-?mail|call|repair|fix|drop|pay|refund"
    rf"|replace|get\s+(?:it|them|this|that|you|the))\b){_VERB}"
)
_AM_DOING = _pattern(rf"{_I}(?:\s+am|\s+are|['’`´](?:m|re))\s+(?P<verb>(?:send|call|ship|post|mail|fax|forward|deliver|bring|pick|drop|pay|refund|order|book|finish|return)(?:p?ing))\b")
_LET_ME = _pattern(
    r"\blet\s+me\s+(?P<verb>check|look\s+(?:in|at)|find\s+out|ask|verify|confirm|get\s+(?:back|you)|double[- ]check|talk\s+to|call)\b"
)
_YOU_WILL = _pattern(
    r"\byou(?:['’`]ll|\s+(?:will|should|shall))\s+(?:(?:have|get|receive)\s+(?:it|them|this|that|these|your|the)\b"
    r"|(?P<from_us>hear\s+(?:back\s+)?from\s+(?:me|us)\b))"
)
_IT_GOES = _pattern(
    r"\b(?:it|they|this|that|these|those|both|(?:the|your|our)\s+(?:\w+\s+){1,3})\s*"
    r"(?:go(?:es)?\s+out|ships?|leaves?\s+(?:here|us|the\s+\w+)|will\s+(?:ship|go\s+out|leave\s+(?:here|us)|reach\s+you|arrive"
    r"|be\s+(?:sent|shipped|posted|mailed|dispatched|delivered|refunded|with\s+you|in\s+the\s+(?:post|mail)|on\s+its\s+way|ready"
    r"|finished|fixed|repaired|collected)))\b"
)
_IDIOM = _pattern(r"\bi(?:['’]m|\s+am)\s+(?:all\s+over|on)\s+it\b|\bconsider\s+it\s+done\b|\bleave\s+it\s+(?:to|with)\s+me\b|^\W*on\s+it\W*$")
_NOT = _pattern(r"\s*(?:not|never|no\s+longer|hardly|n[o']t)\b")
# What stands right before "I will" and takes the promise out of it.
_IN_THE_AIR = _pattern(
    r"(?:(?:n['’]?t|\bnot)\s+(?:think|believe|know)|\b(?:if|when|whenever|until|till|unless|once|before|after|while|whether|who|whom|which|what|where|how|why|than|as"
    r"|because|since|hope|hoping|hopes|wish|wonder|suspect|doubt|bet|maybe|perhaps|afraid|think\s+that|guess|assuming|(?:how|what|which|who|where)\s+(?:do\s+)?you\s+(?:think|believe|feel)"
    r"|(?:said|says|told|tells|asked|wrote|mentioned|thought|knew|heard|announced|know|knows|advised|understand)(?:\s+\w+)?"
    r"(?:\s+that)?)|(?<!promise\s)(?<!confirm\s)(?<!assured\s)(?<!assure\syou\s)(?<!promise\syou\s)(?<!you\shave\smy\sword\s)\bthat)\s*$"
)
_SO_THAT = _pattern(rf"\bso\s*$|{_IN_THE_AIR.pattern}")
_NOW = _pattern(r"\bnow\b|\bthis\s+(?:e-?mail|mail|message|letter|note)\b")
_FREE = _pattern(r"(?<!feel\s)\bfree\b(?!\s+up)")
# What may stand right before "I will" where it begins a thought of its own; after other words it belongs to a noun
# ("the forum I'll be at"), unless the sentence began with a clause that leads up to it ("When they call I will").
_BEGINS = _pattern(
    r"(?:^|[^\w\s]|\b(?:and|but|so|or|then|also|therefore|think|believe|sure|promise|that|anyway|however|meanwhile|okay?|yes|no"
    r"|thanks|otherwise|later|soon|now|not|today|tomorrow|tonight|afterwards|instead|though|\w+day|week|month|morning|afternoon"
    r"|possible|sorry|great|too|guess|again|first|next|currently|actually|hopefully|probably|maybe|basically|fine|cool"
    r"|meantime|case|either|both|go|\d+))\s*$"
)
_LEADS_UP = _pattern(
    r"(?:(?:^|[^\w\s'’])\W*(?:(?:and|but|so|no|yes|ok|then|also|tomorrow|today|again|only|just)\W+)*(?:when|if|as|once|after|before|since|because|based|per|until|in|on|at"
    r"|for|to|while|with|due|given)\b[^,;]*|^\W*(?:\w+\W+){0,3})$"
)
_SPEAKER = _pattern(r"\b(?P<who>i|we|he|she|they|it|you|who|which|there|anyone|everyone|someone)\b(?!\s+and\s+i\b)")


def _claims(sentence: str) -> Iterator[Claim]:
    for match in _WILL.finditer(sentence):
        if _IN_THE_AIR.search(sentence, 0, match.start()) or not _is_own_thought(sentence, match.start()):
            continue
        yield from _by_verb(match, alone=(match["who"] or "").lower() == "i")
    for match in _AND_WILL.finditer(sentence):
        if _still_i(sentence, match.start()) and is_done(match["verb"], match["rest"]):
            yield Claim(match.start(), match.start("verb"), is_soft=bool(match["soft"]))
    for match in _CAN.finditer(sentence):
        if not _SO_THAT.search(sentence, 0, match.start()) and is_done(match["verb"], match["rest"]):
            yield Claim(match.start(), match.start("verb"), needs_a_day=True)
    for match in () if _NOW.search(sentence) else _AM_DOING.finditer(sentence):
        if not _IN_THE_AIR.search(sentence, 0, match.start()):
            yield Claim(match.start(), match.start("verb"), needs_a_day=True)
    yield from (Claim(match.start(), match.start("verb")) for match in _LET_ME.finditer(sentence))
    for match in _YOU_WILL.finditer(sentence):
        yield Claim(match.start(), match.start(), needs_a_day=not match["from_us"])
    for match in _IT_GOES.finditer(sentence):
        yield Claim(match.start(), match.start(), needs_a_day=True)
    yield from (Claim(match.start(), match.start()) for match in _IDIOM.finditer(sentence))


def _by_verb(match: re.Match[str], *, alone: bool) -> Iterator[Claim]:
    verb, rest = match["verb"], match["rest"]
    if _NOT.match(verb) or is_idle(verb, rest):
        return
    known, offered = is_done(verb, rest), verb.lower() in OFFERED
    if (match["ill"] and not known) or (verb[0].isupper() and not match[0].isupper()):
        return
    if (match["perhaps"] and not alone) or _FREE.search(rest):
        return
    soft = bool(match["soft"] or match["perhaps"])
    clear = not match["able"] and (known or alone or soft or (to_you(rest) if offered else names_you(rest)))
    yield Claim(match.start(), match.start("verb"), needs_a_day=not clear, is_soft=soft)


def _is_own_thought(sentence: str, at: int) -> bool:
    return bool(_BEGINS.search(sentence, 0, at) or _LEADS_UP.search(sentence, 0, at))


def _still_i(sentence: str, end: int) -> bool:
    """Whether it is still I or we who speaks of what they will do; a sentence may leave that out at its start."""
    speakers = [match["who"].lower() for match in _SPEAKER.finditer(sentence, 0, end)]
    return not speakers and end == 0 or bool(speakers) and speakers[-1] in ("i", "we")


ENGLISH = Language(
    hints=_HINTS,
    claims=_claims,
    when=WHEN,
    not_due=_pattern(r"\b(?:about|of|for|from|since|regarding|re|dated|last|yesterday|through|between|and|past|effective|each|every|['’]s|(?:sent|received|wrote|scheduled|held|met|called)(?:\s+\w+)?)\s*$"),
    on_condition=_pattern(
        r"\b(?:(?<!regardless\s)(?<!even\s)(?<!see\s)(?<!know\s)(?<!check\s)(?<!ask\s)if|should|in\s+case|whenever|in\s+the\s+event)\s+(?:you(?!\s+(?:could|would|can|will|['’]ll|don['’]?t\s+mind))|you['’]re"
        r"|any(?:one|body)|someone|so|desired|interested|it\s+(?:will|would|makes)|that(?:['’]s|\s+is|\s+works)|this\s+is)\b"
        r"|\b(?:let\s+(?:me|us)\s+know|give\s+(?:me|us)\s+a\s+\w+|(?:call|contact|ask)\s+(?:me|us|the\s+\w+))\s*,?\s+and\s+(?:i|we)\b"
        r"|^\W*(?:simply|just)\s+[a-z]+\b.{0,200}\band\s+(?:i|we)\b"
    ),
    clause=_pattern(r"[;!?—]|\s-+\s|,\s+(?:but|so|because|which|if|unless|though|although|as)\b|\.\s|\bif\b"),
)
