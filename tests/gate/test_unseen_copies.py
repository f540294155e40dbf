"""What each recipient receives of one letter, by a real mail server: nobody sees who got it unseen."""

from itertools import count

from tests.channels.post import inbox_of
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix

from byhand.channels.envelope import Envelope, Recipient
from byhand.channels.models import Inbox
from byhand.gate.delivering import deliver
from byhand.gate.models import Delivery

numbers = count(1)


def test_each_gets_the_same_letter_and_the_unseen_stand_in_none(
    release, dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox
):
    inbox = inbox_of(mailbox, dovecot, postfix)
    inbox.save()
    names = [f"{name}-{next(numbers)}@clay.test" for name in ("ruth", "omar", "lena", "mei")]
    boxes = [dovecot.add_mailbox(name) for name in names]
    ruth, omar, lena, mei = (Recipient(name) for name in names)
    letter = Envelope(
        Inbox.objects.get(pk=inbox.pk), to=(ruth,), cc=(omar,), bcc=(lena, mei), subject="Lid", body="Ready."
    )
    for one in release(letter).deliveries.all():
        deliver(one)
    assert set(Delivery.objects.values_list("stage", flat=True)) == {"accepted"}
    postfix.accepted()
    received = [box.messages() for box in boxes]
    assert [len(one) for one in received] == [1, 1, 1, 1]
    for (one,) in received:
        raw = one.obj.as_string().replace(str(one.obj["Received"]), "").lower()
        own = str(one.obj["Delivered-To"] or "").strip("<>")
        unseen = {lena.address, mei.address} - {own}
        assert not any(address in raw for address in unseen) and one.obj["Bcc"] is None
        assert (one.obj["To"], one.obj["Cc"]) == (ruth.address, omar.address)
