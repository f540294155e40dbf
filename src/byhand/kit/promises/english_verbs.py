"""The verbs of English promises: by which something is done for somebody, and those by which nothing is."""

from __future__ import annotations

from byhand.kit.promises.english_uses import USES
from byhand.kit.promises.language import words, words_in

# What one does for another. "We" promises by these alone, or with a day, or where it names "you".
DONE = words_in("""
add address adjust advise allocate analyse analyze answer arrange ask attach attend bill book bring build call
cancel change chase check circle circulate clarify clean collect communicate compile complete confirm connect
consolidate contact copy correct cover create credit deliver demonstrate deposit detail dig discuss disseminate
distribute do double-check draft drop e-mail email enter escalate estimate evaluate exchange extend fax figure file
find finish fire fix follow forward funnel gather get give glaze go handle include inform insert install introduce
investigate invite invoice issue join keep let list locate log look look-up mail make mark measure meet mend monitor
move note notify obtain order organise organize outline pack participate pass pay phone pick post prepare present
print process proofread propose pull put quote reach read recalculate recap recommend record redo refund reimburse
release remind remove reorder repaint repair replace reply report reprint request reschedule resend reserve resolve
respond return review revise rewrite ring run scan schedule search see send set share ship sign sort speak study
submit suggest summarise summarize supply take talk test touch track transfer translate transmit try type update
upload verify watch work wrap write
""")
# By these a "we" that speaks to everybody only describes itself; it must name you, or a day.
OFFERED = words_in("""
build ensure explain guarantee help offer provide show support
""")
# What one is, feels, or happens to do; where one goes; nothing anybody could wait for. Some are no verbs at all.
IDLE = words_in("""
a accept admit agree always and appreciate arrive assume be beat become bed believe benefit bet church come consider
continue die dinner disagree drink drive eat enjoy expect fall feel fly forget go grow guess hate have hear her his
home hope host kick know learn leave like live look lose love lunch meet miss my need never not notice only or our
owe pass play protect realise realize recall receive recognise recognize refer regret remain remember run save say
school see seem sit sleep spend stand stay stop sue suppose suspend take talk tell the think town travel treat
understand use visit wait want watch wear welcome will win would
""")
# Of these, "I will be …ing" says where one is, not what one does for somebody.
_GOING = words_in("""
check do get give go have keep let look make meet move put read run see set take try watch work
""")
_USES = {verb: words(pattern) for verb, pattern in USES.items()}
_YOU = words(r"\b(?:you|your|yours)\b(?! (?:want|need|are|can|have)\b)")


def is_done(verb: str, rest: str) -> bool:
    """Whether something is done for somebody by this verb with these words after it."""
    verb = verb.lower()
    use = _USES.get(verb)
    if use is None:
        return verb in DONE
    match = use.match(rest)
    return match is not None and (verb != "be" or match["ing"] is None or _is_doing(match["ing"].lower()))


def is_idle(verb: str, rest: str) -> bool:
    """Whether nothing is promised by it, whoever says it."""
    verb = verb.lower()
    if verb in _USES:
        return not is_done(verb, rest)
    return verb in IDLE or verb.endswith("ly")


def names_you(rest: str) -> bool:
    return _YOU.search(rest) is not None


def to_you(rest: str) -> bool:
    return rest.split(None, 1)[:1] in (["you"], ["You"])


def _is_doing(stem: str) -> bool:
    """Of "sending", by its "send"; of "making", by "make", of "getting", by "get"."""
    forms = {stem, stem + "e", stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem}
    return any(one in DONE and one not in IDLE and one not in _GOING for one in forms)
