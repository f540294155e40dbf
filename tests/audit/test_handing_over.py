"""Messages another program tells of, batch by batch, make the same report as an archive of them."""

from datetime import UTC, datetime, timedelta

from byhand.audit import audit, hand_over
from byhand.audit.told import Told

BEGAN = datetime(2026, 1, 5, 10, tzinfo=UTC)


def asked(number: int) -> Told:
    person = f"Ada {number} <ada{number}@c.example>"
    return Told(
        f"/m/{number}", person, "Ruth <ruth@studio.example>", BEGAN + timedelta(hours=number), "A question",
        "Could you tell me when the blue vase is ready?", id=f"{number}@c", thread=f"t{number}", zone=3600,
    )  # fmt: skip


def test_batches_are_one_history():
    batches = [[asked(number) for number in range(begin, begin + 20)] for begin in (0, 20, 40)]
    later = Told("/m/x", "ruth@studio.example", "x@c.example", BEGAN + timedelta(days=60), "", "News.")
    report = audit(hand_over([*batches, [later]]), ["studio.example"])
    assert (report.messages, report.people) == (61, 62)
    assert report.unanswered.never.value == 1 and report.unanswered.never.n == 60
    assert report.unanswered.questions[0].example.place == "0:/m/59"


def test_each_batch_is_done_with_before_the_next_is_asked_for():
    alive = []

    def batches():
        for number in range(3):
            alive.append(number)
            yield (asked(number) for _ in range(1))
            alive.remove(number)

    assert hand_over(batches()).scan("messages").collect().height == 3 and not alive


def test_the_clock_is_that_of_whoever_told():
    ours = Told("", "ruth@studio.example", "x@c.example", BEGAN, "", "News.", zone=7200)
    assert audit(hand_over([[ours]]), ["studio.example"]).first_answer.clock.endswith("UTC+02:00")


def test_nothing_told_is_an_empty_history_and_who_has_no_name_is_counted():
    assert audit(hand_over([])).messages == 0
    report = audit(hand_over([[Told("/m/1", "", "x@c.example", BEGAN)]]))
    assert report.unreadable.listed == (("0:/m/1", "It does not say who sent it."),)
