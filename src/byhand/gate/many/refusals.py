"""Every reason for which the gate lets no broadcast go. A rule is a function; adding one is a line in RULES."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.envelope import Envelope
from byhand.channels.registry import adapter_of
from byhand.gate import refusals
from byhand.gate.context import Context
from byhand.gate.many import must_know
from byhand.gate.many.lot import VERSIONS
from byhand.gate.many.plan import Author, Plan
from byhand.gate.many.reading import Reading, others_of, still_to_read
from byhand.gate.refusals import Refusal, Rule
from byhand.team.user import User

PlanRule = Callable[[Plan, User], str]
LONGEST_BODY = 60_000


def ask_all(plan: Plan, *, author: User) -> None:
    """Asks every rule. Raises Refusal with the first no."""
    for name, rule in RULES.items():
        sentence = rule(plan, author)
        if sentence:
            raise Refusal(sentence, rule=name)


def _of_each_language(rule: Rule) -> PlanRule:
    """A rule of letters, asked about its words in every language."""

    def asking(plan: Plan, author: User) -> str:
        said = (Envelope(plan.inbox, (), one.subject, one.body) for one in plan.words)
        about = Context(about="broadcast", answers_them=False)
        return next(filter(None, (rule(one, about, author) for one in said)), "")

    return asking


def inbox_is_for_mail(plan: Plan, author: User) -> str:
    if adapter_of(plan.inbox.kind).can_send and plan.inbox.kind in SENDS_TO_MANY:
        return ""
    return _("A broadcast leaves from a mailbox. Choose one.")


def every_language_has_words(plan: Plan, author: User) -> str:
    if not plan.words or any(not one.subject.strip() or not one.body.strip() for one in plan.words):
        return _("A broadcast has a subject and words in each of its languages. Write them, then send.")
    if len({(one.language, one.version) for one in plan.words}) < len(plan.words):
        return _("One of its languages is there twice. Take one out.")
    return ""


def two_versions_are_two(plan: Plan, author: User) -> str:
    """In each language one, or a first and a second, in that order; and what all must know says one thing."""
    drawn_between = [tuple(one.version for one in plan.versions_in(each)) for each in plan.languages()]
    if any(one not in (("",), VERSIONS) for one in drawn_between):
        return _("In each language it has one version, or two that are compared.")
    if plan.must_know and plan.compares():
        return _("What everyone must know says the same to everyone. Take the second version out.")
    return ""


def it_is_not_too_long(plan: Plan, author: User) -> str:
    if all(len(one.body) <= LONGEST_BODY for one in plan.words):
        return ""
    return _("It is too long for a letter. Put the rest on a page and link to it.")


def it_is_from_its_author(plan: Plan, author: User) -> str:
    """Whoever read it read in whose name it goes, too."""
    if plan.author == Author(author.pk, author.name):
        return ""
    return _("It goes in the name of whoever wrote it, as it was read. Look at it again, then let it go.")


def there_is_a_topic(plan: Plan, author: User) -> str:
    """People agreed to a topic; what all must know has none."""
    if plan.must_know:
        return ""
    if plan.topic is None or plan.topic.put_away_at is not None:
        return _("Choose what it is about, of the topics people agree to.")
    return ""


def somebody_else_read_it(plan: Plan, author: User) -> str:
    """Another colleague read exactly this; two where everyone is written to. Who is alone reads it again."""
    others = others_of(plan.inbox, author)
    if not others:
        if Reading.objects.is_read_alone(plan, author=author):
            return ""
        return _("Nobody else can read it: ask to read it alone, and read it again after twelve hours.")
    missing = still_to_read(plan, others=others, have_read=len(Reading.objects.agreed(plan, author=author)))
    if not missing:
        return ""
    return ngettext(
        "Another colleague reads exactly this and agrees before it goes.",
        "%(count)s more colleagues read exactly this and agree before it goes.",
        missing,
    ) % {"count": missing}


def it_is_not_too_late(plan: Plan, author: User) -> str:
    if plan.latest_at is None:
        return ""
    if plan.latest_at <= timezone.now():
        return _("The moment until which it may go is over. Choose a later one, or let it be.")
    if plan.leaves_at and plan.leaves_at >= plan.latest_at:
        return _("It would begin after the moment until which it may go. Change one of them.")
    return ""


SENDS_TO_MANY = ("email", "practice")
RULES: dict[str, PlanRule] = {
    "author_is_no_guest": _of_each_language(refusals.author_is_no_guest),
    "author_may_use_the_inbox": _of_each_language(refusals.author_may_use_the_inbox),
    "inbox_can_send": _of_each_language(refusals.inbox_can_send),
    "nothing_breaks_the_headers": _of_each_language(refusals.nothing_breaks_the_headers),
    **{
        rule.__name__: rule
        for rule in (
            it_is_from_its_author, every_language_has_words, two_versions_are_two, inbox_is_for_mail,
            it_is_not_too_long, there_is_a_topic,
            must_know.says_why, must_know.offers_nothing, must_know.leads_to_no_shop,
            it_is_not_too_late, somebody_else_read_it,
        )
    },
}  # fmt: skip
