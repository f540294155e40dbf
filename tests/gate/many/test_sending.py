"""A broadcast goes out: each reader once, and nobody who may not be written to any more when their turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from tests.gate.many.conftest import Press
from tests.people.agreeing import at_their_door

from byhand.channels.many import open_lines
from byhand.channels.sending_key import OPTION, OURS, SendingKey, new_pair
from byhand.gate.many import sending
from byhand.gate.many.sending import send
from byhand.gate.many.tally import progress
from byhand.gate.models import Copy, Dispatch, JournalEntry, Pace, Room, Terms, Touch
from byhand.gate.unsubscribing import leaving
from byhand.gate.verifying import verify_journal
from byhand.people.doors import Door
from byhand.people.models import Consent, Wish
from byhand.team.models import User

pytestmark = pytest.mark.django_db


def went_to() -> list[str]:
    folder = Path(settings.DATA_FOLDER) / "practice-outbox"
    mails = [message_from_bytes(one.read_bytes(), policy=default) for one in folder.glob("*.eml")]
    return sorted(one["To"] for one in mails)


def letters() -> Iterator[object]:
    for one in (Path(settings.DATA_FOLDER) / "practice-outbox").glob("*.eml"):
        yield message_from_bytes(one.read_bytes(), policy=default)


def stages(dispatch: Dispatch) -> dict[str, str]:
    return {one.recipient: f"{one.stage} {one.left_out}".strip() for one in dispatch.copies.all()}


def is_counted(dispatch: Dispatch) -> bool:
    before = progress(dispatch)
    Copy.objects.count_anew(dispatch)
    return progress(dispatch) == before


def test_each_has_their_own_letter_from_a_named_colleague(press: Press) -> None:
    dispatch = press.release()
    press.gather(dispatch, *(press.reader(n, name=name) for n, name in enumerate(["Ruth", "Mëi & <Co>"])))
    send(dispatch)
    ruth, mei = sorted(letters(), key=lambda one: one["To"])
    assert (ruth["From"], ruth["Subject"]) == ("Ana Moreau <studio@kilnlane.example>", "The kiln is free")
    assert ruth["Precedence"] == "bulk" and ruth["Auto-Submitted"] is None
    assert ruth["List-Id"] == f"Workshops <topic-{press.workshops.pk}.kilnlane.example>"
    assert ruth["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = ruth["List-Unsubscribe"].partition("/stop/")[2].partition("/")[0]
    assert leaving(token).address.value == "r0@harrow.example"
    copy = Copy.objects.behind(ruth["Message-ID"])
    assert copy.recipient == "r0@harrow.example"
    plain, html = (one.get_content() for one in mei.iter_parts())
    assert "Dear Mëi & <Co>," in plain and "the kiln is free in March" in plain
    assert "Dear Mëi &amp; &lt;Co&gt;,</p>" in html and "<strong>the kiln</strong>" in html
    for said in (plain, html):
        assert "/yours/" in said and "/stop/" in said and "Ana Moreau" in said and "Workshops" in said
    assert progress(dispatch).accepted == 2 and Terms.objects.get().finished_at
    assert Touch.objects.filter(dispatch=dispatch).count() == 2
    assert set(Room.objects.values_list("unanswered", flat=True)) == {1}
    assert is_counted(dispatch) and verify_journal().is_whole
    [batch] = JournalEntry.objects.filter(kind="batch")
    assert '"copies":2' in batch.record and "harrow" not in batch.record
    send(dispatch)
    assert len(went_to()) == 2


def test_whoever_may_not_be_written_to_when_their_turn_comes_is_left_out(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatch = press.release()
    theirs = [press.reader(n) for n in range(6)]
    press.gather(dispatch, *theirs)
    monkeypatch.setattr(sending, "LINES", 1)
    speak = sending.Speaking.turn

    def turn(self, came, ready):
        """Once the first has it, the others change their minds."""
        if came and not Consent.objects.filter(kind="withdrawn").exists():
            Consent.objects.withdraw(theirs[1], door=Door.ONE_CLICK)
            Wish.objects.stop(by=at_their_door(theirs[2]))
            theirs[3].person.block(because="Rude", by=press.ana.user)
            Room.objects.create(person=theirs[4].person, unanswered=1, last_at=timezone.now())
        return speak(self, came, ready)

    monkeypatch.setattr(sending.Speaking, "turn", turn)
    send(dispatch)
    assert went_to() == ["r0@harrow.example", "r5@harrow.example"]
    assert list(dict(sorted(stages(dispatch).items())).values()) == [
        "accepted", "left out withdrawn", "left out stopped", "left out blocked", "left out no room", "accepted",
    ]  # fmt: skip
    assert is_counted(dispatch)


def test_paused_it_waits_and_resumed_it_goes_on_with_nobody_twice(press: Press, monkeypatch) -> None:
    dispatch = press.release()
    press.gather(dispatch, *(press.reader(n) for n in range(5)))
    monkeypatch.setattr(sending, "LINES", 1)
    dispatch.terms.allow(2)
    send(dispatch)
    assert len(went_to()) == 2 and not Terms.objects.going().exists()
    dispatch.terms.allow(None)
    dispatch.terms.pause(by=press.tomas)
    send(dispatch)
    assert len(went_to()) == 2 and progress(dispatch).waiting == 3
    dispatch.terms.resume(by=press.tomas)
    assert Terms.objects.going().exists()
    send(dispatch)
    assert went_to() == [f"r{n}@harrow.example" for n in range(5)]
    assert is_counted(dispatch) and not Terms.objects.going().exists()


def test_a_mailbox_of_any_letters_is_ascii_on_the_wire(press: Press) -> None:
    inbox = press.inbox
    inbox.address = "hallo@töpferei.example"
    inbox.save(update_fields=["address"])
    dispatch = press.release()
    [copy] = press.gather(dispatch, press.reader(1))
    send(dispatch)
    [one] = (Path(settings.DATA_FOLDER) / "practice-outbox").glob("*.eml")
    assert one.read_bytes().isascii()
    assert b"<mailto:hallo@xn--tpferei-90a.example?subject=unsubscribe%20" in one.read_bytes()
    assert copy.message_id.encode() in one.read_bytes()


def test_whoever_is_written_to_a_fortnight_after_the_first_has_a_letter_of_that_day(press: Press) -> None:
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    later = timezone.now() + timedelta(days=14)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: later)
        send(dispatch)
    [one] = letters()
    assert abs(one["Date"].datetime - later) < timedelta(seconds=1)


def test_stopped_or_too_late_the_rest_is_told_why(press: Press) -> None:
    stopped = press.release()
    press.gather(stopped, *(press.reader(n) for n in range(2)))
    stopped.terms.stop(by=press.ana)
    send(stopped)
    assert progress(stopped).left_out_because == {"called off": 2}
    late = press.release(latest_at=timezone.now() + timedelta(hours=1))
    press.gather(late, *(press.reader(n) for n in range(2, 4)))
    later = timezone.now() + timedelta(hours=2)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: later)
        send(late)
    assert progress(late).held == 2 and went_to() == []
    assert is_counted(stopped) and is_counted(late)


def test_it_stays_when_its_author_has_left_or_somebody_changed_it(press: Press, monkeypatch) -> None:
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    User.objects.filter(pk=press.ana.user.pk).update(role=User.Role.GUEST)
    send(Dispatch.objects.get())
    assert "is a guest now" in Terms.objects.get().trouble and went_to() == []
    User.objects.update(role=User.Role.COLLEAGUE)
    monkeypatch.setattr(Dispatch, "has_whole_seal", lambda self: False)
    send(Dispatch.objects.get())
    assert "seal of this broadcast is broken" in Terms.objects.get().trouble and went_to() == []
    monkeypatch.undo()
    send(Dispatch.objects.get())
    assert len(went_to()) == 1 and Terms.objects.get().trouble == ""


def test_a_mail_account_takes_so_many_a_minute_and_no_more(press: Press) -> None:
    with pytest.raises(ValueError, match="one letter"):
        Pace.objects.choose(press.inbox, 0)
    Pace.objects.choose(press.inbox, 60)
    now = timezone.now()
    assert Pace.objects.take(press.inbox.pk, 5, now) == 1
    assert Pace.objects.take(press.inbox.pk, 5, now + timedelta(seconds=2)) == 2
    assert Pace.objects.take(press.inbox.pk, 99, now + timedelta(hours=2)) == 10
    assert Pace.objects.take(press.inbox.pk, 99, now + timedelta(hours=2)) == 0
    Pace.objects.choose(press.inbox, None)
    assert Pace.objects.take(press.inbox.pk, 99, now) == 99
    assert open_lines(press.inbox, 2).free() == [0, 1]


def test_each_copy_is_signed_by_us_and_a_key_that_cannot_be_read_is_said(press: Press) -> None:
    dispatch = press.release()
    press.gather(dispatch, press.reader(1), press.reader(2))
    inbox = dispatch.inbox
    inbox.options[OPTION] = OURS
    inbox.save(update_fields=["options"])
    keys = new_pair("kilnlane.example", 1, by=dispatch.author)
    for one in keys:
        one.shown_at, one.sealed_private = timezone.now(), b"not ours"
        one.save()
    send(Dispatch.objects.get(pk=dispatch.pk))
    terms = Terms.objects.get()
    assert "cannot be read" in terms.trouble and terms.resting_until and not went_to()

    SendingKey.objects.all().delete()
    for one in new_pair("kilnlane.example", 2, by=dispatch.author):
        one.shown_at = timezone.now()
        one.save()
    send(Dispatch.objects.get(pk=dispatch.pk))
    assert progress(dispatch).accepted == 2
    for one in letters():
        signed = [str(field) for field in one.get_all("DKIM-Signature")]
        assert len(signed) == 2 and all(
            "list-unsubscribe:list-unsubscribe-post" in "".join(f.split()) for f in signed
        )
