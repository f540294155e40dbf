"""The rules of Today, strongest first: whom to name, why, and which law that serves. Nothing else decides it.

A rule is a function that gives reasons: it reads at most `CANDIDATES` rows through an index, and only of conversations
its reader may see. To add one, write it below, with its sentence, and put it into `RULES` where its rank is; what it
asks stands in `questions.py`.
"""
# Long because the rules stand together, by rank.

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from byhand.conversations.between.drifting import who_drifts
from byhand.conversations.conversation import Place
from byhand.conversations.sign import Sign
from byhand.insight.today.asking import CANDIDATES, Asking
from byhand.insight.today.drift_said import (
    drift_rests_on,
    drift_words,
    last_conversations,
    mine_to_write,
    pressing,
    suggested,
)
from byhand.insight.today.letters_to_many import wrote_back
from byhand.insight.today.questions import (
    promised_by,
    promised_to_us,
    who_asked_twice,
    who_asks_me_for_an_introduction,
    who_complains,
    who_got_the_same_answer,
    who_is_kind,
    who_sent_somebody,
    who_told_us_off,
    who_waits_long,
)
from byhand.insight.today.reason import Act, Group, Reason, Rule, Tone
from byhand.insight.today.resting import (
    LATELY,
    dates_near,
    day,
    due_words,
    resting_on,
    time_since,
    unanswered,
    when_words,
)
from byhand.kit.signs import Kind

LONG = timedelta(days=2)  # they have waited long
THANKED_WITHIN = timedelta(days=30)
SENT_WITHIN = timedelta(days=365)  # whom they sent, and nobody has thanked them for
GONE_FOR = timedelta(days=270)  # who comes back after that has returned


def promises_due(asking: Asking) -> Iterator[Reason]:
    """What I promised and have not kept, on its day and after it; what can still be kept on its day comes first."""
    yield from _due(asking, (asking.me.pk,))


def promised_by_the_away(asking: Asking) -> Iterator[Reason]:
    """The same of colleagues who have left or are signed in nowhere."""
    yield from _due(asking, asking.for_whom[1:])


def _due(asking: Asking, by: Collection[int]) -> Iterator[Reason]:
    for one in asking.ask(promised_by(asking.sight), by=by) if by else ():
        said = _("you said") if one.by_id == asking.me.pk else _("%(name)s said") % {"name": one.by.name}
        yield Reason(
            person=one.conversation.person_id or 0, lead=due_words(one.due_on, asking.today), sentence=said,
            quote=one.text, conversation=one.conversation.public_id, message=one.message_id,
            rests_on=_("Promised on %(day)s") % {"day": day(one.made_at)},
            pressing=one.due_on.toordinal() if one.due_on else 0,
        )  # fmt: skip


def told_us_off(asking: Asking) -> Iterator[Reason]:
    """Whoever told us off goes to a person at once."""
    for one in asking.ask(who_told_us_off(asking.sight)):
        yield resting_on(one, _("Told us off"), quote=one.preview)


def complained(asking: Asking) -> Iterator[Reason]:
    """A complaint nobody has answered yet."""
    for one in asking.ask(who_complains(asking.sight), since=asking.now - LATELY * 4):
        where, lead = one.message.conversation, _("Perhaps a complaint")
        yield resting_on(where, lead, _("they wrote"), one.words, message=one.message_id)


def asked_twice(asking: Asking) -> Iterator[Reason]:
    """Asked, got no answer, asked again."""
    for one in asking.ask(who_asked_twice(asking.sight)):
        waited = {"time": time_since(asking, one.waiting_since)}
        yield resting_on(
            one, _("Asked twice"), _("no answer for %(time)s; the last words were") % waited, one.preview
        )


def same_answer(asking: Asking) -> Iterator[Reason]:
    """Got the same answer twice, and asked nothing new in between."""
    for one in asking.ask(who_got_the_same_answer(asking.sight), since=asking.now - LATELY):
        about = one.subject or one.preview
        yield resting_on(one, _("Same answer twice"), _("they were told the same words again, about"), about)


