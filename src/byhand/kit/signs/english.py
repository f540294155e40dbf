"""Signs, in English."""

from __future__ import annotations

from byhand.kit.signs.language import Kind, Language, naming, ways

_FINE = (
    r"(?:beautiful(?:ly)?|gorgeous|wonderful(?:ly)?|marvell?ous|fantastic|love(?:ly|lier|liest)"
    r"|perfect(?:ly)?|brilliant"
    r"|superb|excellent|amazing|exquisite|stunning|(?:a )?(?:joy|delight|treasure)\b|a great help"
    r"|a work of art|spot on|first[- ]class)"
)
_HURT = r"(?:broken|cracked|chipped|damaged|smashed|in (?:pieces|bits)|faulty|defective|incomplete|leaking)"
_OURS = (
    r"(?:(?:my|our|your) (?:[\w’']+ ){0,3}?[\w’']+|the (?:[\w’']+ ){0,2}?(?:order|parcel|package|refund"
    r"|money|goods|delivery|set|kiln"
    r"|replacement|box)(?: you (?:\w+ ){1,2})?|I|we|it|they|nobody|still)"
)
_NOT = r"(?:not|never|n['’]t|yet to)"

ENGLISH = Language(
    hints=(
        "again",
        "answer",
        "best",
        "better",
        "broke",
        "chip",
        "charged",
        "complain",
        "crack",
        "damage",
        "delight",
        "disappoint",
        "gave me your",
        "great help",
        "happ",
        "heard",
        "impress",
        "leak",
        "lov",
        "missing",
        "never",
        "nobody",
        "not ",
        "n't",
        "n’t",
        "nothing like",
        "out of ten",
        "perfect",
        "pleased",
        "promised",
        "recommend",
        "refund",
        "rude",
        "second",
        "still",
        "suggested",
        "third",
        "thrill",
        "told",
        "twice",
        "unacceptable",
        "waiting",
        "wonderful",
        "wrong",
        "beautiful",
        "gorgeous",
        "marvel",
        "fantastic",
        "brilliant",
        "superb",
        "excellent",
        "amazing",
        "outstanding",
        "stunning",
        "joy",
        "work of art",
        "meant",
        "saved",
        "made my",
        "made our",
        "kindest",
        "out of your way",
        "order",
        "sent me",
        "sent us",
        "your name",
        "your address",
        "fed up",
        "money back",
        "came off",
        "stopped working",
        "back for",
        "says you",
        "said you",
        "expected",
        "one person to the",
        "it took",
        "left standing",
        "cancelled",
        "talking about",
    ),
    said={
        Kind.COMPLAINT: ways(
            rf"\b(?:arrived?|arrives|came|delivered|received|got|was|were|is|are|sent"
            rf"|shipped)\b(?: [\w’']+){{0,6}}? {_HURT}\b(?! (?:down|out|up|into)\b)",
            rf"\b{_OURS} (?:still )?(?:has|have|had|did|does|is|was)(?: still)? ?{_NOT} (?:yet "
            rf"|even )?(?:been )?(?:arrived?|come"
            r"|received|paid|refunded|answered|heard|replied|turned up|shown up|work(?:ing)?)\b",
            r"\bnever (?:came|arrived|turned up|received|heard|got an? (?:answer|reply))\b",
            r"\b(?:I|we|he|she|they)(?: am| are| was| were| is|['’](?:m"
            r"|re)) (?:[\w’']+ ){0,2}?(?:disappointed|appalled|fed up|furious"
            r"|dissatisfied|unhappy|annoyed)\b|\b(?:disappointing|unacceptable|a disgrace|disgraceful"
            r"|appalling|outrageous)\b",
            r"\b(?:am|are|was|were|is|['’](?:m|re|s)) not (?:at all |very )?(?:happy|satisfied|pleased"
            r"|impressed|good enough|as described"
            r"|(?:at all )?what (?:I|we|was|were|it)\b)",
            r"\bexpected better\b|\bnothing like (?:the|what)\b",
            r"\b(?:make|lodge|have) an? (?:\w+ )?complaint\b|\b(?:must|have to|want to|like to) complain\b",
            r"\bmoney back\b|\b(?:want|like|ask for|demand|expect) (?:a|my|the|our) (?:full )?refund\b"
            r"|\brefund (?:you|that|has|is|was)\b",
            r"\b(?:charged|billed|invoiced|told|asked|written|wrote|paid|called)\b[^.?!]{0,30}\btwice\b",
            r"\b(?:second|third|fourth) time (?:that |now )?(?:you|this|it|your|we|I|in)\b"
            r"|\bfor the (?:second|third|fourth) time\b",
            r"\b(?:nobody|no one|no-one) (?:has |had |ever |even )?(?:answer|repl|told|call|rang|read"
            r"|listen|came|come|care)\w*",
            r"\b(?:sent|delivered|shipped|received|got|packed|charged)\b[^.?!]{0,40}\bwrong\b",
            r"\b(?:came off|fell (?:off|apart)|stopped working|leaks)\b|\b(?:it|they|that|which|handle"
            r"|lid|cup|mug|bowl|plate|jar|pot|vase"
            r"|spout) (?:\w+ )?broke\b|\blost (?:my|our) (?:order|parcel|letter|payment|booking)\b",
            r"\bmissing from (?:the|my|our) (?:\w+ )?(?:set|box|parcel|package|order|delivery|crate)\b",
            r"\b(?:was|were|been) (?:\w+ )?rude\b",
            r"\bbeen waiting\b|\bwaiting (?:for )?(?:[\w’']+ ){0,4}since\b"
            r"|\bwaiting (?:for )?(?:\w+ )?(?:days|weeks|months)\b",
            r"\bit took (?:\w+ ){1,2}(?:calls|letters|mails|e-mails|weeks|months|attempts)\b",
            r"\bleft standing\b|\bcancell?ed at the last\b|\bfrom one person to the (?:next|other)\b",
            rf"\byou (?:had )?promised\b[^.?!]*\b(?:and|but)\b[^.?!]*{_NOT}\b",
            r"\bstill (?:has |have |is |are |shows? )?(?:the old|wrong|broken|not right)\b",
        ),
        Kind.PRAISE: ways(
            rf"\b(?:is|are|was|were|looks?|turned out|came out|fits?|(?:it|that|they)['’](?:s|re)|such"
            rf"|what|had) "
            rf"(?:[\w’']+ ){{0,5}}?{_FINE}\b",
            rf"\b(?:thank you|thanks) (?:so much |very much )?for (?:the|your|such|a"
            rf"|that) (?:an? )?{_FINE}",
            r"^\W*ten out of ten\b|\bfive stars\b",
            r"\b(?:best|kindest|nicest|loveliest|finest|friendliest) (?:[\w’']+ ){1,6}?(?:ever|I['’]ve"
            r"|I have|we['’]ve|we have)\b",
            r"\b(?:lov(?:e|es|ed)|ador(?:es?|ed)) (?:the|my|our|her|his|it|them|your|this|these|how"
            r"|every)\b",
            r"\b(?:thrilled|delighted|(?:so|very|really) (?:pleased|happy|impressed)|impressed"
            r"|over the moon|in love) "
            r"(?:with|by|at)\b",
            r"\b(?:could not|couldn['’]t|can['’]t) (?:be|have been) (?:happier|more pleased|better)\b",
            r"\byou(?:['’]ve| have| all| really)? (?:made|saved) (?:my|our|the|her|his)\b|\bmade (?:my"
            r"|our) (?:day|week|morning"
            r"|year)\b",
            r"\bnever been (?:so well|treated so|served so|looked after so)\b|\bout of your way\b",
            r"\b(?:meant|means) (?:so much|a lot|the world|everything|to us|to me)\b",
            r"\bnot stopped talking\b|\bcried when\b|\ball (?:loved|adored)\b",
        ),
        Kind.REFERRED: naming(
            r"NAME (?:has |had |have |kindly |warmly |once )?(?:recommended|mentioned) (?:you|your"
            r"|that (?:I|we))\b",
            r"NAME (?:has |had |kindly )?(?:told|tells) (?:me|us) (?:all )?about (?:you|your)\b",
            r"NAME (?:has |had |kindly )?(?:sent|sends|pointed|referred|directed) (?:me|us) (?:to you"
            r"|your way|to your|in your|here)\b",
            r"NAME (?:has |had |kindly )?(?:gave|given|passed|passes) (?:me|us|on) your\b",
            r"NAME (?:has |had )?suggested (?:that )?(?:(?:I|we) (?:should |might )?(?:write|contact"
            r"|call|ring|ask|try|come|get|turn|speak)"
            r"|you|your)\b",
            r"NAME (?:says|said) (?:that )?you(?:['’]re| are)\b",
            r"\byou (?:were|are|came|come) (?:[\w]+ )?(?:recommended|suggested)\b[^.?!]{0,30}? by NAME",
            r"\b(?:I|we) (?:was|were) (?:referred|sent|told|pointed)\b[^.?!]{0,30}? by NAME",
            r"\byour (?:name|address|number|details) (?:\w+ ){0,2}?from NAME",
            r"\b(?:heard|learnt|learned|know) (?:about|of) (?:you|your[^.?!]{0,30}?) (?:from|through) NAME",
            r"\brecommendation (?:of|from|by) NAME",
        ),
        Kind.RETURNED: ways(
            r"^\W*(?:\w+,? ){0,2}(?:it['’]s |it is )?(?:me|us) again\b",
            r"\b(?:order|ordering|buy|book|booking|come) (?:[\w’']+ ){0,3}?again\b(?! on| to| at| in the)",
            r"\bback for (?:our|my|another|more)\b|\bcome back for\b",
            r"\b(?:my|our) (?:second|third|fourth|fifth|sixth|tenth|\d+(?:nd|rd|th)) (?:[\w’']+ )?order\b",
            r"\bhere (?:I am|we are) again\b",
        ),
    },
    unless={
        Kind.COMPLAINT: ways(
            r"\b(?:if|in case|unless|in the event)\b|\b(?:nothing|none|not one)\b|\b(?:do|did|will|shall"
            r"|would) (?:not|n['’]t) complain"
            r"|\bI (?:am|was|have been) (?:\w+ )?(?:wrong|late|sorry|rude)|\bI (?:have|had)(?: not"
            r"|n['’]t) (?:yet )?(?:answered|replied|paid)"
            r"|\bour own fault|\bmy (?:own )?(?:fault|mistake)\b|\bplease do not\b"
        )[0],
        Kind.PRAISE: ways(
            r"\b(?:would|will|could|might|should) (?:be|have been) (?!happier)|\bif\b|\bhope\b"
            r"|\bhave an?\b|\b(?:day|weather) it is\b"
            r"|\b(?:not|n['’]t|nothing like) (?:\w+ )?(?:perfect|impressed|very|happy|pleased)\b"
            r"|\bperfect (?:size|time|day|date)\b"
        )[0],
        Kind.RETURNED: ways(r"\b(?:if|when|unless|never)\b|\bfetch\b|\bwrong\b|\bbroke")[0],
    },
)
