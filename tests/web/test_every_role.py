"""Every address of the product, asked as every role. A new address is walked without being named here.

The inbox is private to its members. What a role may do is said as the few exceptions from three rules: a stranger is
led to the sign-in, an outsider finds nothing, a guest reads and is refused every post.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests import cast
from tests.conversations.calling import RUTHS_SOUND
from tests.outreach.broadcasts.conftest import Press
from tests.people.agreeing import somebody, topic
from tests.signing_in import sign_in
from tests.web.addresses import ids
from tests.web.conftest import client_of
from tests.web.test_every_page import everything

from byhand.channels.models import ArchiveImport
from byhand.channels.voice.line import Line, open_line
from byhand.conversations.models import CalendarFeed, Call, Conversation, Fact, Recording, SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.gate.many.gathering import Reader
from byhand.gate.models import Copy, RecordImport, SignUp, Source
from byhand.gate.unsubscribing import token_of
from byhand.help.models import Article, Edition, Picture, Section
from byhand.outreach.models import Audience, ListImport, PeopleList
from byhand.outreach.models import Picture as LetterPicture
from byhand.outreach.releasing import let_go
from byhand.outreach.rules.heard import Heard
from byhand.outreach.standing import standing_of
from byhand.people.models import SignUpForm
from byhand.people.own_link import token_for
from byhand.pocket.browser import Browser
from byhand.team.models import Invitation, User

# Before one is signed in: the first run, an invitation, the sign-in itself, what a device keeps of the desk, and what
# a calendar asks for with a secret; and the pages for everyone.
OPEN = {
    "welcome", "join", "worker", "offline", "calendar_feed", "help", "help.index", "help.article", "help.picture",
    "help.sitemap", "help.did_not_help", "who_we_are", "face", "tell_us_off", "tell_us_off.said", "form", "form.said",
    "talk", "talk.call", "talk.piece", "talk.done", "talk.back", "talk.there",
    "phone.knock", "phone.greeting", "sign_up", "sign_up.confirm", "stop", "yours",
    "api.records", "must_know", "yours.stop", "yours.begin_again", "yours.still_wanted", "yours.renew", "yours.letter",
    "yours.clock", "yours.links", "letters", "letters.feed", "letters.go", "letters.letter", "letters.picture",
}  # fmt: skip
CHAT = ("chat", "chat.script", "chat.write", "chat.words", "chat.bring", "chat.file")
OPEN |= set(CHAT)
ACCOUNT = ("account_", "mfa_")
WITH_A_KEY = {
    "account_confirm_email", "account_reset_password_from_key", "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip
# Owners alone change the house.
OWNERS = {
    "welcome.begin", "welcome.demo", "welcome.ask_for_demo", "settings.team", "inbox", "archive",
    "insight.report", "same.everybody",
    "settings.today.measure",
    "settings.today.stop_measuring",
    "articles.pages",
    "settings.budget.choose",
    "settings.budget.shops",
    "settings.hours.house",
    "settings.hours.holidays",
}  # fmt: skip
# A chat is tried by whoever sees its inbox.
FOR_ALL = {"inbox.chat.try"}
OWNERS_START = (
    "source",
    "record_import",
    "people.",
    "person.record",
    "colleagues.",
    "colleague.",
    "inbox.",
    "archives",
    "voice.",
)
# A colleague's own: nobody else's, whatever the inbox.
OWN = {
    "today.bring_back",
    "same.again",
    "together.undo",
    "view",
    "view.put_away",
    "write.begun",
    "write.discard",
    "write.files",
    "draft.picture",
    "settings.told.forget",
    "list_import",
    "list_import.left_out",
}
# What belongs to the whole house, whatever the inbox.
HOUSE = ("fact", "tag.", "article", "section", "topic.", "sign_up_form.", "audience", "people_list")
NOT_HERE = (
    "inbox.believed",
    "inbox.consent",
    "inbox.move",
    "yours.letter",
    "letters.letter",
    "letters.picture",
    "letters.go",
)
# What belongs to an inbox and to none of its conversations.
NO_CONVERSATION = (*HOUSE, "broadcast", "outreach")
# What a guest may post: a note on the sheet, and what concerns their own sign-in.
GUESTS_POST = {
    "conversation.write",
    "conversation.draft",
    "conversation.read",
    "conversation.seen",
    "settings.told",
    "settings.told.pause",
    "settings.told.go_on",
    "settings.told.let_in",
    "settings.told.forget",
    "told.seen",
    "whereabouts.sign",
    "settings.me",
    "settings.sign_out_elsewhere",
}
SECRETS = ("Ruth", "the lid", "harrow.example", "Glaze trial")


@dataclass
class Team:
    """The studio's inbox belongs to Ana, Tomas and Gina, a guest; Olu works here and does not belong to it."""

    studio: cast.Studio
    ruth: Conversation
    gina: User
    olu: User
    addresses: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@pytest.fixture
