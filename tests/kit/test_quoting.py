# ruff: noqa: E501 - mail and HTML as they come
"""What of a letter is new, in the shapes and languages of mail programs. All letters here are made up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from byhand.kit.mime import read_mail
from byhand.kit.quoting import split

_OLD = "> Could we bring twelve?\n> Ruth\n"


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, 17 Nov 2026 at 16:20, Ruth Okafor <ruth@harrow.example> wrote:",
        "On Tue, 17 Nov 2026 at 16:20, Ruth Okafor\n<ruth@harrow.example>\nwrote:",
        "On 17/11/2026 16:20, Ruth wrote:",
        "Ruth Okafor wrote:",
        "Ruth Okafor <ruth@harrow.example> writes:",
        "Am 17.11.2026 um 16:20 schrieb Ruth Okafor:",
        "Am Di., 17. Nov. 2026 um 16:20 Uhr schrieb Ruth Okafor <\nruth@harrow.example>:",
        "Ruth Okafor hat am 17. November 2026 geschrieben:",
        "Le mar. 17 nov. 2026 à 16:20, Ruth Okafor <ruth@harrow.example> a écrit :",
        "El mar, 17 nov 2026 a las 16:20, Ruth Okafor (<ruth@harrow.example>) escribió:",
        "Il giorno mar 17 nov 2026 alle ore 16:20 Ruth Okafor <ruth@harrow.example> ha scritto:",
        "Op di 17 nov 2026 om 16:20 schreef Ruth Okafor <ruth@harrow.example>:",
        "Em ter., 17 de nov. de 2026 às 16:20, Ruth Okafor <ruth@harrow.example> escreveu:",
        "Den tis 17 nov. 2026 kl 16:20 skrev Ruth Okafor <ruth@harrow.example>:",
        "tir. 17. nov. 2026 kl. 16.20 skrev Ruth Okafor <ruth@harrow.example>:",
        "wt., 17 lis 2026 o 16:20 Ruth Okafor <ruth@harrow.example> napisał(a):",
        "ti 17. marrask. 2026 klo 16.20 Ruth Okafor (ruth@harrow.example) kirjoitti:",
        "вт, 17 нояб. 2026 г. в 16:20, Ruth Okafor <ruth@harrow.example>:",
        "17.11.2026 16:20, Ruth Okafor пишет:",
        "2026年11月17日(火) 16:20 Ruth Okafor <ruth@harrow.example>:",
        "Ruth Okafor <ruth@harrow.example> 于2026年11月17日周二 16:20写道：",
    ],
)
def test_a_reply_above_its_quote_is_new_in_every_language(line):
    assert split(f"Twelve is fine.\n\nTom\n\n{line}\n\n{_OLD}").new_text == "Twelve is fine.\n\nTom"
    assert split(f"{line}\n{_OLD}\nTwelve is fine.").new_text == "Twelve is fine."


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Ruth\nSent: Tuesday\nTo: Studio\nSubject: The lid",
        "-----Ursprüngliche Nachricht-----\nVon: Ruth\nGesendet: Dienstag\nAn: Studio\nBetreff: Der Deckel",
        "________________________________\nFrom: Ruth <ruth@harrow.example>\nSent: Tuesday, 17 November\nTo: Studio\nSubject: x",
        "*From:* Ruth\n*Sent:* Tuesday\n*To:* Studio\n*Subject:* The lid",
        "Von: Ruth\nGesendet: Dienstag\nAn: Studio\nBetreff: Der Deckel",
        "De : Ruth\nEnvoyé : mardi\nÀ : Studio\nObjet : Le couvercle",
        "De: Ruth\nEnviado el: martes\nPara: Studio\nAsunto: La tapa",
        "Da: Ruth\nInviato: martedì\nA: Studio\nOggetto: Il coperchio",
        "Van: Ruth\nVerzonden: dinsdag\nAan: Studio\nOnderwerp: Het deksel",
        "---------- Forwarded message ---------\nFrom: Ruth\nDate: Tue\nSubject: x\nTo: Studio",
        "Begin forwarded message:\n\nFrom: Ruth\nSubject: x\nDate: Tue",
        "Ruth Okafor\n11/17/2026 04:20 PM\nTo: Studio\ncc: Tom\nSubject: The lid",
        "On Tue, 17 Nov 2026 at 16:20, Ruth Okafor <ruth@harrow.example> wrote:",
    ],
)
def test_what_follows_a_header_block_was_written_before(head):
    pieces = split(f"Twelve is fine.\n\n{head}\n\nCould we bring twelve?\n\nRuth")
    assert pieces.new_text == "Twelve is fine."
    assert pieces.quoted.endswith("Ruth")


def test_answers_between_the_lines_are_all_kept():
    text = f"Hello,\n\nRuth wrote:\n{_OLD}\nTwelve is fine.\n\n> And a dog?\n\nThe dog as well.\n\n> When?\nAt four."
    assert split(text).new_text == "Hello,\n\nTwelve is fine.\n\nThe dog as well.\n\nAt four."


def test_an_answer_below_the_original_is_new_if_the_original_is_marked():
    text = (
        "----- Original Message -----\nFrom: Ruth\nTo: Studio\nSent: Tuesday\n\n> Twelve?\n\nTwelve is fine."
    )
    assert split(text).new_text == "Twelve is fine."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nTom Hale\nKiln Lane 4",
        "--\nTom Hale",
        "Sent from my iPhone",
        "Sent from my Verizon Wireless BlackBerry",
        "Get Outlook for iOS<https://aka.ms/x>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "-Tom Hale",
        "______________________________\npotters mailing list\nhttps://lists.example/potters",
    ],
)
def test_a_signature_is_folded_with_and_without_a_quote_below(signature):
    for below in ("", f"\n\nRuth wrote:\n{_OLD}"):
        pieces = split(f"Twelve is fine.\n\n{signature}{below}")
        assert (pieces.new_text, pieces.signature) == ("Twelve is fine.", signature)


@pytest.mark.parametrize(
    "text",
    [
        "One thing -- this is no signature.",
        "Sent from my desk, where it is warm, with love.",
        "I like these:\n\n- pots\n- lids",
        "On your way, could you bring this:\n\n    a lid",
        "From: what I hear, all is well.\nDate: unknown",
        "a > b\n=> c",
        "He wrote: come at four.",
        "Today I wrote:\nnothing",
    ],
)
def test_what_only_looks_like_a_quote_stays_new(text):
    assert split(text).new_text == text


@pytest.mark.parametrize(
    "text", ["", "\n", "x", f"x\n{_OLD}", f"{_OLD}", f"a\n\n{_OLD}\n-- \nb\n\n", ">", "x\n>\n\n\ny"]
)
def test_the_spans_hold_every_letter(text):
    spans = split(text).spans
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(before.end == after.start for before, after in pairwise(spans))


def _page(html: str) -> bytes:
    return b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, Ruth wrote:<br></div><blockquote class="gmail_quote">Old</blockquote></div>',
        '<div class="moz-cite-prefix">On 17/11, Ruth wrote:<br></div><blockquote type="cite" cite="mid:x">Old</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ruth</div><div>Old</div>',
        '<div class="yahoo_quoted" id="yahoo_quoted_1">On Tuesday, Ruth wrote:<br>Old</div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt 0 0 0"><p><b>From:</b> Ruth</p></div><p>Old</p>',
        "<div>-----Original Message-----<br>From: Ruth<br>To: us<br>Sent: Tuesday<br>Subject: x<br><br>Old</div>",
        '<div>17.11.2026, 16:20, "Ruth" &lt;ruth@b.example&gt;:</div><blockquote type=cite>Old</blockquote>',
        '<div class="protonmail_quote">On Tuesday, Ruth wrote:<blockquote class="protonmail_quote" type="cite">Old</blockquote></div>',
    ],
)
def test_quotes_in_pages_are_known_by_their_containers(quote):
    mail = read_mail(_page(f"<div>Twelve is fine.</div><div><br></div><div>Tom</div>{quote}"))
    assert mail.new_text == "Twelve is fine.\n\nTom"
    assert "Old" in mail.text


def test_an_indented_paragraph_of_gmail_is_no_quote():
    page = '<div>Yes:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>twelve</div></blockquote>'
    assert read_mail(_page(page)).new_text == "Yes:\n\ntwelve"


def test_the_page_knows_a_quote_that_its_text_does_not_mark():
    raw = (
        b"From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nTwelve is fine.\nOld words\n"
        b"--b\nContent-Type: text/html\n\n<p>Twelve is fine.</p><div class=gmail_quote>Old words</div>\n--b--\n"
    )
    mail = read_mail(raw)
    assert mail.new_text == "Twelve is fine."
    assert mail.text == "Twelve is fine.\nOld words"
