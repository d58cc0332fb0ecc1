"""进度曲线 — a plan month by month: what should be closed by then beside what is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mengyang.core.access import scope
from mengyang.core.ledger import CourseStep, course
from mengyang.store.reads import ledger
from mengyang.web.clock import today
from mengyang.web.declared import Screen
from mengyang.web.lit import lit
from mengyang.web.pages.plans import plan_frame
from mengyang.web.request import Request

# The colours of the style sheet: an SVG drawn by script cannot read its variables.
_ACCENT, _SOFT = "#1c4e80", "#55606b"


@require_safe
def plan_course(request: Request, plan_id: int) -> HttpResponse:
    """The course of a plan as a chart with its table."""
    context = plan_frame(request, plan_id, "plan_course")
    passed = ledger.passed(scope(request.actor, "see", "task"), lit(today()), plan_id)
    steps = course(passed, context["plan"].adopted_on, today())
    context |= {
        "steps": steps,
        "option": _option(steps),
        "timed": sum(task.number for task in passed if task.due_on),
        "untimed": sum(task.number for task in passed if not task.due_on),
    }
    return render(request, "ledger/course.html", context)


def _option(steps: tuple[CourseStep, ...]) -> dict[str, Any]:
    """What ECharts draws: days below, tasks on the left, one line each."""
    return {
        "grid": {"left": 44, "right": 24, "top": 44, "bottom": 32},
        "legend": {"top": 4, "left": 0},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [step.until for step in steps]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            _line(gettext("Due so far"), [step.due for step in steps], _SOFT, "dashed"),
            _line(gettext("Closed so far"), [step.closed for step in steps], _ACCENT, "solid"),
        ],
    }


def _line(name: str, values: list[int | None], colour: str, stroke: str) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "data": values,
        "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "type": stroke, "width": 2},
        "symbolSize": 6,
    }


SCREENS = (
    Screen(
        "plan-course",
        "/plans/",
        account="officer",
        follow=("table.rows tbody a", ".tabs a[href$='/course/']"),
    ),
)
urlpatterns = [path("plans/<row:plan_id>/course/", plan_course, name="plan_course")]
