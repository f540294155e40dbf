"""Questions that never got a person's answer, and how long the first answer of a person took."""

from __future__ import annotations

import polars as pl

from byhand.audit.findings.hours import clock_of, working_hours
from byhand.audit.history import DAY, History
from byhand.audit.rates import Rate, median, rate
from byhand.audit.report import FirstAnswer, Question, Step, Unanswered
from byhand.audit.responses import WITHIN
from byhand.audit.telling import examples

_MOST = 100
_FEW_HELD = 0.5
_ELSEWHERE = 7 * DAY  # an answer under another subject counts within a week
_STEPS = (1.0, 2.0, 4.0, 8.0, 16.0, 40.0, 80.0)


def waits(history: History, robots: pl.DataFrame) -> pl.DataFrame:
    """Of each message a person wrote to us the next answer of a person, in its conversation and elsewhere.

    row, person, here, anywhere: the times of these answers, null if there is none. `robots`: whose answers are none.
    """
    came = history.exchanges.filter(~pl.col("out") & (pl.col("automatic") == 0)).sort("time")
    sent = history.exchanges.filter(pl.col("out") & (pl.col("automatic") == 0)).sort("time")
    answers = sent.join(robots, left_on="colleague", right_on="sender", how="anti", maintain_order="left")
    here = came.join_asof(answers.select("person", "thread", here="time"), left_on="time", right_on="here",
                          by=["person", "thread"], strategy="forward", check_sortedness=False)  # fmt: skip
    anywhere = here.join_asof(answers.select("person", anywhere="time"), left_on="time", right_on="anywhere",
                              by="person", strategy="forward", check_sortedness=False)  # fmt: skip
    return anywhere.select("row", "person", "here", "anywhere")


def find_unanswered(history: History, waits: pl.DataFrame) -> tuple[Unanswered, int]:
    """Conversations with a question and without a person's answer; and how many people asked them."""
    asked = _questions(history).join(waits, on=["row", "person"], maintain_order="left")
    late = pl.col("anywhere").is_null() | (pl.col("anywhere") - pl.col("time") > _ELSEWHERE)
    never = asked.filter(pl.col("here").is_null() & late)
    machine = (
        history.exchanges.filter(pl.col("out") & (pl.col("automatic") > 0))
        .select("person", "thread")
        .unique()
    )
    named, last = history.named(), never.sort("time", "row", "person", descending=True).head(_MOST)
    found = tuple(
        Question(named[person], one)
        for person, one in zip(
            last["person"].to_list(), examples(history, last["row"].to_list()), strict=True
        )
    )
    told = never.join(machine, on=["person", "thread"], how="semi").height
    held = _held(history)
    missing = held.value is not None and held.value < _FEW_HELD
    unanswered = Unanswered(rate(never.height, asked.height), told, found, held, missing)
    return unanswered, never["person"].n_unique()


def find_first_answer(history: History, waits: pl.DataFrame) -> FirstAnswer:
    """From their first word in a conversation to a person's first answer, in working hours."""
    begun = history.exchanges.unique(["person", "thread"], keep="first", maintain_order=True).filter(
        ~pl.col("out") & (pl.col("automatic") == 0)
    )
    met = begun.join(waits.rename({"here": "answered"}), on=["row", "person"])
    ripe = met.filter(pl.col("answered").is_not_null() | (pl.col("time") <= history.end - WITHIN))
    zone, clock = clock_of(history)
    hours = (working_hours(pl.col("answered") + zone) - working_hours(pl.col("time") + zone)).alias("hours")
    taken = ripe.select(hours)["hours"]
    steps = tuple(Step(step, rate((taken <= step).sum(), ripe.height)) for step in _STEPS)
    return FirstAnswer(median(taken.drop_nulls().to_list()), steps, clock)


def _held(history: History) -> Rate:
    """Of their answers, those to a conversation in which we hold an earlier letter of ours."""
    dated = history.messages.filter(pl.col("time").is_not_null())
    theirs = dated.filter((pl.col("direction") == "in") & (pl.col("automatic") == 0) & pl.col("answers"))
    ours = dated.filter(pl.col("direction") == "out").group_by("thread").agg(begun=pl.col("time").min())
    met = theirs.join(ours, on="thread").filter(pl.col("begun") <= pl.col("time"))
    return rate(met.height, theirs.height)


def _questions(history: History) -> pl.DataFrame:
    """The last question of each person in each conversation, old enough to have been answered."""
    came = history.exchanges.filter(~pl.col("out") & (pl.col("automatic") == 0) & pl.col("asks"))
    last = came.unique(["person", "thread"], keep="last", maintain_order=True)
    return last.filter(pl.col("time") <= history.end - WITHIN).sort("time")
