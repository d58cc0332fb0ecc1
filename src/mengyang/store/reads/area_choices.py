"""区划选项 — the few areas that a field offers: those near the reader, those of a name, one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.store.models import AreaVersion
from mengyang.store.reads.scope import in_force, within

# A prefecture has some tens of counties, a county some tens of townships.
MOST_NEAR = 200
MOST_TOPS = 50
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """An area to be chosen, with the name of the one it lies in; `level` is 1 at the top."""

    id: int
    path: str
    level: int
    name_zh: str
    name_en: str
    above_zh: str
    above_en: str


def areas_near(scope: Scope, day: date, paths: Collection[str]) -> tuple[AreaChoice, ...]:
    """The areas of the paths, those directly below, and the top of each tree; in its order."""
    own = [int(path.rstrip(".").rpartition(".")[2]) for path in paths]
    rows = _within(scope, day)
    near = rows.filter(Q(area_id__in=own) | Q(parent_id__in=own))[:MOST_NEAR]
    # However many trees there are, the own one is never cut.
    tops = rows.filter(parent_id=None)[:MOST_TOPS]
    found = {row.pk: row for row in (*near, *tops)}
    return _choices(sorted(found.values(), key=lambda row: (row.path, row.pk)), day)


def areas_named(scope: Scope, day: date, words: str) -> tuple[AreaChoice, ...]:
    """The first areas within reach whose name holds the words, in the order of the tree."""
    named = Q(name_zh__icontains=words) | Q(name_en__icontains=words)
    return _choices(_within(scope, day).filter(named)[:MOST_NAMED], day)


def area_chosen(scope: Scope, day: date, area_id: int) -> AreaChoice | None:
    """One area, where it is within reach."""
    return next(iter(_choices(_within(scope, day).filter(area_id=area_id), day)), None)


def _within(scope: Scope, day: date) -> QuerySet[AreaVersion]:
    rows = AreaVersion.objects.filter(in_force(day), within(scope, day, "area__"))
    return rows.order_by("path", "pk")


def _choices(found: Iterable[AreaVersion], day: date) -> tuple[AreaChoice, ...]:
    rows = tuple(found)
    above = AreaVersion.objects.filter(in_force(day), area_id__in={row.parent_id for row in rows})
    names = {row.area_id: (row.name_zh, row.name_en) for row in above}
    return tuple(_choice(row, *names.get(row.parent_id or 0, ("", ""))) for row in rows)


def _choice(row: AreaVersion, above_zh: str, above_en: str) -> AreaChoice:
    level = row.path.count(".")
    return AreaChoice(row.area_id, row.path, level, row.name_zh, row.name_en, above_zh, above_en)
