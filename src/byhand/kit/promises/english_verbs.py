"""The verbs of English promises: by which something is done for somebody, and those by which nothing is."""

from __future__ import annotations

import re

# What one does for another. "We" promises by these alone, or with a day, or where it names "you".
DONE = frozenset(
    "send resend call phone ring email e-mail mail fax write forward pass let inform notify advise update keep get check"
    " look see find ask contact talk speak discuss follow reply respond answer return ship post deliver bring drop give"
    " submit prepare draft finish complete make fix mend repair replace exchange refund reimburse pay credit transfer"
    " deposit order reorder book reserve schedule reschedule arrange organise organize set add remove change correct adjust"
    " review read try work handle take cover confirm verify double-check investigate resolve address share circulate"
    " distribute report attend participate join put include enter create cancel move sign print copy upload attach invoice"
    " bill test install insert consolidate clean pick dig pull run go look-up chase remind transmit issue"
    " collect wrap pack reprint redo rewrite revise proofread translate measure quote estimate glaze fire repaint release"
    " do disseminate communicate watch monitor recap type scan search locate obtain request file mark note record log list"
    " allocate extend evaluate analyze analyse study propose recommend suggest present demonstrate supply meet funnel"
    " recalculate summarize summarise estimate outline detail clarify escalate connect introduce invite escalate reach touch circle speak process compile gather figure track sort".split()
)
# By these a "we" that speaks to everybody only describes itself; it must name you, or a day.
OFFERED = frozenset("provide help offer show explain build support guarantee ensure".split())
# What one is, feels, or happens to do; where one goes; nothing anybody could wait for.
IDLE = frozenset(
    "need want like love hate miss enjoy hope wait know think feel assume suppose say tell bet admit remember forget owe"
    " die understand appreciate guess believe expect agree disagree become receive accept come leave stay arrive fly drive"
    " travel play eat drink watch win lose live sleep spend visit stop never not only have be go see look take talk meet"
    " pass save kick beat learn grow fall regret welcome consider remain stand sit wear run hear benefit continue always"
    " use seem notice recall will would protect sue recognise recognize realise realize treat suspend host hope refer and or the a my his her our town lunch dinner bed church school home"
    " say".split()
)
# Of these, "I will be …ing" says where one is, not what one does for somebody.
_GOING = frozenset("go move get meet try check do see look keep have let run make give work set put read meet watch take".split())
# Idle, unless what follows says otherwise.
_UNLESS = {
    "be": r"\s+(?:in\s+(?:touch|contact)\b|back\s+(?:to|with|in\s+touch)\b|on\s+it\b|sure\s+to\b|there\b|attending\b|getting\s+(?:back|out|with)\b|working\s+(?:on|with)\b|giving\s+(?:you|them|him|her|everyone)\b|(?P<ing>[a-z-]+)ing\b)",
    "have": r"\s+(?:\S+\s+){1,7}?(?:ready|done|finished|signed|sent|completed?|shipped|fixed|repaired|call|contact|email|e-mail"
            r"|send|look|check|review|prepare|set\s+up|(?:back\s+|over\s+|out\s+)?(?:to|for|with)\s+you)\b|\s+it\b(?!\s+(?:all|no)\b)"
            r"|\s+(?:my|our|someone|somebody)\s+\w+\s+(?!(?:in|on|at)\b)\w+"
            r"|\s+(?:an?|the|your|some)\s+(?:\w+\s+)?(?:update|answer|quote|draft|response|reply|news|report|copy)\b",
    "go": r"\s+(?:ahead|over|through|back\s+(?:and|to\s+(?:them|him|her|the)))\b",
    "see": r"\s+(?:to\s+(?:it|that)|(?:if|what|whether)\b|that)",
    "look": r"\s+(?:at|into|it\s+up|for|over|through|that\s+up|them\s+up|up)\b",
    "take": r"(?!\s+(?:vacation|off|time|forever|a\s?while|longer?|place|leave|part|days?|\d|in\b|my|our|as\b|advantage|effect|note"
            r"|an?\s+(?:\w+\s+)?(?:nap|break|vacation|while|day|shower|bath|few|trip|week|long|lot|bit|chance|risk|guess)))",
    "talk": r"\s+(?:to|with)\b(?!\s+(?:you|ya|u|y['’]?all)\b)",
    "speak": r"\s+(?:to|with)\b(?!\s+(?:you|ya|u)\b)",
    "meet": r"\s+(?:with\s+)?(?:you\b|(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In\b|At\b)(?-i:[A-Z][a-z]))",
    "watch": r"\s+(?:to\s+see|for|out\s+for|over|this|that)\b",
    "request": r"\s",
    "pass": r"\s+(?:it|this|that|them|on|along|your|the)\b",
    "tell": r"\s+(?:you(?!\s+(?:that|what|the\s+truth|one))|him|her|them|the)\b",
    "leave": r"\s+(?:it|you|a|copies|them|the)\b(?!\s+(?:office|building|house|little|day|bit|few))",
    "come": r"\s+(?:by|over|back)\s+(?:and|to)\b",
    "stop": r"\s+by\b",
    "visit": r"\s+(?:you|them|the)\b",
    "keep": r"\s+(?:you\b|an\s+eye|trying|them|him|her|looking|a\s+copy|track|working|on\s+it|everyone|the)",
    "get": r"\s+(?:back|in\s+touch|on\s+(?:it|this|that)|with|to\s+(?:it|work|this|that)|started|someone|one\b|an?\s|(?-i:[A-Z][a-z]+)\s+to\b|"
           r"(?:it|them|this|that|these|those|you|him|her|the|your|everything|all|some)\b(?!\s+(?:later|paid)))",
    "hear": r"\s+(?!)",
    "run": r"(?!\s+(?:late|into|out|for|away|from|around|to)\b)",
    "make": r"(?!\s+(?:sense|it\s+(?:to|home|there|back|if)|money|fun|sure\s+(?:they|he|she)|no\b|some\s+money|an?\s+(?:mistake|fool|deal)|about|up\s+for))",
    "give": r"(?!\s+up)",
    "work": r"\s+(?:on|with|it\s+out|something\s+out|up|through|this|that)\b",
    "try": r"\s+(?:to|and|again|it|them|calling|that|this|another|your|the)\b(?!\s+(?:keep|be|win|get\s+(?:some|there|home)|make\s+it|come|stop\s+by)\b)",
    "let": r"\s+(?:\w+\s+){1,3}know\b",
    "pick": r"\s+(?:\w+\s+){0,3}up\b",
    "put": r"(?!\s+up\s+with)",
    "set": r"(?!\s+(?:out|in)\b)",
    "do": r"(?!\s+(?:well|fine|great|ok|okay|better|anything|nothing|whatever|business)\b)",
    "check": r"(?!\s+(?:my|our)\s+(?:voice|e-?mail|mail|messages))",
    "continue": r"\s+to\b",
    "add": r"(?!\s+(?:that|up)\b)",
    "pay": r"(?!\s+(?:attention|off)\b)",
    "call": r"(?!\s+it\b)",
    "ask": r"(?!\s+(?:again|myself|you)\b)",
    "read": r"\s+(?:it|this|that|them|the|your|through)\b",
    "cover": r"(?!\s+it\s+all)",
}  # fmt: skip
_SPECIAL = {verb: re.compile(pattern, re.IGNORECASE) for verb, pattern in _UNLESS.items()}
_YOU = re.compile(r"\b(?:you|your|yours)\b(?!\s+(?:want|need|are|can|have)\b)", re.IGNORECASE)


def is_done(verb: str, rest: str) -> bool:
    """Whether this is a verb by which something is done for somebody."""
    verb = verb.lower()
    special = _SPECIAL.get(verb)
    if special is None:
        return verb in DONE
    match = special.match(rest)
    return match is not None and (verb != "be" or match["ing"] is None or _is_doing(match["ing"]))


def is_idle(verb: str, rest: str) -> bool:
    """Whether nothing is promised by it, whoever says it."""
    verb = verb.lower()
    if verb in _SPECIAL:
        return not is_done(verb, rest)
    return verb in IDLE or verb.endswith("ly")


def names_you(rest: str) -> bool:
    return _YOU.search(rest) is not None


def to_you(rest: str) -> bool:
    return rest.lstrip()[:4].lower().rstrip() == "you"


def _is_doing(stem: str) -> bool:
    stem = stem.lower()
    forms = {stem, stem + "e", stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem}
    return any(one in DONE and one not in IDLE and one not in _GOING for one in forms)
