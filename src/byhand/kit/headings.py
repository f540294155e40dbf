"""Headings of tables of people: which column means what, in several languages."""

from __future__ import annotations

import re

# What a column may mean; the first word of each is its name in a mapping.
FIELDS = (
    "name",
    "given",
    "family",
    "organisation",
    "line",
    "email",
    "phone",
    "note",
    "birthday",
    "anniversary",
    "occasions",
    "ties",
)
MANY_LINES = {"note", "occasions", "ties"}
DAYS = {"birthday", "anniversary", "occasions"}
_KNOWN: dict[str, tuple[str, ...]] = {
    "name": (
        r"name|full ?name|display ?name|file as|anzeigename|vollständiger name|nom complet|nombre completo",
        r"kontakt|contact",
    ),
    "given": (r"first ?name|given ?name|vorname|prénom|prenom|nombre|voornaam|nome|jméno|imię",),
    "family": (
        r"last ?name|family ?name|surname|nachname|familienname|nom(?: de famille)?|apellidos?|achternaam|cognome",
        r"nazwisko",
    ),
    "organisation": (
        r"compan(?:y|ies)|organi[sz]ation(?: ?\d+ - name| name)?|firma|unternehmen|société|entreprise|empresa",
        r"azienda|bedrijf|account(?: name)?",
    ),
    "line": (
        r"(?:job )?title|position|role|beruf|funktion|organi[sz]ation(?: ?\d+ - title| title)|fonction|cargo",
    ),
    "email": (
        r"e-?mail(?:[ -]?address(?:es)?)?(?: ?\d+)?(?: - value)?(?: address)?|e-?mail-?adresse(?: ?\d+)?|mail",
        r"courriel|correo(?: electrónico)?",
    ),
    "phone": (
        r"(?:(?:mobile|home|business|work|primary|other) )?(?:tele)?phone(?: ?number)?(?: ?\d+)?(?: - value)?",
        r"mobile|cell|telefon(?:nummer)?(?: ?\d+)?|handy|mobil(?:telefon)?|tel\.?|téléphone|teléfono|telefoon",
    ),
    "birthday": (
        r"birth ?da(?:y|te)|date of birth|dob|geburts(?:tag|datum)|(?:date de )?naissance|anniversaire",
        r"cumpleaños|fecha de nacimiento|verjaardag|geboortedatum|compleanno",
    ),
    "anniversary": (r"(?:wedding )?anniversary|jahrestag|hochzeitstag|aniversario|jubileum",),
    "occasions": (r"event(?: ?\d+)? - value|occasions|anlässe",),
    "ties": (r"relation(?: ?\d+)? - value|ties|relations?|related (?:people|persons|names)|beziehungen",),
    "note": (
        r"custom field(?: ?\d+)? - value|notes?|comments?|notiz(?:en)?|bemerkung(?:en)?|remarks?|description",
    ),
}


def meaning(column: str) -> str:
    """What a column of that heading probably means; empty where nobody knows."""
    name = re.sub(r" \(\d+\)$", "", column).strip().strip("*:").replace("_", " ").lower()
    return next((field for field, known in _KNOWN.items() if re.fullmatch("|".join(known), name)), "")