def waiting_long(asking: Asking) -> Iterator[Reason]:
    """The longest wait, from two days on."""
    for one in asking.ask(who_waits_long(asking.sight), since=asking.now - LONG):
        waited = {"time": time_since(asking, one.waiting_since)}
        yield resting_on(one, _("Waiting for %(time)s") % waited, "", one.preview)


def newcomers(asking: Asking) -> Iterator[Reason]:
    """Their first letter, and nobody has answered it by name; or their first conversation ended without a word."""
    for one in unanswered(asking):
        if not one.greeted:
            waits = one.conversation.place == Place.WAITING
            lead = _("New here") if waits else _("New here, and gone without a word")
            said = _("nobody has answered by name yet:")
            yield resting_on(one.conversation, lead, said, one.conversation.preview)


def came_back(asking: Asking) -> Iterator[Reason]:
    """Somebody wrote again after a long time, and nobody has said that it is good to hear of them."""
    for one in unanswered(asking):
        if one.before is not None and one.conversation.begun_at - one.before >= GONE_FOR:
            away = {"time": timesince(one.before, one.conversation.begun_at, depth=1)}
            yield resting_on(one.conversation, _("Back after %(time)s") % away, "", one.conversation.preview)
    for sign in asking.ask(who_is_kind(asking.sight, Kind.RETURNED), since=asking.now - THANKED_WITHIN):
        yield resting_on(sign.message.conversation, _("Back again"), "", sign.words, message=sign.message_id)


def asked_to_introduce(asking: Asking) -> Iterator[Reason]:
    """A colleague asks me to make them known to somebody, and has no answer yet."""
    for one in asking.ask(who_asks_me_for_an_introduction()):
        asks = _("%(name)s asks whether you would introduce them") % {"name": one.by.name}
        yield Reason(
            person=one.person_id, lead=_("An introduction"), sentence=asks, quote=one.words, is_asked=True,
            rests_on=_("Asked on %(day)s") % {"day": day(one.asked_at)}, pressing=-one.asked_at.timestamp(),
        )  # fmt: skip


def theirs_overdue(asking: Asking) -> Iterator[Reason]:
    """What they said they would do, past its day: a word, not a reminder."""
    for one in asking.ask(promised_to_us(asking.sight), today=asking.today - timedelta(days=1)):
        yield Reason(
            person=one.conversation.person_id or 0, lead=_("Was to be by %(day)s") % {"day": day(one.due_on)},
            sentence=_("they said"), quote=one.text, conversation=one.conversation.public_id, message=one.message_id,
            rests_on=_("Noted on %(day)s") % {"day": day(one.made_at)},
        )  # fmt: skip


def occasions(asking: Asking) -> Iterator[Reason]:
    """A date that somebody noted: when its reminder has come, else on its day and the day before."""
    for one in dates_near(asking):
        ahead = (one.comes_on - asking.today).days
        years = one.years_on(one.comes_on)
        yield Reason(
            person=one.person_id, lead=f"{one.called()} {when_words(ahead, one.comes_on)}",
            sentence=ngettext("the %(n)s year", "%(n)s years", years) % {"n": years} if years else "",
            rests_on=_("Noted on %(day)s") % {"day": day(one.noted_at)}, pressing=-ahead,
        )  # fmt: skip


def drifting(asking: Asking) -> Iterator[Reason]:
    """Nothing was heard for longer than is usual between us, or than the rhythm that was set."""
    mine = who_drifts(asking.sight, of=asking.me, now=asking.now, most=CANDIDATES)
    ours = who_drifts(asking.sight, of=None, now=asking.now, most=CANDIDATES)
    found = {one.person: one for one in (*mine_to_write(asking, ours), *mine)}
    shown = suggested(asking, found)
    last = last_conversations(asking, shown)
    for pk, one in found.items():
        if pk in shown:
            where, about = last.get(pk, ("", ""))
            yield Reason(
                person=pk, lead="", sentence=drift_words(one, about), rests_on=drift_rests_on(one), rests_in=where,
                pressing=pressing(one),
            )  # fmt: skip


