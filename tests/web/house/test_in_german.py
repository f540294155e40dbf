"""What the pages for everyone say stands in German, too."""

import ast

from django.utils import translation
from jinja2.ext import babel_extract

from byhand.config.environment import PACKAGE

TEMPLATES, PAGES = (
    PACKAGE / "web" / "templates",
    "form frame parts said tell_us_off turn_to who_we_are words wrong",
)
SAID_BY = (
    "conversations/visiting/desk_told",
    "web/chat_pages",
    "web/ways",
    "web/views/chat_files",
    "web/views/talk",
)
ALIKE = {"Name"}


def test_what_chat_voice_and_forms_say_is_said_in_german():
    pages = [
        *TEMPLATES.glob("chat/*.html"),
        *TEMPLATES.glob("talk/*.html"),
        TEMPLATES / "calls" / "words.html",
    ]
    pages += [TEMPLATES / "public" / f"{name}.html" for name in PAGES.split()]
    sentences = {one for page in pages for one in of_template(page)}
    sentences |= {one for module in SAID_BY for one in of_module(PACKAGE / f"{module}.py")}
    assert len(sentences) > 100
    with translation.override("de"):
        assert not [one for one in sentences - ALIKE if translation.gettext(one) == one]
        team = translation.gettext("Write to %(team)s") % {"team": "Kiln Lane"}
    assert team == "An Kiln Lane schreiben"


def of_template(page) -> set[str]:
    with page.open("rb") as file:
        found = babel_extract(file, ["_"], [], {"trim_blocks": "true", "lstrip_blocks": "true"})
        return {words if isinstance(words, str) else words[0] for _line, _name, words, _notes in found}


def of_module(path) -> set[str]:
    calls = [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)]
    said = [one.args[0] for one in calls if isinstance(one.func, ast.Name) and one.func.id == "_"]
    return {one.value for one in said if isinstance(one, ast.Constant)}
