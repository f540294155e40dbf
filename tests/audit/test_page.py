"""The report as a page: whole in itself, honest when there is nothing, and no letter can put anything into it."""

from __future__ import annotations

import re

from tests.audit.studio import Studio, filled

from byhand.audit import audit, read
from byhand.audit.masking import mask
from byhand.audit.page.whole import to_html


def test_the_page_needs_nothing_but_itself(tmp_path):
    page = to_html(audit(read([filled().mbox(tmp_path / "m")])))
    assert not re.search(r"<(?:script|link|img|iframe|object|embed|form)\b|@import|url\(", page)
    assert not re.search(r"""\b(?:src|href)=["'](?!#)""", re.sub(r"\bxmlns(?::\w+)?=\"[^\"]*\"", "", page))
    assert page.count("<svg ") >= 4 and "cannot tell" in page


def test_hostile_words_stay_words(tmp_path):
    studio, bad = Studio(), '<img src=x onerror=alert(1)>"><script>alert(2)</script>'
    for number in range(12):
        person = f'"{bad[:24]}" <p{number}@c.example>'
        asked = studio.write(person, "ruth@studio.example", f"Could you help? {bad}", bad)
        studio.write("Ruth <ruth@studio.example>", person, f"Please look at {bad} and tell me.", "Re", asked)
    for _ in range(3):
        studio.write("ruth@studio.example", "x@c.example", studio.prose(), "later", hours=400)
    page = to_html(audit(read([studio.mbox(tmp_path / "m")]), ["studio.example"]))
    assert "&lt;script&gt;" in page and "<script" not in page and "<img" not in page


def test_an_empty_history_makes_a_page_that_says_so(tmp_path):
    (tmp_path / "e.json").write_text("[]")
    page = to_html(audit(read([tmp_path / "e.json"])))
    assert "There is too little here to give advice." in page


def test_a_masked_page_names_nobody(tmp_path):
    report = audit(read([filled().mbox(tmp_path / "m")]))
    page = to_html(mask(report))
    for name in ("ruth", "jonas", "studio.example", "mail1"):
        assert name not in page.lower()
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "thank you for your order number" in shown
    assert not [name for name in ("Carla", "Jamal", "Hugo", "Paulo", "Blue Vase", "17113") if name in shown]