def team(studio) -> Team:
    ruth = cast.a_busy_week(studio)
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    olu = User.objects.create_user("olu@kilnlane.example", "Olu Ade", "a fourth phrase")
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana, studio.tomas, gina)
    return Team(studio, ruth, gina, olu, _arguments(studio, ruth, olu))


def _arguments(studio, ruth, olu) -> dict[str, tuple[Any, ...]]:
    invitation, secret = Invitation.objects.invite(email="", by=studio.ana)
    archive = ArchiveImport.objects.create(inbox=studio.inbox, path="old.mbox", asked_by=studio.ana)
    fact = Fact.objects.begin("way", "The way", "Left.", keeper=olu, every_days=30, by=olu)
    said = Said(name="Ruth", person=ruth.person, inbox=studio.inbox, give="knows")
    rule = SortingRule.objects.begin(said, by=studio.ana)
    edition, section, picture = _help_pages(olu)
    browser = Browser.objects.let_in(
        endpoint="https://push.example.org/x", key=b"k", secret=b"s", name="Firefox", by=sign_in(studio.ana)
    )
    about = topic("Kilns", by=studio.ana)
    form = SignUpForm.objects.open("Shop", wording="May we?", topics=[about], by=studio.ana)
    reader = somebody("reader@post.example", "Read Er")
    asked = SignUp.objects.ask(form.now(), [about], email="new@post.example", name="")
    assert asked
    till = Source.objects.begin("Till", by=studio.ana)
    table = RecordImport.objects.create(source=till, name="x.csv", file="none", asked_by=studio.ana)
    public = {
        **dict.fromkeys(("source", "source.mail", "source.token", "source.revoke", "source.put_away",
                         "source.upload"), (till.pk,)),
        **dict.fromkeys(("record_import", "record_import.begin", "record_import.left_out"), (table.pk,)),
        "sign_up": (form.public_id,), "sign_up.confirm": (asked.token(),), "stop": (token_of(reader, about),),
        "yours.letter": (token_for(reader), 1), "topic.put_away": (about.pk,),
        **dict.fromkeys(("sign_up_form.change", "sign_up_form.close"), (form.pk,)),
    }  # fmt: skip
    public |= _outreach(studio, ruth) | _broadcasts(studio, about)
    known = public | (
        ids(ruth)
        | {"settings.told.forget": (browser.pk,), "calendar_feed": (CalendarFeed.objects.renew(olu).secret,)}
        | {
            "join": (secret,),
            "phone.knock": ("k", "call"),
            "phone.greeting": ("k", "x"),
            "colleagues.withdraw": (invitation.pk,),
            "face": ("0" * 32,),
            "form": ("none",),
            "form.said": ("none",),
            **dict.fromkeys(CHAT, ("none",)),
            "archive": (archive.pk,),
            **_calls(ruth),
            "archives.left_out": (archive.pk,),
        }
    )
    for name in _names():
        if name == "yours" or name.startswith("yours."):
            known.setdefault(name, (token_for(reader),))
        if name in ("article.publish",):
            known[name] = (edition.article_id, "en", 1)
        elif name in ("articles.picture", "help.picture"):
            known[name] = (picture.sha256,)
        elif name == "help.index":
            known[name] = ("en",)
        elif name in ("help.article", "help.did_not_help"):
            known[name] = ("en", edition.slug)
        elif name.split(".")[-1] in (
            "write",
            "keep",
            "preview",
            "pictures",
            "versions",
            "withdraw",
        ) and name.startswith("article."):
            known[name] = (edition.article_id, "en")
        elif name == "article" or name.startswith("article."):
            known[name] = (edition.article_id,)
        elif name == "section" or name.startswith("section."):
            known[name] = (section.pk,)
        elif name == "fact" or name.startswith("fact."):
            known[name] = (fact.pk,)
        elif name == "rule" or (name.startswith("rule.") and name != "rule.new"):
            known[name] = (rule.pk,)
        elif name.startswith("colleague."):
            known[name] = (olu.pk,)
        elif name == "inbox" or (
            name.startswith("inbox.")
            and name
            not in (
                "inbox.new",
                "inbox.new_form",
                "inbox.new_phone",
                "inbox.chat.new",
                "inbox.connect",
                "inbox.agreed",
            )
        ):
            known[name] = (studio.inbox.pk,)
    return known


