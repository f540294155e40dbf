"""The studio's mail with what makes counting hard: copies, machines, broadcasts, several recipients, equal seconds."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.audit.studio import COLLEAGUES, Studio, filled

RUTH, JONAS = COLLEAGUES
ADA, BEN = "Ada Ash <ada@mail1.example>", "Ben Oak <ben@gmail.com>"


def busy(folder: Path, seed: int) -> list[Path]:
    """Two archives of one history, one of them packed and full of copies."""
    studio = filled(seed)
    _to_several(studio)
    _by_machines(studio)
    _in_one_second(studio)
    _without_an_answer(studio)
    studio.letters.append(
        "From: Old Clock <clock@mail2.example>\nTo: ruth@studio.example\nSubject: no date\n\nHello?\n"
    )
    studio.letters.append("To: ruth@studio.example\nSubject: nobody wrote this\n\nHello?\n")
    whole = studio.mbox(folder / f"studio-{seed}.mbox")
    studio.letters = [one.replace("Message-ID: <", "Message-ID: <copy-") for one in studio.letters[::3]]
    copies = studio.mbox(folder / f"copies-{seed}.mbox")
    packed = copies.with_suffix(".mbox.gz")
    packed.write_bytes(gzip.compress(copies.read_bytes()))
    copies.unlink()
    return [whole, packed]


def _to_several(studio: Studio) -> None:
    everybody = ", ".join(studio.person() for _ in range(14))
    studio.write(RUTH, everybody, studio.prose(), "to all of you")
    for _ in range(4):
        studio.write(ADA, f"{RUTH}, {JONAS}, {BEN}", studio.prose(), "to both of you")
        studio.write(
            JONAS, f"{BEN}, {ADA}, {RUTH}", studio.prose() + " We will call you by Friday.", "for both"
        )
    studio.write(RUTH, JONAS, studio.prose(), "among us")
    studio.write(BEN, JONAS, "Please unsubscribe me.", "enough")


def _by_machines(studio: Studio) -> None:
    away, robot = "We are away and read your letter when we are back.", "Auto-Submitted: auto-replied\n"
    for _ in range(3):  # two machines that answer each other
        studio.write(RUTH, ADA, away, "Automatic reply", hours=0.1, extra=robot)
        studio.write(ADA, RUTH, away, "Automatic reply", hours=0.1, extra=robot)
    for number in range(8):
        parcel = f"Your parcel {number} has been handed over to the driver this morning."
        studio.write("noreply@parcels.example", RUTH, studio.prose(1), f"notice {number}")
        studio.write("desk@parcels.example", JONAS, parcel, f"parcel {number}")
    for _ in range(24):  # one of ours who says nothing but one script
        studio.write("shop@studio.example", studio.person(), studio.script(0, "Ada Ash"), "your order")


def _in_one_second(studio: Studio) -> None:
    for number in range(5):
        asked = studio.write(ADA, RUTH, "When is it ready, please?", f"at once {number}")
        studio.write(RUTH, ADA, studio.prose(), f"at once {number}", asked, hours=0)


def _without_an_answer(studio: Studio) -> None:
    for _ in range(2):
        studio.write(BEN, RUTH, studio.prose(), "a last word")
    for _ in range(7):
        studio.write(RUTH, BEN, studio.prose(), "are you there", hours=24 * 14)
