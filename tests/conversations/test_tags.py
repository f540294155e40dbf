"""Tags: one team, one word for a matter, whoever writes it and however."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from tests import cast

from byhand.conversations.models import Conversation, Event, Move, Tag, Tagging
from byhand.conversations.tag import NotATag


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox)


def tags_of(conversation) -> list[str]:
    return sorted(Tag.objects.filter(taggings__conversation=conversation).values_list("name", flat=True))


def test_a_name_is_one_tag_however_it_is_written(studio):
    tag = Tag.objects.named("  Blue   Bowl ", by=studio.ana)
    assert (tag.name, tag.made_by) == ("Blue Bowl", studio.ana)
    for again in ("blue bowl", "BLUE BOWL", "\x00Blue\u200b Bowl\n", '"Blue bowl"'):
        assert Tag.objects.named(again, by=studio.tomas) == tag
    assert Tag.objects.named("Großhandel", by=None) == Tag.objects.named("GROSSHANDEL", by=studio.ana)


def test_what_is_no_name_is_said_in_a_sentence(studio):
    for wrong in ("", "   ", "\x00\x01", "“”", "a" * 41, "x" * 1_000_000):
        with pytest.raises(NotATag, match=r"\.$"):
            Tag.objects.named(wrong, by=studio.ana)
    assert not Tag.objects.exists()
    assert Tag.objects.named("ΐ" * 40, by=studio.ana).name == "ΐ" * 40


def test_tagged_twice_it_carries_the_tag_once_and_it_is_said_once(studio, ruth):
    tag = Tag.objects.named("wholesale", by=studio.ana)
    assert ruth.tag(tag, by=studio.ana) and not ruth.tag(tag, by=studio.tomas)
    assert Tagging.objects.get(conversation=ruth).by == studio.ana
    assert ruth.untag(tag, by=studio.tomas) and not ruth.untag(tag, by=studio.tomas)
    told = ruth.events.filter(kind__in=(Event.Kind.TAGGED, Event.Kind.UNTAGGED))
    assert list(told.values_list("kind", "by__name", "words")) == [
        ("tagged", "Ana Moreau", "wholesale"), ("untagged", "Tomas Brandt", "wholesale"),
    ]  # fmt: skip


def test_put_away_it_is_kept_and_comes_back_when_it_is_named(studio, ruth):
    tag = Tag.objects.named("fair 2026", by=studio.ana)
    ruth.tag(tag, by=studio.ana)
    assert tag.put_away(by=studio.tomas) and not tag.put_away(by=studio.ana)
    assert not Tag.objects.living().exists() and tags_of(ruth) == ["fair 2026"]
    again = Tag.objects.named("Fair 2026", by=studio.ana)
    assert again == tag and again.put_away_at is None and Tag.objects.living().get() == tag


def test_tags_go_along_when_two_become_one_and_come_back_when_they_part(studio, ruth):
    jonas = cast.conversation_with(studio.inbox, sender=cast.JONAS, subject="Refund")
    third = cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Invoice")
    blue, both, kiln = (Tag.objects.named(name, by=studio.ana) for name in ("blue", "both", "kiln"))
    for one, tags in ((ruth, (blue, both)), (jonas, (both, kiln)), (third, (blue,))):
        for tag in tags:
            one.tag(tag, by=studio.ana)
    fresh(ruth).merge_into(jonas, by=studio.ana)
    assert tags_of(jonas) == ["blue", "both", "kiln"]
    assert not fresh(ruth).tag(kiln, by=studio.tomas), "what was merged carries nothing new"
    fresh(jonas).merge_into(third, by=studio.ana)
    assert tags_of(third) == ["blue", "both", "kiln"]
    for move in Move.objects.order_by("pk"):
        move.take_back(by=studio.tomas)
    assert (tags_of(ruth), tags_of(jonas), tags_of(third)) == (["blue", "both"], ["both", "kiln"], ["blue"])


def test_what_is_split_off_carries_the_tags_of_the_whole(studio, ruth):
    ruth.tag(Tag.objects.named("lids", by=studio.ana), by=studio.tomas)
    first = ruth.messages.get()
    cast.comes_in(studio.inbox, cast.letter("And another thing.", answers=first.message_id))
    last = ruth.messages.order_by("pk").last()
    new = fresh(ruth).split_from(last, by=studio.ana)
    assert tags_of(new) == tags_of(ruth) == ["lids"]
    assert new.taggings.get().by == studio.tomas
    Move.objects.get().take_back(by=studio.ana)
    assert tags_of(ruth) == ["lids"]


def test_of_two_who_make_the_same_tag_at_once_both_have_it(fresh_house):
    here = cast.studio()
    ruth = cast.conversation_with(here.inbox)
    both, found = Barrier(2), []

    def tags(by, name):
        try:
            both.wait(10)
            tag = Tag.objects.named(name, by=by)
            found.append((tag.pk, Conversation.objects.get(pk=ruth.pk).tag(tag, by=by)))
        finally:
            connections.close_all()

    threads = [Thread(target=tags, args=one) for one in ((here.ana, "Kiln"), (here.tomas, "kiln"))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len({pk for pk, _new in found}) == 1 and sorted(new for _pk, new in found) == [False, True]
    assert ruth.events.filter(kind=Event.Kind.TAGGED).count() == 1


def fresh(one):
    return Conversation.objects.get(pk=one.pk)
