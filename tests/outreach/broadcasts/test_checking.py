"""What is said of the words before they leave: each a sentence; broken fields and pictures without words hold it."""

from __future__ import annotations

import pytest
from tests import cast

from byhand.outreach.checking.every import findings
from byhand.outreach.checking.fields import look_at_fields
from byhand.outreach.checking.links import look_at_links
from byhand.outreach.checking.pictures import look_at_pictures
from byhand.outreach.checking.words import look_at_body, look_at_subject
from byhand.outreach.models import Broadcast, Picture

SHA = "a" * 64


@pytest.mark.parametrize(("body", "said"), [
    ("Dear {surname|you}", "There is no field “surname”"),
    ("Dear {first}", "Say what stands in place of “first”"),
    ("Dear {first| }", "Say what stands in place of “first”"),
    ("Dear {First|you}", "looks like a field and is none"),
    ("[x](https://x.example/{first|you})", "it would tell who followed it"),
])  # fmt: skip
def test_a_broken_field_holds_it(body, said):
    found = list(look_at_fields("", body))
    assert any(said in one.sentence for one in found) and all(one.holds for one in found)


def test_whole_fields_hold_nothing():
    assert list(look_at_fields("For {first|you}", "Dear {first|friend}, { braces } are words")) == []


@pytest.mark.parametrize(("body", "said"), [
    (f"![](/letters/pictures/{SHA})", "1 picture has no words"),
    (f"![What does it show?](/letters/pictures/{SHA})", "1 picture has no words"),
    (f"![A jar](/letters/pictures/{'b' * 64})", "not one of this letter"),
])  # fmt: skip
def test_a_picture_nobody_can_see_or_hear_of_holds_it(body, said):
    [one] = look_at_pictures(body, {SHA})
    assert said in one.sentence and one.holds


def test_a_picture_of_another_house_is_advised_against():
    [one] = look_at_pictures("![Pixel](https://track.example/x.gif)", {SHA})
    assert "would tell its house who reads" in one.sentence and not one.holds
    assert list(look_at_pictures(f"![A jar](/letters/pictures/{SHA})", {SHA})) == []


@pytest.mark.parametrize(("body", "said"), [
    ("[www.bank.example](https://other.example)", "says bank.example and leads to other.example"),
    ("[our shop](http://shop.example)", "not encrypted"),
    ("<https://bit.ly/x>", "hides where a link leads"),
    ("[x](https://10.0.0.7/a)", "a number in place of a host"),
    ("[x](/kiln)", "leads nowhere"),
    ("[x](mailto:no-reply@kilnlane.example)", "nobody reads"),
    (" ".join(f"[{n}](https://x.example/{n})" for n in range(13)), "13 links are many"),
])  # fmt: skip
def test_links_that_mislead_are_told(body, said):
    found = list(look_at_links(body))
    assert any(said in one.sentence for one in found) and not any(one.holds for one in found)


def test_honest_links_are_left_alone():
    body = "[kilnlane.example](https://www.kilnlane.example/a) and [call](tel:+44207) and [Ana](mailto:ana@x.example)"
    assert list(look_at_links(body)) == []


@pytest.mark.parametrize(("subject", "said"), [
    ("", "no subject"), ("OPEN HOUSE TODAY", "shouts"), ("Now!!", "shouts"), ("Re: the kiln", "They did not"),
    ("x" * 90, "is long"),
])  # fmt: skip
def test_a_subject_that_shouts_or_pretends_is_told(subject, said):
    assert any(said in one.sentence for one in look_at_subject(subject))
    assert list(look_at_subject("The kiln is free in March")) == []


def test_pictures_without_words_no_reply_and_size_are_told():
    assert "hardly a word" in next(look_at_body(f"![A jar](/letters/pictures/{SHA})\n\nSale")).sentence
    assert any(
        "no reply" in one.sentence for one in look_at_body("Please no-reply to this letter, " + "word " * 20)
    )
    assert any("some programs show a part" in one.sentence for one in look_at_body("- <&>&<>&<>&\n" * 4_000))
    assert list(look_at_body("word " * 30)) == []


def test_what_holds_stands_first_and_whole_letters_have_none(press):
    one = Broadcast.objects.begin(by=press.studio.ana, language="en")
    found = findings(one)
    assert all(each.holds for each in found) and {"", "en"} == {each.language for each in found}
    shot = Picture.objects.take(one, "a.png", cast.PNG, by=press.studio.ana)
    one = press.written()
    assert findings(one) == []
    body = f"![A jar](/letters/pictures/{shot.sha256}) " + "word " * 20
    one.write("en", subject="The kiln", body=body)
    [foreign] = findings(Broadcast.objects.get(pk=one.pk))
    assert foreign.holds, "a picture of another letter"
