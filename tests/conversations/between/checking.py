"""Whether what was counted letter by letter is what the messages tell when they are counted all at once."""

from __future__ import annotations

from pytest import approx

from byhand.conversations.between.telling_anew import rows_from_messages
from byhand.conversations.models import Between
from byhand.people.models import Person

COMPARED = ("is_whole", "came_count", "went_count", "as_of", "last_at", "weeks", "cadence", "usual", "due_at")


def stands_as_told() -> list[str]:
    """Every pair that does not, as a line."""
    kept = {_key(row): row for row in Between.objects.all()}
    told = {_key(row): row for row in rows_from_messages(set(Person.objects.values_list("pk", flat=True)))}
    wrong = [f"{key} stands, and nothing was said" for key in kept.keys() - told.keys()]
    wrong += [f"{key} is not counted" for key in told.keys() - kept.keys()]
    for key in kept.keys() & told.keys():
        wrong += [f"{key}: {one}" for one in _differences(kept[key], told[key])]
    return wrong


def _key(row: Between) -> tuple[int | None, ...]:
    return row.person_id, row.colleague_id, row.inbox_id, row.conversation_id


def _differences(kept: Between, told: Between) -> list[str]:
    found = [f"{name} {getattr(kept, name)} is not {getattr(told, name)}"
             for name in COMPARED if getattr(kept, name) != getattr(told, name)]  # fmt: skip
    if (kept.came, kept.went) != (approx(told.came), approx(told.went)):
        found.append(f"volume {kept.came, kept.went} is not {told.came, told.went}")
    return found
