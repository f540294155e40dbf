"""The page “Before it leaves” of a letter to a million people: what a colleague waits for, and what the chore takes.

All of them are asked about (“known to us for a month”): seven in ten agreed, a quarter of those took it back; a fifth
were turned to before, of whom some have no room and some are silent; one in fifty does not work, one in ninety is
paused, one in a thousand blocked. Beside it a letter to a list of a thousand of them, which is counted at once.

Milliseconds are those of the processor, of this process and of the database's server together.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from tests.bench.audiences import DAY  # noqa: E402
from tests.bench.audiences import _filling as _people  # noqa: E402
from tests.bench.clock import row  # noqa: E402
from tests.bench.consents import _filling as _evidence  # noqa: E402
from tests.bench.consents import _told  # noqa: E402
from tests.bench.outreach_figures import _drop_triggers  # noqa: E402
from tests.outreach.broadcasts.conftest import Press, a_press  # noqa: E402
from tests.people.agreeing import topic  # noqa: E402
from tests.web.conftest import client_of  # noqa: E402

from byhand.outreach.forecasting import forecast_due  # noqa: E402
from byhand.outreach.models import Audience, Broadcast, Forecast, PeopleList  # noqa: E402
from byhand.outreach.rules.known import Known  # noqa: E402
from byhand.outreach.rules.on_list import OnList  # noqa: E402
from byhand.people.models import Wording  # noqa: E402

LISTED, TURNS = 1000, 5
PAGE, CHORE = 100.0, 60_000.0


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    press = a_press()
    to_all, to_few = _written(press, people)
    client, page, few = client_of(press.studio.ana), _address(to_all), _address(to_few)
    name = f"before it leaves, {people:,} people"
    _asked(client, few)  # once, so that nothing is loaded while it is measured
    first = _processor(lambda: _asked(client, page), turns=1)
    counting = _processor(lambda: _asked(client, page))
    count = _processor(forecast_due, turns=1)
    told = Forecast.objects.get()
    assert told.counted_at and not told.failure, told.failure
    rows = [
        _row(f"{name}: the page; peer: counting it", _processor(lambda: _asked(client, page)), count),
        _row(f"{name}: the page, asked for first", first),
        _row(f"{name}: the page while it is counted", counting),
        *(_row(f"{name}: by name, {why}", _processor(partial(_asked, client, f"{page}{why}/")))
          for why in ("never agreed", "no room")),
        row(f"{name}: counted by the chore", count, "ms", f"≤ {CHORE:g}", count <= CHORE),
        _row(f"{name}: the page of a letter to {LISTED:,}, counted at once", _processor(lambda: _asked(client, few))),
        *(_row(f"{name}: as each reads it, {whose}", _processor(partial(_asked, client, seen)))
          for whose, seen in (("all", page.replace("before/", "preview/")),
                              ("a few", few.replace("before/", "preview/")),
                              ("by name", page.replace("before/", "preview/?q=person")))),
    ]  # fmt: skip
    print(json.dumps(rows))


def _address(one: Broadcast) -> str:
    return f"/outreach/broadcasts/{one.public_id}/before/"


def _asked(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def _row(name: str, took: float, peer: float | None = None) -> dict:
    return row(name, took, "ms", f"≤ {PAGE:g}", took <= PAGE, peer, peer and peer / took)


def _processor(ask: Callable[[], object], turns: int = TURNS) -> float:
    """Milliseconds of the processor, in the middle of so many turns."""
    took: list[float] = []
    for _turn in range(turns):
        begun = time.process_time() + _of_server()
        ask()
        took.append((time.process_time() + _of_server() - begun) * 1000)
    return statistics.median(took)


def _of_server() -> float:
    """Seconds of the processor that PostgreSQL has used so far, its helpers that ended among it."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        head = psutil.Process(cursor.fetchone()[0]).parent()
    assert head
    ended, living = head.cpu_times(), [one.cpu_times() for one in head.children()]
    return ended.children_user + ended.children_system + sum(one.user + one.system for one in living)


def _written(press: Press, people: int) -> tuple[Broadcast, Broadcast]:
    """A house of so many, a letter to all of them, and one to a list."""
    ana = press.studio.ana
    _filled(press, people)
    short = PeopleList.objects.begin("The first", by=ana)
    short.add(range(1, min(LISTED, people) + 1), by=ana)
    everyone = Audience.objects.begin("Known to us", [Known(months=1)], by=ana)
    listed = Audience.objects.begin("On the list", [OnList(of=short.pk)], by=ana)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return press.written(audience=everyone), press.written(audience=listed)


def _filled(press: Press, people: int) -> None:
    about, other = press.workshops.pk, topic("Openings", by=press.studio.ana).pk
    said = [one for one in _people(people, press.studio.inbox.pk, press.studio.ana.pk) if "people_standing" not in one
            and "tagging" not in one]  # fmt: skip
    wording = Wording.objects.keep("May we?")
    _drop_triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            *said,
            *_evidence(people, about, other, wording.pk)[2:],
            _told(about),
            *_odd_ones(people),
        ):
            cursor.execute(statement)


def _odd_ones(people: int) -> list[str]:
    """Who is known for a reason not to be written to, and by whose clock some live."""
    now = DAY.format("0")
    return [
        f"UPDATE people_person SET made_at = {DAY.format('40 + (id * 31) % 2000')}",
        f"UPDATE people_address SET failing_since = {now} WHERE id % 50 = 1",
        f"UPDATE people_person SET blocked_at = {now} WHERE id % 1000 = 3",
        "UPDATE people_person SET name = '' WHERE id % 40 = 2",
        "UPDATE gate_room SET slowed = 4 WHERE person_id % 70 = 5",
        f"UPDATE gate_room SET paused_until = {_PAUSED} WHERE person_id % 90 = 0",
        "INSERT INTO people_ownclock (address_id, zone, letters, written_at) "
        f"SELECT id, '', '+05:30', {now} FROM people_address WHERE id % 9 = 0",
    ]


_PAUSED = {"sqlite": "date('now', '30 days')", "postgresql": "current_date + 30"}[connection.vendor]


if __name__ == "__main__":
    main(int(sys.argv[1]))
