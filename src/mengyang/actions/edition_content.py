"""公开底稿 — the content of an inside edition, as JSON holds it, from the record of one day.

Words stand beside their codes in both languages: what was published does not change its wording
when a term does. Numbers of rows are left out: nothing leads from a content into the record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mengyang import packs
from mengyang.core.access import Scope
from mengyang.core.ledger import Counts, Lamp, TaskState
from mengyang.store.reads.ledger import Lit, PlanRow
from mengyang.store.reads.ledger.editions import LawfulNoticeRow
from mengyang.store.reads.ledger.told_tasks import Cause, ToldTask, told_tasks
from mengyang.store.reads.names import Named

SCHEMA = 1
_CLOSED = frozenset({TaskState.CLOSED, TaskState.ARCHIVED, TaskState.STAGE_CLOSED})

type Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the tasks: number of the document, the drafter's words, lawful notices."""

    document_number: str
    statement: str
    notices: tuple[LawfulNoticeRow, ...]


def inside_content(tasks: Scope, lit: Lit, plan: PlanRow, beside: Beside) -> Content:
    """All that an inside edition tells of a plan; the public one is made from it by rules."""
    told = told_tasks(tasks, lit, plan.id)
    return {
        "schema": SCHEMA,
        "title": plan.title,
        "document_number": beside.document_number,
        "area": _named(plan.area),
        "owner": _named(plan.owner_unit),
        "data_day": lit.day.isoformat(),
        "statement": beside.statement,
        "counts": _counts(plan.counts),
        "lamps": _lamps(),
        "tasks": [_task(each) for each in told],
        "shown_by_law": [_notice(each) for each in beside.notices],
    }


def shown_values(notices: Iterable[LawfulNoticeRow]) -> frozenset[str]:
    """Names and contacts that law orders to be shown: nothing masks them."""
    values = (value for each in notices for value in (each.name, *each.contact.split()))
    return frozenset(filter(None, values))


def _task(told: ToldTask) -> Content:
    row = told.row
    return {
        "number": row.number,
        "title": row.title,
        "problem": told.problem,
        "remedies": list(told.remedies),
        "lead": _named(row.lead_unit),
        "joint": [_named(each) for each in row.joint_units],
        "deadline": row.deadline_raw,
        "due_on": _day(row.due_on),
        "state": _term("task_states", row.state.value),
        "lamp": _lamp(row.lamp),
        "is_group": row.is_group,
        **_percent(told),
        "closed_on": _day(row.state_since) if row.state in _CLOSED else None,
        "progress": _progress(told),
        "causes": [_cause(each) for each in told.causes],
        "notes": list(told.notes),
        "leaders": list(told.leaders),
        "hands": list(told.hands),
    }


def _percent(told: ToldTask) -> Content:
    """The share with its day; both unknown where no share was stated."""
    if told.report is None or told.report.percent is None:
        return {"percent": None, "percent_on": None}
    return {"percent": told.report.percent, "percent_on": told.report.on.isoformat()}


def _progress(told: ToldTask) -> Content | None:
    if told.report is None:
        return None
    return {
        "on": told.report.on.isoformat(),
        "unit": _named(told.report.unit),
        "text": told.report.text,
    }


def _cause(cause: Cause) -> Content:
    return {"kind": _term("edition_phrases", cause.kind), "words": cause.words}


def _counts(counts: Counts) -> Content:
    share = counts.completion
    return {
        "standing": share.standing,
        "done": share.done,
        "for_the_stage": share.for_the_stage,
        "unassigned": share.unassigned,
        "in_hand": share.in_hand,
        "extended": share.extended,
        "overdue": share.overdue,
        "percent": str(share.percent) if share.percent is not None else None,
    }


def _lamps() -> list[Content]:
    signs = packs.lamps()["default"].signs.values()
    return [
        {
            "colour": each.colour,
            "shape": each.shape,
            "zh": each.word.zh,
            "en": each.word.en,
            "meaning": {"zh": each.meaning.zh, "en": each.meaning.en},
        }
        for each in signs
    ]


def _lamp(lamp: Lamp) -> Content:
    if not lamp.is_lit:
        return {"colour": "", "shape": "", **_term("task_states", lamp.sign)}
    sign = packs.lamps()["default"].signs[lamp.colour.value]
    return {
        "colour": sign.colour,
        "shape": sign.shape,
        "zh": sign.word.zh,
        "en": sign.word.en,
    }


def _notice(row: LawfulNoticeRow) -> Content:
    return {
        "kind": _term("lawful_notice_kinds", row.notice_kind),
        "name": row.name,
        "contact": row.contact,
        "duties": row.duties,
        "photograph": row.photograph_sha256,
        "photograph_type": row.photograph_type,
    }


def _term(family: str, code: str) -> Content:
    known = packs.terms()[family][code]
    return {"code": code, "zh": known.zh, "en": known.en}


def _named(name: Named | None) -> Mapping[str, object] | None:
    return {"zh": name.zh, "en": name.en or name.zh} if name else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
