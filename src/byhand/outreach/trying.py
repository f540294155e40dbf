"""Trying it: its author sends themselves the letter as somebody would get it, to see it in their own mail program.

It is a letter of their own to their own address, released, sealed and entered in the journal like any other; the whole
letter lies in it as a file, so that a mail program opens exactly what a reader would. Nobody else can be named.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.channels.envelope import Envelope, Recipient, SentFile
from byhand.files.upload import Upload
from byhand.gate.context import Context
from byhand.gate.dispatch import Dispatch
from byhand.gate.refusals import Refusal
from byhand.outreach.as_read import as_read
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.planning import plan_of
from byhand.people.person import Person
from byhand.team.signin import SignIn
from byhand.team.typed import this_row


@transaction.atomic
def send_to_myself(broadcast: Broadcast, person: Person, *, by: SignIn, version: str = "") -> Dispatch:
    """As this person would get it, in the first version or the other. Raises Refusal and NotSignedIn."""
    me = by.confirm()
    plan = plan_of(broadcast)
    if plan is None:
        raise Refusal(_("Say first from which inbox it goes, about what, and to whom."), rule="is_whole")
    read = as_read(plan, person, author=me.name, version=version)
    body = _("This is how %(name)s would get it; the whole letter lies beside, to be opened.") % {
        "name": person.called()
    }
    envelope = Envelope(
        inbox=plan.inbox, to=(Recipient(me.email, me.name),),
        subject=_("To try: %(subject)s") % {"subject": read.subject},
        body=f"{body}\n\n{read.text}", files=(_file(read.whole),),
    )  # fmt: skip
    # They asked for it this moment.
    about = Context(about=f"broadcast {broadcast.public_id}", answers_them=True)
    dispatch = Dispatch.objects.release(envelope, kind=Dispatch.Kind.PERSONAL, context=about, by=by)
    # A copy in the Sent folder would come back as a conversation with themselves.
    this_row(dispatch).update(filing_due_at=None)
    return dispatch


def _file(letter: bytes) -> SentFile:
    return SentFile("letter.eml", "message/rfc822", len(letter), Upload.objects.keep(letter))
