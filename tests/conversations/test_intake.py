"""Mail that came in becomes messages: once, in the right conversation, and never lost."""

import pytest
from tests.letters import answer, bounce, letter
from tests.signing_in import sign_in

from byhand.channels.envelope import Recipient
from byhand.channels.models import Arrival, Inbox
from byhand.conversations import intake
from byhand.conversations.models import Conversation, Draft, Message
from byhand.gate.models import Notice
from byhand.people.models import Address, Person

pytestmark = pytest.mark.django_db


def said(message):
    return message.conversation


@pytest.fixture
def written_by_ana(ana, comes_in):
    """Ruth wrote, Ana answered; gives Ana's message."""
    first = comes_in(letter("The lid came cracked.", message_id="first@harrow.example"))
    draft = Draft.objects.create(
        author=ana, conversation=first.conversation, to="ruth@harrow.example", subject="Re: The lid",
        body="There is one more lid.", seen_message=first.pk,
    )  # fmt: skip
    return first.conversation.reply(draft, by=sign_in(ana))


def test_a_letter_opens_a_conversation_that_waits_for_us(comes_in):
    message = comes_in(letter("Could we bring twelve?"))
    conversation = message.conversation
    assert message.new_text == "Could we bring twelve?"
    assert conversation.person.name == "Ruth Okafor"
    assert Conversation.objects.waiting().get() == conversation
    assert conversation.events.get().kind == "began"


def test_the_same_letter_twice_is_one_message(comes_in):
    comes_in(letter(message_id="one@harrow.example", headers="X-Copy: 1"))
    comes_in(letter(message_id="one@harrow.example", headers="X-Copy: 2"))
    assert Message.objects.count() == 1
    assert list(Arrival.objects.order_by("pk").values_list("state", flat=True)) == ["read", "twice"]


def test_the_same_letter_in_two_inboxes_is_one_conversation_seen_by_both(comes_in, inbox):
    other = Inbox.objects.create(kind="practice", name="Shop", address="shop@kilnlane.example")
    raw = letter(to="studio@kilnlane.example, shop@kilnlane.example")
    comes_in(raw)
    comes_in(raw, into=other)
    conversation = Conversation.objects.get()
    assert set(conversation.seen_in_inboxes.values_list("inbox", flat=True)) == {inbox.pk, other.pk}
    assert Message.objects.count() == 1


def test_a_letter_without_an_id_is_kept_and_known_again(comes_in):
    raw = b"From: ruth@harrow.example\r\nTo: studio@kilnlane.example\r\nSubject: Hello\r\n\r\nHello.\r\n"
    message = comes_in(raw)
    assert message.message_id
    comes_in(raw.replace(b"\r\n\r\n", b"\r\nX-Again: 1\r\n\r\n"))
    assert Message.objects.count() == 2


def test_an_answer_to_our_signed_id_finds_its_conversation_whoever_sends_it(comes_in, written_by_ana):
    message = comes_in(
        answer("From my other address.", to=written_by_ana.message_id, sender="r.okafor@home.example")
    )
    assert message.conversation == written_by_ana.conversation


def test_a_forged_id_of_ours_opens_no_door(comes_in, written_by_ana):
    forged = "bh." + "a" * 16 + "." + written_by_ana.message_id.split(".", 2)[2]
    message = comes_in(answer("Let me in.", to=forged, sender="stranger@bad.example"))
    assert message.conversation != written_by_ana.conversation


def test_a_stranger_who_names_a_foreign_id_stays_outside(comes_in):
    first = comes_in(letter(message_id="known@harrow.example"))
    message = comes_in(answer("Me too!", to="known@harrow.example", sender="stranger@bad.example"))
    assert message.conversation != first.conversation


def test_who_takes_part_continues_by_in_reply_to_and_by_references(comes_in):
    first = comes_in(letter(message_id="known@harrow.example"))
    by_reply = comes_in(answer("One more thing.", to="known@harrow.example"))
    by_reference = comes_in(
        letter(
            "And another.",
            subject="Re: The lid",
            headers="References: <known@harrow.example> <lost@x.example>",
        )
    )
    assert by_reply.conversation == by_reference.conversation == first.conversation
    assert by_reference.conversation.message_count == 3


