"""A chart that was drawn: SVG, ready to stand in a page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart for a wide page and one for a telephone."""

    wide: Markup
    narrow: Markup
