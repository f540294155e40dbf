"""What comes back: by the return path or our id, about the address or about us; complaints, and forged reports."""

import pytest
from tests import cast
from tests.letters import answer, bounce, complaint, letter
from tests.people.agreeing import agreed, may_write, topic
from tests.signing_in import sign_in

from byhand.channels.inbox import RETURN_PATHS
from byhand.channels.models import Arrival
from byhand.conversations.models import Conversation, Draft, Event
from byhand.conversations.returning import return_failed_due
from byhand.gate import verp
from byhand.gate.message_ids import mint
from byhand.gate.models import Complaint, Delivery, Notice
from byhand.people.consent import Channel
from byhand.people.models import Address, Wish

pytestmark = pytest.mark.django_db
MEI, RUTH = "mei@harrow.example", "ruth@harrow.example"


@pytest.fixture
def written(ana, comes_in):
    """Ruth wrote; Ana answered her and, in copy, Mei. Gives the deliveries to the two."""
    first = comes_in(letter("The lid came cracked.", message_id="first@harrow.example"))
    return _write(ana, first, cc=MEI)


def _write(ana, first, *, cc: str = "", body: str = "There is one more lid.") -> tuple[Delivery, ...]:
    draft = Draft.objects.create(
        author=ana, conversation=first.conversation, to=RUTH, cc=cc, subject="Re: The lid", body=body,
        seen_message=first.pk,
    )  # fmt: skip
    dispatch = first.conversation.reply(draft, by=sign_in(ana)).dispatch
    return tuple(dispatch.deliveries.order_by("pk"))


@pytest.fixture
def path_of(inbox):
    inbox.options = {RETURN_PATHS: True}
    return lambda delivery: verp.return_path("d", delivery.pk, inbox)


def failing() -> set[str]:
    return set(Address.objects.filter(failing_since__isnull=False).values_list("value", flat=True))


def bounced() -> set[str]:
    return set(Delivery.objects.filter(bounced_at__isnull=False).values_list("recipient", flat=True))


def test_what_arrives_at_a_return_path_is_about_that_one_recipient_whatever_it_says(
    comes_in, written, path_of
):
    ruth, mei = written
    for noted in (f"Delivered-To: {path_of(mei)}\r\n", f"X-Original-To: {path_of(mei)}\r\n"):
        comes_in(bounce(original="lost@x.example", recipient="forwarded@else.example", headers=noted))
    assert bounced() == failing() == {MEI}
    comes_in(bounce(original="lost@x.example", recipient="x@y.example", to=path_of(ruth), status="5.7.1"))
    assert bounced() == {MEI, RUTH} and failing() == {MEI}, "a policy of theirs says nothing of the address"
    assert not Address.objects.filter(value__contains="+b.").exists(), "a return path is nobody"


def test_without_one_only_whoever_is_named_is_marked_and_only_by_an_id_of_ours(comes_in, written):
    ruth, _mei = written
    ours = ruth.dispatch.message_id
    comes_in(
        bounce(original=ours, recipient="somebody@else.example"),
        bounce(original=mint("x.example"), recipient=RUTH),
    )
    assert not bounced() and not failing()
    comes_in(bounce(original=ours, recipient=RUTH, status="4.2.2"))
    assert bounced() == {RUTH} and not failing(), "they gave up for the moment"
    comes_in(bounce(original=ours, recipient=RUTH, status="5.2.2"))
    assert bounced() == {RUTH} and not failing(), "a full mailbox is one that exists"


def test_the_author_reads_why_once_and_no_bounce_is_ever_answered(comes_in, written, path_of):
    told = bounce(original="x", recipient=RUTH, to=path_of(written[0]), said="smtp; 550 5.1.1 Nobody here")
    comes_in(told, told.replace(b"<bounce-", b"<again-"))
    return_failed_due()
    return_failed_due()
    notice = Notice.objects.get()
    assert notice.kind == "failure" and notice.recipient == "ana@kilnlane.example"
    assert (
        "There is no such mailbox there." in notice.facts["reason"]
        and "Nobody here" in notice.facts["reason"]
    )
    comes_in(bounce(original=notice.message_id, recipient="ana@kilnlane.example"))
    return_failed_due()
    assert Notice.objects.count() == 1 and not Arrival.objects.needing_a_look().exists()


