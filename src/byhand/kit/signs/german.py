"""Signs, in German."""

from __future__ import annotations

from byhand.kit.signs.language import Kind, Language, naming, ways

_FINE = (
    r"(?:wunder(?:schön|bar)\w*|schönste\w*|perfekt\w*|großartig\w*|grossartig\w*|toll\w*|fantastisch\w*"
    r"|phantastisch\w*"
    r"|hervorragend\w*|traumhaft\w*|herrlich\w*|entzückend\w*|ein traum|eine wucht|klasse|spitze)"
)
_HURT = (
    r"(?:zerbrochen\w*|kaputt\w*|beschädigt\w*|gesprungen\w*|defekt\w*|abgebrochen\w*|abgeplatzt\w*"
    r"|undicht\w*|fehlerhaft\w*"
    r"|unvollständig\w*|mangelhaft\w*|zersprungen\w*|falsch\w*)"
)
_MARVEL = (
    r"(?:begeistert|hingerissen|beeindruckt|entzückt|überglücklich"
    r"|(?:sehr|so|rundum|ganz) (?:glücklich|zufrieden|froh))"
)

GERMAN = Language(
    hints=(
        "abgebr",
        "abgebucht",
        "antwort",
        "begeister",
        "beeindruck",
        "beschäd",
        "beschwer",
        "defekt",
        "empf",
        "enttäusch",
        "entzück",
        "erzählt",
        "falsch",
        "fehl",
        "frechheit",
        "freude",
        "gehört",
        "geld zurück",
        "glücklich",
        "großartig",
        "hingerissen",
        "ich liebe",
        "kaputt",
        "klasse",
        "lob",
        "mangel",
        "nicht",
        "nie ",
        "niemand",
        "noch einmal",
        "perfekt",
        "reklam",
        "schönste",
        "so gut",
        "so geht",
        "spitze",
        "toll",
        "traum",
        "undicht",
        "unvollst",
        "unverschämt",
        "wieder",
        "wunder",
        "zerbroch",
        "zufrieden",
        "zweimal",
        "bestellung",
        "erstatt",
        "von ihnen",
        "adresse von",
        "gerettet",
        "besser",
        "anders",
        "warte",
        "herrlich",
        "gesprungen",
        "ärger",
    ),
    said={
        Kind.COMPLAINT: ways(
            rf"\b(?:ist|sind|war|waren|kam|kamen|wurde|wurden|geliefert|angekommen|haben|hat|hatte"
            rf"|erhalten|bekommen|schon wieder)\b"
            rf"[^.?!]{{0,60}}?\b{_HURT}\b|\b{_HURT} (?:angekommen|geliefert|erhalten|bekommen)\b",
            r"\b(?:immer noch|noch immer|bis heute|noch) (?:nicht|keine?n?)\b[^.?!]{0,40}\b(?:angekommen"
            r"|da|erhalten|bekommen|gekommen"
            r"|eingetroffen|geliefert|beantwortet|erstattet|antwort|reaktion)\b",
            r"\bnie (?:[\wäöüß]+ ){0,3}?(?:angekommen|gekommen|erhalten|bekommen|geliefert)\b",
            r"\b(?:enttäusch\w+|frechheit|unverschämt\w*|inakzeptabel|unzumutbar|verärgert|ärgerlich"
            r"|empört|unmöglich von)\b",
            r"\bnicht (?:\w+ )?(?:zufrieden|einverstanden|in ordnung|das,? was (?:ich|wir)|akzeptabel)\b"
            r"|\bso geht (?:das|es) nicht\b",
            r"\bbeschwer(?:en|de|t)\b|\breklamier\w+|\breklamation\b",
            r"\bgeld zurück\b|\berstatt(?:en|ung)\b[^.?!]{0,30}\b(?:kaufpreis|betrag|geld|mir|uns)\b"
            r"|\bkaufpreis (?:zurück|erstatten)\b",
            r"\b(?:doppelt|zweimal|mehrfach) (?:abgebucht|berechnet|bezahlt|belastet|gefragt"
            r"|geschrieben)\b",
            r"\bantwortet? (?:mir|uns)? ?niemand\b|\bniemand (?:hat |)?(?:\w+ ){0,3}?(?:antwortet"
            r"|geantwortet|gemeldet|zurückgerufen|liest|kümmert)\b",
            r"\bden falschen|\bdie falsche[nr]?|\bdas falsche\b|\bfalsche[nrs]? (?:artikel|farbe|größe"
            r"|adresse|ware|lieferung)\b",
            r"\bes fehl(?:t|en)\b|\bfehlt (?:ein|der|die|das)\b",
            r"\bwarten? (?:\w+ )?(?:seit|schon)\b",
            r"\b(?:völlig|ganz|komplett) anders\b[^.?!]*\b(?:bild|foto|abgebildet|beschrieben|bestellt)\b",
            r"\bzum (?:zweiten|dritten|wiederholten) mal\b",
        ),
        Kind.PRAISE: ways(
            rf"\b(?:ist|sind|war|waren|wurde|sieht|sehen|haben|hat|finde|finden|angekommen"
            rf"|fand) (?:[\wäöüß,]+ ){{0,6}}?{_FINE}(?=\W|$)",
            rf"\bdank (?:\w+ )?(?:für|an) (?:den|die|das|Ihre?n?|deine?n?|eine?n?|diese?n?) {_FINE}",
            rf"\b{_MARVEL} (?:von|über|mit)\b|\bvo[nm] (?:[\wäöüß]+ ){{1,4}}{_MARVEL}\b"
            rf"|\bwar(?:en)? (?:alle )?{_MARVEL}\b",
            r"\b(?:große|riesige|viel|eine) freude (?:gemacht|bereitet)\b|\b(?:großes|dickes|ein) lob\b",
            r"\bso gut (?:\w+ ){0,3}?(?:noch nie|nie)\b|\bnoch nie (?:\w+ )?so (?:gut|freundlich|schön)\b",
            r"\bliebe (?:meine?n?|diese?n?|die|den|das|unsere?n?)\b",
            r"\b(?:tag|hochzeit|fest|weihnachten|feier) gerettet\b|\bbesser hätte\b",
        ),
        Kind.REFERRED: naming(
            r"NAME hat (?:Sie|dich|euch|mir|uns|Ihre?n?)\b[^.?!]{0,40}? ?(?:empfohlen|genannt)\b",
            r"NAME hat (?:mir|uns) (?:viel |so viel )?(?:von Ihnen|von euch|von dir"
            r"|von Ihrer \w+) (?:erzählt|vorgeschwärmt)\b",
            r"\b(?:auf|dank) (?:die )?empfehlung (?:von|durch) NAME",
            r"\bvon NAME (?:wärmstens |sehr )?(?:empfohlen|geschickt)\b",
            r"\b(?:adresse|namen|nummer|kontakt) (?:[\wäöüß]+ )?von NAME (?:bekommen|erhalten)",
            r"\bvon NAME (?:habe|haben) (?:ich|wir) (?:von Ihnen|von euch|von Ihrer \w+) (?:gehört"
            r"|erfahren)",
            r"NAME (?:meinte|sagte|sagt|meint),? (?:ich solle?|wir sollten|Sie|dass (?:ich|wir|Sie))",
        ),
        Kind.RETURNED: ways(
            r"\bwieder (?:bei Ihnen |bei euch )?(?:bestellen|buchen|kaufen)\b|\b(?:bestelle|bestellen"
            r"|buche) (?:\w+ ){0,3}?(?:wieder|erneut)\b",
            r"^\W*(?:ich bin(?:s| es)|wir sind(?:s| es)?|da bin ich|da sind wir"
            r"|hier bin ich) (?:noch einmal|nochmal|wieder)\b",
            r"\b(?:unsere?|meine?) (?:zweite|dritte|vierte|fünfte|nächste) bestellung\b",
            r"\bletztes jahr (?:\w+ ){0,5}?bestellt\b[^.?!]*\bwieder\b",
        ),
    },
    unless={
        Kind.COMPLAINT: ways(
            r"\b(?:falls|wenn|sofern|sollte)\b|\bnichts\b|\b(?:kein|keine|keinen"
            r"|keiner) (?:\w+ )?(?:kaputt|zerbrochen|beschädigt)"
            r"|\b(?:will|möchte) mich nicht beschweren"
            r"|\bich (?:habe|hab) (?:\w+ )?(?:falsch|noch nicht geantwortet)|\bauf (?:Ihre )?antwort warte"
        )[0],
        Kind.PRAISE: ways(
            r"\b(?:wäre|würde|würden|wünsch\w*|hoffe|hoffen|falls|wenn)\b|\bnicht (?:\w+ )?(?:perfekt"
            r"|zufrieden|begeistert|glücklich)\b"
        )[0],
        Kind.RETURNED: ways(r"\b(?:falls|wenn|nie)\b|\bfalsch|\bkaputt|\babholen")[0],
    },
)
