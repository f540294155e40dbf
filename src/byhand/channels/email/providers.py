"""Mail providers that many teams use, with their servers as they publish them."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.channels.email.account import Provider, Security


@dataclass(frozen=True, slots=True)
class Known:
    """One provider; its user name is the whole address."""

    name: str
    imap_host: str
    smtp_host: str
    smtp_port: int = 465
    smtp_security: Security = "tls"
    imap_port: int = 993
    imap_security: Security = "tls"
    provider: Provider | None = None


GOOGLE = Known("Google", "imap.gmail.com", "smtp.gmail.com", provider="google")
MICROSOFT = Known(
    "Microsoft 365", "outlook.office365.com", "smtp.office365.com", 587, "starttls", provider="microsoft"
)
OUTLOOK = Known(
    "Outlook.com", "outlook.office365.com", "smtp-mail.outlook.com", 587, "starttls", provider="microsoft"
)
ICLOUD = Known("iCloud", "imap.mail.me.com", "smtp.mail.me.com", 587, "starttls")
YAHOO = Known("Yahoo", "imap.mail.yahoo.com", "smtp.mail.yahoo.com")
GMX = Known("GMX", "imap.gmx.net", "mail.gmx.net")
WEB_DE = Known("WEB.DE", "imap.web.de", "smtp.web.de", 587, "starttls")
T_ONLINE = Known("Telekom", "secureimap.t-online.de", "securesmtp.t-online.de")
FASTMAIL = Known("Fastmail", "imap.fastmail.com", "smtp.fastmail.com")
ZOHO = Known("Zoho", "imap.zoho.com", "smtp.zoho.com")
ZOHO_EU = Known("Zoho", "imap.zoho.eu", "smtp.zoho.eu")
MAILBOX_ORG = Known("mailbox.org", "imap.mailbox.org", "smtp.mailbox.org")
POSTEO = Known("Posteo", "posteo.de", "posteo.de")
IONOS = Known("IONOS", "imap.ionos.com", "smtp.ionos.com")
IONOS_DE = Known("IONOS", "imap.ionos.de", "smtp.ionos.de")
STRATO = Known("STRATO", "imap.strato.de", "smtp.strato.de")
OVH = Known("OVHcloud", "ssl0.ovh.net", "ssl0.ovh.net")
INFOMANIAK = Known("Infomaniak", "mail.infomaniak.com", "mail.infomaniak.com")
GANDI = Known("Gandi", "mail.gandi.net", "mail.gandi.net")
MIGADU = Known("Migadu", "imap.migadu.com", "smtp.migadu.com")
AOL = Known("AOL", "imap.aol.com", "smtp.aol.com")

# Mail of these domains itself.
BY_DOMAIN: dict[str, Known] = {
    "gmail.com": GOOGLE, "googlemail.com": GOOGLE,
    "outlook.com": OUTLOOK, "hotmail.com": OUTLOOK, "live.com": OUTLOOK, "msn.com": OUTLOOK,
    "outlook.de": OUTLOOK, "hotmail.de": OUTLOOK, "hotmail.co.uk": OUTLOOK, "hotmail.fr": OUTLOOK,
    "icloud.com": ICLOUD, "me.com": ICLOUD, "mac.com": ICLOUD,
    "yahoo.com": YAHOO, "yahoo.de": YAHOO, "yahoo.co.uk": YAHOO, "yahoo.fr": YAHOO, "ymail.com": YAHOO,
    "gmx.de": GMX, "gmx.net": GMX, "gmx.at": GMX, "gmx.ch": GMX, "web.de": WEB_DE, "t-online.de": T_ONLINE,
    "fastmail.com": FASTMAIL, "zoho.com": ZOHO, "mailbox.org": MAILBOX_ORG, "posteo.de": POSTEO,
    "posteo.net": POSTEO, "aol.com": AOL,
}  # fmt: skip

# Mail of whatever domain that these exchangers take in.
BY_MX: dict[str, Known] = {
    "google.com": GOOGLE, "googlemail.com": GOOGLE, "mail.protection.outlook.com": MICROSOFT,
    "mx.microsoft": MICROSOFT, "messagingengine.com": FASTMAIL, "zoho.com": ZOHO, "zoho.eu": ZOHO_EU,
    "mailbox.org": MAILBOX_ORG, "posteo.de": POSTEO, "ionos.com": IONOS, "kundenserver.de": IONOS_DE,
    "ionos.de": IONOS_DE, "rzone.de": STRATO, "ovh.net": OVH, "infomaniak.ch": INFOMANIAK, "gandi.net": GANDI,
    "migadu.com": MIGADU, "icloud.com": ICLOUD,
}  # fmt: skip
