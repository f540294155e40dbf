"""The report as one page that asks nobody for anything: style, charts and words in one file."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from byhand.audit.page.charts import Drawing, draw
from byhand.audit.page.saying import FILTERS
from byhand.audit.report import Report

_HERE = Path(__file__).parent


def to_html(report: Report) -> str:
    """The whole page."""
    jinja = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters.update(FILTERS)
    style = Markup((_HERE / "report.css").read_text(encoding="utf-8"))  # our own file
    drawings: dict[str, Drawing] = draw(report)
    return jinja.get_template("report.html").render(report=report, style=style, drawings=drawings)
