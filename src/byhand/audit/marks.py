"""What a message does, by its words: asks, promises, takes leave; and what makes it the same as another."""

from __future__ import annotations

import polars as pl

_RE = r"^(?:\s*(?:re|aw|sv|vs|antw|fw|fwd|wg|tr|rv|res|enc)(?:\[\d+\])?\s*:)+"
_ASKS = (
    r"\?|？|\b(?:could|can|would|will) you\b|\bplease (?:let|tell|send|advise|help)\b|\bcan i\b"
    r"|\bkönn(?:en|ten) sie\b|\bkannst du\b|\bbitte (?:um|teilen|senden|schicken|geben)\b|\bpourriez-vous\b|\bpuede\b"
)
_LEAVES = (
    r"\bunsubscribe\b|\bremove me\b|\btake me off\b|\bstop (?:sending|writing|emailing)\b"
    r"|\bno more (?:e-?mails?|mails?)\b|\babmelden\b|\baustragen\b|keine (?:weiteren )?(?:e-?mails|werbung|newsletter)"
    r"|\bdésabonner|\bdésinscri|\bdarme de baja\b"
)
_PROMISES = (
    r"\b(?:i|we)(?:'|’)?ll\b|\b(?:i|we) (?:will|shall|promise)\b"
    r"|\b(?:ich|wir) (?:werde|werden|melde|melden|schicke|schicken|kümmere)"
)
_BY_WHEN = (
    r"\b(?:by|until|on|before|within|this|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:by|on|until) \d"
    r"|\btomorrow\b|\btonight\b|\b(?:this|next) (?:week|month)\b|\bend of (?:the )?(?:day|week|month)\b"
    r"|\bwithin \w+ (?:hours?|days?|weeks?)\b|\b(?:bis|am|heute|morgen|nächste woche|kommende woche)\b"
)
_LINK = r"(?:https?://|www\.)\S+"
_SHORT = 300  # letters; who wants to leave says so shortly
ROW_BITS = 24  # of a row's number count within its piece; the others are the piece's number


def with_marks(messages: pl.DataFrame, number: int) -> pl.DataFrame:
    """The messages with their numbers, what makes them the same as others, and what they do."""
    text, subject, lower = pl.col("text"), pl.col("subject"), pl.col("lower")
    bare = subject.str.to_lowercase()
    topic = bare.str.replace(_RE, "").str.strip_chars()
    unlinked = lower.str.replace_all(_LINK, "")  # links ask nothing, though they hold a ?
    marked = messages.with_columns(lower=text.str.to_lowercase()).with_columns(
        row=(pl.lit(number, pl.UInt64) * (1 << ROW_BITS)) + pl.int_range(pl.len(), dtype=pl.UInt64),
        topic=pl.when(topic == "").then(0).otherwise(topic.hash(seed=7)),
        answers=bare.str.contains(r"^\s*(?:re|aw|sv|vs|antw|res)(?:\[\d+\])?\s*:"),
        body=text.hash(seed=7),
        chars=text.str.len_chars().cast(pl.UInt32),
        asks=unlinked.str.contains(_ASKS),
        leaves=(text.str.len_bytes() <= _SHORT) & lower.str.contains(_LEAVES),
        promises=lower.str.contains(_PROMISES),
    )
    return marked.with_columns(_with_a_day(marked["lower"], marked["promises"])).drop("lower")


def _with_a_day(lower: pl.Series, promises: pl.Series) -> pl.Series:
    """Which of the promises say by when. Few hold a promise at all, so the costly pattern sees few."""
    some = promises.arg_true()
    sentences = lower.gather(some).str.replace_all("\n", " ", literal=True)
    dated = sentences.str.contains(rf"(?:{_PROMISES})[^.!?]{{0,160}}(?:{_BY_WHEN})")
    return promises.scatter(some, dated)
