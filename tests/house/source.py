"""The source as the house rules see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "byhand"


@cache
def modules(below: str = "") -> dict[Path, ast.Module]:
    """Every module of the product below a folder, parsed."""
    found = sorted((PACKAGE / below).rglob("*.py"))
    return {path.relative_to(PACKAGE): ast.parse(path.read_text()) for path in found}


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The last name of everything that is called, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno
