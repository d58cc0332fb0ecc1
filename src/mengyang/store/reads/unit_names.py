"""单位名称读取 — names of a day to units, what a row of an import calls them, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.store.models.registry import UnitName
from mengyang.store.reads.scope import in_force


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A unit and the area it sits in."""

    unit_id: int
    area_id: int


def places_by_name(names: Iterable[str], day: date) -> dict[str, tuple[UnitPlace, ...]]:
    """The units whose official name on `day`, in Chinese or English, is one of `names`."""
    wanted = {name for name in names if name}
    found: dict[str, set[UnitPlace]] = {}
    official = UnitName.objects.filter(in_force(day), is_official=True).select_related("unit")
    for key in ("name_zh", "name_en"):
        for row in official.filter(**{f"{key}__in": wanted}):
            place = UnitPlace(row.unit_id, row.unit.area_id)
            found.setdefault(getattr(row, key), set()).add(place)
    return {
        name: tuple(sorted(places, key=lambda place: place.unit_id))
        for name, places in found.items()
    }


def names_in_force(ids: Iterable[int], day: date) -> dict[int, list[tuple[str, str, bool]]]:
    """The names in force of units: Chinese, English, whether official; the official one first."""
    rows = UnitName.objects.filter(in_force(day), unit_id__in=list(ids))
    ordered = rows.order_by("-is_official", "-from_day", "id")
    found: dict[int, list[tuple[str, str, bool]]] = {}
    names = ("unit_id", "name_zh", "name_en", "is_official")
    for pk, name_zh, name_en, is_official in ordered.values_list(*names):
        found.setdefault(pk, []).append((name_zh, name_en, is_official))
    return found
