"""催办运行 — when the house reminded and urged last, when it does next, and by which timer.

The run is noted in a file of the installation: it is no record of an office.
"""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from mengyang import packs
from mengyang.actions.escalation import OFFICE_TIME
from mengyang.core.findings import Finding, Level

LAST_RUN = Path("run") / "notices.json"
# The worker looks every half minute: an hour into office hours it has long been there.
_PATIENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NoticeRun:
    """一次运行 — when, in the office's own time, and how many notices it made."""

    at: datetime
    made: int


@dataclass(frozen=True, slots=True)
class NoticeTiming:
    """运行时间 — office hours, the last run (none before the first), and the next."""

    from_hour: int
    until_hour: int
    last: NoticeRun | None
    next_at: datetime
    is_late: bool


def note_run(var: Path, made: int, *, at: datetime) -> None:
    """Keep when the notices of a day were made; a disk that refuses is told by its own check."""
    file = var / LAST_RUN
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The run before counts, too, where the worker was started again on the same day.
        before = _last(var)
        is_same = before is not None and before.at.date() == at.astimezone(OFFICE_TIME).date()
        total = made + (before.made if before is not None and is_same else 0)
        file.write_text(json.dumps({"at": at.isoformat(), "made": total}), encoding="utf-8")


def notice_timing(var: Path, *, at: datetime) -> NoticeTiming:
    """When reminders and urgings were made last and are made next."""
    ladders = [each.ladder for each in packs.escalations().values()]
    hours = (min(each.from_hour for each in ladders), max(each.until_hour for each in ladders))
    last, local = _last(var), at.astimezone(OFFICE_TIME)
    next_at = _next(last, hours, local)
    is_late = last is not None and local - next_at >= _PATIENCE
    return NoticeTiming(*hours, last, max(next_at, local), is_late)


def timing_finding(var: Path, *, at: datetime) -> Finding:
    """The same as a sentence, for the checks of the installation."""
    timing = notice_timing(var, at=at)
    told = {
        "from_hour": timing.from_hour,
        "until_hour": timing.until_hour,
        "next": f"{timing.next_at:%Y-%m-%d %H:%M}",
    }
    if timing.last is None:
        return Finding("health.found.notices_never", Level.INFO, told)
    told |= {"last": f"{timing.last.at:%Y-%m-%d %H:%M}", "made": timing.last.made}
    if timing.is_late:
        return Finding("health.found.notices_late", Level.WARNING, told, "health.hint.worker")
    return Finding("health.found.notices", Level.INFO, told)


def _last(var: Path) -> NoticeRun | None:
    try:
        told = json.loads((var / LAST_RUN).read_bytes())
        return NoticeRun(
            datetime.fromisoformat(told["at"]).astimezone(OFFICE_TIME), int(told["made"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _next(last: NoticeRun | None, hours: tuple[int, int], local: datetime) -> datetime:
    """The first office hours after the last run; they may have begun already, or be past."""
    day = local.date() if last is None else last.at.date() + timedelta(days=1)
    if last is None and local.hour >= hours[1]:
        day += timedelta(days=1)
    working = packs.working_calendar().next_working(day)
    return datetime.combine(working, time(hours[0]), OFFICE_TIME)
