"""Moves: many copies change their stage in one statement, each only from where this worker has it. On both databases.

Rows go in as one JSON value, so that the words of a statement are the same however many they are.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from byhand.gate.many.stages import CopyStage
from byhand.kit.rhythm import PATIENCE, SILENCE


def moment(at: datetime | None) -> Any:
    """As this database takes it in a statement."""
    return connection.ops.adapt_datetimefield_value(at) if at else None


def ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def rows_of(*columns: str) -> str:
    """A table of one JSON value: `pk` and these columns, each with the type that it has on PostgreSQL."""
    named = [column.partition(" ")[::2] for column in ("pk bigint", *columns)]
    if connection.vendor == "sqlite":
        cells = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, (name, _) in enumerate(named))
        return f"(SELECT {cells} FROM json_each(%s)) v"
    cells = ", ".join(f"(value->>{at})::{kind} AS {name}" for at, (name, kind) in enumerate(named))
    return f"(SELECT {cells} FROM jsonb_array_elements(%s::jsonb)) v"


def ids_of() -> str:
    """A list of ids that are one JSON value."""
    if connection.vendor == "sqlite":
        return "(SELECT value FROM json_each(%s))"
    return "(SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb))"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A copy in hand: where it goes, and the clock by which its reader lived when they were gathered."""

    copy: int
    address: int | None
    recipient: str
    clock: str


def claim(dispatch: int, worker: str, most: int, now: datetime) -> list[Claimed]:
    """The next that are due, in their order, for this worker alone."""
    locked = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    taken = ask(
        f"""UPDATE gate_copy SET stage = 'claimed', claimed_by = %s, claimed_at = %s WHERE id IN (
            SELECT id FROM gate_copy WHERE dispatch_id = %s AND stage = 'waiting' AND next_attempt_at <= %s
            ORDER BY next_attempt_at, id LIMIT %s{locked}) AND stage = 'waiting'
            RETURNING id, address_id, recipient, clock""",
        (worker, moment(now), dispatch, moment(now), most),
    )
    return [Claimed(*one) for one in sorted(taken)]


def keep_digests(digests: Mapping[int, bytes], batch: int) -> None:
    """What was rendered for each is written down, once."""
    hexed = "unhex(v.digest)" if connection.vendor == "sqlite" else "decode(v.digest, 'hex')"
    ask(
        f"""UPDATE gate_copy SET batch = %s, digest = {hexed} FROM {rows_of("digest text")}
            WHERE gate_copy.id = v.pk AND gate_copy.batch IS NULL""",
        (batch, json.dumps([(pk, one.hex()) for pk, one in digests.items()])),
    )


def begin_speaking(ids: Collection[int], worker: str, now: datetime) -> set[int]:
    """Committed just before the words. Gives those that are still this worker's."""
    spoken = ask(
        f"""UPDATE gate_copy SET stage = 'speaking', claimed_at = %s WHERE id IN {ids_of()}
            AND stage = 'claimed' AND claimed_by = %s RETURNING id""",
        (moment(now), json.dumps(list(ids)), worker),
    )
    return {pk for (pk,) in spoken}


def settle(
    rows: Sequence[tuple[int, str, str, str]], worker: str, now: datetime
) -> dict[int, tuple[str, str]]:
    """Each id, stage, answer and reason to be left out; gives the stages and reasons of those that were in hand."""
    settled = ask(
        f"""UPDATE gate_copy SET stage = v.stage, answer = v.answer, left_out = v.why, settled_at = %s,
            attempts = attempts + 1, first_attempt_at = COALESCE(first_attempt_at, %s)
            FROM {rows_of("stage text", "answer text", "why text")} WHERE gate_copy.id = v.pk
            AND gate_copy.stage IN ('claimed', 'speaking') AND claimed_by = %s
            RETURNING gate_copy.id, gate_copy.stage, gate_copy.left_out""",
        (moment(now), moment(now), json.dumps(rows), worker),
    )
    return {pk: (stage, why) for pk, stage, why in settled}


def put_off(rows: Sequence[tuple[int, str, datetime]], worker: str, now: datetime) -> set[int]:
    """Each id, answer and when it is tried again: it waits. Gives those that were in hand."""
    waiting = ask(
        f"""UPDATE gate_copy SET stage = 'waiting', answer = v.answer, claimed_by = '', attempts = attempts + 1,
            first_attempt_at = COALESCE(first_attempt_at, %s), next_attempt_at = v.next_at
            FROM {rows_of("answer text", "next_at timestamptz")} WHERE gate_copy.id = v.pk
            AND gate_copy.stage IN ('claimed', 'speaking') AND claimed_by = %s RETURNING gate_copy.id""",
        (moment(now), json.dumps([(pk, answer, str(moment(at))) for pk, answer, at in rows]), worker),
    )
    return {pk for (pk,) in waiting}


