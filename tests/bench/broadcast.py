"""A broadcast to a million on one core: with a row each, personal fields, journal and budget, to Postfix's `smtp-sink`.

Beside it, in the same run and to the same sink, what sends the same letters and keeps no record at all: a plain loop of
the standard library's `smtplib` and `email`, and `aiosmtplib` over as many lines. Seconds are CPU seconds of the
process that sends; the database and the sink are other processes.
"""

from __future__ import annotations

import asyncio
import json
import os
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import aiosmtplib
import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.bench.clock import row  # noqa: E402
from tests.bench.consents import _filling  # noqa: E402
from tests.bench.own_words import _drop_triggers  # noqa: E402
from tests.servers import machine  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.gate import guards  # noqa: E402
from byhand.gate.evidence_guards import GUARDS  # noqa: E402
from byhand.gate.many.gathering import Reader  # noqa: E402
from byhand.gate.many.leaving_out import why_not  # noqa: E402
from byhand.gate.many.plan import Author, Plan, Words  # noqa: E402
from byhand.gate.many.sending import LINES  # noqa: E402
from byhand.gate.many.tally import progress  # noqa: E402
from byhand.gate.models import Copy, Dispatch, Reading, Terms  # noqa: E402
from byhand.gate.verifying import verify_journal  # noqa: E402
from byhand.people.models import Person, Topic, Wording  # noqa: E402
from byhand.team.founding import found  # noqa: E402
from byhand.team.models import User  # noqa: E402

PROFILED = """
import cProfile, time, django
django.setup()
from byhand.gate.many.sending import send
from byhand.gate.models import Dispatch
profile = cProfile.Profile(time.process_time)
profile.runcall(send, Dispatch.objects.get(pk=%(pk)d))
profile.dump_stats("%(file)s")
"""
AN_HOUR, PORTION, PEERS_LETTERS = 1_000_000, 2000, 4000
BODY = "\n\n".join(
    ["Dear {name},", "# The kiln is free in *March*", *(
        f"{n}. paragraph: there is **room** for twelve at the wheel, and tea. Your place by the window in {{city}} is "
        "kept until you say; [look what we made](https://kilnlane.example/march) with the group before you."
        for n in range(1, 9)
    ), "- clay is there\n- glazes are there\n- bring an apron", "Warmly, Bea"]
)  # fmt: skip


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    with _sink() as port:
        dispatch = _released(people, port)
        gathering = _gathered(dispatch, people)
        sent = _sent(dispatch)
        begun = time.process_time()
        verdict = verify_journal()
        verifying = time.process_time() - begun
        peers = {"smtplib and email": _plain_loop(port), "aiosmtplib": asyncio.run(_aiosmtplib(port))}
    now = progress(dispatch)
    assert verdict.is_whole and now.accepted + now.left_out == people and now.left_out == 0, (verdict, now)
    rate = people / sent["cpu"]
    name = f"broadcast to {people:,}"
    print(json.dumps([
        *(row(f"{name}: letters a CPU second; peer {peer}, which keeps no record", rate, "/s",
              f"≥ {AN_HOUR / 3600:.0f}", rate >= AN_HOUR / 3600, other, rate / other) for peer, other in peers.items()),
        row(f"{name}: letters a second by the clock", people / sent["wall"], "/s", f"≥ {AN_HOUR / 3600:.0f}",
            people / sent["wall"] >= AN_HOUR / 3600),
        row(f"{name}: memory of the process that sends", sent["memory"], "MB", "≤ 200", sent["memory"] <= 200),
        row(f"{name}: the progress, at its slowest", sent["progress"], "ms", "≤ 100", sent["progress"] <= 100),
        row(f"{name}: a colleague's write meanwhile, median", sent["write"], "ms", "≤ 50", sent["write"] <= 50),
        row(f"{name}: who is left out and why, one query", gathering["why"], "s", "", True),
        row(f"{name}: gathered with their facts, CPU", gathering["cpu"], "s", "", True),
        row(f"{name}: the journal verified, CPU", verifying, "s", "", True),
    ]))  # fmt: skip


@contextmanager
def _sink() -> Iterator[int]:
    port = machine.free_port()
    log = Path(os.environ["BYHAND_DATA"]) / "sink.log"
    as_user = ["-u", machine.unprivileged("postfix").pw_name] if os.geteuid() == 0 else []
    process = machine.start(
        [machine.needs("smtp-sink", "postfix"), *as_user, f"127.0.0.1:{port}", "256"], log=log
    )
    try:
        machine.wait_for_port(port, process, log)
        yield port
    finally:
        machine.stop(process)


