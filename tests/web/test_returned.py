"""What came back, as colleagues see it: why mail does not arrive, another try, and that a letter was unwelcome."""

from tests import cast
from tests.people.agreeing import agreed, topic

from byhand.conversations.erasing.erase import erase
from byhand.conversations.line_of_time import line_of
from byhand.gate.coming_back import sent_as
from byhand.gate.models import Complaint
from byhand.gate.no_such_address import note_no
from byhand.people.models import Address


def test_why_mail_comes_back_is_said_and_a_colleague_lets_it_be_tried_again(desk, studio, ruth):
    at = f"/people/{ruth.person_id}/"
    note_no("RUTH@harrow.example", "5.1.1", "550 5.1.1 Nobody <here>")
    said = desk.get(at).content.decode()
    assert "There is no such mailbox there." in said and "Nobody &lt;here&gt;" in said
    address = Address.objects.get(value="ruth@harrow.example")
    again = f"{at}addresses/{address.pk}/again/"
    assert again in said and desk.get(again).status_code == 405
    assert desk.post(f"{at}addresses/{2**62}/again/").status_code == 404
    desk.post(again)
    address.refresh_from_db()
    assert address.failing_since is None and (address.again_by, bool(address.again_at)) == (studio.ana, True)
    assert again not in desk.get(at).content.decode()


def test_a_complaint_stands_in_their_time_and_in_what_they_agreed_to(desk, studio, ruth):
    agreed(Address.objects.get(value="ruth@harrow.example"), topic("Workshops", by=studio.ana))
    letter = cast.answer(ruth, "Yes, twelve is fine.", by=studio.ana)
    (sent,) = sent_as(letter.dispatch.message_id)
    assert Complaint.objects.take(sent) and not Complaint.objects.take(sent)
    said = desk.get(f"/people/{ruth.person_id}/").content.decode()
    assert "Called a letter of ours unwanted" in said and "by calling a letter of ours spam" in said
    whole, page, after = [], None, ""
    sight = studio.inbox._meta.model.objects.sight_of(studio.ana)
    while page is None or after:
        page, after = line_of(ruth.person_id, sight, studio.ana.pk, after=after, size=1)
        whole += [(one.kind, one.row) for one in page]
    assert whole == [(one.kind, one.row) for one in line_of(ruth.person_id, sight, studio.ana.pk, size=99)[0]]
    assert "complaint" in dict(whole)
    cast.delivered(letter)
    erase(ruth.person, by=studio.ana)
    assert not Complaint.objects.exists(), "it goes with whoever made it"
