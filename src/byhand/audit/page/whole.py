"""The report as one page, its charts drawn for it."""

from __future__ import annotations

from byhand.audit.page.charts import draw
from byhand.audit.page.filling import fill
from byhand.audit.report import Report


def to_html(report: Report) -> str:
    """The whole page."""
    return fill(report, draw(report))
