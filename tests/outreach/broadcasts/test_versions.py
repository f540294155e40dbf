"""Two versions of a letter: written beside each other, both read by a colleague, and to each reader their own."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from django.test import Client
from django.utils import timezone
from tests import cast
from tests.outreach.broadcasts.conftest import WORDS, Press, fresh
from tests.outreach.broadcasts.test_answers import comes
from tests.web.conftest import client_of

from byhand.gate.many.lot import drawn
from byhand.gate.models import Copy, Dispatch, SignUp, Terms
from byhand.outreach.before import before
from byhand.outreach.checking.every import findings
from byhand.outreach.models import Broadcast
from byhand.outreach.planning import plan_of
from byhand.people.models import SignUpForm

OTHER = "Dear {first|potter},\n\nthe **second** way to say it, with as many words as the first one had. Ana"


def in_two(press: Press, body: str = OTHER, **told: object) -> Broadcast:
    one = press.written(**told)
    one.begin_second("en")
    one.write_second("en", subject="Bring your pots", body=body)
    return fresh(one)


def held(one: Broadcast) -> list[str]:
    return [each.sentence for each in findings(fresh(one)) if each.holds]


def test_a_second_version_is_begun_written_and_taken_out_again(press):
    one = press.written()
    ana, sheet = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/write/en/"
    page = ana.get(sheet).text
    assert "Try two versions" in page and "Subject of version B" not in page
    typed = {"subject": "The kiln is free!", "body": WORDS}
    assert ana.post(f"{sheet}two-versions/", typed)["Location"] == f"{sheet}#second"
    page = ana.get(sheet).text
    assert "Subject of version B" in page and "Both versions say the same" in page
    assert fresh(one).main_words().subject == "The kiln is free!", "what was typed came along"
    typed |= {"second_subject": "Bring your pots", "second_body": "Dear {first}, come."}
    shown = ana.post(f"{sheet}preview/", typed).text
    assert "Version B:</b>" in shown and "in place of “first”" in shown and "Both versions" not in shown
    assert ana.post(f"{sheet}keep/", typed | {"second_body": " \r\n"}).status_code == 200
    assert [each.body == WORDS for each in fresh(one).main_words().versions()] == [True, True]
    assert ana.post(sheet, typed | {"second_subject": "a\nBcc: all@x.example"}).status_code == 422
    assert ana.post(sheet, typed | {"second_body": OTHER}).status_code == 302 and held(one) == []
    ana.post(f"{sheet}one-version/", typed | {"second_body": OTHER})
    assert "Try two versions" in ana.get(sheet).text and len(plan_of(fresh(one)).words) == 1
    ana.post(f"{sheet}two-versions/")
    again = fresh(one).main_words()
    assert (again.second_subject, again.second_body) == ("Bring your pots", OTHER), "nothing written is lost"
    assert client_of(press.studio.tomas).post(f"{sheet}one-version/").status_code == 404


def test_what_is_said_of_the_words_is_said_of_both(press):
    one = in_two(press, "Dear {first}, see http://kilnlane.example and <https://bit.ly/x>.")
    said = {(each.version, each.sentence.partition(".")[0].partition(":")[0]) for each in findings(one)}
    assert ("b", "Say what stands in place of “first” where we do not know it") in said
    assert ("b", "bit") in said and ("", "bit") not in said
    one.write_second("en", subject="", body="")
    assert held(one) == ["It has no subject."], "what is wrong with words that are the same is said once"
    one.describe(**press.told(topic=None, because="recall"))
    assert any("same to everyone" in each for each in held(one))
    assert one.begin_second("en") is False and one.begin_second("de") is False
    assert one.write_second("de", subject="x", body="x") is False


def test_a_colleague_reads_both_and_sees_what_changed_in_either(press):
    press.reader("ruth@harrow.example")
    press.reader("x9@harrow.example", "")
    one = press.read(in_two(press))
    here, tomas = f"/outreach/broadcasts/{one.public_id}/", client_of(press.studio.tomas)
    page = tomas.get(f"{here}read/").text
    assert "Read both" in page and "version A" in page and "version B" in page
    assert "The kiln is free" in page and "Bring your pots" in page and "<strong>second</strong>" in page
    one.write_second("en", subject="Bring your pots", body=OTHER.replace("second", "other"))
    changed = tomas.get(f"{here}read/").text
    assert "It was changed since Tomas" in changed and "<mark>other</mark>" in changed
    one.write_second("en", subject="Bring your pots", body="")
    assert "Its words are those of version A." in tomas.get(f"{here}read/").text
    one.write_second("en", subject="Bring your pots", body=OTHER)
    [missing] = before(fresh(one), plan_of(fresh(one))).missing
    assert missing.people == 1 and missing.they_read == ("friend", "potter")
    leaving = client_of(press.studio.ana).get(f"{here}before/").text
    assert "Half of them get version A" in leaving and "too few for anyone to tell" in leaving
    one.take_out_second("en")
    assert "Half of them" not in client_of(press.studio.ana).get(f"{here}before/").text


def test_each_version_is_seen_and_tried_as_anybody_reads_it(press):
    ruth = press.reader("ruth@harrow.example").person
    one = in_two(press)
    ana, here = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/"
    for asked, subject in (
        ("", "The kiln is free"),
        ("&version=b", "Bring your pots"),
        ("&version=%00", "The kiln"),
    ):
        page = ana.get(f"{here}preview/?person={ruth.pk}{asked}").text
        assert f'<dd lang="en">{subject}' in page and "Dear Ruth," in page
    inside = ana.get(f"{here}preview/html/?person={ruth.pk}&version=b").text
    assert "<strong>second</strong>" in inside
    ana.post(f"{here}try/", {"person": ruth.pk, "version": "b"})
    assert Dispatch.objects.get().subject == "To try: Bring your pots"


def test_an_answer_stands_below_the_version_it_answers_and_the_public_reads_the_first(press):
    for number in range(20):
        press.reader(f"r{number}@harrow.example", f"Ruth Okafor {number}")
    press.reader("katharina@vogel.example", "Katharina Vogel")
    wording = {"wording": "May we?", "topics": [press.workshops], "origins": [], "by": press.studio.ana}
    form = SignUpForm.objects.open("Site", **wording)
    german = {"email": "katharina@vogel.example", "language": "de", "confirmed_at": timezone.now()}
    SignUp.objects.create(version=form.now(), **german)
    one = in_two(press, is_public=True)
    one.begin_language("de")
    one.write(
        "de", subject="Der Ofen ist frei", body="Liebe {first|Freunde}, der Ofen ist frei. Schreibt mir."
    )
    leaving = client_of(press.studio.ana).get(f"/outreach/broadcasts/{one.public_id}/before/").text
    assert "Everyone who reads Deutsch gets the same" in leaving
    one = press.released(fresh(one))
    salt = bytes(one.dispatch.salt)
    for copy in Copy.objects.filter(dispatch=one.dispatch_id):
        assert copy.version == ("" if copy.language == "de" else drawn(salt, copy.reader))
    second = Copy.objects.filter(version="b").first()
    assert second, "of twenty one draws the second but once in a million"
    said = comes(press, second, sender=f"Ruth <{second.recipient}>").conversation
    page = client_of(press.studio.tomas).get(f"/conversations/{said.public_id}/").text
    assert "version B" in page and "<strong>second</strong>" in page and "Bring your pots" in page
    Terms.objects.update(spoken=1)
    anyone, at = Client(), f"/letters/{one.public_id}/"
    public = anyone.get(at).text
    assert "The kiln is free" in public and "Bring your pots" not in public
    assert "in two versions, by lot. Here stands the first" in public
    assert public.count(">de</a>") == 1 and "by lot" not in anyone.get(f"{at}?in=de").text
    [item] = fromstring(anyone.get("/letters/feed.xml").content).iter("item")
    assert "Here stands the first" in item.findtext("description") and "Dear friend" in item.findtext(
        "description"
    )
    assert cast.RUTH not in public
