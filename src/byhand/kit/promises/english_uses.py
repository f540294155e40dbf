"""English verbs that do something for somebody only with the right words after them.

For each, the words it needs, or those it must not have.
"""

USES = {
    "add": r"(?! (?:that|up)\b)",
    "ask": r"(?! (?:again|myself|you)\b)",
    "be": r" (?:in (?:touch|contact)\b|back (?:to|with|in touch)\b|on it\b|sure to\b|there\b|attending\b"
          r"|getting (?:back|out|with)\b|working (?:on|with)\b|giving (?:you|them|him|her|everyone)\b"
          r"|(?P<ing>[a-z-]+)ing\b)",
    "call": r"(?! it\b)",
    "check": r"(?! (?:my|our) (?:voice|e-?mail|mail|messages))",
    "come": r" (?:by|over|back) (?:and|to)\b",
    "continue": r" to\b",
    "cover": r"(?! it all)",
    "do": r"(?! (?:well|fine|great|ok|okay|better|anything|nothing|whatever|business)\b)",
    "get": r" (?:back|in touch|on (?:it|this|that)|with|to (?:it|work|this|that)|started|someone|one\b|an?\s"
           r"|(?-i:[A-Z][a-z]+) to\b"
           r"|(?:it|them|this|that|these|those|you|him|her|the|your|everything|all|some)\b(?! (?:later|paid)))",
    "give": r"(?! up)",
    "go": r" (?:ahead|over|through|back (?:and|to (?:them|him|her|the)))\b",
    "have": r" (?:\S+ ){1,7}?(?:ready|done|finished|signed|sent|completed?|shipped|fixed|repaired|call|contact|e-?mail"
            r"|send|look|check|review|prepare|set up|(?:back |over |out )?(?:to|for|with) you)\b| it\b(?! (?:all|no)\b)"
            r"| (?:my|our|someone|somebody) \w+ (?!(?:in|on|at)\b)\w+"
            r"| (?:an?|the|your|some) (?:\w+ )?(?:update|answer|quote|draft|response|reply|news|report|copy)\b",
    "hear": r"(?!)",
    "keep": r" (?:you\b|an eye|trying|them|him|her|looking|a copy|track|working|on it|everyone|the)",
    "leave": r" (?:it|you|a|copies|them|the)\b(?! (?:office|building|house|little|day|bit|few))",
    "let": r" (?:\w+ ){1,3}know\b",
    "look": r" (?:at|into|it up|for|over|through|that up|them up|up)\b",
    "make": r"(?! (?:sense|it (?:to|home|there|back|if)|money|fun|sure (?:they|he|she)|no\b|some money"
            r"|an? (?:mistake|fool|deal)|about|up for))",
    "meet": r" (?:with )?(?:you\b|(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In\b"
            r"|At\b)"
            r"(?-i:[A-Z][a-z]))",
    "pass": r" (?:it|this|that|them|on|along|your|the)\b",
    "pay": r"(?! (?:attention|off)\b)",
    "pick": r" (?:\w+ ){0,3}up\b",
    "put": r"(?! up with)",
    "read": r" (?:it|this|that|them|the|your|through)\b",
    "request": r"\s",
    "run": r"(?! (?:late|into|out|for|away|from|around|to)\b)",
    "see": r" (?:to (?:it|that)|(?:if|what|whether)\b|that)",
    "set": r"(?! (?:out|in)\b)",
    "speak": r" (?:to|with)\b(?! (?:you|ya|u)\b)",
    "stop": r" by\b",
    "take": r"(?! (?:vacation|off|time|forever|a\s?while|longer?|place|leave|part|days?|\d|in\b|my|our|as\b"
            r"|advantage|effect|note|an? (?:\w+ )?(?:nap|break|vacation|while|day|shower|bath|few|trip|week|long|lot"
            r"|bit|chance|risk|guess)))",
    "talk": r" (?:to|with)\b(?! (?:you|ya|u|y['’]?all)\b)",
    "tell": r" (?:you(?! (?:that|what|the truth|one))|him|her|them|the)\b",
    "try": r" (?:to|and|again|it|them|calling|that|this|another|your|the)\b"
           r"(?! (?:keep|be|win|get (?:some|there|home)|make it|come|stop by)\b)",
    "visit": r" (?:you|them|the)\b",
    "watch": r" (?:to see|for|out for|over|this|that)\b",
    "work": r" (?:on|with|it out|something out|up|through|this|that)\b",
}  # fmt: skip