def put_back(rows: Sequence[tuple[int, datetime]], worker: str) -> set[int]:
    """Each id and when its turn comes: it waits, as if it had never been taken. Gives those that were in hand."""
    waiting = ask(
        f"""UPDATE gate_copy SET stage = 'waiting', claimed_by = '', next_attempt_at = v.next_at
            FROM {rows_of("next_at timestamptz")} WHERE gate_copy.id = v.pk AND gate_copy.stage = 'claimed'
            AND gate_copy.stage IN ('claimed', 'speaking') AND claimed_by = %s RETURNING gate_copy.id""",
        (json.dumps([(pk, str(moment(at))) for pk, at in rows]), worker),
    )
    return {pk for (pk,) in waiting}


def give_back(worker: str, dispatch: int, ids: Collection[int] | None = None) -> int:
    """What this worker has in hand and did not say waits again, as if it had never been taken."""
    which, values = ("", []) if ids is None else (f" AND id IN {ids_of()}", [json.dumps(list(ids))])
    # The stage stands there twice: SQLite uses the index of what is in hand (`copy_in_hand`) only where its condition
    # stands literally in the query, and PostgreSQL does not mind.
    return len(
        ask(
            f"""UPDATE gate_copy SET stage = 'waiting', claimed_by = '' WHERE claimed_by = %s AND stage = 'claimed'
                AND stage IN ('claimed', 'speaking')
                AND dispatch_id = %s{which} RETURNING id""",
            (worker, dispatch, *values),
        )
    )


def put_aside(dispatch: int, stage: CopyStage, why: str, answer: str, most: int, now: datetime) -> int:
    """Of those that wait, so many will not be spoken to; gives how many that were."""
    locked = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    return len(
        ask(
            f"""UPDATE gate_copy SET stage = %s, left_out = %s, answer = %s, settled_at = %s WHERE id IN (
                SELECT id FROM gate_copy WHERE dispatch_id = %s AND stage = 'waiting' LIMIT %s{locked})
                AND stage = 'waiting' RETURNING id""",
            (stage.value, why, answer, moment(now), dispatch, most),
        )
    )


def finish(dispatch: int, now: datetime) -> None:
    """It is over if nobody waits and nobody is in hand. Both in one statement: between two questions one could move
    from there to here, and wait for ever."""
    ask(
        """UPDATE gate_terms SET finished_at = %s, resting_until = NULL, trouble = '', troubles = 0
            WHERE dispatch_id = %s AND finished_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM gate_copy WHERE dispatch_id = %s AND stage = 'waiting')
            AND NOT EXISTS (SELECT 1 FROM gate_copy WHERE dispatch_id = %s AND stage IN ('claimed', 'speaking'))""",
        (moment(now), dispatch, dispatch, dispatch),
    )


def hold_still(addresses: Collection[int]) -> None:
    """Nobody withdraws here, and no other broadcast turns to whoever has these, at whichever address of theirs, between
    the question and the words. Locked as consents and wishes lock them; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        ask(
            f"""SELECT id FROM people_address WHERE id IN (
                SELECT theirs.id FROM people_address asked JOIN people_address theirs USING (person_id)
                WHERE asked.id IN {ids_of()}) ORDER BY id FOR NO KEY UPDATE""",
            (json.dumps(list(addresses)),),
        )


def touch(dispatch: int, addresses: Collection[int], now: datetime) -> None:
    """We turn to whoever has these addresses: two statements. Twice with the same words counts once."""
    if not addresses:
        return
    listed = json.dumps(list(addresses))
    ask(
        f"""INSERT INTO gate_touch (address_id, dispatch_id, at)
            SELECT id, %s, %s FROM people_address WHERE id IN {ids_of()} ON CONFLICT DO NOTHING""",
        (dispatch, moment(now), listed),
    )
    least = "MIN" if connection.vendor == "sqlite" else "LEAST"
    ask(
        f"""INSERT INTO gate_room (person_id, unanswered, slowed, last_at, is_their_own)
            SELECT DISTINCT person_id, 1, 0, {"%s" if connection.vendor == "sqlite" else "%s::timestamptz"}, FALSE
            FROM people_address WHERE id IN {ids_of()} ORDER BY person_id
            ON CONFLICT (person_id) DO UPDATE SET unanswered = gate_room.unanswered + 1, last_at = excluded.last_at,
            slowed = CASE WHEN (gate_room.unanswered + 1) %% {PATIENCE} = 0
                THEN {least}(gate_room.slowed + 1, {SILENCE}) ELSE gate_room.slowed END""",
        (moment(now), listed),
    )
