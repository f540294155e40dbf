"""Mailboxes that belong to a task and not to a person, by their name: RFC 2142 and what firms call them, by language.

Machines' mailboxes (no-reply, bounces) are none of anybody's either. A name proves little: a colleague may say
otherwise, and several people who write from one address say it, too.
"""

from __future__ import annotations

_BY_LANGUAGE = {
    "rfc2142": "info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster "
    "www uucp ftp",
    "en": "admin administrator accounts accounting billing bookings booking careers contact contactus "
    "customerservice customercare customers desk enquiries enquiry events feedback finance frontdesk hello help "
    "helpdesk hi hr inquiries "
    "invoices jobs legal mail mailbox marketing media members membership newsletter office orders order "
    "payments payroll "
    "people press privacy purchasing reception recruiting recruitment reservations returns reservation sales secretary "
    "service services shipping shop staff store studio studios support team tickets warehouse web workshop workshops "
    "alerts updates",
    "de": "anfrage anfragen anmeldung bestellung bestellungen bewerbung bewerbungen buchhaltung buchung buero büro "
    "datenschutz einkauf empfang fragen kasse kontakt kundendienst kundenservice kurse lager mitglieder personal post "
    "presse praxis rechnung rechnungen redaktion reservierung sekretariat termine vertrieb verkauf verwaltung vorstand "
    "werkstatt zentrale laden hallo",
    "fr": "accueil achats administration bonjour commande commandes comptabilite compta contacts direction facturation "
    "reservations rh secretariat serviceclient ventes boutique",
    "es": "administracion atencion ayuda clientes compras contabilidad contacto facturacion hola pedidos recepcion "
    "reservas rrhh soporte tienda ventas",
    "it": "acquisti amministrazione assistenza commerciale contatti contabilita fatturazione ordini prenotazioni "
    "segreteria ufficio vendite ciao",
    "nl": "administratie bestellingen boekhouding facturen klantenservice receptie secretariaat verkoop winkel inkoop",
    "pt": "atendimento comercial contato contacto encomendas faturamento financeiro loja ola suporte vendas",
    "pl": "biuro kontakt ksiegowosc sklep sprzedaz zamowienia sekretariat",
}
MACHINES = frozenset(
    {"noreply", "donotreply", "notifications", "notification", "mailer", "mailerdaemon", "bounce", "bounces"}
)
ROLES = MACHINES.union(word for words in _BY_LANGUAGE.values() for word in words.split())
_BETWEEN = str.maketrans("", "", ".-_")


def is_role(address: str) -> bool:
    """Whether the mailbox is named after a task: info@, sales-team@, kontakt+x@, orders.uk@."""
    local = address.rpartition("@")[0].partition("+")[0].lower()
    if local.translate(_BETWEEN) in ROLES:
        return True
    parts = local.replace("-", ".").replace("_", ".").split(".")
    return len(parts) > 1 and parts[0] in ROLES


def is_a_machines(address: str) -> bool:
    """Whether nobody reads what comes there, by its name: no-reply@, bounces+x@."""
    return address.rpartition("@")[0].partition("+")[0].lower().translate(_BETWEEN) in MACHINES
