"""Domains at which anybody may have a mailbox: sharing one says nothing about two people."""

from __future__ import annotations

_OPEN_WRITTEN = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com "
    "aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de "
    "arcor.de mail.com mail.de posteo.de posteo.net mailbox.org proton.me protonmail.com pm.me "
    "tutanota.com tuta.com fastmail.com fastmail.fm hey.com zoho.com yandex.com yandex.ru mail.ru "
    "inbox.ru list.ru bk.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net "
    "libero.it virgilio.it tiscali.it alice.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr "
    "bluewin.ch hispeed.ch sunrise.ch chello.at aon.at btinternet.com virginmedia.com sky.com "
    "talktalk.net ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net "
    "charter.net earthlink.net shaw.ca rogers.com bigpond.com optusnet.com.au xtra.co.nz ziggo.nl "
    "kpnmail.nl planet.nl xs4all.nl telenet.be skynet.be wp.pl o2.pl onet.pl interia.pl seznam.cz "
    "centrum.cz uol.com.br bol.com.br terra.com.br"
)
_OPEN = frozenset(_OPEN_WRITTEN.split())
_FAMILIES = ("yahoo.", "hotmail.", "live.", "outlook.", "gmx.")


def is_open_to_all(domain: str) -> bool:
    """Whether it belongs to a provider of mailboxes and to no firm."""
    name = domain.lower()
    return name in _OPEN or name.startswith(_FAMILIES) or name.endswith(".privaterelay.appleid.com")
