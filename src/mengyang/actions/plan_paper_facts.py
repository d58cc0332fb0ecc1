"""方案文书要素 — what the papers of a plan may tell of a period: counts, units, overdue tasks.

Every number is counted by the ledger's own counts, from the tasks that the person may export.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from mengyang.actions.paper_words import UNKNOWN, Entry, Facts, day_words, ended, quoted, state_word
from mengyang.actions.task_paper_facts import deadline_words
from mengyang.core.access import Scope
from mengyang.core.ledger import ENDED, Colour, Completion, Counts, TaskState
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import LedgerLine, Lit, PlanRow, WallTask

_NOBODY = "尚未明确责任单位"
_QUARTERS = "一二三四"
_MONTHS_OF_A_QUARTER = 3
_BEFORE_SIGNING = (TaskState.REGISTERED, TaskState.ASSIGNED, TaskState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Span:
    """期间 — first and last day of what a report speaks of."""

    from_day: date
    until_day: date

    def whole(self, period: str) -> "Span":
        """The month or the quarter of the last day, up to that day; without a period as it is."""
        first = self.until_day.replace(day=1)
        if period == "quarter":
            first = first.replace(month=_quarter(first) * _MONTHS_OF_A_QUARTER + 1)
        return replace(self, from_day=first) if period else self


def plan_facts(tasks: Scope, lit: Lit, plan: PlanRow, span: Span, at: datetime) -> Facts:
    """All facts of a plan that a template may name."""
    lines = list(reads.ledger_lines(tasks, lit, plan.id))
    return {
        "office": plan.owner_unit.zh if plan.owner_unit else "",
        "plan": plan.title,
        "day": day_words(at.date()),
        "at": f"{day_words(at.date())}{at:%H:%M}",
        "year": str(at.year),
        "month": f"{span.until_day.year}年{span.until_day.month}月",
        "quarter": f"{span.until_day.year}年第{_QUARTERS[_quarter(span.until_day)]}季度",
        "until_on": span.until_day.isoformat(),
        "from_day": day_words(span.from_day),
        "until_day": day_words(span.until_day),
        "report_to": _report_to(tasks, lit, lines),
        **_counts(plan),
        **_happened(tasks, lit, plan.id, span, at),
        **_units(tasks, lit, plan.id),
        "tasks": tuple(_task(line) for line in lines),
        "single_tasks": tuple(_task(line) for line in lines if not line.row.is_group),
        "open_tasks": tuple(_open_tasks(lines, at.date())),
    }


def _report_to(tasks: Scope, lit: Lit, lines: Iterable[LedgerLine]) -> str:
    """To whom the document wants it reported, where one of its duties says so."""
    for line in lines:
        if line.row.task_kind == "reporting":
            duty = reads.task(tasks, lit, line.row.id).duty
            if duty and duty.report_to:
                return duty.report_to
    return ""


def _counts(plan: PlanRow) -> Facts:
    counts = plan.counts
    percent = counts.completion.percent
    return {
        "total": str(counts.total) if counts.total else "",
        "withdrawn": str(counts.withdrawn),
        "standing": str(counts.standing) if counts.standing else "",
        "unsigned": str(counts.by_state[TaskState.ASSIGNED]),
        **_stages(counts),
        "rate": UNKNOWN if percent is None else f"{percent}%",
        **_shares(counts.completion),
    }


def _stages(counts: Counts) -> dict[str, str]:
    """How many were signed for, and how many lie with their unit again after a return."""
    standing, by_state = counts.standing, counts.by_state
    return {
        "signed": str(standing - sum(by_state[state] for state in _BEFORE_SIGNING)),
        "returned": str(by_state[TaskState.RETURNED]),
    }


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_OF_A_QUARTER


def _shares(completion: Completion) -> dict[str, str]:
    names = ("done", "for_the_stage", "unassigned", "in_hand", "extended", "overdue")
    return {name: str(getattr(completion, name)) for name in names}


def _happened(tasks: Scope, lit: Lit, plan_id: int, span: Span, at: datetime) -> Facts:
    begin = datetime.combine(span.from_day, time(), at.tzinfo)
    end = datetime.combine(span.until_day + timedelta(days=1), time(), at.tzinfo)
    found = reads.period(tasks, lit, plan_id, begin, end)
    told = [
        f"批准延期：第{each.number}号事项{quoted(each.title)}（{each.unit}），"
        f"由{_iso(each.day_before)}延至{_iso(each.day_after)}，理由：{ended(each.words)}"
        for each in found.extensions
    ]
    told += [
        f"提出异议：第{each.number}号事项{quoted(each.title)}（{each.unit}），{ended(each.words)}"
        for each in found.disputes
    ]
    told += [
        f"回头看：第{each.number}号事项{quoted(each.title)}（{each.unit}），"
        f"{'整改到位' if each.holds else '问题反弹'}，{ended(each.words)}"
        for each in found.rechecks
    ]
    return {
        "closed_in_period": str(found.closed),
        "extended_in_period": str(len(found.extensions)),
        "disputed_in_period": str(len(found.disputes)),
        "rechecked_in_period": str(len(found.rechecks)),
        "happened": tuple({"words": words} for words in told),
    }


def _units(tasks: Scope, lit: Lit, plan_id: int) -> Facts:
    """Every unit with its shares, and the overdue tasks of those that have some."""
    counted = reads.counts_by_unit(tasks, lit, plan_id)
    rows: list[Entry] = []
    late: list[Entry] = []
    for each in reads.wall(tasks, lit, plan_id):
        counts = counted[each.unit.id if each.unit else None]
        name = each.unit.zh if each.unit else _NOBODY
        told = {"unit": name, "standing": str(counts.standing), **_stages(counts)}
        rows.append({**told, **_shares(counts.completion)})
        over = [task for task in each.tasks if task.lamp.colour is Colour.RED]
        if over:
            named = "；".join(_late(task, lit.day) for task in over)
            late.append({"unit": name, "overdue": str(len(over)), "tasks": named})
    return {"units": tuple(rows), "overdue_units": tuple(late)}


def _late(task: WallTask, day: date) -> str:
    since = (
        f"时限{day_words(task.due_on)}，逾期{(day - task.due_on).days}天" if task.due_on else "逾期"
    )
    return f"第{task.number}号{quoted(task.title)}（{since}）"


def _task(line: LedgerLine) -> Entry:
    row, said = line.row, line.last_report
    nobody = "各责任单位" if row.is_group else _NOBODY
    return {
        "number": row.number,
        "title": (line.problem or row.title).rstrip("。"),
        "remedies": "\n".join(line.remedies) or line.explanation,
        "unit": row.lead_unit.zh if row.lead_unit else nobody,
        "joint_units": "、".join(unit.zh for unit in row.joint_units),
        "deadline": deadline_words(row.deadline_raw, row.deadline_kind, row.due_on),
        "state": state_word(row.state),
        "said": ended(f"最近进展：{said.text}") if said else "",
    }


def _open_tasks(lines: Iterable[LedgerLine], day: date) -> Iterator[Entry]:
    for line in lines:
        row = line.row
        if row.state in ENDED or row.is_group:
            continue
        late = (day - row.due_on).days if row.due_on else 0
        due = f"时限{day_words(row.due_on)}" if row.due_on else "未定到期日"
        lateness = f"{due}，已逾期{late}天" if late > 0 else due
        whose = f"由{row.lead_unit.zh}负责" if row.lead_unit else _NOBODY
        yield {
            **_task(line),
            "lateness": lateness,
            "whose": whose,
            "named": quoted(line.problem or row.title),
        }


def _iso(day: str) -> str:
    return day_words(date.fromisoformat(day)) if day else "未定"
