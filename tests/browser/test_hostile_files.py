"""Files that would be pages or programs, asked for by a real browser: each is a download, none runs as ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import wait_until

from byhand.conversations.models import Attachment

SCRIPT = b"<script>fetch('/people/');document.title='PWNED'</script>"
FILES = {
    "page.html": ("text/html", b"<!doctype html>" + SCRIPT),
    "drawing.svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    "data.xml": (
        "text/xml",
        b"<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>",
    ),
    "code.js": ("text/javascript", b"document.title='PWNED'"),
    "paper.pdf": (
        "application/pdf",
        b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    ),
    "both.gif": ("image/gif", b"GIF89a=1;document.title='PWNED'//" + SCRIPT),
    "both.png": ("image/png", cast.PNG + b"<html>" + SCRIPT),
}
TAKEN_AS_A_SCRIPT = """
address => new Promise(done => {
  const one = document.createElement("script")
  one.onload = () => done("ran"); one.onerror = () => done("refused")
  one.src = address; document.head.append(one)
})
"""


@pytest.fixture
def letter(desk):
    files = tuple((name, kind, content) for name, (kind, content) in FILES.items())
    return cast.comes_in(desk.studio.inbox, cast.letter("Look at these.", files=files))


def test_no_file_is_shown_as_a_page(desk, letter):
    page = desk.sit_down("/people/")
    for one in Attachment.objects.all():
        with page.expect_download() as downloading:
            page.evaluate("address => { location.href = address }", f"/attachments/{one.pk}/")
        assert downloading.value.suggested_filename == one.filename
        assert page.url == f"{desk.address}/people/" and page.title() != "PWNED"


def test_no_file_is_taken_as_a_script_however_it_is_asked_for(desk, letter):
    page = desk.sit_down("/people/")
    for one in Attachment.objects.all():
        for address in (f"/attachments/{one.pk}/", f"/attachments/{one.pk}/picture/"):
            assert page.evaluate(TAKEN_AS_A_SCRIPT, address) == "refused", (one.filename, address)
    assert page.title() != "PWNED"


def test_a_picture_that_is_also_a_page_stays_a_picture(desk, letter):
    page = desk.sit_down("/people/")
    for name in ("both.gif", "both.png"):
        one = Attachment.objects.get(filename=name)
        page.goto(f"/attachments/{one.pk}/picture/")
        assert page.evaluate("document.contentType") == FILES[name][0]
        assert page.evaluate("document.scripts.length") == 0 and page.title() != "PWNED"


def test_a_program_dropped_on_the_sheet_is_refused_in_words_and_a_picture_is_shown(desk, ruth):
    page = desk.at(ruth)
    page.set_input_files("#write input[type=file]", [
        {"name": "bowl.png", "mimeType": "image/png", "buffer": cast.PNG},
        {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
    ])  # fmt: skip
    wait_until(page, "document.querySelector('#uploads .failed')?.textContent.includes('is a program')")
    wait_until(page, "document.querySelector('#files img')?.naturalWidth === 1")
    expect(page.locator("#files .file")).to_have_count(1)
