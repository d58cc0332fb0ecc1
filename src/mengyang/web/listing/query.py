"""列表查询 — the address of a list in, a valid `Asked` out; what does not fit is dropped."""

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict

from mengyang.store.reads.asked import Asked
from mengyang.web.area_field import areas_on
from mengyang.web.listing.records import PAGE_SIZE, Filter, Listing
from mengyang.web.request import Request
from mengyang.web.terms import family_words

LONGEST = 200


def parse[R](request: Request, listing: Listing[R]) -> Asked:
    """What the address asks of the list."""
    asked = request.GET
    values = {one.key: _value(request, one, asked) for one in listing.filters}
    return Asked(
        words=values.pop("words", ""),
        filters=values,
        sort=_sort(asked.get("sort", ""), listing),
        after=asked.get("after") or None,
        size=PAGE_SIZE,
        counted=listing.counted,
    )


def choices(request: Request, one: Filter, value: str = "") -> list[tuple[str, str]]:
    """The values a filter offers with their words; `value` is the one that is chosen."""
    if one.kind == "area":
        return areas_on(request, value)
    if one.choices is not None:
        return list(one.choices(request))
    return family_words(one.family) if one.family else []


def address(asked: QueryDict, **changes: str | None) -> str:
    """The query part of the address with some parameters changed, or dropped where None."""
    changed = asked.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    text = changed.urlencode()
    return f"?{text}" if text else "?"


def _value(request: Request, one: Filter, asked: QueryDict) -> str:
    value = asked.get(one.key, one.default).strip()[:LONGEST]
    match one.kind:
        case "choice" | "area":
            return value if value and _offers(choices(request, one, value), value) else ""
        case "day":
            return value if _is_day(value) else ""
        case _:
            return value


def _offers(offered: Iterable[tuple[str, str]], value: str) -> bool:
    return any(value == key for key, _ in offered)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _sort[R](asked: str, listing: Listing[R]) -> str:
    sortable = {column.key for column in listing.columns if column.sorts}
    return asked if asked.removeprefix("-") in sortable else listing.sort
