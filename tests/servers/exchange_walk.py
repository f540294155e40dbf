"""A call as the exchange walks it: it asks the house, does what the TwiML says, asks again, until the call is over.

What the verbs do, when their `action` is asked and with which fields, is taken from the provider's reference of TwiML.
Time passes in no time: nobody waits for a telephone to ring out. Long because a call is one walk over all verbs.
"""

from __future__ import annotations

import inspect
import io
import re
import wave
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, fromstring

from tests.servers.exchange import Exchange, new_id
from twilio.twiml import voice_response

OVER = ("completed", "busy", "no-answer", "failed", "canceled")
MOST_DOCUMENTS = 30


@dataclass(frozen=True)
class Telephone:
    """A colleague's telephone. `presses`: the key after picking up; none is a mailbox that answers by itself."""

    does: str = "answers"  # answers | busy | no-answer | failed
    presses: str = "1"


@dataclass
class Caller:
    """Whoever calls. `does` says what they do at a moment, else they wait and listen.

    Moments: “ringing 1”, “ringing 2” …, “talking”, “after” a talk, “greeting”, “tone”, “off” (the tone after the star);
    deeds: “hang up”, a key, or, after a tone, “speak”, “speak and hang up”, “speak *”.
    """

    number: str = "+4930901820"
    does: dict[str, str] = field(default_factory=dict[str, str])
    verified: str = ""


class HungUp(Exception):
    """The caller is gone."""


