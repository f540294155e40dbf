"""What the database itself refuses, on SQLite and PostgreSQL: journal rows are only ever appended at the
head, sealed words never change, and neither is deleted. Asserted after every migrate, since a migration that
rebuilds a table drops its triggers.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, HEAD, DISPATCH = "gate_journalentry", "gate_journalhead", "gate_dispatch"

# The columns of a dispatch that say what was released. What follows (filing) may change.
PROOF = ("id", "kind", "author_id", "author_name", "inbox_id", "released_at", "message_id", "claims", "seal")
# The words, and the salt without which the seal says nothing of them: they may go together, and only once the head of
# the journal says that this letter is erased (`gate/erasing.py`).
WORDS = (
    "subject", "body", "to", "cc", "bcc", "files", "in_reply_to", "references", "forwarded", "salt",
)  # fmt: skip
SEALED = (*PROOF, *WORDS)
ERASED = f"""(length(NEW.salt) = 0 AND EXISTS (SELECT 1 FROM {HEAD} h JOIN {ENTRY} e ON e.seq = h.seq
    WHERE e.kind = 'erased' AND e.record LIKE '{{"dispatch":' || NEW.id || ',%'))"""

AT_THE_HEAD = f"""EXISTS (SELECT 1 FROM {HEAD} WHERE id = 1 AND seq = NEW.seq - 1 AND hash = NEW.previous)"""
HEAD_FOLLOWS = f"""EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.seq = NEW.seq AND e.hash = NEW.hash
    AND e.previous = OLD.hash) AND NEW.seq = OLD.seq + 1 AND NEW.id = 1"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every trigger in place; those already there stay."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of triggers that ought to be there and are not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    wanted = NAMES if connection.vendor == "sqlite" else NAMES | TRUNCATES
    return wanted - there


NAMES = {
    "journal_entry_at_the_head", "journal_entry_stays", "journal_entry_unchanged",
    "journal_head_follows", "journal_head_stays", "journal_head_is_one",
    "dispatch_words_unchanged", "dispatch_stays", "dispatch_is_new",
}  # fmt: skip
TRUNCATES = {"journal_entry_not_emptied", "journal_head_not_emptied", "dispatch_not_emptied"}


def _words_changed(distinct: str) -> str:
    def changed(columns: tuple[str, ...]) -> str:
        return " OR ".join(f'NEW."{column}" {distinct} OLD."{column}"' for column in columns)

    return f"({changed(PROOF)}) OR (({changed(WORDS)}) AND NOT {ERASED})"


def _sqlite() -> list[str]:
    def refuse(name: str, event: str, table: str, condition: str, why: str) -> str:
        when = f"WHEN {condition}" if condition else ""
        return (
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )

    return [
        "DROP TRIGGER IF EXISTS dispatch_words_unchanged",  # an older house let no words go at all
        refuse("journal_entry_at_the_head", "INSERT", ENTRY, f"NOT {AT_THE_HEAD}",
               "journal: appended at the head only"),
        refuse("journal_entry_stays", "DELETE", ENTRY, "", "journal: entries are never deleted"),
        refuse("journal_entry_unchanged", "UPDATE", ENTRY, "", "journal: entries never change"),
        refuse("journal_head_follows", "UPDATE", HEAD, f"NOT ({HEAD_FOLLOWS})",
               "journal: the head follows its entries"),
        refuse("journal_head_stays", "DELETE", HEAD, "", "journal: the head stays"),
        refuse("journal_head_is_one", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})", "journal: there is one head"),
        refuse("dispatch_words_unchanged", "UPDATE", DISPATCH, _words_changed("IS NOT"),
               "dispatch: sealed words never change"),
        refuse("dispatch_stays", "DELETE", DISPATCH, "", "dispatch: what was released stays"),
        refuse("dispatch_is_new", "INSERT", DISPATCH,
               f"EXISTS (SELECT 1 FROM {DISPATCH} WHERE id = NEW.id OR message_id = NEW.message_id)",
               "dispatch: sealed words never change"),
    ]  # fmt: skip


def _postgresql() -> list[str]:
    statements: list[str] = []

    def refuse(name: str, event: str, table: str, condition: str, why: str, *, each: str = "ROW") -> None:
        body = f"IF {condition} THEN RAISE EXCEPTION '{why}'; END IF; RETURN COALESCE(NEW, OLD);"
        if each == "STATEMENT":
            body = f"RAISE EXCEPTION '{why}';"
        statements.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        )
        statements.append(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
        )

    refuse(
        "journal_entry_at_the_head",
        "INSERT",
        ENTRY,
        f"NOT {AT_THE_HEAD}",
        "journal: appended at the head only",
    )
    refuse("journal_entry_stays", "DELETE", ENTRY, "TRUE", "journal: entries are never deleted")
    refuse("journal_entry_unchanged", "UPDATE", ENTRY, "TRUE", "journal: entries never change")
    refuse(
        "journal_head_follows",
        "UPDATE",
        HEAD,
        f"NOT ({HEAD_FOLLOWS})",
        "journal: the head follows its entries",
    )
    refuse("journal_head_stays", "DELETE", HEAD, "TRUE", "journal: the head stays")
    refuse(
        "journal_head_is_one", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})", "journal: there is one head"
    )
    refuse("dispatch_words_unchanged", "UPDATE", DISPATCH, _words_changed("IS DISTINCT FROM"),
           "dispatch: sealed words never change")  # fmt: skip
    refuse("dispatch_stays", "DELETE", DISPATCH, "TRUE", "dispatch: what was released stays")
    refuse("dispatch_is_new", "INSERT", DISPATCH,
           f"EXISTS (SELECT 1 FROM {DISPATCH} WHERE id = NEW.id OR message_id = NEW.message_id)",
           "dispatch: sealed words never change")  # fmt: skip
    refuse(
        "journal_entry_not_emptied",
        "TRUNCATE",
        ENTRY,
        "",
        "journal: entries are never deleted",
        each="STATEMENT",
    )
    refuse("journal_head_not_emptied", "TRUNCATE", HEAD, "", "journal: the head stays", each="STATEMENT")
    refuse(
        "dispatch_not_emptied",
        "TRUNCATE",
        DISPATCH,
        "",
        "dispatch: what was released stays",
        each="STATEMENT",
    )
    return statements
