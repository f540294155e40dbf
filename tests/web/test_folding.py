"""What a template says alike on every page is worked out once a language, and says the same as before."""

from django.utils import translation
from jinja2 import DictLoader
from markupsafe import Markup

from byhand.web.folding import FoldedPages, PagesByLanguage

TEMPLATE = (
    '{{ said("a < b") }} {{ said(name) }} {{ said("x", n=name) }} '
    '{% if said("") %}no{% else %}nothing{% endif %}'
)


def pages(calls: list[str]) -> PagesByLanguage:
    """An environment in which `said` tells in which language it was asked, and remembers each call."""

    def said(words: str, **values: object) -> Markup:
        calls.append(words)
        return Markup("{}:{}").format(translation.get_language(), words) if words else Markup()

    def make(language: str) -> FoldedPages:
        made = FoldedPages(loader=DictLoader({"page": TEMPLATE}), autoescape=True)
        made.language, made.folded = language, {"said": said}
        made.globals["said"] = said
        return made

    return PagesByLanguage(make)


def test_constants_are_asked_once_and_the_rest_each_time():
    calls: list[str] = []
    with translation.override("en"):
        page = pages(calls).get_template("page")
        first = page.render(name="<Ruth>")
        calls.clear()
        assert page.render(name="<Ruth>") == first
    assert calls == ["<Ruth>", "x"]
    assert first == "en:a &lt; b en:&lt;Ruth&gt; en:x nothing"


def test_each_language_has_its_own():
    ours = pages([])
    with translation.override("en"):
        ours.get_template("page").render(name="")
    with translation.override("de"):
        assert ours.get_template("page").render(name="Ruth").startswith("de:a &lt; b de:Ruth")
    with translation.override("en"):
        assert ours.get_template("page").render(name="Ruth").startswith("en:a &lt; b en:Ruth")


def test_what_is_loaded_before_is_read_no_more_with_all_that_it_takes_in():
    words = {"page": '{% include "part" %}', "part": '{% extends "shell" %}', "shell": "here"}
    ours = PagesByLanguage(lambda language: FoldedPages(loader=DictLoader(words), auto_reload=False))
    ours.load(["page"])
    words.clear()
    assert ours.get_template("page").render() == "here"
