"""名称读取 — names of areas, units and people by id, as of a day, in one query a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.store.models import AreaVersion, UnitName, User


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its Chinese and English name; where no name was in force, the latest one."""

    id: int
    zh: str
    en: str


def unit_names(ids: Iterable[int | None], day: date) -> dict[int, Named]:
    """The official names of units on `day`."""
    rows = UnitName.objects.filter(unit_id__in=_known(ids), is_official=True)
    dated = rows.values_list("unit_id", "name_zh", "name_en", "from_day", "until_day")
    return _on(dated, day)


def area_names(ids: Iterable[int | None], day: date) -> dict[int, Named]:
    """The names of areas on `day`."""
    rows = AreaVersion.objects.filter(area_id__in=_known(ids))
    dated = rows.values_list("area_id", "name_zh", "name_en", "from_day", "until_day")
    return _on(dated, day)


def person_names(ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of people as shown; nobody is no name."""
    return dict(User.objects.filter(pk__in=_known(ids)).values_list("pk", "display_name"))


def _known(ids: Iterable[int | None]) -> set[int]:
    return {each for each in ids if each is not None}


def _on(rows: Iterable[tuple[int, str, str, date, date | None]], day: date) -> dict[int, Named]:
    """The name in force, else the one that began last; a later beginning wins among those."""
    best: dict[int, tuple[tuple[bool, date], Named]] = {}
    for pk, zh, en, from_day, until_day in rows:
        is_current = from_day <= day and (until_day is None or day < until_day)
        rank = (is_current, from_day)
        if pk not in best or rank > best[pk][0]:
            best[pk] = (rank, Named(pk, zh, en))
    return {pk: named for pk, (_, named) in best.items()}