def _outreach(studio, ruth) -> dict[str, tuple[Any, ...]]:
    audience = Audience.objects.begin("All", [Heard(months=1)], by=studio.tomas)
    shelf = PeopleList.objects.begin("Fair", by=studio.ana)
    brought = ListImport.objects.create(name="x.csv", file="none", to_list="Fair", asked_by=studio.ana)
    of_audience = ("audience", "audience.put_away", "audience.people", "audience.keep_as_list")
    of_list = ("people_list", "people_list.add", "people_list.put_away", "people_list.audience")
    return {
        **dict.fromkeys(of_audience, (audience.pk,)), **dict.fromkeys(of_list, (shelf.pk,)),
        "people_list.take_off": (shelf.pk, ruth.person_id),
        **dict.fromkeys(("list_import", "list_import.left_out"), (brought.pk,)),
    }  # fmt: skip


def _broadcasts(studio, about) -> dict[str, tuple[Any, ...]]:
    """One that Ana wrote and asked her colleagues to read; one that was let go. Both from the studio's inbox."""
    press = Press(studio, about, Audience.objects.begin("Kilns", [Heard(months=1)], by=studio.ana))
    one, gone = press.read(press.written()), press.read(press.written())
    dispatch = let_go(gone, standing_of(gone).digest, by=sign_in(studio.ana))
    gone.refresh_from_db()
    Copy.objects.gather(dispatch, [Reader(press.reader("copy@harrow.example").person_id, "en")])
    Copy.objects.update(stage="perhaps", settled_at=timezone.now())
    shot = LetterPicture.objects.take(one, "a.png", cast.PNG, by=studio.ana)
    named: dict[str, tuple[Any, ...]] = {
        "letters.letter": (gone.public_id,), "letters.picture": (shot.sha256,), "letters.go": ("1.0.forged",),
        "broadcast.picture": (shot.sha256,),
        "broadcast.left_out": (one.public_id, "blocked"), "broadcast.copies": (gone.public_id, "refused"),
        "broadcast.behind": (gone.dispatch_id,),
    }  # fmt: skip
    for verb in ("progress", "pause", "resume", "stop", "show", "figures"):
        named[f"broadcast.{verb}"] = (gone.public_id,)
    for verb in ("did_arrive", "send_again"):
        named[f"broadcast.{verb}"] = (gone.public_id, Copy.objects.get().pk)
    for verb in ("move", "clashes"):
        named[f"outreach.{verb}"] = ("broadcast", one.public_id)
    for verb in ("write", "keep", "written", "pictures", "leave_out", "two_versions", "one_version"):
        named[f"broadcast.{verb}"] = (one.public_id, "en")
    for name in _names():
        if name == "broadcast" or name.startswith("broadcast."):
            named.setdefault(name, (one.public_id,))
    return named


def _help_pages(by: User) -> tuple[Edition, Section, Picture]:
    section = Section.objects.begin({"en": "Orders"}, by=by)
    article = Article.objects.begin("hours", section=section, keeper=by, every_days=30, by=by)
    picture = article.take_picture("a.png", cast.PNG, by=by)
    words = f"![A jar](/help/pictures/{picture.sha256})"
    edition = Edition.objects.save_new(article, "en", title="Hours", words=words, slug="", by=by)
    edition.publish(edition.newest(), by=sign_in(by))
    return edition, section, picture


def _calls(ruth) -> dict[str, tuple[Any, ...]]:
    call, line = Call.objects.begin(ruth, kind="browser", name="Ruth"), open_line("Voice", Line())
    recording = Recording.objects.keep(call, RUTHS_SOUND, consented_by="Ruth")
    of_call = dict.fromkeys(("call", "call.take", "call.aside"), (call.public_id,))
    of_page = dict.fromkeys(("talk", "talk.call", "talk.done", "talk.back", "talk.there"), ("none",))
    return of_call | of_page | {
        "recording": (recording.pk,), "talk.piece": ("none", 0), "voice.change": (line.pk,),
    }  # fmt: skip


def _names() -> list[str]:
    """Every named address of the product, from the resolver."""
    found = [one.name for one in _patterns(get_resolver().url_patterns) if one.name]
    return sorted({name for name in found if not name.startswith(ACCOUNT)})


