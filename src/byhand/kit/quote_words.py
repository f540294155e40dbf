"""What mail programs say, in their languages, before they repeat what was written to them."""

# ruff: noqa: SIM905, E501 - lists of words read better as words; some letters are wide
from __future__ import annotations

import re

# "On Monday somebody wrote:" and its sisters. The verb may stand before the name (de, nl, sv, da, no).
VERBS = tuple(
    "wrote|writes|said|schrieb|geschrieben|a écrit|a ecrit|écrivait|escribió|escribio|ha scritto"
    "|scrisse|schreef|geschreven|escreveu|skrev|napisał|napisal|napsal|kirjoitti|написа|пишет|писал"
    "|írta|yazdı|a scris|έγραψε|đã viết|menulis|写道|寫道|のメール|さんは書きました|작성|כתב|كتب".split("|")
)
LEAD = re.compile(
    r"[ \t*_-]{0,6}(?:(?:On|Am|Le|El|Il|Op|Em|Den|Dne|Dňa|W dniu|På|Pe|Pada|Vào|Στις|В|Ma|Me|Lähettäjä|Dnia|Il giorno"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So|pon|wt|śr|czw|pt|lun|mar|mer|jeu|ven|sam|dim)\b"
    r"|\d)|(\"|'|<|[\w.-]+@|[^\n]{1,80} (?:on|am) ))",
)
WHEN_OR_WHO = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d|@|\d{1,2}[/.]\d{1,2}[/.]\d{2}")
YEAR_OR_TIME = re.compile(r"\b(?:19|20)\d\d(?:\b|年)|\d{1,2}[:.]\d\d")

ORIGINAL = re.compile(
    r"[ \t]{0,8}+(?:[-=]{2,}+|_{2,}+|\*{2,}+)[ \t]*+(?:Original[ -]Message|Original Appointment|Reply message"
    r"|Ursprüngliche (?:Nachricht|Mail)|Originalnachricht|Message d'origine|Message original|Mensaje original"
    r"|Messaggio originale|Oorspronkelijk bericht|Mensagem original|Originalmeddelande|Oprindelig meddelelse"
    r"|Opprinnelig melding|Ursprungligt meddelande|Alkuperäinen viesti|Wiadomość oryginalna|Původní zpráva"
    r"|Исходное сообщение|Пересылаемое сообщение|原始邮件|原始郵件|Original-Nachricht|Forwarded [Mm]essage"
    r"|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato|Doorgestuurd bericht"
    r"|Mensagem encaminhada|Vidarebefordrat meddelande|Videresendt|Forwarded by|Przekazana wiadomość)",
    re.IGNORECASE,
)
BEGIN_FORWARD = re.compile(
    r"[ \t]{0,4}(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Début du message "
    r"(?:transféré|réexpédié)|Inizio messaggio inoltrato|Inicio del mensaje reenviado|Begin doorgestuurd bericht)[ ]?:"
)
FROM = frozenset(
    "From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä|От|Feladó|Kimden|差出人|发件人|寄件者|보낸 사람".split("|")
)
BESIDE_FROM = frozenset(
    "Sent|Date|To|Subject|Cc|CC|Reply-To|Gesendet|Gesendet am|Datum|An|Betreff|Envoyé|À|A|Objet|Enviado"
    "|Enviado el|Enviado em|Fecha|Para|Asunto|Assunto|Data|Inviato|Oggetto|Verzonden|Aan|Onderwerp"
    "|Skickat|Till|Ämne|Sendt|Til|Emne|Wysłano|Do|Temat|Odesláno|Komu|Předmět|Lähetetty|Vastaanottaja"
    "|Aihe|Отправлено|Дата|Кому|Тема|Dátum|Címzett|Tárgy|Tarih|Kime|Konu|送信日時|宛先|件名|发送时间|收件人|主题|보낸 날짜"
    "|받는 사람|제목".split("|")
)
BLOCK_STARTS = FROM | {"To"}  # Lotus Notes begins with To
