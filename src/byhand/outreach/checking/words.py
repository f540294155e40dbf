"""Whether subject and words are those of a person, and can be read everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from byhand.kit.markdown import pictures_in, to_html, to_plain
from byhand.outreach.checking.finding import Finding

LONGEST_SHOWN = 70  # letters of a subject that a telephone shows, roughly
CLIPPED = 102_000  # bytes of HTML from which on Gmail shows a part only
FRAME = 4_000  # what stands around the words
FEWEST_WORDS = 12
_NO_REPLY = re.compile(r"(?i)\b(?:no|do[-_.]?not)[-_.]?reply\b")


def look_at_subject(subject: str) -> Iterator[Finding]:
    if not subject.strip():
        yield Finding(_("It has no subject."), holds=True)
        return
    letters = [one for one in subject if one.isalpha()]
    if len(letters) > 8 and sum(one.isupper() for one in letters) > len(letters) * 0.6:
        yield Finding(_("The subject shouts: so many capitals end in the spam folder."))
    if re.search(r"[!?]{2,}|!.*!|\${2,}|€{2,}", subject):
        yield Finding(_("The subject shouts: leave one sign where there are several."))
    if re.match(r"(?i)\s*(?:re|fwd?|aw|wg)\s*:", subject):
        yield Finding(_("“Re:” says that they wrote first. They did not; leave it out."))
    if len(subject) > LONGEST_SHOWN:
        yield Finding(_("The subject is long: a telephone shows about %(n)s letters.") % {"n": LONGEST_SHOWN})


def look_at_body(body: str) -> Iterator[Finding]:
    plain = to_plain(body)
    if not body.strip():
        yield Finding(_("There is nothing written yet."), holds=True)
        return
    if len(plain.split()) < FEWEST_WORDS and pictures_in(body):
        yield Finding(_("It is pictures with hardly a word: whoever sees no pictures reads nothing."))
    if _NO_REPLY.search(plain):
        yield Finding(
            _("It speaks of “no reply”. Answers to this letter come to you, and that is what it is for.")
        )
    size = len(to_html(body).encode()) + FRAME
    if size > CLIPPED:
        told = {"kb": round(size / 1000), "most": CLIPPED // 1000}
        yield Finding(_("It is %(kb)s kB long; from %(most)s kB on some programs show a part only.") % told)
