"""Ibis at its border: its annotations do not know what its columns can do, so to the type checker they can do all."""

from __future__ import annotations

from typing import Any, TypeAlias

Table: TypeAlias = Any  # ibis.expr.types.Table
Value: TypeAlias = Any  # ibis.expr.types.Value
