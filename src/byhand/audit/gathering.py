"""From the tables of a reading to one history."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from byhand.audit.history import DESK, FEW, History, Tables
from byhand.audit.robots import with_their_robots
from byhand.audit.rows import AUTOMATIC

FREE = (
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.de", "yahoo.co.uk", "hotmail.com", "hotmail.de", "outlook.com",
    "outlook.de", "live.com", "msn.com", "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.at",
    "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.ru", "yandex.ru", "proton.me", "protonmail.com", "posteo.de",
    "mailbox.org", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it",
)  # fmt: skip
_ROUNDS = (
    6  # each doubles how many answers to answers are followed; those that go round in circles end here, too
)
_COLUMNS = (
    "source", "row", "id", "root", "time", "zone", "sender", "to", "automatic", "topic", "answers", "body",
    "chars", "asks", "leaves", "promises",
)  # fmt: skip


def gather(tables: Tables, us: Sequence[str], since: int | None = None) -> History:
    """The history in these tables. `us` are domains or addresses; guessed if there are none."""
    read = tables.scan("messages").select(*_COLUMNS).collect().sort("row")
    if since is not None:
        read = read.filter(pl.col("time") >= since)
    once = _once(read)
    everybody, named = with_homes(tables.people), called_us(us)
    found = named or guessed(_homes(once, everybody))
    people = apart(everybody, found)
    directed = with_their_robots(tables, _threaded(_directed(once, people)), people)
    return History(tables, directed, people, found, not named, read.height - once.height, last(once))


def called_us(us: Sequence[str]) -> tuple[str, ...]:
    """The domains and addresses as they were meant."""
    return tuple(one.lower().lstrip("@") for one in us)


def with_homes(people: pl.DataFrame) -> pl.DataFrame:
    """Adds `domain`, and `home`: the domain, or the address if it is at a free provider; null for the desk itself."""
    domains = people.with_columns(domain=pl.col("address").str.split("@").list.last())
    home = pl.when(pl.col("domain").is_in(FREE)).then("address").otherwise("domain")
    return domains.with_columns(home=pl.when(pl.col("address") != DESK).then(home))


def guessed(homes: pl.DataFrame) -> tuple[str, ...]:
    """Who we are by these homes (home, messages): where most mail is from and to."""
    ordered = homes.sort("messages", "home", descending=[True, False])
    return (ordered["home"][0],) if ordered.height else ()


def apart(people: pl.DataFrame, us: tuple[str, ...]) -> pl.DataFrame:
    """Adds `ours`."""
    ours = pl.col("domain").is_in(list(us)) | pl.col("address").is_in([*us, DESK])
    return people.with_columns(ours=ours)


def last(messages: pl.DataFrame) -> int:
    """Seconds since 1970 of the last message."""
    end = messages["time"].max()
    return end if isinstance(end, int) else 0


def _once(read: pl.DataFrame) -> pl.DataFrame:
    """Each message once: copies in other folders may carry other ids, so author, time and words count first."""
    dated = pl.col("time").is_not_null()
    same = (
        pl.when(dated)
        .then(pl.struct("sender", "time", "topic", "body").hash(seed=3))
        .otherwise(pl.struct("row").hash(seed=5))
    )
    once = read.with_columns(same=same).unique("same", keep="first", maintain_order=True)
    by_id = pl.when(pl.col("id") == 0).then(pl.col("same")).otherwise(pl.struct("sender", "id").hash(seed=3))
    return once.with_columns(same=by_id).unique("same", keep="first", maintain_order=True).drop("same")


def _homes(messages: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """How many messages that people wrote are from or to each home: home, messages."""
    homes = people.filter(pl.col("home").is_not_null()).select("person", "home")
    human = messages.filter(pl.col("automatic") == 0)
    sent = human.join(homes, left_on="sender", right_on="person").select("row", "home")
    came = human.select("row", person="to").explode("person").join(homes, on="person").select("row", "home")
    return pl.concat([sent, came.unique()]).group_by("home").agg(messages=pl.len())


def _directed(messages: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    ours = people.filter("ours")["person"].implode()
    by_us, theirs = (
        pl.col("sender").is_in(ours),
        pl.col("to").list.eval(~pl.element().is_in(ours)).list.sum(),
    )
    counted = messages.with_columns(by_us=by_us, theirs=theirs, reach=pl.col("to").list.len())
    direction = (
        pl.when(~pl.col("by_us")).then(pl.lit("in"))
        .when(pl.col("theirs") > 0).then(pl.lit("out")).otherwise(pl.lit("internal"))
    )  # fmt: skip
    broad = (
        (pl.col("theirs") > FEW) | (pl.col("reach") > 2 * FEW) | (pl.col("automatic") == AUTOMATIC["bulk"])
    )
    return counted.with_columns(direction=direction, broad=broad).drop("by_us")


def _threaded(messages: pl.DataFrame) -> pl.DataFrame:
    """A conversation is what refers to one first message; without such references, what has one subject."""
    root = pl.when(pl.col("root") != 0).then("root").when(pl.col("id") != 0).then("id").otherwise("row")
    named = messages.with_columns(named=root).join(
        _firsts(messages), on="named", how="left", maintain_order="left"
    )
    rooted = named.with_columns(thread=pl.coalesce("first", "named")).drop("named", "first")
    rooted = rooted.with_columns(alone=pl.len().over("thread") == 1)
    by_topic = pl.when(pl.col("alone") & (pl.col("topic") != 0)).then("topic").otherwise("thread")
    return rooted.with_columns(thread=by_topic).drop("alone")


def _firsts(messages: pl.DataFrame) -> pl.DataFrame:
    """For the Message-ID `named` of an answer, the `first` message its references lead to: some name the last alone."""
    answers = messages.filter((pl.col("id") != 0) & (pl.col("root") != 0) & (pl.col("id") != pl.col("root")))
    return followed(
        answers.select(named="id", first="root").unique("named", keep="first", maintain_order=True)
    )


def followed(firsts: pl.DataFrame) -> pl.DataFrame:
    """Where one answer leads (named, first), each followed to the first of all."""
    for _ in range(_ROUNDS):
        above = firsts.join(firsts.rename({"named": "first", "first": "above"}), on="first", how="left")
        if above["above"].null_count() == above.height:
            break
        firsts = above.select("named", first=pl.coalesce("above", "first"))
    return firsts
