"""What is perhaps there stays so until a colleague says what it is; sent again, it is asked about like any other."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.gate.many.conftest import Press
from tests.gate.many.test_sending import is_counted, stages, went_to
from tests.gate.many.test_versions import TWO
from tests.people.agreeing import at_their_door

from byhand.channels.adapter import NoAnswer
from byhand.channels.practice import lines
from byhand.gate.many.sending import send
from byhand.gate.many.tally import taken_by_version
from byhand.gate.many.verdict import Verdict
from byhand.gate.models import Copy, Dispatch, JournalEntry, Terms, Touch
from byhand.gate.refusals import Refusal
from byhand.gate.verifying import verify_journal
from byhand.people.models import Wish
from byhand.team.models import User
from byhand.team.signin import NotSignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(press: Press, monkeypatch) -> Dispatch:
    """In two versions to two, who are both perhaps there."""
    dispatch = press.release(words=TWO, latest_at=timezone.now() + timedelta(hours=1))
    press.gather(dispatch, press.reader(1), press.reader(2))
    wait = lines.PracticeLines.wait

    def silent(self, seconds):
        return [
            one if not getattr(one, "was_spoken", False) else _without_an_answer(one)
            for one in wait(self, seconds)
        ]

    with monkeypatch.context() as moment:
        moment.setattr(lines.PracticeLines, "wait", silent)
        send(dispatch)
    assert len(went_to()) == 2, "it had arrived, and nobody said so"
    return Dispatch.objects.get(pk=dispatch.pk)


def _without_an_answer(ended):
    return type(ended)(ended.line, ended.parcel, NoAnswer("The line broke."), was_spoken=True)


def test_a_colleague_says_what_it_is_and_nobody_else_does(press: Press, doubtful: Dispatch) -> None:
    one, two = doubtful.copies.order_by("pk")
    assert (one.stage, two.stage) == ("perhaps", "perhaps") and Terms.objects.get().finished_at
    send(doubtful)
    assert set(stages(doubtful).values()) == {"perhaps"}, "nothing by itself"
    with pytest.raises(NotSignedIn):
        Verdict.objects.send_again(one, by=press.ana.user)  # type: ignore[arg-type]
    assert Verdict.objects.did_arrive(one, by=press.tomas)
    assert taken_by_version(doubtful) == Counter([one.version])
    assert not Verdict.objects.did_arrive(one, by=press.tomas) and not Verdict.objects.send_again(
        one, by=press.ana
    )
    assert Verdict.objects.send_again(two, by=press.ana)
    assert Touch.objects.filter(dispatch=doubtful).count() == 1 and Terms.objects.get().spoken == 1
    assert Terms.objects.going().exists() and is_counted(doubtful)
    send(doubtful)
    assert set(stages(doubtful).values()) == {"accepted"} and Terms.objects.get().finished_at
    assert Touch.objects.filter(dispatch=doubtful).count() == 2 and is_counted(doubtful)
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("arrived") == kinds.count("again") == 1 and verify_journal().is_whole


def test_whoever_may_not_be_written_to_any_more_is_not_sent_it_again(
    press: Press, doubtful: Dispatch
) -> None:
    one, two = doubtful.copies.order_by("pk")
    Wish.objects.stop(by=at_their_door(one.address))
    with pytest.raises(Refusal, match="wants nothing more of us"):
        Verdict.objects.send_again(one, by=press.ana)
    later = timezone.now() + timedelta(hours=2)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: later)
        with pytest.raises(Refusal, match="was over"):
            Verdict.objects.send_again(two, by=press.ana)
    Terms.objects.update(finished_at=None)
    doubtful.terms.refresh_from_db()
    assert Verdict.objects.send_again(two, by=press.ana) and doubtful.terms.stop(by=press.ana)
    send(doubtful)
    assert stages(doubtful) == {"r1@harrow.example": "perhaps", "r2@harrow.example": "left out called off"}
    with pytest.raises(Refusal, match="was stopped"):
        Verdict.objects.send_again(one, by=press.ana)
    User.objects.filter(pk=press.tomas.user.pk).update(role=User.Role.GUEST)
    with pytest.raises(Refusal, match="Only a colleague"):
        Verdict.objects.did_arrive(one, by=press.tomas)
    assert not Verdict.objects.exclude(copy=two).exists() and is_counted(doubtful)


PAST = (
    "UPDATE gate_copy SET stage = 'waiting' WHERE id = {pk}",
    "UPDATE gate_copy SET stage = 'accepted' WHERE id = {pk}",
    "UPDATE gate_copy SET stage = 'claimed', claimed_by = 'x' WHERE id = {pk}",
    "UPDATE gate_copy SET settled_at = NULL WHERE id = {pk}",
    "UPDATE gate_verdict SET stage = 'waiting'",
    "DELETE FROM gate_verdict",
    "INSERT INTO gate_verdict (copy_id, doubted_at, stage, by_id, at, sign_in) "
    "SELECT copy_id, at, 'waiting', by_id, at, sign_in FROM gate_verdict",
)


def test_the_database_knows_no_other_way_out_of_doubt(press: Press, doubtful: Dispatch) -> None:
    said, other = doubtful.copies.order_by("pk")
    Verdict.objects.did_arrive(said, by=press.ana)
    for past in PAST:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(past.format(pk=other.pk))
    assert Copy.objects.get(pk=other.pk).stage == "perhaps"
