"""The report as one page that asks nobody for anything: style, charts and words in one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from byhand.audit.page.drawing import Drawing
from byhand.audit.page.saying import FILTERS
from byhand.audit.report import Report

_HERE = Path(__file__).parent


def fill(report: Report, drawings: Mapping[str, Drawing]) -> str:
    """The whole page, with whatever charts were drawn."""
    jinja = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters.update(FILTERS)
    style = Markup((_HERE / "report.css").read_text(encoding="utf-8"))  # our own file
    return jinja.get_template("report.html").render(report=report, style=style, drawings=drawings)
