"""What the database itself refuses about broadcasts: sealed terms never change, nothing goes to many that nobody
else has read, readings are only added, and a copy stays what it was made for.
"""

from __future__ import annotations

from byhand.gate.guards import Guard

TERMS, READING, COPY, DISPATCH = "gate_terms", "gate_reading", "gate_copy", "gate_dispatch"
VERDICT = "gate_verdict"
SEALED = (
    "dispatch_id, words, topic_id, audience, audience_said, leaves_at, latest_at, must_know, because, may_wait, "
    "below, digest"
)
WAS_READ = f"""EXISTS (SELECT 1 FROM {DISPATCH} d JOIN {READING} r ON r.digest = NEW.digest
    WHERE d.id = NEW.dispatch_id AND d.kind = 'broadcast'
    AND ((r.kind = 'agreed' AND r.by_id <> d.author_id) OR (r.kind = 'alone' AND r.by_id = d.author_id)))"""
# Facts go when somebody is erased, and come back by no way; settled copies leave for nowhere again.
STRUCK = "NEW.recipient = ''"
SPEAKS_AGAIN = "OLD.stage IN ('accepted', 'left out') AND NEW.stage <> OLD.stage"
# Out of doubt it comes by the word of a colleague about this very doubt.
BY_ITSELF = f"""OLD.stage = 'perhaps' AND NEW.stage <> OLD.stage AND NOT EXISTS (SELECT 1 FROM {VERDICT} v
    WHERE v.copy_id = OLD.id AND v.doubted_at = OLD.settled_at AND v.stage = NEW.stage)"""
DOUBTED_ANEW = """OLD.stage = 'perhaps' AND NEW.stage = 'perhaps'
    AND (NEW.settled_at IS NULL OR NEW.settled_at <> OLD.settled_at)"""

GUARDS = (
    Guard("terms_unchanged", f"UPDATE OF {SEALED}", TERMS, "TRUE", "terms: what was sealed never changes"),
    Guard("terms_stay", "DELETE", TERMS, "TRUE", "terms: what was released stays"),
    Guard("terms_were_read", "INSERT", TERMS, f"NOT {WAS_READ}", "terms: somebody else reads it first"),
    Guard(
        "terms_gathered_once", "UPDATE OF gathered_at", TERMS, "OLD.gathered_at IS NOT NULL",
        "terms: everyone was gathered already",
    ),
    Guard(
        "terms_stopped_for_good", "UPDATE OF stopped_at", TERMS, "OLD.stopped_at IS NOT NULL",
        "terms: what was stopped stays stopped",
    ),
    Guard("reading_unchanged", "UPDATE", READING, "TRUE", "reading: what was read never changes"),
    Guard("reading_stays", "DELETE", READING, "TRUE", "reading: what was read stays"),
    Guard(
        "reading_is_new", "INSERT", READING, f"EXISTS (SELECT 1 FROM {READING} r WHERE r.id = NEW.id)",
        "reading: what was read never changes",
    ),
    Guard(
        "copy_unchanged", "UPDATE OF dispatch_id, reader, language, version, named", COPY, "TRUE",
        "copy: whom it was made for never changes",
    ),
    Guard(
        "copy_only_struck", "UPDATE OF recipient, fields, clock", COPY, f"NOT ({STRUCK})",
        "copy: its facts never change",
    ),
    Guard(
        "copy_digest_stays", "UPDATE OF batch, digest", COPY, "OLD.batch IS NOT NULL",
        "copy: what was rendered never changes",
    ),
    # One for all three: each costs something for every letter.
    Guard(
        "copy_settled", "UPDATE OF stage, settled_at", COPY, f"({SPEAKS_AGAIN}) OR ({BY_ITSELF}) OR ({DOUBTED_ANEW})",
        "copy: what arrived is not said again, and what is in doubt a colleague decides",
    ),
    Guard("verdict_unchanged", "UPDATE", VERDICT, "TRUE", "verdict: what was said never changes"),
    Guard("verdict_stays", "DELETE", VERDICT, "TRUE", "verdict: what was said stays"),
    Guard(
        "verdict_is_new", "INSERT", VERDICT,
        f"""EXISTS (SELECT 1 FROM {VERDICT} v WHERE v.id = NEW.id) OR NOT EXISTS (SELECT 1 FROM {COPY} c
            WHERE c.id = NEW.copy_id AND c.stage = 'perhaps' AND c.settled_at = NEW.doubted_at)""",
        "verdict: only about a copy that is in doubt",
    ),
    Guard("copy_stays", "DELETE", COPY, "TRUE", "copy: who was named stays"),
    Guard(
        "copy_is_new", "INSERT", COPY,
        f"""EXISTS (SELECT 1 FROM {COPY} c WHERE c.id = NEW.id) OR NOT EXISTS (SELECT 1 FROM {TERMS} t
            WHERE t.dispatch_id = NEW.dispatch_id AND t.gathered_at IS NULL)""",
        "copy: nobody is added once everyone was gathered",
    ),
    *(
        Guard(f"{name}_not_emptied", "TRUNCATE", table, "", f"{name}: what was released stays")
        for name, table in (("terms", TERMS), ("reading", READING), ("copy", COPY), ("verdict", VERDICT))
    ),
)  # fmt: skip
