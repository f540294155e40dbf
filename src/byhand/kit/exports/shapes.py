"""Shapes: which desk an entry is of, told by what it holds."""

from __future__ import annotations

from byhand.kit.exports.front import is_front, read_front
from byhand.kit.exports.help_scout import is_help_scout, read_help_scout
from byhand.kit.exports.hubspot import is_hubspot, read_hubspot
from byhand.kit.exports.intercom import is_intercom, read_intercom
from byhand.kit.exports.matter import Entry, Matter, NotAnExport
from byhand.kit.exports.people import Known
from byhand.kit.exports.reading_json import objects
from byhand.kit.exports.zendesk import is_zendesk, read_zendesk

# The lists that exports of several conversations, or of people, are made of.
HOLDERS = ("tickets", "conversations", "_results", "results", "users", "contacts", "customers")
NAMES = {
    "zendesk": "Zendesk", "intercom": "Intercom", "front": "Front", "helpscout": "Help Scout", "freescout": "FreeScout",
    "hubspot": "HubSpot",
}  # fmt: skip
_SHAPES = (
    (is_intercom, read_intercom), (is_help_scout, read_help_scout), (is_front, read_front),
    (is_hubspot, read_hubspot), (is_zendesk, read_zendesk),
)  # fmt: skip


def read_matter(entry: Entry, known: Known) -> Matter:
    """The conversation an entry tells of. Raises NotAnExport with a sentence."""
    for is_such, read in _SHAPES:
        if is_such(entry):
            return read(entry, known)
    raise NotAnExport(
        "It is no export of Zendesk, Intercom, Front, Help Scout, FreeScout or HubSpot, as far as we can tell."
    )


def entries_in(found: object) -> list[Entry]:
    """The entries of a whole JSON file: those of the list it holds, or itself."""
    if not isinstance(found, dict):
        return objects(found)
    embedded = found.get("_embedded") if "subject" not in found else None
    for holder in (found, embedded if isinstance(embedded, dict) else {}):
        for name in HOLDERS:
            if isinstance(holder.get(name), list) and not _is_conversation(found):
                return objects(holder[name])
    single = found.get("ticket") or found.get("conversation")
    return [single] if isinstance(single, dict) else [found]


def _is_conversation(found: Entry) -> bool:
    return any(is_such(found) for is_such, _read in _SHAPES)
