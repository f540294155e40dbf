"""A text goes out: taken once, refused in the provider's words, or “nobody knows”; it carries its author's name."""

from datetime import UTC, datetime

import pytest

from byhand.channels.adapter import NoAnswer, Refused
from byhand.channels.envelope import Envelope, Outgoing, Recipient, SentFile
from byhand.channels.phone import rest
from byhand.channels.phone.adapter import PhoneAdapter
from byhand.channels.phone.sending import LONGEST, words_of

ADA = "+4930901820"


class Moment:
    spoken = 0

    def __call__(self):
        self.spoken += 1


def text(line, body="The lid is ready.", *, files=(), signature=""):
    envelope = Envelope(inbox=line, to=(Recipient(ADA),), subject="", body=body, files=files)
    return Outgoing(envelope, "Ana Moreau", "<1@desk>", datetime(2026, 3, 1, tzinfo=UTC), signature=signature)


def signed(outgoing):
    return words_of(outgoing.envelope, author=outgoing.author, signature=outgoing.signature)


def send(line, outgoing, to=ADA):
    moment = Moment()
    try:
        return PhoneAdapter().send(line, outgoing, to, moment), moment.spoken
    except (Refused, NoAnswer) as problem:
        return problem, moment.spoken


def test_it_is_taken_once_under_its_author_s_name_and_the_provider_knows_where_to_tell_its_end(
    exchange, line
):
    handover, spoken = send(line, text(line))
    assert spoken == 1 and handover.remote_id.startswith("SM")
    assert exchange.asked_for("/Messages.json") == [{
        "To": ADA, "From": exchange.number, "Body": "The lid is ready.\n– Ana Moreau",
        "StatusCallback": "https://desk.example.org/phone/k3y/text/status?of=%3C1%40desk%3E",
    }]  # fmt: skip


def test_a_name_is_there_once(line):
    assert signed(text(line, "It is ready. Ana")) == "It is ready. Ana"
    assert signed(text(line, "Ana here.\nIt is ready.", signature="Kiln Lane")).endswith(
        "ready.\n– Ana Moreau\nKiln Lane"
    )


@pytest.mark.parametrize(("status", "kind", "permanent"), [
    (400, Refused, True), (401, Refused, False), (429, Refused, False), (503, Refused, False), (500, NoAnswer, None),
    (0, NoAnswer, None), (-1, NoAnswer, None),
])  # fmt: skip
def test_each_no_is_told_apart_from_a_silence(exchange, line, monkeypatch, status, kind, permanent):
    monkeypatch.setattr(rest, "ALTOGETHER", 0.3)
    exchange.answers["/Messages"] = status
    problem, spoken = send(line, text(line))
    assert type(problem) is kind and spoken == 1
    assert getattr(problem, "permanent", None) is permanent
    if status == 400:
        assert "21211: Invalid 'To' Phone Number" in str(problem)


def test_what_cannot_be_a_text_never_reaches_the_provider(exchange, line):
    file = SentFile("lid.png", "image/png", 3, "0" * 64)
    for outgoing, to in [
        (text(line, files=(file,)), ADA), (text(line, "x" * LONGEST), ADA), (text(line), "ada@customer.test"),
        (text(line), "0049"),
    ]:  # fmt: skip
        problem, spoken = send(line, outgoing, to)
        assert isinstance(problem, Refused) and problem.permanent and not spoken
    line.options["api"] = "http://127.0.0.1:1"
    problem, _ = send(line, text(line))
    assert isinstance(problem, Refused) and not problem.permanent and "127.0.0.1:1" in problem.reason
    assert not exchange.told


def test_it_reaches_numbers_alone():
    reaches = PhoneAdapter().reaches
    assert reaches(ADA)
    assert not any(
        map(reaches, ("ada@customer.test", "visitor:x", "", "+", "+49 30 901820", "030901820", "+12"))
    )
