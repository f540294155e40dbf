"""The verbs of German promises: by which something is done for somebody."""

from __future__ import annotations

from byhand.kit.promises.language import words

# "ich schicke", "wir schicken", "schick ich".
STEMS = (
    "antwort|anruf|bearbeit|befrag|beheb|benachrichtig|bereit|berichtig|besorg|besprech|bestell|bestätig|bezahl|brenn"
    "|bring|buch|back|druck|entwerf|erinner|erklär|erkundig|erledig|ersetz|erstatt|erstell|frag|geb|glasier|hol|informier"
    "|klär|korrigier|kümmer|leg|leit|liefer|mahn|meld|notier|organisier|pack|prüf|red|reparier|reservier|ruf|sag|schau"
    "|schick|schließ|schreib|send|sorg|sprech|stell|stornier|tausch|trag|veranlass|verbind|vereinbar|vergüt|verlänger"
    "|verrechn|verschick|verschieb|versend|versprech|zahl|zeig|änder|überarbeit|übernehm|überprüf|überweis"
)
# Verbs that do something for somebody only with more words after them.
_WITH_MORE = (
    r"(?:mach\w* (?:\S+ ){0,6}?(?:Ihnen|dir|euch|für (?:Sie|dich|euch)|fertig|Sie|ich|das|es|mich|uns)\b"
    r"|(?:lass|lasse|lassen) (?:\S+ ){1,7}?(?:zukommen|wissen|prüfen|reparieren|schicken|machen)\b"
    r"|(?:halte|halt|halten) (?:\S+ ){1,4}?(?:auf dem Laufenden|informiert|bereit|frei)\b"
    r"|(?:setze|setz|setzen) (?:\S+ ){1,4}?(?:auf die|mich|uns)\b"
    r"|(?:nehme|nehm|nehmen) (?:\S+ ){1,8}?(?:mit|auf|entgegen|zurück|Kontakt)\b"
    r"|(?:komme|komm|kommen) (?:\S+ ){0,4}?(?:auf (?:Sie|dich|euch) zu|darauf zurück|auf \w+ zurück)\b"
    r"|(?:sehe|seh|sehen) (?:\S+ ){0,9}?(?:an|nach|durch)\b"
    r"|(?:suche|such|suchen) (?:\S+ ){1,8}?(?:raus|heraus)\b"
    r"|(?:versuche|versuchs?) (?:es|das|\S+ zu)\b"
    r"|(?:gehe|geh|gehen) (?:\S+ ){0,4}?nach\b)"
)
SHORT = "mache|machen|lasse|lassen|halte|setze|nehme|sehe|komme|suche|suchen"
_NEEDING_MORE = ("lass", "halt", "setz", "nehm", "seh", "komm", "such")
DO = rf"(?:(?:{STEMS})(?:e|en|n)?|{_WITH_MORE})"
INFINITIVE = (
    rf"[a-zäöüß]{{0,10}}(?:(?:{STEMS})(?:en|n)|machen|lassen|halten|setzen|nehmen|(?:nach|an|durch)sehen|nachgehen"
    r"|heraussuchen|raussuchen|tun|fragen|bitten|fertig haben|zukommen|versuchen)"
)
_MORE = words(_WITH_MORE)


def means_it(verb: str, rest: str) -> bool:
    """Whether "sehe ich", with these words after it, does something for somebody: "sehe ich mir an"."""
    verb = verb.lower()
    return not verb.startswith(_NEEDING_MORE) or _MORE.match(f"{verb} {rest.strip()}") is not None
