"""The charts, drawn ahead as SVG; their colours are the page's, so that they follow light, dark and paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from byhand.audit.page.drawing import Drawing
from byhand.audit.page.network import Place, lay_out
from byhand.audit.report import Report

_WIDE, _NARROW = 640, 270
# Colours nobody uses stand for the page's own until the SVG is written.
_INK, _LINE, _BLUE, _WAX, _LEAF, _AMBER, _GREY, _SHEET = (f"#a0b0c{digit}" for digit in range(1, 9))
_PAGE = {
    _INK: "var(--ink-2)", _LINE: "var(--line)", _BLUE: "var(--blue)", _WAX: "var(--wax)", _LEAF: "var(--leaf)",
    _AMBER: "var(--amber)", _GREY: "var(--ink-3)", _SHEET: "var(--sheet)",
}  # fmt: skip
_KINDS = {"personal": _LEAF, "repeated": _WAX, "automatic": _GREY, "broadcast": _AMBER}
_FONT = "system-ui, sans-serif"


def draw(report: Report) -> dict[str, Drawing]:
    """The charts there is something to show in, by name."""
    makers: dict[str, tuple[bool, Callable[[Report, int], Any]]] = {
        "mix": (len(report.mix.months) > 1, _mix),
        "answers": (report.first_answer.median_hours.can_tell, _answers),
        "dose": (sum(one.answered.can_tell for one in report.dose) > 1, _doses),
        "network": (len(report.network) > 2, _network),
    }
    return {
        name: Drawing(_svg(make(report, _WIDE)), _svg(make(report, _NARROW)))
        for name, (is_worth_it, make) in makers.items()
        if is_worth_it
    }


def _svg(chart: Any) -> Markup:
    configured = (
        chart.configure(background="transparent", font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(labelColor=_INK, titleColor=_INK, gridColor=_LINE, domainColor=_LINE, tickColor=_LINE,
                        labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_legend(labelColor=_INK, titleColor=_INK, orient="top", title=None, labelFontSize=12)
    )  # fmt: skip
    drawn: str = vl_convert.vegalite_to_svg(configured.to_dict())
    for stand_in, ours in _PAGE.items():
        drawn = drawn.replace(stand_in, ours)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def _mix(report: Report, width: int) -> Any:
    values = [
        {"month": f"{month.month}-15", "kind": kind, "messages": getattr(month, kind)}
        for month in report.mix.months for kind in _KINDS
    ]  # fmt: skip
    bar = max(1.0, min(18.0, width / max(1, len(report.mix.months)) - 1))
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar(width=bar)
        .encode(
            x=alt.X("month:T", title=None, axis=alt.Axis(tickCount=4, grid=False)),
            y=alt.Y("sum(messages):Q", title=None, axis=alt.Axis(tickCount=4)),
            color=alt.Color(
                "kind:N",
                sort=list(_KINDS),
                legend=alt.Legend(columns=4 if width > _NARROW else 2),
                scale=alt.Scale(domain=list(_KINDS), range=list(_KINDS.values())),
            ),
            order=alt.Order("kind:N"),
        )
        .properties(width=width - 60, height=170)
    )


def _answers(report: Report, width: int) -> Any:
    values = [{"hours": f"{step.hours:g} h", "share": step.share.value, "low": step.share.low, "high": step.share.high}
              for step in report.first_answer.steps if step.share.can_tell]  # fmt: skip
    x = alt.X("hours:N", sort=None, title="working hours", axis=alt.Axis(labelAngle=0))
    base = alt.Chart(alt.Data(values=values))
    bars = base.mark_bar(color=_LEAF, size=min(40, width / 14)).encode(
        x=x, y=alt.Y("share:Q", title=None, axis=alt.Axis(format="%", tickCount=4))
    )
    sure = base.mark_rule(color=_INK).encode(x=x, y="low:Q", y2="high:Q")
    return (bars + sure).properties(width=width - 60, height=150)


def _doses(report: Report, width: int) -> Any:
    values = [{"touch": one.touch, "share": one.answered.value, "low": one.answered.low, "high": one.answered.high}
              for one in report.dose if one.answered.can_tell]  # fmt: skip
    x = alt.X("touch:O", title="touch since their last word", axis=alt.Axis(labelAngle=0, grid=False))
    base = alt.Chart(alt.Data(values=values))
    sure = base.mark_rule(color=_BLUE, strokeWidth=2).encode(
        x=x, y=alt.Y("low:Q", title=None, axis=alt.Axis(format="%", tickCount=4)), y2="high:Q"
    )
    dots = base.mark_circle(color=_BLUE, size=70, opacity=1).encode(x=x, y="share:Q")
    return (sure + dots).properties(width=width - 60, height=150)


def _network(report: Report, width: int) -> Any:
    places = lay_out(report.network)
    by_name = {place.name: place for place in places}
    lines = [
        _line(by_name[edge.colleague], by_name[edge.person], edge.messages, edge.drifting)
        for edge in report.network
    ]
    height = min(420, width)
    side = alt.Scale(domain=[-1.12, 1.12])
    x, y = alt.X("x:Q", axis=None, scale=side), alt.Y("y:Q", axis=None, scale=side)
    ties = alt.Chart(alt.Data(values=lines)).mark_rule().encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", size=alt.Size("weight:Q", scale=alt.Scale(range=[0.6, 3.5]), legend=None),
        color=alt.condition("datum.drifting", alt.value(_AMBER), alt.value(_LINE)),
    )  # fmt: skip
    spots = [
        {
            "x": one.x,
            "y": one.y,
            "ours": one.is_ours,
            "name": one.name.partition(" <")[0].partition("@")[0][:22],
        }
        for one in places
    ]
    dots = alt.Chart(alt.Data(values=spots)).mark_circle(opacity=1).encode(
        x=x, y=y, color=alt.condition("datum.ours", alt.value(_WAX), alt.value(_BLUE)),
        size=alt.condition("datum.ours", alt.value(150), alt.value(45)),
    )  # fmt: skip
    ours = [one for one in spots if one["ours"]][: 12 if width > _NARROW else 5]
    names = alt.Chart(alt.Data(values=ours)).encode(x=x, y=y, text="name:N")
    halo = names.mark_text(dy=-14, fontSize=12, color=_SHEET, stroke=_SHEET, strokeWidth=4)
    return (ties + dots + halo + names.mark_text(dy=-14, fontSize=12, color=_INK)).properties(
        width=width - 10, height=height
    )


def _line(one: Place, other: Place, messages: int, drifting: bool) -> dict[str, float | bool]:
    return {
        "x": one.x,
        "y": one.y,
        "x2": other.x,
        "y2": other.y,
        "weight": float(messages) ** 0.5,
        "drifting": drifting,
    }
