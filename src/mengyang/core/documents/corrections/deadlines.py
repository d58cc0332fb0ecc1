"""时限更正 — a deadline as a person writes it, checked before it is kept."""

from datetime import date, datetime

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused

type Content = dict[str, object]

DATED_KINDS = frozenset(
    {
        *(DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_ONGOING, DeadlineKind.BY_DATE_TIME),
        *(DeadlineKind.DONE, DeadlineKind.SEVERAL),
    }
)


def corrected_deadline(kind: str, written: tuple[str, ...], raw: str) -> Content | Refused:
    """The deadline in the shape of the reading JSON; `written` are days as 2026-06-30,
    of a deadline by the hour as 2026-06-30 18:00.
    """
    if kind not in set(DeadlineKind):
        return Refused("documents.refused.unknown_deadline", "documents.hint.choose", kind=kind)
    has_hour = kind == DeadlineKind.BY_DATE_TIME
    hint = "documents.hint.iso_moment" if has_hour else "documents.hint.iso_day"
    days: list[str] = []
    for day in written:
        try:
            days.append(_moment(day.strip()) if has_hour else _day(day.strip()))
        except ValueError:
            return Refused("documents.refused.bad_day", hint, day=day)
    if kind in DATED_KINDS and not days:
        return Refused("documents.refused.day_missing", hint)
    if kind not in DATED_KINDS:
        days = []
    on: object = None if not days else days[0] if len(days) == 1 else days
    return {"kind": kind, "on": on, "raw": raw.strip() or None}


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _moment(text: str) -> str:
    if ":" not in text:
        raise ValueError("a day without its hour")
    return datetime.fromisoformat(text).replace(tzinfo=None).isoformat()