def _released(people: int, port: int) -> Dispatch:
    bea = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    cy = User.objects.create_user("cy@bench.example", "Cy Bench", "a long enough phrase")
    topic = Topic.objects.begin("Workshops", by=bea)
    wording = Wording.objects.keep("May we?")
    everyone = [
        one.replace(" WHERE n % 10 < 7", "") for one in _filling(people, topic.pk, topic.pk, wording.pk)[:3]
    ]
    _drop_triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in everyone:
            cursor.execute(statement)
    call_command("migrate", verbosity=0)  # puts every guard in place again
    guards.install(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    inbox = Inbox.objects.create(kind="email", name="Studio", address="studio@bench.example", options={
        "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": "",
    })  # fmt: skip
    words = (Words("en", "The kiln is free, {name}", BODY),)
    plan = Plan(inbox, words, topic, "everyone", "Everybody", author=Author(bea.pk, bea.name))
    Reading.objects.agree(plan, by=sign_in(cy))
    return Dispatch.objects.release_broadcast(replace(plan), by=sign_in(bea))


def _gathered(dispatch: Dispatch, people: int) -> dict[str, float]:
    begun = time.perf_counter()
    assert why_not(Person.objects.all(), dispatch.terms.topic).readers == people
    why, begun = time.perf_counter() - begun, time.process_time()
    for first in range(1, people + 1, PORTION):
        several = range(first, min(first + PORTION, people + 1))
        Copy.objects.gather(
            dispatch, [Reader(n, "en", {"name": f"Person {n}", "city": f"City {n % 500}"}) for n in several]
        )
    Copy.objects.gathered(dispatch)
    return {"why": why, "cpu": time.process_time() - begun}


def _sent(dispatch: Dispatch) -> dict[str, float]:
    """By the process that the desk begins; meanwhile somebody looks how far it is."""
    begun, slowest, memory = time.perf_counter(), 0.0, 0
    writes: list[float] = []
    words = [sys.executable, "-m", "byhand.gate.many.child"]
    if profile := os.environ.get("BYHAND_BENCH_PROFILE"):
        words = [sys.executable, "-c", PROFILED % {"pk": dispatch.pk, "file": profile}]
    process = subprocess.Popen(words, stdin=subprocess.PIPE)
    while True:
        pid, _code, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        with suppress(psutil.Error):
            memory = max(memory, psutil.Process(process.pid).memory_info().rss)
        looked = time.perf_counter()
        progress(dispatch)
        slowest = max(slowest, (time.perf_counter() - looked) * 1000)
        wrote = time.perf_counter()
        Inbox.objects.filter(pk=dispatch.inbox.pk).update(trouble="")
        writes.append((time.perf_counter() - wrote) * 1000)
        time.sleep(0.5)
    assert Terms.objects.get().finished_at
    return {
        "wall": time.perf_counter() - begun, "cpu": used.ru_utime + used.ru_stime,
        "memory": memory / 2**20, "progress": slowest,
        "write": statistics.median(writes),
    }  # fmt: skip


def _mail(number: int) -> EmailMessage:
    """The same words as the standard library writes them."""
    facts = {"{name}": f"Person {number}", "{city}": f"City {number % 500}"}
    said = BODY
    for name, value in facts.items():
        said = said.replace(name, value)
    mail = EmailMessage()
    mail["From"], mail["To"] = "Bea Bench <studio@bench.example>", f"p{number}@bench.example"
    mail["Subject"], mail["Date"] = f"The kiln is free, Person {number}", formatdate()
    mail["Message-ID"] = f"<{number}@bench.example>"
    mail["List-Unsubscribe"] = f"<https://bench.example/stop/{number}>"
    mail.set_content(said)
    mail.add_alternative(f"<html><body><p>{said}</p></body></html>", subtype="html")
    return mail


def _plain_loop(port: int) -> float:
    begun = time.process_time()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(PEERS_LETTERS):
            smtp.send_message(_mail(number))
    return PEERS_LETTERS / (time.process_time() - begun)


async def _aiosmtplib(port: int) -> float:
    begun, numbers = time.process_time(), iter(range(PEERS_LETTERS))

    async def one_line() -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as smtp:
            for number in numbers:
                await smtp.send_message(_mail(number))

    await asyncio.gather(*(one_line() for _ in range(LINES)))
    return PEERS_LETTERS / (time.process_time() - begun)


if __name__ == "__main__":
    main(int(sys.argv[1]))
