"""All metrics in turn: from the tables of a reading to what the findings need, on whichever backend keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Protocol

import polars as pl

from byhand.audit.gathering import apart, called_us, followed, guessed, last, with_homes
from byhand.audit.history import History, Tables
from byhand.audit.measures import Measures
from byhand.audit.metrics.directions import directed, with_their_robots
from byhand.audit.metrics.doses import outcomes
from byhand.audit.metrics.expressions import Table
from byhand.audit.metrics.once import answers, facts, homes, once
from byhand.audit.metrics.repeats import pairs
from byhand.audit.metrics.scripts import marked, our_robots, said_by_us, saying, shares, spread
from byhand.audit.metrics.ties import strengths
from byhand.audit.metrics.touches import exchanges, touches
from byhand.audit.metrics.waits import waits
from byhand.audit.robots import called_so


class Engine(Protocol):
    """A backend of Ibis. What it keeps it works out once."""

    def read(self, name: str) -> Table:
        """A table of the reading, its hashes signed."""
        ...

    def people(self) -> pl.DataFrame:
        """Everybody once, by `rows.PEOPLE`."""
        ...

    def keep(self, name: str, made: Table) -> Table:
        """Works it out, for what follows."""
        ...

    def bring(self, name: str) -> pl.DataFrame:
        """Brings here what was kept, its hashes unsigned."""
        ...

    def give(self, name: str, frame: pl.DataFrame) -> Table:
        """Hands a frame over."""
        ...


@dataclass(frozen=True)
class Brought(History):
    """A history whose touches were worked out elsewhere."""

    met: pl.DataFrame

    @cached_property
    def touches(self) -> pl.DataFrame:
        return self.met


def reduce(engine: Engine, tables: Tables, us: Sequence[str], since: int | None) -> tuple[History, Measures]:
    """The history and what is counted of it. `us` are domains or addresses; guessed if there are none."""
    read = facts(engine.read("messages"), since)
    each, everybody, named = engine.keep("once", once(read)), with_homes(engine.people()), called_us(us)
    if not named:
        engine.keep("homes", homes(each, engine.give("homed", everybody)))
    found = named or guessed(engine.bring("homes"))
    people = apart(everybody, found)
    known = engine.give("people", people.with_columns(called=called_so()))
    engine.keep("answers", answers(each))
    firsts = engine.give("firsts", followed(engine.bring("answers")))
    directions = directed(each, known, firsts)
    messages = engine.keep("messages", with_their_robots(directions, engine.read("units"), known))
    met = engine.keep("touches", touches(messages, known))
    engine.keep("read", read.agg(n=read.count()))
    told, count = engine.bring("messages").drop("to"), engine.bring("read")["n"][0]
    history = Brought(
        tables, told, people, found, not named, count - told.height, last(told),
        engine.bring("touches").sort("time", "row", "at").drop("at"),
    )  # fmt: skip
    _measure(engine, messages, met, history.end)
    return history, Measures(**{one.name: engine.bring(one.name) for one in fields(Measures)})


def _measure(engine: Engine, messages: Table, met: Table, end: int) -> None:
    """Keeps everything in Measures under its name there."""
    exchanged = engine.keep("exchanges", exchanges(met))
    units = engine.keep("marked", marked(said_by_us(engine.read("units"), messages), exchanged))
    repeated, widest = engine.keep("shares", shares(units)), engine.keep("spread", spread(units, exchanged))
    engine.keep("saying", saying(units, exchanged, widest))
    engine.keep("pairs", pairs(units, exchanged))
    engine.keep("outcomes", outcomes(exchanged, end))
    engine.keep("waits", waits(exchanged, our_robots(repeated)))
    engine.keep("ties", strengths(met, end))