def test_the_marker_in_the_quoted_text_is_enough_when_headers_are_lost(comes_in, written_by_ana):
    marker = written_by_ana.dispatch.outgoing().marker
    words = f"Thank you!\r\n\r\nOn Tue, Ana Moreau wrote:\r\n> There is one more lid.\r\n> -- \r\n> Ref: {marker}\r\n"
    message = comes_in(letter(words, subject="AW: The lid", sender="elsewhere@home.example"))
    assert message.conversation == written_by_ana.conversation


def test_a_forged_marker_opens_no_door(comes_in, written_by_ana):
    marker = written_by_ana.dispatch.outgoing().marker
    forged = marker[:-4] + ("aaaa" if not marker.endswith("aaaa") else "bbbb")
    message = comes_in(letter(f"> Ref: {forged}\r\n", sender="stranger@bad.example"))
    assert message.conversation != written_by_ana.conversation


def test_a_forward_is_a_new_conversation(comes_in):
    first = comes_in(letter(message_id="known@harrow.example"))
    message = comes_in(answer("See below.", to="known@harrow.example", subject="Fwd: The lid"))
    assert message.conversation != first.conversation


def test_quite_another_subject_is_a_new_conversation(comes_in):
    first = comes_in(letter(message_id="known@harrow.example"))
    message = comes_in(answer("Now this.", to="known@harrow.example", subject="Invoice 2231"))
    assert message.conversation != first.conversation


def test_an_answer_through_another_inbox_is_a_new_conversation(comes_in):
    first = comes_in(letter(message_id="known@harrow.example"))
    other = Inbox.objects.create(kind="practice", name="Shop", address="shop@kilnlane.example")
    message = comes_in(answer("And you?", to="known@harrow.example"), into=other)
    assert message.conversation != first.conversation


def test_an_answer_opens_what_was_done_and_ends_later(comes_in, ana):
    first = comes_in(letter(message_id="known@harrow.example"))
    first.conversation.close(by=ana)
    Conversation.objects.update(closed_at="2026-11-17T17:00:00Z")
    comes_in(answer("It broke again.", to="known@harrow.example", date="Wed, 18 Nov 2026 08:00:00 +0000"))
    assert Conversation.objects.waiting().count() == 1


def test_a_vacation_answer_is_shown_and_never_reopens(comes_in, written_by_ana, ana):
    written_by_ana.conversation.close(by=ana)
    message = comes_in(
        answer("I am away.", to=written_by_ana.message_id, headers="Auto-Submitted: auto-replied (vacation)")
    )
    assert message.conversation == written_by_ana.conversation
    assert message.automatic == "auto-replied"
    assert not message.is_from_a_machine()
    assert not Conversation.objects.waiting().exists()


@pytest.mark.parametrize(
    "mark",
    [
        "Auto-Submitted: auto-generated",
        "Precedence: bulk",
        "X-Spam-Flag: YES",
        "List-Id: <news.shop.example>",
    ],
)
def test_machines_and_spam_are_folded_away_and_counted(comes_in, mark):
    comes_in(letter("Buy now", sender="shop@noise.example", headers=mark))
    assert Conversation.objects.not_for_us().count() == 1
    assert not Conversation.objects.waiting().exists()


def test_a_group_that_is_our_own_address_carries_peoples_letters(comes_in):
    list_headers = "List-Id: Studio <studio.kilnlane.example>\r\nPrecedence: list"
    message = comes_in(letter("Could we bring twelve?", headers=list_headers))
    assert message.automatic == ""
    assert Conversation.objects.waiting().get() == message.conversation


def test_a_person_we_know_is_never_folded(comes_in, written_by_ana):
    message = comes_in(letter("An order of mine", subject="New matter", headers="X-Spam-Flag: YES"))
    assert message.conversation.folded_at is None


def test_who_is_blocked_is_folded(comes_in, ana):
    comes_in(letter())
    Person.objects.get().block(because="threats", by=ana)
    message = comes_in(letter("Again me", subject="Something else"))
    assert message.conversation.folded_at
    assert "blocked" in message.conversation.folded_because


def test_what_a_colleague_sent_elsewhere_stands_in_the_conversation_without_a_seal(comes_in, ana):
    first = comes_in(letter(message_id="known@harrow.example"))
    message = comes_in(
        answer("I will look.", to="known@harrow.example", sender="Ana Moreau <ana@kilnlane.example>",
               headers="", date="Tue, 17 Nov 2026 17:00:00 +0000").replace(
            b"To: studio@kilnlane.example", b"To: ruth@harrow.example"), role="sent")  # fmt: skip
    assert message.origin == "outside"
    assert message.dispatch is None
    assert message.colleague == ana
    assert message.conversation == first.conversation
    assert not Conversation.objects.waiting().exists()