def sent_somebody(asking: Asking) -> Iterator[Reason]:
    """Somebody said that they came through this person, and we have not written to them since."""
    by_person: dict[int, list[Sign]] = {}
    for sign in asking.ask(who_sent_somebody(asking.sight), since=asking.now - SENT_WITHIN):
        by_person.setdefault(sign.person_id or 0, []).append(sign)
    for person, signs in by_person.items():
        lead = ngettext("Sent somebody your way", "Sent %(n)s people your way", len(signs))
        newest, lead = signs[0], lead % {"n": len(signs)}
        yield Reason(
            person=person, lead=lead, sentence=_("and nobody has thanked them since:"), quote=newest.words,
            rests_on=_("Said by %(name)s on %(day)s") % {"name": newest.message.writer_name, "day": day(newest.at)},
            pressing=len(signs), message=newest.message_id, rests_in=newest.message.conversation.public_id,
        )  # fmt: skip


def praised(asking: Asking) -> Iterator[Reason]:
    """Somebody said something kind, and nobody has answered since."""
    for sign in asking.ask(who_is_kind(asking.sight, Kind.PRAISE), since=asking.now - THANKED_WITHIN):
        where, lead = sign.message.conversation, _("Something kind")
        yield resting_on(where, lead, _("they wrote"), sign.words, message=sign.message_id)


RULES: tuple[Rule, ...] = (
    Rule("promises_due", Group.PROMISED, 2, gettext_lazy("What was promised is kept, or a word is said."),
         promises_due, most=CANDIDATES, duty=True),
    Rule("promised_by_the_away", Group.AWAY, 2, gettext_lazy("What was promised is kept, whoever is away."),
         promised_by_the_away),
    Rule("told_us_off", Group.NEED, 4, gettext_lazy("Whoever tells us off gets a person."),
         told_us_off, act=Act.CALL, most=CANDIDATES, duty=True),
    Rule("complained", Group.NEED, 4, gettext_lazy("A complaint is for a person, and before anything kind is said."),
         complained, act=Act.OPEN, most=4),
    Rule("asked_twice", Group.NEED, 5, gettext_lazy("Nobody has to ask a third time."),
         asked_twice, act=Act.CALL, most=4),
    Rule("same_answer", Group.NEED, 5, gettext_lazy("The same answer twice is no answer."), same_answer, act=Act.CALL),
    Rule("waiting_long", Group.NEED, 1, gettext_lazy("Who waits longest is answered by a person, not by a receipt."),
         waiting_long, Tone.WAIT, Act.OPEN),
    Rule("newcomers", Group.NEED, 1, gettext_lazy("A first letter is answered by somebody with a name."),
         newcomers, Tone.WAIT),
    Rule("asked_to_introduce", Group.ASKED, 2, gettext_lazy("What a colleague asks is answered, be it with no."),
         asked_to_introduce, Tone.WAIT, Act.ANSWER, duty=True),
    Rule("theirs_overdue", Group.THEIRS, 2, gettext_lazy("What they said they would do is remembered, too."),
         theirs_overdue, Tone.WAIT),
    Rule("occasions", Group.DAY, 2, gettext_lazy("A day that matters to them is remembered, so that nobody has to."),
         occasions, Tone.KEPT, courtesy=True),
    Rule("drifting", Group.WHILE, 3, gettext_lazy("A word now and then, when it has been longer than usual; no more."),
         drifting, Tone.WAIT, courtesy=True),
    Rule("wrote_back", Group.WHILE, 3, gettext_lazy("A letter to many that mattered is gone on with by hand."),
         wrote_back, Tone.KEPT, most=2, courtesy=True),
    Rule("sent_somebody", Group.THANKS, 1, gettext_lazy("Thanks are said by a person, without an offer."),
         sent_somebody, Tone.KEPT, most=2, courtesy=True),
    Rule("praised", Group.THANKS, 1, gettext_lazy("Thanks are said by a person, without an offer."),
         praised, Tone.KEPT, most=2, courtesy=True),
    Rule("came_back", Group.THANKS, 1, gettext_lazy("Who comes back is greeted by a person."),
         came_back, Tone.KEPT, most=2, courtesy=True),
)  # fmt: skip