def test_an_address_is_tried_again_when_a_colleague_says_so_or_they_write_from_it(
    comes_in, written, path_of, ana
):
    came_back = bounce(original="x", recipient=RUTH, to=path_of(written[0]))
    comes_in(came_back)
    ruth = Address.objects.get(value=RUTH)
    ruth.let_try_again(by=ana)
    ruth.refresh_from_db()
    assert (ruth.failing_since, ruth.again_by) == (None, ana) and ruth.again_at
    comes_in(came_back.replace(b"<bounce-", b"<once-more-"))
    assert failing() == {RUTH}
    comes_in(letter("Old words", date="Tue, 10 Nov 2026 16:20:00 +0000"))
    assert failing() == {RUTH}
    now = cast.letter("I am here", subject="The lid", ago=-cast.timedelta(seconds=5))
    comes_in(now.as_bytes())
    assert not failing()


@pytest.fixture
def agreed_to_news(ana, comes_in, written):
    news = topic("News", by=ana)
    for value in (RUTH, MEI):
        agreed(Address.objects.get(value=value), news)
    return lambda value: bool(may_write(
        Address.objects.filter(value=value), channel=Channel.EMAIL, purpose=news
    ))  # fmt: skip


def test_a_complaint_stops_what_we_begin_and_never_an_answer(comes_in, written, path_of, agreed_to_news, ana):
    ruth, _mei = written
    report = complaint(original="hidden@x.example", sender=path_of(ruth))
    comes_in(report, report.replace(b"<complaint-", b"<again-"))
    assert not agreed_to_news(RUTH) and agreed_to_news(MEI)
    here = Address.objects.get(value=RUTH)
    assert Wish.objects.of_one(here.person).stopped_at
    assert {one.door for one in Wish.objects.all()} == {"complaint"}
    assert Complaint.objects.about(ruth.dispatch).count() == 1
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("complaint", "ana@kilnlane.example")
    assert Event.objects.get(kind="unwelcome").conversation == Conversation.objects.get(subject="The lid")
    again = comes_in(
        answer("And the lid?", to="first@harrow.example", date="Tue, 17 Nov 2026 20:00:00 +0000")
    )
    assert _write(ana, again, body="It left on Friday.")[0].recipient == RUTH


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "fraud", ""])
def test_another_report_stops_nobody_and_a_person_looks_at_what_may_be_fraud(
    comes_in, written, path_of, agreed_to_news, kind: str
):
    came = comes_in(complaint(original=written[0].dispatch.message_id, sender=path_of(written[0]), kind=kind))
    assert agreed_to_news(RUTH) and not Complaint.objects.exists()
    assert Conversation.objects.waiting().filter(pk=came.conversation_id).exists() is (kind in ("fraud", ""))
    assert not Notice.objects.exists()


def test_a_forged_complaint_stops_nobody(comes_in, written, path_of, agreed_to_news):
    ruth, mei = written
    path = path_of(ruth)
    forged = path.replace(f".{ruth.pk}.", f".{mei.pk}.")
    ours = ruth.dispatch.message_id
    for original, sender in (
        ("x@y.example", forged), (mint("x.example"), ""), ("x@y.example", "studio@kilnlane.example"), (ours, ""),
    ):  # fmt: skip
        comes_in(complaint(original=original, sender=sender, recipient=RUTH))
    assert agreed_to_news(RUTH) and agreed_to_news(MEI), (
        "whoever was in copy knows the id, and may name anybody"
    )
    assert not Complaint.objects.exists()


def test_the_id_of_a_letter_to_one_alone_is_proof_enough(comes_in, written, agreed_to_news, ana):
    again = comes_in(
        answer("And the lid?", to="first@harrow.example", date="Tue, 17 Nov 2026 20:00:00 +0000")
    )
    (alone,) = _write(ana, again, body="It left on Friday.")
    comes_in(complaint(original=alone.dispatch.message_id))
    assert not agreed_to_news(RUTH) and Complaint.objects.get().address.value == RUTH
