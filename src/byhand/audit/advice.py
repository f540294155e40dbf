"""Five sentences at the top, each from a figure below, those first that concern most people."""

from __future__ import annotations

from byhand.audit.report import Advice, Automatic, Dose, Mix, Promises, Repeat, Script, Silent, Unanswered

_MOST = 5


def give_advice(
    mix: Mix, scripts: tuple[Script, ...], repeats: tuple[Repeat, ...], automatic: Automatic, unanswered: Unanswered,
    asked_by: int, doses: tuple[Dose, ...], silent: tuple[Silent, ...], silent_found: int, promises: Promises,
    drifting: int, hanging: int,
) -> tuple[Advice, ...]:  # fmt: skip
    """The advice the figures give; fewer sentences where they give less."""
    found = [
        *_about_scripts(scripts), *_about_questions(unanswered, asked_by), *_about_repeats(repeats),
        *_about_silence(silent_found), *_about_ties(drifting, hanging), *_about_loops(automatic),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: -one.people)[:_MOST])


def _about_scripts(scripts: tuple[Script, ...]) -> list[Advice]:
    if not scripts:
        return []
    first = scripts[0]
    short = first.sentence.rstrip(".") if len(first.sentence) <= 90 else first.sentence[:89] + "…"
    return [Advice(
        f"{first.people:,} people got the sentence “{short}”. Say it in your own words, or put it where they find it"
        " themselves.", "scripts", first.people,
    )]  # fmt: skip


def _about_questions(unanswered: Unanswered, people: int) -> list[Advice]:
    if not people:
        return []
    return [Advice(
        f"{people:,} people asked something and never heard from a person. Answer the latest of them today.",
        "unanswered", people,
    )]  # fmt: skip


def _about_repeats(repeats: tuple[Repeat, ...]) -> list[Advice]:
    people = len({one.person for one in repeats})
    if not people:
        return []
    return [Advice(
        f"{people:,} people got the same answer twice in one conversation. When they ask again, the first answer"
        " did not help: call them.", "repeats", people,
    )]  # fmt: skip


def _about_silence(people: int) -> list[Advice]:
    if not people:
        return []
    return [Advice(
        f"{people:,} people used to write and have said nothing through six messages or more. Stop writing to them"
        " for a while, or ask one honest question.", "silent", people,
    )]  # fmt: skip


def _about_ties(drifting: int, hanging: int) -> list[Advice]:
    found: list[Advice] = []
    if drifting:
        found.append(Advice(
            f"{drifting:,} people are silent for longer than they ever are. Write to the closest of them, without"
            " an offer.", "ties", drifting,
        ))  # fmt: skip
    if hanging:
        found.append(Advice(
            f"{hanging:,} people are known to one colleague alone. Introduce a second one while there is time.",
            "ties", hanging,
        ))  # fmt: skip
    return found


def _about_loops(automatic: Automatic) -> list[Advice]:
    if not automatic.loops:
        return []
    people = len({one.theirs for one in automatic.loops})
    return [Advice(
        f"Your machines and those of {people:,} others answered each other. Let automatic answers answer once a"
        " week at most.", "automatic", people,
    )]  # fmt: skip
