"""What is written for the exchange: whole XML whatever stands in it, with verbs and attributes it knows."""

from xml.etree.ElementTree import tostring

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.servers.exchange_walk import checked

from byhand.channels.phone import twiml

ANY = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY)
@example('</Say><Dial>+900123</Dial> & "quotes" \x00\x0b', "https://x/?a=1&b=<2>'\"")
@example("\ufffe\uffff", "\x1b")
def test_nothing_a_name_or_an_address_holds_becomes_a_verb(words, url):
    document = checked(twiml.response(
        twiml.one_key(twiml.say(words, language="en-GB"), twiml.play(url), then=url, seconds=3),
        twiml.dial([twiml.Phone("+4930901820", url, url)], then=url, seconds=9, caller_id=words),
        twiml.record(then=url, told_at=url, longest=60, silence=5),
        twiml.go_on(url), twiml.hang_up(), twiml.refuse(),
    ))  # fmt: skip
    assert [one.tag for one in document] == ["Gather", "Dial", "Record", "Redirect", "Hangup", "Reject"]
    assert [one.tag for one in document.iter()].count("Number") == 1
    assert "".join(words.split()) == "".join((document[0][0].text or "").split()) or not words.isprintable()


def test_star_is_a_key_like_any_other_while_something_plays_and_the_way_out_of_a_call():
    gather, dial = checked(twiml.response(
        twiml.one_key(twiml.say("Hello", language="en-GB"), then="s", seconds=1),
        twiml.dial([twiml.Phone("+4930901820", "a", "t")], then="d", seconds=9),
    ))  # fmt: skip
    # By default the key # ends a gathering; here no key does, so that each one counts.
    assert (
        gather.get("finishOnKey") == "" and gather.get("numDigits") == "1" and gather.get("input") == "dtmf"
    )
    assert dial.get("hangupOnStar") == "true" and dial.get("answerOnBridge") == "true"
    assert b"callerId" not in tostring(dial)