def _patterns(patterns: list[Any]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def _walk(team: Team) -> Iterator[tuple[str, str]]:
    for name in _names():
        yield name, reverse(name, args=team.addresses.get(name, ()))


@contextmanager
def nothing_stays() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def get(user: User | None, address: str):
    with nothing_stays():
        browser = client_of(user) if user else Client()
        return browser.get(address, {"q": "lid", "list": "all"})


def post(user: User | None, address: str):
    with nothing_stays():
        return (client_of(user) if user else Client()).post(address)


def is_for_owners(name: str) -> bool:
    return name in OWNERS or (name.startswith(OWNERS_START) and name not in FOR_ALL)


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def tells(answer) -> list[str]:
    told = body(answer).replace('value="lid"', "")
    return [one for one in SECRETS if one in told]


def test_the_walk_finds_the_product():
    assert {"conversation.write", "attachment", "machine", "colleague.let_go"} < set(_names())
    assert len(_names()) > 70


def test_a_stranger_is_led_to_the_sign_in_from_everywhere(team):
    for name, address in _walk(team):
        for answer in (get(None, address), post(None, address)):
            assert not tells(answer), name
            if name in OPEN or (name == "settings" and answer["Location"] == "/settings/me/"):
                continue
            if answer.status_code != 405:
                assert answer.status_code == 302, name
                assert answer["Location"].startswith("/accounts/login/"), name


def test_members_open_every_page_and_owners_the_house(team):
    for name, address in _walk(team):
        owner, colleague = get(team.studio.ana, address), get(team.studio.tomas, address)
        # A practice inbox has no servers, no telephone, asks for no consent, is no form and no chat, and says so by
        # 404; so does a face, a form, a chat or a line that is not there.
        has_none = name.startswith("inbox.chat") or name in (
            *NOT_HERE,
            *CHAT,
            "inbox.form",
            "face",
            "form",
            "form.said",
            "talk",
            "talk.there",
            "phone.greeting",
        )
        assert (
            owner.status_code in (200, 302, 405, 410)
            or has_none
            or name.startswith(("inbox.phone", "inbox.account"))
        ), name
        if is_for_owners(name):
            assert colleague.status_code in (403, 405), f"{name}: for owners alone"
        elif name in OWN:
            assert colleague.status_code in (404, 405), name
        else:
            assert colleague.status_code == owner.status_code, f"{name}: a colleague sees what an owner sees"


def test_an_outsider_finds_nothing_of_the_inbox(team):
    for name, address in _walk(team):
        if name in OPEN:
            continue
        for answer in (get(team.olu, address), post(team.olu, address)):
            assert not tells(answer), name
            if is_for_owners(name):
                assert answer.status_code in (403, 405), name
            elif team.addresses.get(name) and not name.startswith(HOUSE):
                assert answer.status_code in (404, 405), name


def test_a_private_conversation_is_not_there_for_others_of_its_inbox(team):
    """Tomas and Gina belong to the inbox; Ruth's conversation is private to Ana, who made it so."""
    team.ruth.make_private(among=[], by=team.studio.ana)
    for name, address in _walk(team):
        arguments = team.addresses.get(name, ())
        if (
            name in OPEN | OWN | FOR_ALL
            or not arguments
            or is_for_owners(name)
            or name.startswith("arrival.")
        ):
            continue
        if name == "message.html" or name.startswith(
            NO_CONVERSATION
        ):  # the rich letter of the busy week is another conversation's
            continue
        for user in (team.studio.tomas, team.gina):
            for answer in (get(user, address), post(user, address)):
                assert not tells_of_ruth(answer), name
                assert answer.status_code in (403, 404, 405), name
        assert get(team.studio.ana, address).status_code in (200, 405), name
    for page in ("conversations", "search", "people", "arrivals", "write"):
        assert not tells_of_ruth(get(team.studio.tomas, reverse(page))), page


def test_the_raw_mail_of_a_private_conversation_has_no_other_door(team):
    team.ruth.make_private(among=[], by=team.studio.ana)
    raw = team.ruth.messages.filter(origin="came").first().arrival
    assert get(team.studio.tomas, reverse("arrival.original", args=[raw.pk])).status_code == 404


def tells_of_ruth(answer) -> list[str]:
    told = body(answer).replace('value="lid"', "")
    return [one for one in ("Ruth", "the lid", "ruth@harrow") if one in told]


def test_a_guest_reads_what_a_colleague_reads(team):
    for name, address in _walk(team):
        assert get(team.gina, address).status_code == get(team.studio.tomas, address).status_code, name


def test_a_guest_is_refused_every_post_but_the_note(team):
    for name, address in _walk(team):
        if name in OPEN or name in GUESTS_POST:
            continue
        before = everything() if name.startswith("conversation") else {}
        with transaction.atomic():
            answer = client_of(team.gina).post(address)
            assert answer.status_code in (403, 405) or name == "settings", f"{name}: a guest may not"
            assert not before or everything() == before, name
            transaction.set_rollback(True)


def test_a_post_that_a_guest_may_not_make_is_no_dead_end_for_a_colleague(team):
    """The walk above would pass if every post failed for everyone."""
    for name, address in _walk(team):
        if name in OPEN | OWN or is_for_owners(name):
            continue
        assert post(team.studio.tomas, address).status_code in (200, 204, 302, 405, 422), name


def test_the_sign_in_pages_tell_strangers_and_guests_nothing_of_the_desk(team):
    for one in _patterns(get_resolver().url_patterns):
        if one.name and one.name.startswith(ACCOUNT) and one.name not in WITH_A_KEY:
            for user in (None, team.gina):
                answer = get(user, reverse(one.name))
                assert answer.status_code < 500 and not tells(answer), one.name
