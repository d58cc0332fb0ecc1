"""本单位实施方案 — a unit's own plan, drafted in Word from its tasks in an adopted plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import IO, Any

from mengyang import packs
from mengyang.actions.plan_drafts import deadline_of
from mengyang.actions.reading import read_file
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.inherited import Above, Own, Pair, paired, unmarked
from mengyang.core.findings import Refused
from mengyang.core.ledger import TaskState, due_day
from mengyang.formats.plan_docx import PaperPart, PaperTask, PlanPaper, write_plan
from mengyang.store.reads import ledger as reads
from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit, Reach, TaskRow
from mengyang.store.reads.paging import every
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import note_own_plan


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """Under which name the paper may be saved, and how many tasks it holds."""

    file_name: str
    tasks: int


def draft_own_plan(
    actor: Actor, plan_id: int, unit_id: int, out: IO[bytes], *, at: datetime
) -> DraftedPlan:
    """Write the unit's own plan to `out`: its tasks with clause, deadline and room for sections.

    Raises `Refused` where the unit has no task of the plan within the actor's reach.
    """
    tasks = access.scope(actor, "export", "task")
    lit = Lit(packs.lamps()["default"], at.date())
    plan = reads.plan(Reach(access.scope(actor, "see", "plan"), tasks), lit, plan_id)
    unit = registry.unit(access.scope(actor, "see", "unit"), at.date(), unit_id)
    rows = _rows(actor, plan_id, unit_id, at.date())
    remedies = reads.remedies_of(tasks, at.date(), (row.id for row in rows))
    paper = _paper((plan.title, unit.name_zh, unit_id), rows, remedies)
    number = write_plan(paper, out)
    with transaction(actor, at) as work:
        note_own_plan(work, plan_id, unit_id, number)
    return DraftedPlan(f"{unit.name_zh}实施方案-{plan_id}-{at:%Y%m%d}.docx", number)


def compare_own_plan(
    actor: Actor, plan_id: int, unit_id: int, upload: tuple[bytes, str], *, day: date
) -> tuple[Pair, ...]:
    """Read an edited paper back and lay it beside the unit's tasks; nothing is stored.

    `upload` is (bytes, file name). Raises `Refused` where the file cannot be read.
    """
    rows = _rows(actor, plan_id, unit_id, day)
    known = read_file(*upload)
    if isinstance(known, Refused):
        raise known
    found = known.reading.get("obligations")
    entries = found if isinstance(found, list) else []
    return paired(above_tasks(rows), [_own(place, each, day) for place, each in enumerate(entries)])


def own_plan_tasks(actor: Actor, plan_id: int, unit_id: int, *, day: date) -> Sequence[TaskRow]:
    """The unit's tasks of the plan within reach. Raises `Refused` where there is none."""
    return _rows(actor, plan_id, unit_id, day)


def above_tasks(rows: Sequence[TaskRow]) -> list[Above]:
    """The tasks as what comes back is laid beside them."""
    return [
        Above(
            row.number,
            row.title,
            _iso(row.due_on),
            (row.lead_unit.zh,) if row.lead_unit else (),
        )
        for row in rows
    ]


def leading_names(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Who leads by the words of an entry; all it names where it tells no roles."""
    units = [each for each in entry.get("responsible_units") or () if isinstance(each, Mapping)]
    leads = [each for each in units if each.get("role") == "lead"] or units
    return tuple(dict.fromkeys(str(each.get("name") or "") for each in leads))


def _paper(
    named: tuple[str, str, int], rows: Sequence[TaskRow], remedies: Mapping[int, tuple[str, ...]]
) -> PlanPaper:
    """The paper of the unit; `named` are the title of the plan, the unit and its number."""
    plan, unit, unit_id = named
    words = packs.terms()["own_plan_phrases"]
    leads = [row for row in rows if row.lead_unit and row.lead_unit.id == unit_id]
    joints = [row for row in rows if row not in leads]
    groups = [(words["lead"].zh, leads), (words["joint"].zh, joints)]
    return PlanPaper(
        title=words["title"].zh.format(unit=unit, plan=plan),
        opening=words["opening"].zh.format(plan=plan),
        parts=(
            PaperPart(words["aims"].zh, (words["aim"].zh,)),
            PaperPart(
                words["tasks"].zh,
                groups=tuple(
                    (name, tuple(_task(row, remedies.get(row.id, ())) for row in each))
                    for name, each in groups
                    if each
                ),
            ),
            PaperPart(words["demands"].zh, (words["demand"].zh,)),
        ),
    )


def _task(row: TaskRow, remedies: Sequence[str]) -> PaperTask:
    words = packs.terms()["own_plan_phrases"]
    lead = row.lead_unit.zh if row.lead_unit else ""
    due = row.deadline_raw or (f"{row.due_on:%Y年%-m月%-d日}前" if row.due_on else "")
    kind = packs.terms()["deadline_kinds"][row.deadline_kind.value].zh
    return PaperTask(
        heading=row.title.rstrip("。"),
        marker=words["marker"].zh.format(number=row.number),
        lines=(
            (words["clause"].zh, row.clause_path or "—"),
            *_remedies(row, remedies),
            (words["section"].zh, lead),
            (words["deadline"].zh, due or kind),
        ),
    )


def _remedies(row: TaskRow, remedies: Sequence[str]) -> list[tuple[str, str]]:
    """One line as it is; several numbered, as a plan prints them behind its label."""
    words = packs.terms()["own_plan_phrases"]
    label = words["remedies" if row.task_kind == "problem" else "steps"].zh
    said = [each.strip().rstrip("。；;") for each in remedies if each.strip()]
    if len(said) < 2:
        return [(label, f"{each}。") for each in said]
    return [(label, "".join(f"（{place}）{each}。" for place, each in enumerate(said, 1)))]


def _rows(actor: Actor, plan_id: int, unit_id: int, day: date) -> Sequence[TaskRow]:
    asked = Asked(filters={"plan": str(plan_id), "unit": str(unit_id)})
    lit = Lit(packs.lamps()["default"], day)
    found = every(partial(reads.tasks, access.scope(actor, "export", "task"), lit), asked)
    # What was withdrawn is taken over by nobody.
    rows = [row for row in found if row.state is not TaskState.WITHDRAWN]
    if not rows:
        raise Refused("ledger.refused.no_task_of_unit", "ledger.hint.list")
    return rows


def _own(place: int, entry: Mapping[str, Any], day: date) -> Own:
    deadline = deadline_of(entry.get("deadline"))
    # 已完成 and its like print a day and set none: a task has no day to be late by there either.
    printed = due_day(deadline, day)
    last = max(deadline.days, default=printed) if isinstance(printed, date) else None
    path, title, quote = (str(entry.get(key) or "") for key in ("path", "title", "quote"))
    return Own(path, unmarked(title), quote, _iso(last), place, units=leading_names(entry))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