def test_the_order_in_which_folders_are_read_does_not_matter(comes_in):
    sent = letter("I will look.", sender="studio@kilnlane.example", to="ruth@harrow.example",
                  message_id="ours@kilnlane.example", date="Tue, 17 Nov 2026 17:00:00 +0000")  # fmt: skip
    comes_in(sent, role="sent")
    comes_in(answer("Twelve?", to="ours@kilnlane.example", date="Tue, 17 Nov 2026 16:00:00 +0000"))
    assert not Conversation.objects.waiting().exists()
    comes_in(answer("And now?", to="ours@kilnlane.example", date="Tue, 17 Nov 2026 18:00:00 +0000"))
    assert Conversation.objects.waiting().count() == 1


def test_our_own_letter_found_in_the_sent_folder_is_not_new(comes_in, written_by_ana):
    raw = letter(
        "There is one more lid.", message_id=written_by_ana.message_id, sender="studio@kilnlane.example"
    )
    comes_in(raw, role="sent")
    assert Message.objects.count() == 2


def test_a_bounce_is_parked_marks_the_address_and_the_delivery(comes_in, written_by_ana):
    message = comes_in(bounce(original=written_by_ana.message_id, recipient="ruth@harrow.example"))
    assert message.is_from_a_machine()
    assert written_by_ana.dispatch.deliveries.get().bounced_at
    assert Address.objects.get(value="ruth@harrow.example").failing_since


def test_a_forged_bounce_marks_nothing(comes_in, written_by_ana):
    comes_in(bounce(original="letter-1@harrow.example", recipient="ruth@harrow.example"))
    assert not Address.objects.filter(failing_since__isnull=False).exists()


def test_a_passing_trouble_marks_no_address(comes_in, written_by_ana):
    comes_in(bounce(original=written_by_ana.message_id, recipient="ruth@harrow.example", status="4.2.2"))
    assert not Address.objects.filter(failing_since__isnull=False).exists()


def test_old_mail_is_history_and_nobody_waits_for_an_answer(comes_in):
    message = comes_in(letter(date="Tue, 17 Nov 2020 16:20:00 +0000"))
    assert not Conversation.objects.waiting().exists()
    assert message.conversation.closed_at


def test_no_letter_was_written_after_it_came(comes_in):
    message = comes_in(letter(date="Tue, 17 Nov 2099 16:20:00 +0000"))
    assert message.said_at <= message.stored_at


def test_a_list_of_hundreds_makes_no_friends(comes_in):
    crowd = ", ".join(f"p{n}@crowd.example" for n in range(400))
    comes_in(letter(to=crowd))
    assert Person.objects.count() <= 50


def test_one_bad_mail_does_not_hold_up_the_good_ones(comes_in, inbox, monkeypatch):
    """Whatever a mail does to intake, it alone stays, raw, with the reason, and can be read again."""
    real = intake.take_in

    def take_in(read):
        if any(mail.subject == "poison" for _, mail in read):
            raise ValueError("cannot be taken in")
        return real(read)

    monkeypatch.setattr(intake, "take_in", take_in)
    comes_in(letter("one"), letter("bad", subject="poison"), letter("two", subject="Other"))
    assert Message.objects.count() == 2
    stuck = Arrival.objects.needing_a_look().get()
    assert "cannot be taken in" in stuck.reason
    monkeypatch.undo()
    stuck.read_again()
    comes_in()
    assert Message.objects.count() == 3


def test_bytes_that_are_gone_need_a_look(inbox, comes_in):
    from byhand.files import store

    arrival = Arrival.objects.store(letter(), inbox=inbox)
    store.path_of(arrival.sha256).unlink()
    comes_in()
    assert Arrival.objects.needing_a_look().get() == arrival


@pytest.mark.parametrize(
    "raw", [b"", b"\x00" * 100, b"\xff\xfe" * 50, b"Subject: \x00\xed\xa0\x80\n\n\x00", b"\n\n\n"]
)
def test_any_bytes_become_a_message(comes_in, raw):
    assert comes_in(raw) is not None
    assert not Arrival.objects.needing_a_look().exists()


def test_an_absurdly_long_id_is_kept_by_its_digest(comes_in):
    message = comes_in(letter(message_id="x" * 800 + "@harrow.example"))
    assert len(message.message_id) < 100
    answered = comes_in(answer("And?", to="x" * 800 + "@harrow.example"))
    assert answered.conversation == message.conversation


