"""What somebody takes out of Junk in another program comes back, and waits for us."""

import pytest
from tests import cast

from byhand.channels.arrival import Copy
from byhand.channels.folder import Folder
from byhand.conversations.conversation import Place
from byhand.conversations.models import Conversation
from byhand.conversations.rescuing import rescue_due
from byhand.team.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def junk(inbox):
    """A letter that the mail server put into Junk."""
    message = cast.comes_in(inbox, cast.letter("Could we bring twelve?"), role="junk")
    folder = Folder.objects.create(inbox=inbox, name="Junk", role=Folder.Role.JUNK)
    message.arrival.folder = folder
    message.arrival.save(update_fields=["folder"])
    assert message.conversation.place == Place.NOT_FOR_US
    return message


def taken_out(message):
    folder = Folder.objects.create(inbox=message.inbox, name="INBOX")
    Copy.objects.create(arrival=message.arrival, folder=folder, uid_validity=1, uid=9)


def now(message):
    return Conversation.objects.get(pk=message.conversation_id)


def test_it_waits_for_us_since_they_wrote_and_once(junk):
    assert rescue_due() == ""
    taken_out(junk)
    assert rescue_due() == "1 was taken out of Junk."
    assert (now(junk).place, now(junk).waiting_since) == (Place.WAITING, junk.said_at)
    assert now(junk).events.filter(kind="unfolded").count() == 1
    assert rescue_due() == ""


def test_what_a_colleague_folded_stays(junk):
    ana = User.objects.create_user("ana@clay.example", "Ana Moreau")
    taken_out(junk)
    rescue_due()
    now(junk).fold(because="spam after all", by=ana)
    assert rescue_due() == ""
    assert now(junk).place == Place.NOT_FOR_US


def test_mail_of_someone_blocked_stays(junk):
    ana = User.objects.create_user("ana@clay.example", "Ana Moreau")
    junk.conversation.person.block(because="they threaten us", by=ana)
    taken_out(junk)
    assert rescue_due() == ""


def test_a_conversation_brought_back_by_hand_waits_for_us_too(junk):
    ana = User.objects.create_user("ana@clay.example", "Ana Moreau")
    assert now(junk).unfold(by=ana)
    assert now(junk).place == Place.WAITING
