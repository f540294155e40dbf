"""SPF: whether the domain says that our server may send in its name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.email.believed.asking import UNDECIDED, Names
from byhand.channels.email.believed.sender import Sender
from byhand.channels.email.believed.spf_record import MOST_LOOKUPS, Broken, Question, records_of

# Nobody sends from there (RFC 5737): a record that lets it do so lets everybody.
NOBODY = "192.0.2.1"
# What a provider wants in the record of whoever sends through it.
INCLUDES = {"google": "_spf.google.com", "microsoft": "spf.protection.outlook.com"}


def look(sender: Sender, names: Names) -> Check:
    """Raises NoName."""
    records = records_of(sender.domain, names)
    if not records:
        return _wrong(_(
            "%(domain)s has no SPF record, so nobody can tell who may send in its name. Add a TXT record for "
            "%(domain)s: %(record)s"
        ), sender, record=_wanted(sender))  # fmt: skip
    if len(records) > 1:
        return _wrong(
            _("%(domain)s has several SPF records, and then none counts. Put them into one."), sender
        )
    try:
        return _judged(sender, records[0], names)
    except Broken as problem:
        return _wrong(_(
            "The SPF record of %(domain)s cannot be followed, at “%(word)s”: it is written wrongly, leads nowhere, or "
            "asks more than %(most)s names. Shorten or correct it."
        ), sender, word=str(problem), most=MOST_LOOKUPS)  # fmt: skip


def _judged(sender: Sender, record: str, names: Names) -> Check:
    if Question(NOBODY, names).verdict(sender.domain) == "pass":
        return _wrong(
            _("The SPF record of %(domain)s lets everybody send in its name. End it with ~all or -all."),
            sender,
        )
    include = INCLUDES.get(sender.provider)
    if include:
        return _of_provider(sender, record, include)
    verdicts = {Question(one, names).verdict(sender.domain) for one in sender.addresses}
    if "pass" in verdicts:
        return Check("SPF", True, _("The SPF record of %(domain)s lets %(host)s send.") % _facts(sender))
    if sender.is_own and verdicts:
        return _wrong(_(
            "The SPF record of %(domain)s does not let our own server send. Put “%(word)s” into it, before its end."
        ), sender, word=_word(sender.addresses[0]))  # fmt: skip
    if record.split()[1:] in (["-all"], ["~all"]):
        return _wrong(_("The SPF record of %(domain)s says that nobody sends in its name. Add: %(record)s"), sender,
                      record=_wanted(sender))  # fmt: skip
    return Check("SPF", True, _(
        "%(domain)s has an SPF record. From here nobody sees by which addresses %(host)s hands mail on: look whether "
        "what your provider asks for stands in it."
    ) % _facts(sender), UNDECIDED)  # fmt: skip


def _of_provider(sender: Sender, record: str, include: str) -> Check:
    if f"include:{include}" in record.lower().split() or f"redirect={include}" in record.lower().split():
        return Check("SPF", True, _("The SPF record of %(domain)s lets %(host)s send.") % _facts(sender))
    return _wrong(
        _("The SPF record of %(domain)s leaves out our provider. Put “%(word)s” into it, before its end."), sender,
        word=f"include:{include}",
    )  # fmt: skip


def _wanted(sender: Sender) -> str:
    include = INCLUDES.get(sender.provider)
    words = (
        [f"include:{include}"]
        if include
        else [_word(one) for one in sender.addresses]
        if sender.is_own
        else []
    )
    return " ".join(["v=spf1", *(words or [_("(what your provider asks for)")]), "~all"])


def _word(address: str) -> str:
    return f"ip6:{address}" if ":" in address else f"ip4:{address}"


def _facts(sender: Sender) -> dict[str, object]:
    return {"domain": sender.domain, "host": sender.host}


def _wrong(sentence: str, sender: Sender, **facts: object) -> Check:
    return Check("SPF", False, sentence % {**_facts(sender), **facts})