@dataclass
class Walk:
    """One call and what was heard of it: `heard` in order, `talked_with` a number.

    `questions` counts what a caller must answer before a person, or a word to one: who does nothing goes no further.
    """

    exchange: Exchange
    url: str
    caller: Caller
    telephones: dict[str, Telephone]
    status_url: str = ""
    says_dial_is_over: bool = True
    sid: str = field(default_factory=lambda: new_id("CA"))
    heard: list[str] = field(default_factory=list[str])
    rang: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    talked_with: str = ""
    questions: int = 0
    recording: str = ""
    late: list[tuple[str, dict[str, str]]] = field(default_factory=list[tuple[str, dict[str, str]]])
    news_come_late: bool = False
    status: str = "ringing"
    direction: str = "inbound"
    documents: list[str] = field(default_factory=list[str])

    def walk(self) -> Walk:
        """From the first ring to the last report."""
        try:
            self._follow(self.url, {})
        except HungUp:
            self.heard.append("hangs up")
        self.status = "completed"
        if self.status_url:
            self.exchange.post(self.status_url, self._fields() | {"CallDuration": "31"})
        for url, fields in self.late:
            self.exchange.post(url, fields)
        return self

    def _fields(self) -> dict[str, str]:
        ours, theirs = self.exchange.number, self.caller.number
        told = {"CallSid": self.sid, "AccountSid": self.exchange.account, "From": theirs, "To": ours,
                "CallStatus": self.status, "ApiVersion": "2010-04-01", "Direction": self.direction,
                "Caller": theirs, "Called": ours}  # fmt: skip
        return told | ({"StirVerstat": self.caller.verified} if self.caller.verified else {})

    def _follow(self, url: str, more: dict[str, str]) -> None:
        answer = self.exchange.post(url, self._fields() | more)
        assert answer.status_code == 200, (url, answer.status_code, answer.text)
        assert answer.headers["content-type"].startswith("text/xml"), answer.headers
        self.documents.append(answer.text)
        assert len(self.documents) < MOST_DOCUMENTS, "It leads in a circle."
        self._do(checked(answer.text), url)

    def _do(self, document: Element, base: str) -> None:
        for verb in document:
            if verb.tag == "Reject":
                self.heard.append("rejected")
                return
            if verb.tag == "Hangup":
                self.heard.append("is hung up")
                return
            if verb.tag == "Redirect":
                self._follow(urljoin(base, verb.text or ""), {})
                return
            if verb.tag in ("Say", "Play"):
                self._answered()
                self._listen(verb)
                self._may_hang_up("greeting")
            elif verb.tag == "Dial":
                more = self._dial(verb, base)
                if action := verb.get("action"):
                    self._follow(urljoin(base, action), more)
                    return
            elif verb.tag == "Gather":
                self._answered()
                self.questions += not self.talked_with and not _leads_on(document, verb)
                if key := self._gather(verb):
                    self._follow(urljoin(base, verb.get("action") or base), {"Digits": key})
                    return
            elif verb.tag == "Record":
                self._answered()
                if more := self._record(verb, base):
                    self._follow(urljoin(base, verb.get("action") or base), more)
                    if self.status == "completed":
                        raise HungUp
                    return
            else:
                raise AssertionError(f"The exchange knows no <{verb.tag}> here.")

    def _answered(self) -> None:
        self.status = "in-progress"

    def _listen(self, verb: Element) -> None:
        if verb.tag == "Say":
            assert verb.get("language"), "A voice without a language."
            self.heard.append(f"voice: {verb.text}")
        else:
            sound = self.exchange.client.get(verb.text or "")
            assert sound.status_code == 200 and sound.headers["content-type"].startswith("audio/"), verb.text
            self.heard.append(f"plays {len(sound.content)} bytes")

    def _may_hang_up(self, moment: str) -> None:
        if self.caller.does.get(moment) == "hang up":
            raise HungUp

    def _gather(self, verb: Element) -> str:
        """The key that was pressed while it played or after; none."""
        for one in verb:
            self._listen(one)
        moment = "after" if self.talked_with else "greeting"
        self._may_hang_up(moment)
        deed = self.caller.does.pop(moment, "")
        if deed:
            self.heard.append(f"presses {deed}")
        return deed

    def _record(self, verb: Element, base: str) -> dict[str, str]:
        """The fields for `action`; none if nothing was said."""
        self.heard.append("tone")
        moment = "off" if "off" in (verb.get("action") or "") else "tone"
        deed = self.caller.does.pop(moment, "")
        if deed == "hang up":
            raise HungUp
        if not deed.startswith("speak") and deed not in ("*", "#"):
            return {}
        self.recording, key = new_id("RE"), deed[-1] if deed[-1] in "*#0123456789" else ""
        self.exchange.recordings[self.recording] = sound() if deed.startswith("speak") else sound(0)
        if deed == "speak and hang up":
            self.status, key = "completed", "hangup"
        address = (
            f"{self.exchange.address}/2010-04-01/Accounts/{self.exchange.account}/Recordings/{self.recording}"
        )
        told = {"RecordingUrl": address, "RecordingSid": self.recording,
                "RecordingDuration": "7" if deed.startswith("speak") else "0"}  # fmt: skip
        if callback := verb.get("recordingStatusCallback"):
            ready = self._fields() | told | {"RecordingStatus": "completed", "RecordingSource": "RecordVerb"}
            self.late.append((urljoin(base, callback), ready))
        return told | {"Digits": key}

    def _dial(self, verb: Element, base: str) -> dict[str, str]:
        """Rings them, connects who picks up and accepts, and says how it ended."""
        numbers = verb.findall("Number")
        assert 0 < len(numbers) <= 10 and verb.get("timeout"), (
            "At most ten telephones at once, and not for ever."
        )
        self.rang.append(tuple(one.text or "" for one in numbers))
        legs = {one.text or "": new_id("CA") for one in numbers}
        for one in numbers:
            self._news(one, legs, "initiated", "initiated", base)
            self._news(one, legs, "ringing", "ringing", base)
        deed = self.caller.does.get(f"ringing {len(self.rang)}", "")
        if deed == "hang up":
            self._cancel(verb, numbers, legs, base)
            raise HungUp
        if deed == "*" and verb.get("hangupOnStar") == "true":
            for one in numbers:
                self._news(one, legs, "completed", "canceled", base)
            self.status = "in-progress"
            return {"DialCallStatus": "canceled"}
        return self._ring_out(numbers, legs, base)

    def _cancel(self, verb: Element, numbers: list[Element], legs: dict[str, str], base: str) -> None:
        for one in numbers:
            self._news(one, legs, "completed", "canceled", base)
        self.status = "completed"
        if self.says_dial_is_over and (action := verb.get("action")):
            fields = self._fields() | {"DialCallStatus": "canceled"}
            self.exchange.post(urljoin(base, action), fields)

    def _ring_out(self, numbers: list[Element], legs: dict[str, str], base: str) -> dict[str, str]:
        last = "no-answer"
        for one in numbers:
            telephone = self.telephones.get(one.text or "", Telephone("no-answer"))
            if telephone.does != "answers":
                last = telephone.does
                self._news(one, legs, "completed", last, base)
                continue
            self._news(one, legs, "answered", "in-progress", base)
            if not self._accepts(one, telephone, legs, base):
                self._news(one, legs, "completed", "completed", base)
                last = "completed" if len(numbers) == 1 else "no-answer"
                continue
            self._talk(one, numbers, legs, base)
            return {"DialCallStatus": "completed", "DialCallSid": legs[one.text or ""], "DialBridged": "true",
                    "DialCallDuration": "25"}  # fmt: skip
        return {"DialCallStatus": last, "DialBridged": "false"}

    def _accepts(self, number: Element, telephone: Telephone, legs: dict[str, str], base: str) -> bool:
        """What is asked at the called telephone before it is connected."""
        if not (url := number.get("url")):
            return True
        fields = self._leg(number, legs, "in-progress")
        document = checked(self.exchange.post(urljoin(base, url), fields).text)
        self.exchange.spoken_to_colleagues += [one.text or "" for one in document.iter("Say")]
        for verb in document:
            if verb.tag == "Hangup":
                return False
            if verb.tag == "Gather" and telephone.presses:
                more = {"Digits": telephone.presses}
                told = checked(
                    self.exchange.post(urljoin(base, verb.get("action") or url), fields | more).text
                )
                return told.find("Hangup") is None
        return True

    def _talk(self, number: Element, numbers: list[Element], legs: dict[str, str], base: str) -> None:
        self.talked_with, self.status = number.text or "", "in-progress"
        self.heard.append(f"talks with {self.talked_with}")
        for other in numbers:
            if other is not number:
                self._news(other, legs, "completed", "canceled", base)
        self._news(number, legs, "completed", "completed", base)
        if self.caller.does.get("talking") == "hang up":
            self.status = "completed"

    def _news(self, number: Element, legs: dict[str, str], event: str, status: str, base: str) -> None:
        wanted = (number.get("statusCallbackEvent") or "completed").split(" ")
        if (url := number.get("statusCallback")) and event in wanted:
            news = (urljoin(base, url), self._leg(number, legs, status))
            if self.news_come_late:
                self.late.insert(0, news)
            else:
                self.exchange.post(*news)

    def _leg(self, number: Element, legs: dict[str, str], status: str) -> dict[str, str]:
        called = number.text or ""
        return {"CallSid": legs[called], "ParentCallSid": self.sid, "AccountSid": self.exchange.account,
                "From": self.caller.number, "To": called, "CallStatus": status, "Direction": "outbound-dial",
                "Timestamp": f"{len(self.heard)} {status}"}  # fmt: skip


def _leads_on(document: Element, verb: Element) -> bool:
    """Whether a caller who presses nothing comes to something else than the end of the call."""
    after = list(document)[list(document).index(verb) + 1 :]
    return any(one.tag in ("Dial", "Record") for one in after)


def checked(text: str) -> Element:
    """The document, once every verb and attribute in it is one that the official library can write there."""
    document = fromstring(text)
    assert document.tag == "Response", text
    _check(document, voice_response.VoiceResponse)
    return document


def _check(parent: Element, kind: type) -> None:
    for element in parent:
        takes = set(inspect.signature(getattr(kind, _snake(element.tag))).parameters)
        unknown = {name for name in element.attrib if _snake(name) not in takes}
        assert not unknown, f"<{element.tag}> in <{parent.tag}> has no {unknown}"
        _check(element, getattr(voice_response, element.tag))


def sound(seconds: float = 0.2) -> bytes:
    """A WAV file as a telephone gives it: one channel, 8000 a second."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x10\x00\xf0" * int(4000 * seconds))
    return held.getvalue()


def _snake(name: str) -> str:
    return re.sub("(?<!^)([A-Z])", r"_\1", name).lower()