def test_a_batch_takes_the_same_queries_however_many_letters(inbox, django_assert_max_num_queries):
    for number in range(40):
        Arrival.objects.store(letter(f"Words {number}", subject=f"Matter {number}"), inbox=inbox)
    with django_assert_max_num_queries(26):
        intake.read_arrivals_due()
    assert Message.objects.count() == 40
    for number, matter in enumerate(Message.objects.all()):
        Arrival.objects.store(answer(f"And {number}?", to=matter.message_id), inbox=inbox)
    with django_assert_max_num_queries(26):
        intake.read_arrivals_due()
    assert Message.objects.count() == 80


class TestReceipts:
    @pytest.fixture(autouse=True)
    def sends_receipts(self, inbox, ana):
        inbox.sends_receipts, inbox.receipt_contact = True, ana
        inbox.save()

    def test_a_receipt_names_a_person_and_how_to_reach_one(self, comes_in):
        from byhand.gate.notices import outgoing_of

        comes_in(letter())
        outgoing = outgoing_of(Notice.objects.get())
        assert outgoing.automatic == "auto-replied"
        assert "Ana Moreau" in outgoing.envelope.body
        assert "+44 20 7946 0101" in outgoing.envelope.body

    def test_it_is_off_by_default(self):
        assert not Inbox.objects.create(kind="practice", name="Other").sends_receipts

    def test_one_person_gets_one_a_conversation_and_day(self, comes_in):
        comes_in(letter(message_id="known@harrow.example"))
        comes_in(answer("And?", to="known@harrow.example"))
        assert Notice.objects.count() == 1

    @pytest.mark.parametrize(
        "mark",
        [
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "List-Id: <a.b>",
            "Return-Path: <>",
            "X-Spam-Flag: YES",
        ],
    )
    def test_never_to_a_machine_a_list_a_null_path_or_spam(self, comes_in, mark):
        comes_in(letter(headers=mark))
        assert not Notice.objects.exists()

    def test_never_to_our_own_inboxes(self, comes_in):
        Inbox.objects.create(kind="practice", name="Shop", address="shop@kilnlane.example")
        comes_in(letter(sender="shop@kilnlane.example"))
        assert not Notice.objects.exists()

    def test_a_loop_ends_at_the_backstop_even_when_headers_lie(self, comes_in, inbox):
        comes_in(*(letter(f"loop {n}", subject=f"loop {n}") for n in range(15)))
        assert Notice.objects.filter(kind="receipt").count() == 10

    def test_a_flood_stops_the_receipts_and_a_colleague_is_told(self, comes_in, inbox):
        comes_in(
            *(letter(f"flood {n}", sender=f"p{n}@flood.example", subject=f"flood {n}") for n in range(105))
        )
        inbox.refresh_from_db()
        assert Notice.objects.filter(kind="receipt").count() == 100
        assert inbox.receipts_stopped_at
        assert Notice.objects.get(kind="failure").recipient == "ana@kilnlane.example"


def test_who_we_wrote_to_is_known(written_by_ana):
    assert Person.objects.get(addresses__value="ruth@harrow.example").is_known()


def test_two_cannot_both_send(comes_in, ana, django_user_model):
    from byhand.gate.refusals import Refusal

    first = comes_in(letter())
    tomas = django_user_model.objects.create_user(
        "tomas@kilnlane.example", "Tomas Brandt", "a long enough phrase"
    )
    drafts = [
        Draft.objects.create(author=who, conversation=first.conversation, to="ruth@harrow.example",
                             subject="Re: The lid", body=f"From {who.name}", seen_message=first.pk)
        for who in (ana, tomas)
    ]  # fmt: skip
    first.conversation.reply(drafts[0], by=sign_in(ana))
    with pytest.raises(Refusal) as no:
        first.conversation.reply(drafts[1], by=sign_in(tomas))
    assert no.value.rule == "writer_saw_the_newest"
    drafts[1].refresh_from_db()
    assert drafts[1].body == "From Tomas Brandt"


def test_recipients_are_read_as_people_type_them():
    from byhand.conversations.recipients import recipients_in

    typed = 'Ruth Okafor <ruth@harrow.example>; mei@harrow.example, "Lind, Jonas" <jonas@lind.example>'
    assert recipients_in(typed) == (
        Recipient("ruth@harrow.example", "Ruth Okafor"),
        Recipient("mei@harrow.example"),
        Recipient("jonas@lind.example", "Lind, Jonas"),
    )
