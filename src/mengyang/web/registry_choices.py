"""名录选项 — the units within reach as choices of a form or a filter, none missing."""

from functools import partial

from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import every
from mengyang.store.reads.registry import UnitRow
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.request import Request, reach_of


def units_on(request: Request) -> list[tuple[str, str]]:
    """The open units as choices."""
    reach = reach_of(request.actor, "see", "unit")
    rows = every(partial(registry.units, reach, today()), Asked())
    return [(str(row.id), unit_label(row)) for row in rows]


def unit_label(row: UnitRow) -> str:
    """A unit as a choice: its name, and where it sits."""
    name, area = in_language(row.name_zh, row.name_en), in_language(row.area_zh, row.area_en)
    return f"{name} · {area}"
