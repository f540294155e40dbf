"""How our letters are believed: the choice, the records, and a look at all of it, for owners."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.channels.scripted_smtp import scripted_smtp
from tests.web.house.conftest import browser_of

from byhand.channels import believing
from byhand.channels.email.believed.asking import Names
from byhand.channels.inbox import RETURN_PATHS, Inbox
from byhand.channels.sending_key import OPTION, OURS, SendingKey, signers_of

ZONE: dict[str, list[str]] = {}


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Stands in for the DNS: texts alone."""
    ZONE.clear()

    def nothing(name: str) -> list[str]:
        return []

    names = Names(lambda name: ZONE.get(name, []), nothing, nothing, nothing)
    for one in (believing.how_believed, believing.show_our_keys):
        monkeypatch.setattr(one, "__defaults__", (names,))
    return ZONE


@pytest.fixture
def mailbox(ana) -> Inbox:
    return Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")


def test_keys_are_made_shown_and_used_only_once_the_dns_shows_them(as_ana, mailbox, zone):
    page = reverse("inbox.believed", args=[mailbox.pk])
    assert "There are none yet" in as_ana.get(page).content.decode()
    ours = {"signs": OURS, "return_paths": "on"}
    refused = as_ana.post(page, ours)
    assert refused.status_code == 422 and "no key yet" in refused.content.decode()
    as_ana.post(reverse("inbox.believed.keys", args=[mailbox.pk]))
    keys = SendingKey.objects.of("clay.test")
    said = as_ana.get(page).content.decode()
    for one in keys:
        assert one.name() in said and one.public in said and bytes(one.sealed_private).decode() not in said
    assert "The DNS does not show our RSA key" in as_ana.post(page, ours).content.decode()
    assert not Inbox.objects.get().options.get(OPTION)
    zone.update({one.name(): [one.record()] for one in keys})
    assert as_ana.post(page, ours).status_code == 302
    mailbox.refresh_from_db()
    assert mailbox.options == {OPTION: OURS, RETURN_PATHS: True}
    assert [one.selector for one in signers_of(mailbox)] == ["byhand1r", "byhand1e"]

    as_ana.post(reverse("inbox.believed.keys", args=[mailbox.pk]))
    assert [one.selector for one in signers_of(mailbox)] == ["byhand1r", "byhand1e"]
    newer = SendingKey.objects.of("clay.test")
    zone.update({one.name(): [one.record()] for one in newer})
    as_ana.post(reverse("inbox.believed.look", args=[mailbox.pk]))
    assert [one.selector for one in signers_of(mailbox)] == ["byhand2r", "byhand2e"]
    assert as_ana.post(page, {"signs": "relay"}).status_code == 302
    mailbox.refresh_from_db()
    assert signers_of(mailbox) == [] and mailbox.options[RETURN_PATHS] is False


def test_a_look_says_each_finding_with_and_without_scripts(as_ana, tomas, mailbox):
    look = reverse("inbox.believed.look", args=[mailbox.pk])
    with scripted_smtp() as server:
        mailbox.options = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none"}
        mailbox.save()
        whole = as_ana.post(look).content.decode()
        part = as_ana.post(look, headers={"HX-Request": "true"}).content.decode()
    for said in ("has no SPF record", "has no DMARC record", "is in your own network"):
        assert said in whole and said in part
    assert part.count('class="notice bad"') == 3 and part.count('class="notice wait"') == 1
    assert "<html" in whole and "<html" not in part
    for path in (look, reverse("inbox.believed.keys", args=[mailbox.pk])):
        assert as_ana.get(path).status_code == 405
        assert browser_of(tomas).post(path).status_code == 403
    assert SendingKey.objects.count() == 0
