"""A studio whose number is led to a real desk of ours by a stand-in exchange; Ana and Tomas have telephones."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.cast import Studio
from tests.conversations.calling import is_here
from tests.servers.exchange import Exchange
from tests.servers.exchange_walk import Caller, Telephone, Walk

from byhand.channels import lines
from byhand.channels.lines import TypedLine
from byhand.channels.models import Inbox, OwnPhone
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Call
from byhand.conversations.phone.word import fetch_words_due

ANAS, TOMAS_S, RUTHS = "+447700900001", "+447700900002", "+447700900123"


@dataclass
class PhoneDesk:
    """The desk, its line, the exchange; `walk` is one whole call of somebody."""

    studio: Studio
    exchange: Exchange
    line: Inbox
    base: str
    telephones: dict[str, Telephone] = field(default_factory=dict[str, Telephone])

    def at(self, step: str) -> str:
        return lines.webhooks(self.line)["call"].removesuffix("call") + step

    def walk(
        self, does: dict[str, str] | None = None, *, number: str = RUTHS, verified: str = "", **more
    ) -> Walk:
        caller = Caller(number, does or {}, verified)
        walk = Walk(self.exchange, self.at("call"), caller, self.telephones, self.at("status"), **more)
        walk.walk()
        fetch_words_due()
        return walk

    def call(self) -> Call:
        """The newest call."""
        call = Call.objects.order_by("pk").last()
        assert call is not None
        return call

    def reads(self) -> None:
        read_arrivals_due()


def phone_desk_at(base: str, studio: Studio, exchange: Exchange) -> PhoneDesk:
    """The number is connected at that address of the desk; both are there, with a telephone each."""
    typed = TypedLine(
        number=exchange.number, account=exchange.account, token=exchange.token, api=exchange.address, public=base,
        first_ring=12, everyone_rings=20, language="en",
    )  # fmt: skip
    OwnPhone.objects.keep(ANAS, rings=True, by=studio.ana)
    OwnPhone.objects.keep(TOMAS_S, rings=True, by=studio.tomas)
    is_here(studio.ana, studio.tomas)
    return PhoneDesk(studio, exchange, lines.connect(typed, name="Studio line"), base)
