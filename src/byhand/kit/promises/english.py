"""English: how one promises in it.

I or we, what is to come, and a verb by which something is done for somebody; not what one feels, is or happens to do
("I will be happy to", "I will be away"), not what somebody said ("he told me I'll …"), not what hangs in the air
("when I will", "I hope we will"), not what will not be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from byhand.kit.promises.english_days import WHEN, WHEN_HINTS
from byhand.kit.promises.english_thoughts import hangs, is_own_thought, is_still_mine, serves_an_end
from byhand.kit.promises.english_verbs import OFFERED, is_done, is_idle, names_you, to_you
from byhand.kit.promises.language import Language, words
from byhand.kit.promises.proposal import Claim

_HINTS = (
    "will", "'ll", "’ll", "`ll", "´ll", ",ll", "ill ", "shall", "going to", "gonna", "let me", "promise", "plan to",
    "intend", "i can ", "we can ", "i'm ", "i’m ", "i am ", "we're ", "we’re ", "we are ", "on it", "it to me",
    "it with me", "consider it", "goes out", "go out", "ships ",
)  # fmt: skip
_ADVERBS = (
    r"(?:(?:also|then|certainly|definitely|surely|personally|now|just|still|again|first|both|all|gladly|happily"
    r"|immediately|promptly|shortly|quickly|soon|simply|either|of course|in turn|today|tomorrow|tonight|at least"
    r"|really|be sure (?:to|and)|make sure (?:to|and)|do (?:my|our) best to|go ahead and|continue to"
    r"|(?P<able>be able to)|(?P<perhaps>probably|(?:most )?likely)"
    r"|(?P<soft>try (?:to|and)|attempt to|endeavou?r to)) )*"
)
_VERB = _ADVERBS + r"(?P<verb>[a-z][a-z-]*)\b(?P<rest>(?: \S+){0,12})"
_I = (
    r"\b(?P<who>i|we)"
    r"(?:\s*,? (?:too|both|also|personally|certainly|definitely|in turn|then|just|probably|hereby|now)\b,?)?"
)
_AM = r"(?: am| are|['’`´](?:m|re))"
_WILL = words(
    rf"(?:{_I}(?:\s?['’`,´]\s?ll | (?:will|shall|promise to|plan to|intend to) "
    rf"|{_AM} (?:just |also |still |now )?(?:going to|gonna) | gonna )"
    r"|(?P<ill>(?:^|(?<=[,.;-]\s)|(?<=\band\s))ill )"
    r"|\b(?:my colleagues?|my team|our team|one of us|someone (?:from|on|in) our \w+)(?: \w+)? will )" + _VERB
)  # fmt: skip
_AND_WILL = words(r"(?:(?:\band|\bbut|\bthen|,) (?:then )?|^\W*)(?:will|['’]ll|plan to) " + _VERB)
_CAN = words(
    rf"{_I} can (?=(?:\w+ )?(?:send|ship|post|deliver|have|bring|finish|complete|fax|e?-?mail|call|repair|fix|drop|pay"
    rf"|refund|replace|get (?:it|them|this|that|you|the))\b){_VERB}"
)
_AM_DOING = words(
    rf"{_I}{_AM} (?P<verb>(?:send|call|ship|post|mail|fax|forward|deliver|bring|pick|drop|pay|refund|order|book|finish"
    r"|return)(?:p?ing))\b"
)
_DONE_NOW = words(r"\bnow\b|\bthis (?:e-?mail|mail|message|letter|note)\b")
_LET_ME = words(
    r"\blet me (?P<verb>check|look (?:in|at)|find out|ask|verify|confirm|get (?:back|you)|double[-\s]check"
    r"|talk to|call)\b"
)
_YOU_WILL = words(
    r"\byou(?:['’`]ll| (?:will|should|shall)) (?:(?:have|get|receive) (?:it|them|this|that|these|your|the)\b"
    r"|(?P<from_us>hear (?:back )?from (?:me|us)\b))"
)
_IT_GOES = words(
    r"\b(?:it|they|this|that|these|those|both|(?:the|your|our) (?:\w+ ){1,3})\s*"
    r"(?:go(?:es)? out|ships?|leaves? (?:here|us|the \w+)|will (?:ship|go out|leave (?:here|us)|reach you|arrive"
    r"|be (?:sent|shipped|posted|mailed|dispatched|delivered|refunded|with you|in the (?:post|mail)|on its way|ready"
    r"|finished|fixed|repaired|collected)))\b"
)
_IDIOM = words(
    r"\bi(?:['’]m| am) (?:all over|on) it\b|\bconsider it done\b|\bleave it (?:to|with) me\b|^\W*on it\W*$"
)
_NOT = words(r"\s*(?:not|never|no longer|hardly|n[o']t)\b")
_FREE = words(r"(?<!feel\s)\bfree\b(?! up)")  # sales talk
_IF = r"(?<!regardless\s)(?<!even\s)(?<!see\s)(?<!know\s)(?<!check\s)(?<!ask\s)if"
_PLEASE = r"(?! (?:could|would|can|will|['’]ll|don['’]?t mind))"  # "if you could send it, I'll …" asks, and promises


def _claims(sentence: str) -> Iterator[Claim]:
    for match in _WILL.finditer(sentence):
        if not hangs(sentence, match.start()) and is_own_thought(sentence, match.start()):
            yield from _by_verb(match, alone=(match["who"] or "").lower() == "i")
    for match in _AND_WILL.finditer(sentence):
        if is_still_mine(sentence, match.start()) and is_done(match["verb"], match["rest"]):
            yield Claim(match.start(), match.start("verb"), is_soft=bool(match["soft"]))
    yield from _with_a_day(sentence)
    yield from (Claim(match.start(), match.start("verb")) for match in _LET_ME.finditer(sentence))
    yield from (Claim(match.start(), match.start()) for match in _IDIOM.finditer(sentence))


def _by_verb(match: re.Match[str], *, alone: bool) -> Iterator[Claim]:
    """What "I" will do is a promise unless it is idle; "we" often only speak of themselves."""
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


def _with_a_day(sentence: str) -> Iterator[Claim]:
    """What is a promise beside a day only: we can, I am sending, you'll have it, it goes out."""
    for match in _CAN.finditer(sentence):
        if not serves_an_end(sentence, match.start()) and is_done(match["verb"], match["rest"]):
            yield Claim(match.start(), match.start("verb"), needs_a_day=True)
    for match in () if _DONE_NOW.search(sentence) else _AM_DOING.finditer(sentence):
        if not hangs(sentence, match.start()):
            yield Claim(match.start(), match.start("verb"), needs_a_day=True)
    for match in _YOU_WILL.finditer(sentence):
        yield Claim(match.start(), match.start(), needs_a_day=not match["from_us"])
    for match in _IT_GOES.finditer(sentence):
        yield Claim(match.start(), match.start(), needs_a_day=True)


ENGLISH = Language(
    hints=_HINTS,
    claims=_claims,
    when_hints=WHEN_HINTS,
    when=WHEN,
    not_due=words(
        r"\b(?:about|of|for|from|since|regarding|re|dated|last|yesterday|through|between|and|past|effective|each|every"
        r"|['’]s|(?:sent|received|wrote|scheduled|held|met|called)(?: \w+)?)\s*$"
    ),
    on_condition=words(
        rf"\b(?:{_IF}|should|in case|whenever|in the event) (?:you{_PLEASE}|you['’]re|any(?:one|body)|someone|so"
        r"|desired|interested|it (?:will|would|makes)|that(?:['’]s| is| works)|this is)\b"
        r"|\b(?:let (?:me|us) know|give (?:me|us) a \w+|(?:call|contact|ask) (?:me|us|the \w+))\s*,? and (?:i|we)\b"
        r"|^\W*(?:simply|just) [a-z]+\b.{0,200}\band (?:i|we)\b"
    ),
    clause=words(r"[;!?—]|\s-+\s|, (?:but|so|because|which|if|unless|though|although|as)\b|\.\s|\bif\b"),
)
