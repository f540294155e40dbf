"""Who is perhaps the same among so many: by clues in portions, then by Splink as a batch; seconds, memory, how well."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

import psutil  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.people.taking_doubles import how_well, take_in  # noqa: E402

from byhand.people.comparing import compare_some, write_clues  # noqa: E402
from byhand.people.matching.batch import Batch  # noqa: E402
from byhand.people.models import Resemblance  # noqa: E402
from byhand.work import aside  # noqa: E402

GOALS = {10_000: (60.0, 600.0), 100_000: (600.0, 1500.0)}


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    doubles = take_in(people)
    every = Resemblance.objects.all()
    by_clues, took = _by_clues(), how_well(doubles, every)
    seconds, used, memory = _batch()
    batch = Batch.current()
    if batch.failure or not batch.compared:
        raise SystemExit(batch.failure or "It compared nobody.")
    ahead, both = how_well(doubles, every.filter(of_hundred__gt=0)), how_well(doubles, every)
    said, (long, much) = f"matching {people:,} people", GOALS.get(people, (None, None))
    print(json.dumps([
        _row(f"{said} by clues: {_told(took)}", by_clues, "s", None),
        _row(f"{said} by Splink: {_told(ahead)}; both ways {_told(both)}", seconds, "s", long),
        _row(f"{said} by Splink: of the processor", used, "s", None),
        _row(f"{said} by Splink: the process at its largest", memory, "MB", much),
    ]))  # fmt: skip


def _by_clues() -> float:
    begun = time.perf_counter()
    while write_clues():
        pass
    while compare_some()[0]:
        pass
    return time.perf_counter() - begun


def _told(well: tuple[float, float]) -> str:
    return "precision {:.2f}, recall {:.2f}".format(*well)


def _batch() -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB at the most, of the process as the chore begins it."""
    Batch.current().claim("bench")
    begun, used, largest = time.perf_counter(), 0.0, 0
    process = aside.begin("byhand.people.matching.child")
    seen = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            largest = max(largest, seen.memory_info().rss)
            used = sum(seen.cpu_times()[:2])
        except psutil.Error:
            break
        time.sleep(0.05)
    process.communicate()
    return time.perf_counter() - begun, used, largest / 2**20


def _row(name: str, value: float, unit: str, goal: float | None) -> dict:
    return {
        "name": name, "value": round(value, 1), "unit": unit, "goal": f"< {goal:.0f}" if goal else None,
        "met": value < goal if goal else None, "peer": None, "ratio": None,
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
