"""What Postfix's log says about the mail it took."""

import re
from dataclasses import dataclass

LINE = re.compile(
    r"^.* postfix/(?:\w+/)?(?P<part>\w+)\[\d+\]: (?P<queue_id>\w+): (?P<said>.*)$", re.MULTILINE
)


@dataclass(frozen=True)
class Accepted:
    """One recipient of one message that Postfix answered with 250 after its last dot."""

    queue_id: str
    message_id: str
    recipient: str


def accepted(log: str) -> list[Accepted]:
    """One entry for every recipient of what came by SMTP and was queued; not the bounces Postfix wrote."""
    by_smtp, message_ids, queued, found = set[str](), dict[str, str](), set[str](), list[Accepted]()
    for part, queue_id, said in LINE.findall(log):
        if part == "smtpd" and said.startswith("client="):
            by_smtp.add(queue_id)
        elif part == "cleanup" and (message_id := re.match(r"message-id=(.*)", said)):
            message_ids[queue_id] = message_id[1]
        elif part == "qmgr" and said.endswith("(queue active)"):
            queued.add(queue_id)
        elif queue_id in by_smtp & queued and (to := re.match(r"to=<([^>]*)>.* status=(sent|bounced)", said)):
            found.append(Accepted(queue_id, message_ids[queue_id], to[1]))
    return found
