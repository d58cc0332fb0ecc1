"""时限更正 — a deadline as a person writes it, checked before it is kept."""

from datetime import date

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused

type Content = dict[str, object]

DATED_KINDS = frozenset(
    {DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_ONGOING, DeadlineKind.DONE, DeadlineKind.SEVERAL}
)


def corrected_deadline(kind: str, written: tuple[str, ...], raw: str) -> Content | Refused:
    """The deadline in the shape of the reading JSON; `written` are days as 2026-06-30."""
    if kind not in set(DeadlineKind):
        return Refused("documents.refused.unknown_deadline", "documents.hint.choose", kind=kind)
    days: list[str] = []
    for day in written:
        try:
            days.append(date.fromisoformat(day.strip()).isoformat())
        except ValueError:
            return Refused("documents.refused.bad_day", "documents.hint.iso_day", day=day)
    if kind in DATED_KINDS and not days:
        return Refused("documents.refused.day_missing", "documents.hint.iso_day")
    if kind not in DATED_KINDS:
        days = []
    on: object = None if not days else days[0] if len(days) == 1 else days
    return {"kind": kind, "on": on, "raw": raw.strip() or None}
