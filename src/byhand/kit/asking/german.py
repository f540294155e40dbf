"""Asking, in German."""

from __future__ import annotations

import re

from byhand.kit.asking.grammar import Grammar, Thing
from byhand.kit.asking.shapes import DAY_IN_FIGURES, NUMBER, PHONE

_MONTH = (
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan\.|Feb\.|Sept?\."
    r"|Okt\.|Nov\.|Dez\.)"
)
_DATE = rf"(?:\d{{1,2}}\. ?{_MONTH}|{DAY_IN_FIGURES})"
_WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_YOUR = r"(?:Ihrer?|Ihren|deiner?|deinen|dein|die|der|eine|welche)"


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.IGNORECASE)


GERMAN = Grammar(
    asks=_any(
        r"\b(?:könn(?:t?en|test)|würden|würdest|kannst|nennst|schickst|sendest|gibst) (?:Sie|du|ihr)\b",
        r"\bbitte\b[^.]*\b(?:senden|schicken|nennen|geben|teilen|mitteilen|schreiben|angeben|sende|schicke?|nenne?|gib"
        r"|teile?)\b|\b(?:senden|schicken|nennen|geben|teilen|schreiben) Sie\b",
        r"^\W*(?:und |aber )?(?:was|welche[rsmn]?|wann|wo|wie|an welche[nrm]?|unter welcher)\b[^?]*\?",
        r"\b(?:brauche|brauchen|benötige|benötigen|bräuchte|bräuchten)\b",
        r"\bhaben Sie\b[^.]*\?|\bhast du\b[^.]*\?|\bwissen Sie\b[^.]*\?",
    ),
    asks_not=_any(
        r"\b(?:ander(?:e[nrsm]?|s)|neue[nrsm]?|weitere[nrsm]?|besseres?|bessere[nrm]?|zweite[nrsm]?|nächste[nrsm]?"
        r"|zusätzlich\w*|noch ein\w*|schärfere\w*)\b",
        r"\b(?:nicht nötig|brauchen? (?:Sie|wir|ich)? ?(?:uns |mir )?(?:kein\w*|nicht)|nicht mehr|statt)\b",
        r"\b(?:danke|dank) für\b|\bfinden Sie\b|\b(?:ich|wir) (?:schicken?|senden?|geben?|nennen?) (?:Ihnen|dir)\b",
        r"\b(?:unsere?[nrm]?|meine?[nrm]?) (?:\w+)?(?:nummer|adresse|anschrift)\b",
        r"\b(?:stimmt|richtig|aktuell|geändert)\b",
    ),
    things={
        Thing.ORDER: _any(
            rf"\b{_YOUR} (?:Bestell|Auftrags)-?(?:nummer|nr\.?)",
            r"\bNummer (?:Ihrer|der|deiner) Bestellung\b",
        ),
        Thing.INVOICE: _any(
            rf"\b{_YOUR} Rechnungs-?(?:nummer|nr\.?)", r"\bNummer (?:Ihrer|der|deiner) Rechnung\b"
        ),
        Thing.PHONE: _any(
            rf"\b{_YOUR} (?:Telefon|Handy|Mobil|Rückruf)-?nummer",
            r"\b(?:unter|auf) welcher Nummer\b|\beine Nummer, unter der\b",
        ),
        Thing.ADDRESS: _any(
            r"\b(?:Ihre|deine|welche|an welche) (?:(?:vollständige|genaue) )?"
            r"(?:Liefer|Post|Rechnungs|Versand)?-?(?:adresse|anschrift)\b"
        ),
        Thing.BOUGHT: _any(
            r"\bwann (?:haben Sie|hast du)\b[^?]*\b(?:gekauft|bestellt)\b",
            r"\b(?:Kauf|Bestell)datum\b|\bDatum des Kaufs\b",
        ),
        Thing.DAY: _any(
            r"\b(?:welcher|welchen) (?:Tag|Termin)\b[^?]*\b(?:passt|passen|recht|lieber|möchten)\b",
            r"\bwann (?:passt|würde)\b|\bwann (?:möchten|wollen) (?:Sie|du)\b",
        ),
        Thing.FILE: _any(r"\b(?:Fotos?|Bild(?:er)?|Aufnahmen?|Scans?|Screenshots?|Bildschirmfotos?)\b"),
    },
    told={
        Thing.ORDER: (
            re.compile(
                rf"\b(?:Bestell|Auftrags)-?(?:ung|nummer|nr\.?)(?: Nr\.?| Nummer)?[ :#]*"
                rf"(?:ist |lautet |war )?(?:die )?[ :#]*{NUMBER}",
                re.IGNORECASE,
            ),
        ),
        Thing.INVOICE: (
            re.compile(
                rf"\bRechnung(?:s-?(?:nummer|nr\.?))?(?: Nr\.?| Nummer)?[ :#]*(?:ist |lautet )?(?:die )?[ :#]*{NUMBER}",
                re.IGNORECASE,
            ),
        ),
        Thing.PHONE: (re.compile(PHONE),),
        Thing.ADDRESS: (
            re.compile(
                r"(?P<v>\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|gasse|allee|ring|ufer|damm)"
                r" \d+ ?[a-z]?\b)"
            ),
            re.compile(r"(?P<v>\b[A-ZÄÖÜ][\wäöüß-]+ (?:Straße|Str\.|Weg|Platz|Allee|Ring) \d+ ?[a-z]?\b)"),
        ),
        Thing.BOUGHT: (
            re.compile(rf"\b(?P<v>{_DATE})[^.!?\n]{{0,60}}?\b(?:gekauft|bestellt)\b", re.IGNORECASE),
        ),
        Thing.DAY: (
            re.compile(
                rf"(?P<v>{_WEEKDAY}(?:,? (?:den |der )?{_DATE})?|{_DATE})"
                r"(?=[^.!?\n]{0,40}\b(?:passt|ginge|geht|wäre (?:gut|ideal|schön)|recht)\b)",
                re.IGNORECASE,
            ),
            re.compile(
                rf"\b(?P<v>{_WEEKDAY})(?: (?:oder|und)\b|, )", re.IGNORECASE
            ),  # several: fair to ask which
            re.compile(rf"\b(?:passt|ginge|lieber)\b[^.!?\n]{{0,30}}?\b(?P<v>{_WEEKDAY})", re.IGNORECASE),
        ),
    },
    of=re.compile(r"s? (?:von der|vom|von dem|von|der|des) (?:\w+en )?(?P<of>\w+)", re.IGNORECASE),
)
