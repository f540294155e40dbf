"""A report as it was, from the JSON it was written as."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from byhand.audit.report import Report


def from_json(words: str) -> Report:
    """The report that `writing.to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    return _told(Report, json.loads(words))


def _told(kind: Any, value: Any) -> Any:
    """The value as what its annotation says: dataclasses and tuples are what JSON does not know."""
    if get_origin(kind) is UnionType:
        return None if value is None else _told(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return _several(get_args(kind), value)
    if is_dataclass(kind):
        made = cast(Any, kind)
        return made(**{name: _told(one, value[name]) for name, one in _kinds(kind)})
    return value


def _several(kinds: tuple[Any, ...], values: Any) -> tuple[Any, ...]:
    """Of one kind, however many; or a few of a kind each."""
    if kinds[-1] is Ellipsis:
        return tuple(_told(kinds[0], one) for one in values)
    return tuple(_told(kind, one) for kind, one in zip(kinds, values, strict=True))


@cache
def _kinds(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))
