"""One SMTP connection for many letters (RFC 5321), which never waits: it says what it may, and is told what came.

Where the server takes commands in groups (RFC 2920) the next sender and recipient go right behind the last dot, so that
a letter costs two journeys. DATA goes only when it is told to, with every answer before it in hand.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections import deque

from django.utils.translation import gettext as _

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.email.addresses import for_the_wire, is_whole, needs_smtputf8
from byhand.channels.email.sending import no_answer, refusal_of
from byhand.channels.email.smtp import take_leave
from byhand.channels.email.words import answer_of
from byhand.channels.wires import Ended, Happened, MaySpeak, Parcel

PATIENCE = 60.0  # for an answer to anything but the last dot
PATIENCE_AFTER_DOT = 300.0  # RFC 5321, 4.5.3.2.6 allows ten minutes
_AT_ONCE = 1 << 16
_CLOSING = 421
_QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)  # Linux
_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Line:
    """`number` names it; `offered` is what was offered, `spoken` what is past the point of no return."""

    def __init__(self, number: int, smtp: smtplib.SMTP) -> None:
        if smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        self.number, self.offered, self.spoken = number, None, None
        self.offered: Parcel | None
        self.spoken: Parcel | None
        self._smtp, self._sock = smtp, smtp.sock
        self._sock.setblocking(False)
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._in_groups = smtp.has_extn("pipelining")
        self._todo: deque[tuple[str, bytes]] = deque()
        self._asked: deque[str] = deque()
        self._out, self._in = bytearray(), bytearray()
        self._reply: list[bytes] = []
        self._no: Refused | None = None
        self._content_went = False
        self._quiet_until = time.monotonic() + PATIENCE
        self.happened: list[Happened] = []
        self.is_cut = False

    def fileno(self) -> int:
        return self._sock.fileno()

    def is_free(self) -> bool:
        return self.offered is None and not self.is_cut

    def wants_to_write(self) -> bool:
        return bool(self._out)

    def offer(self, parcel: Parcel) -> None:
        """MAIL and RCPT; while the server waits for a letter they wait, too."""
        self.offered, self._no = parcel, None
        why = self._cannot_carry(parcel)
        if why:
            self._decline(Refused(why, permanent=True))
            return
        options = f" SIZE={len(parcel.letter)}" if self._smtp.has_extn("size") else ""
        if needs_smtputf8(parcel.recipient):
            options += " SMTPUTF8"
        sender, to = for_the_wire(parcel.sender), for_the_wire(parcel.recipient)
        self._todo.append(("mail", f"MAIL FROM:<{sender}>{options}\r\n".encode()))
        self._todo.append(("rcpt", f"RCPT TO:<{to}>\r\n".encode()))
        self._go_on()

    def speak(self) -> None:
        """DATA: what was offered leaves."""
        self.spoken, self.offered, self._content_went = self.offered, None, False
        self._todo.append(("data", b"DATA\r\n"))
        self._go_on()

    def withdraw(self) -> None:
        self.offered = None
        self._todo.append(("rset", b"RSET\r\n"))
        self._go_on()

    def turn(self) -> None:
        """Reads and writes what can be read and written now."""
        try:
            self._write()
            while piece := self._sock.recv(_AT_ONCE):
                self._in += piece
                self._say_that_it_came()
                if len(piece) < _AT_ONCE and not isinstance(self._sock, ssl.SSLSocket):
                    break
            else:
                self._take_answers()
                self.cut()
                return
        except _WOULD_BLOCK:
            pass
        except OSError:
            self._take_answers()
            self.cut()
            return
        self._take_answers()

    def look_at_the_clock(self) -> None:
        """Who is asked and stays silent for too long is not waited for."""
        if self._asked and time.monotonic() > self._quiet_until:
            self.cut()

    def cut(self) -> None:
        """The connection is over. What was being said is “perhaps” once any of it went; the rest was never said."""
        if self.is_cut:
            return
        self.is_cut = True
        if self.spoken is not None:
            self._end_spoken(NoAnswer(no_answer()) if self._content_went else _was_cut())
        if self.offered is not None:
            self._decline(_was_cut())
        self._smtp.close()

    def take_leave(self) -> None:
        if not self.is_cut:
            self._sock.setblocking(True)
            take_leave(self._smtp)
            self.cut()

    def _cannot_carry(self, parcel: Parcel) -> str:
        if not is_whole(parcel.recipient):
            return _("“%(address)s” is no e-mail address.") % {"address": parcel.recipient}
        limit = self._smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(parcel.letter):
            return _("The letter is larger than our mail server takes.")
        if needs_smtputf8(parcel.recipient) and not self._smtp.has_extn("smtputf8"):
            return _("Our mail server cannot write to an address with such letters before the @.")
        return ""

    def _go_on(self) -> None:
        """Says what may be said now: in groups all of it, else one command an answer; nothing while a letter is due."""
        while self._todo and "data" not in self._asked and (self._in_groups or not self._asked):
            if self._todo[0][0] == "data" and self._asked:
                break
            kind, words = self._todo.popleft()
            self._asked.append(kind)
            self._out += words
        self._quiet_until = time.monotonic() + (PATIENCE_AFTER_DOT if "dot" in self._asked else PATIENCE)
        try:
            self._write()
        except _WOULD_BLOCK:
            pass
        except OSError:
            self.cut()

    def _say_that_it_came(self) -> None:
        """At once: a server that writes each answer alone sends the next when the last came (RFC 896), and the system
        would wait 40 ms before it says so."""
        if _QUICK_ACK is not None:
            self._sock.setsockopt(socket.IPPROTO_TCP, _QUICK_ACK, 1)

    def _write(self) -> None:
        if self._out and not self.is_cut:
            del self._out[: self._sock.send(self._out)]

    def _take_answers(self) -> None:
        while not self.is_cut and (end := self._in.find(b"\n")) >= 0:
            line = bytes(self._in[:end]).rstrip(b"\r")
            del self._in[: end + 1]
            self._reply.append(line[4:])
            if line[3:4] == b"-":
                continue
            answer, self._reply = b" ".join(self._reply), []
            self._take(int(line[:3]) if line[:3].isdigit() else 0, answer)

    def _take(self, code: int, answer: bytes) -> None:
        if not self._asked:  # said unasked: it is closing
            self.cut()
            return
        kind = self._asked.popleft()
        if kind in ("mail", "rcpt"):
            self._taken_offer(kind, code, answer)
        elif kind == "data":
            self._taken_data(code, answer)
        elif kind == "dot":
            self._end_spoken(_outcome(code, answer))
        if code == _CLOSING or not 200 <= code < 600:
            self.cut()
        else:
            self._go_on()

    def _taken_offer(self, kind: str, code: int, answer: bytes) -> None:
        """The first no of the two is what counts; both must be answered before another may be offered."""
        if not 200 <= code < 300:
            self._no = self._no or refusal_of(code, answer, of_the_recipient=kind == "rcpt")
        if self.offered is None or (kind == "mail" and (self._in_groups or not self._no)):
            return
        if self._no is None:
            self.happened.append(MaySpeak(self.number, self.offered))
            return
        if kind == "mail":  # one at a time: the recipient need not be asked
            self._todo.popleft()
        self._todo.append(("rset", b"RSET\r\n"))
        self._decline(self._no)

    def _taken_data(self, code: int, answer: bytes) -> None:
        if code != 354:
            self._todo.appendleft(("rset", b"RSET\r\n"))
            self._end_spoken(refusal_of(code, answer) if 400 <= code < 600 else _was_cut())
            return
        if self.spoken is not None:
            self._content_went = True
            self._asked.append("dot")
            self._out += self.spoken.letter.replace(b"\r\n.", b"\r\n..") + b".\r\n"

    def _decline(self, no: Refused) -> None:
        if self.offered is not None:
            self.happened.append(Ended(self.number, self.offered, no, was_spoken=False))
        self.offered = None

    def _end_spoken(self, outcome: Handover | Refused | NoAnswer) -> None:
        if self.spoken is not None:
            self.happened.append(Ended(self.number, self.spoken, outcome, was_spoken=True))
        self.spoken = None


def _outcome(code: int, answer: bytes) -> Handover | Refused | NoAnswer:
    if 200 <= code < 300:
        return Handover(answer_of(code, answer))
    if not 400 <= code < 600:
        return NoAnswer(no_answer())
    return refusal_of(code, answer, of_the_recipient=True)


def _was_cut() -> Refused:
    return Refused(_("The connection to the mail server was cut."), permanent=False)
