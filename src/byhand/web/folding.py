"""Folding: what a template says alike on every page is worked out once, when the template is compiled.

A page says three hundred sentences, icons and addresses that never change within a language. Jinja2 would call a
function for each of them again and again; here each language has an environment of its own, in which such a call is
replaced by what it gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation
from jinja2 import Environment, Template, meta, nodes
from jinja2.visitor import NodeTransformer


class PagesByLanguage(Environment):
    """Hands out each template in the reader's language; the environment of a language is made when first wanted."""

    def __init__(self, make: Callable[[str], Environment], **options: Any) -> None:
        super().__init__(**options)
        self._make = make
        self._made: dict[str, Environment] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        return self._spoken().get_template(name, parent, globals)

    def load(self, names: Iterable[str]) -> None:
        """Compiles these templates and all that they take in, in the reader's language: no page waits for it."""
        pages, wanted = self._spoken(), list(names)
        for name in wanted:  # grows meanwhile
            source, _, _ = pages.loader.get_source(pages, name) if pages.loader else ("", None, None)
            pages.get_template(name)
            parts = meta.find_referenced_templates(pages.parse(source))
            wanted += [part for part in parts if part and part not in wanted]

    def _spoken(self) -> Environment:
        language = translation.get_language() or ""
        pages = self._made.get(language)
        if pages is None:
            pages = self._made[language] = self._make(language)
        return pages


class FoldedPages(Environment):
    """An environment in which calls of these functions with constants alone are folded."""

    folded: dict[str, Callable[..., Any]] = {}
    language = ""

    def _generate(self, source: nodes.Template, name: Any, filename: Any, defer_init: bool = False) -> str:
        with translation.override(self.language or None):
            _Folding(self.folded).visit(source)
        return super()._generate(source, name, filename, defer_init)


class _Folding(NodeTransformer):
    def __init__(self, folded: dict[str, Callable[..., Any]]) -> None:
        self._folded = folded

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  the visitor names it
        self.generic_visit(node)
        if not _has_constants_alone(node) or not isinstance(node.node, nodes.Name):
            return node
        given = self._folded.get(node.node.name)
        if given is None:
            return node
        return nodes.Const(given(*(one.value for one in node.args)), lineno=node.lineno)  # type: ignore[attr-defined]


def _has_constants_alone(node: nodes.Call) -> bool:
    named = node.kwargs or node.dyn_args or node.dyn_kwargs
    return not named and all(isinstance(one, nodes.Const) for one in node.args)
