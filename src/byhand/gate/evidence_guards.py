"""What the database itself refuses about consents, wishes and what we may see: evidence neither changes nor goes, but
with its person when they are erased, which the journal has said before; and nothing but a person's own door allows more
than before.
"""

from __future__ import annotations

from byhand.gate.guards import Guard
from byhand.people.doors import COLLEAGUES, RAISING
from byhand.people.rhythm import STRICTER

CONSENT, WISH, WORDING, FOLLOW = "people_consent", "people_wish", "people_wording", "people_mayfollow"
ADDRESS, ENTRY, HEAD = "people_address", "gate_journalentry", "gate_journalhead"


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(one) for one in values)})"


# The head of the journal says that whose address it is is being forgotten (`gate/erasing.py`).
FORGOTTEN = f"""EXISTS (SELECT 1 FROM {HEAD} h JOIN {ENTRY} e ON e.seq = h.seq JOIN {ADDRESS} a
    ON a.id = OLD.address_id WHERE e.kind = 'forgotten' AND e.record = '{{"person":' || a.person_id || '}}')"""
TAKEN_BACK = f"""EXISTS (SELECT 1 FROM {CONSENT} w WHERE w.address_id = NEW.address_id AND w.kind = 'withdrawn'
    AND w.channel IN ('', NEW.channel) AND (w.topic_id IS NULL OR w.topic_id = NEW.topic_id))"""
# A confirmation follows its own question, and nothing that was taken back since.
WAS_ASKED = f"""EXISTS (SELECT 1 FROM {CONSENT} q WHERE q.id = NEW.answers_id AND q.kind = 'asked'
    AND q.address_id = NEW.address_id AND q.topic_id = NEW.topic_id AND q.channel = NEW.channel
    AND NOT EXISTS (SELECT 1 FROM {CONSENT} w WHERE w.address_id = q.address_id AND w.kind = 'withdrawn'
        AND w.id > q.id AND w.channel IN ('', q.channel) AND (w.topic_id IS NULL OR w.topic_id = q.topic_id)))"""


def _strictness(row: str) -> str:
    ranks = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(STRICTER))
    return f"(CASE {row}.at_most {ranks} END)"


SUPERSET = {
    "sqlite": """EXISTS (SELECT 1 FROM json_each(was.not_by) o
        WHERE o.value NOT IN (SELECT value FROM json_each(NEW.not_by)))""",
    "postgresql": "NOT (NEW.not_by @> was.not_by)",
}


def _raises(vendor: str) -> str:
    """A row allows more than the one that held at its address, or speaks for another address's link."""
    return f"""NOT {_in("NEW.door", RAISING)} AND (
        (NEW.is_their_own AND NOT EXISTS (SELECT 1 FROM {WISH} l WHERE l.address_id = NEW.address_id))
        OR EXISTS (SELECT 1 FROM {WISH} was WHERE was.address_id = NEW.address_id
            AND was.id = (SELECT MAX(l.id) FROM {WISH} l WHERE l.address_id = NEW.address_id)
            AND ({_strictness("NEW")} < {_strictness("was")}
                OR (NEW.is_their_own AND NOT (was.is_their_own AND was.at_most = NEW.at_most))
                OR (was.stopped_at IS NOT NULL AND NEW.stopped_at IS NULL)
                OR (was.paused_until IS NOT NULL
                    AND (NEW.paused_until IS NULL OR NEW.paused_until < was.paused_until))
                OR ({_in("NEW.door", COLLEAGUES)} AND COALESCE(NEW.through_id, 0) <> COALESCE(was.through_id, 0))
                OR {SUPERSET[vendor]})))"""


GUARDS = (
    Guard("consent_unchanged", "UPDATE", CONSENT, "TRUE", "consent: evidence never changes"),
    Guard("consent_stays", "DELETE", CONSENT, f"NOT {FORGOTTEN}", "consent: evidence stays"),
    Guard(
        "consent_is_new", "INSERT", CONSENT, f"EXISTS (SELECT 1 FROM {CONSENT} c WHERE c.id = NEW.id)",
        "consent: evidence never changes",
    ),
    Guard(
        "consent_not_brought_back", "INSERT", CONSENT,
        f"NEW.kind <> 'withdrawn' AND {_in('NEW.door', COLLEAGUES)} AND {TAKEN_BACK}",
        "consent: whoever withdrew comes back by their own door alone",
    ),
    Guard(
        "consent_was_asked", "INSERT", CONSENT, f"NEW.kind = 'confirmed' AND NOT {WAS_ASKED}",
        "consent: only what was asked is confirmed",
    ),
    Guard("wish_unchanged", "UPDATE", WISH, "TRUE", "wish: what was wished never changes"),
    Guard("wish_stays", "DELETE", WISH, f"NOT {FORGOTTEN}", "wish: what was wished stays"),
    Guard(
        "wish_is_new", "INSERT", WISH, f"EXISTS (SELECT 1 FROM {WISH} c WHERE c.id = NEW.id)",
        "wish: what was wished never changes",
    ),
    Guard(
        "wish_only_they_raise", "INSERT", WISH, _raises("sqlite"), "wish: only they allow more",
        on_postgresql=_raises("postgresql"),
    ),
    Guard("wording_unchanged", "UPDATE", WORDING, "TRUE", "wording: what was shown never changes"),
    Guard("wording_stays", "DELETE", WORDING, "TRUE", "wording: what was shown stays"),
    Guard("may_follow_unchanged", "UPDATE", FOLLOW, "TRUE", "may follow: what they said never changes"),
    Guard("may_follow_stays", "DELETE", FOLLOW, f"NOT {FORGOTTEN}", "may follow: what they said stays"),
    Guard(
        "may_follow_is_new", "INSERT", FOLLOW, f"EXISTS (SELECT 1 FROM {FOLLOW} c WHERE c.id = NEW.id)",
        "may follow: what they said never changes",
    ),
    Guard("may_follow_not_emptied", "TRUNCATE", FOLLOW, "", "may follow: what they said stays"),
    Guard("consent_not_emptied", "TRUNCATE", CONSENT, "", "consent: evidence stays"),
    Guard("wish_not_emptied", "TRUNCATE", WISH, "", "wish: what was wished stays"),
)  # fmt: skip
