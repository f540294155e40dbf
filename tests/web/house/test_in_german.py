"""What stands in German, too: whatever the house says to anybody outside, and the pages of the desk named here."""

import ast
from pathlib import Path

import pytest
from django.utils import translation
from jinja2.ext import babel_extract

from byhand.config.environment import PACKAGE
from byhand.gate.records.kinds import Kind

TEMPLATES = PACKAGE / "web" / "templates"
# A page that is added there is looked at; nothing has to be named here.
PAGES = [
    *(page for room in ("chat", "help", "public", "talk") for page in TEMPLATES.glob(f"{room}/*.html")),
    TEMPLATES / "calls" / "words.html",
]  # fmt: skip
# Of the desk: what others believe of our letters, other systems, what is brought along.
DESK = [
    *TEMPLATES.glob("imports/*.html"), *TEMPLATES.glob("outreach/lists/*.html"), *TEMPLATES.glob("people/import*.html"),
    *TEMPLATES.glob("settings/record_import*.html"), *TEMPLATES.glob("settings/source*.html"),
    TEMPLATES / "outreach" / "broadcasts" / "links.html", TEMPLATES / "people" / "files.html",
    *TEMPLATES.glob("settings/believed*.html"), TEMPLATES / "settings" / "topics.html",
    TEMPLATES / "people" / "consents.html",
    *(PACKAGE / "channels" / "email" / "believed").glob("*.py"),
    *(PACKAGE / f"{module}.py" for module in (
        "channels/believing", "gate/records/columns", "gate/records/told", "people/consent_importing",
        "people/file_importing", "people/importing", "people/taking_cards", "web/forms/believed",
        "web/forms/people_files", "web/forms/sources", "web/links_said",
        "web/views/people_files", "web/views/settings/believed",
    )),
]  # fmt: skip
SAID_BY = [PACKAGE / f"{module}.py" for module in (
    "conversations/visiting/desk_told", "gate/many/because", "gate/many/letters", "gate/notice", "gate/notice_words",
    "gate/records/kinds", "gate/unsubscribing", "people/doors", "people/own_link", "people/rhythm", "web/chat_pages",
    "web/forms/wishes", "web/forms/words", "web/views/chat_files", "web/views/signing_up", "web/views/stopping",
    "web/views/talk", "web/views/yours", "web/ways", "web/wishes_said",
)]  # fmt: skip
ALIKE = {"Name", "vCards"}
Said = tuple[str, ...]


@pytest.mark.parametrize("files", [PAGES, SAID_BY, DESK], ids=["pages", "sentences", "desk"])
def test_what_is_said_there_is_said_in_german(files: list[Path]):
    read = {".html": of_template, ".py": of_module}
    sentences = {one for file in files for one in read[file.suffix](file)}
    assert len(sentences) > 100
    with translation.override("de"):
        assert not [one for one in sentences if one[0] not in ALIKE and in_german(one) == one[0]]


def test_a_receipt_of_ours_is_no_receipt_of_a_sale():
    with translation.override("de"):
        assert translation.gettext("Write to %(team)s") % {"team": "Kiln Lane"} == "An Kiln Lane schreiben"
        assert (translation.gettext("receipt"), str(Kind.RECEIPT.label)) == ("Eingangsbestätigung", "Beleg")


def in_german(said: Said) -> str:
    return translation.gettext(said[0]) if len(said) == 1 else translation.ngettext(said[0], said[1], 1)


def of_template(page: Path) -> set[Said]:
    """Each sentence, with its plural where it has one."""
    with page.open("rb") as file:
        found = babel_extract(file, ["_", "ngettext"], [], {"trim_blocks": "true", "lstrip_blocks": "true"})
        return {
            (words,) if isinstance(words, str) else tuple(one for one in words if isinstance(one, str))[:2]
            for _line, _name, words, _notes in found
        }


def of_module(path: Path) -> set[Said]:
    """The first words of each call, a sentence or two; context and whatever else stands there is left out."""
    calls = [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)]
    said: set[Said] = set()
    for one in calls:
        if isinstance(one.func, ast.Name) and one.func.id in ("_", "gettext_lazy", "ngettext"):
            words = [each.value for each in one.args if isinstance(each, ast.Constant)]
            said.add(tuple(each for each in words if isinstance(each, str)))
    return {one for one in said if one}
