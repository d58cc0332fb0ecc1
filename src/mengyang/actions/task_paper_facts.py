"""任务文书要素 — what the papers of a task may tell: its words, days, units, requests, rechecks.

Every fact is text; what is not known is empty, so that it can be written by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mengyang import packs
from mengyang.actions.paper_words import UNKNOWN, Facts, day_words, quoted, state_word
from mengyang.core.ledger import ENDED, Amounts, EventKind, RequestKind
from mengyang.core.ledger.escalation import PROPOSED
from mengyang.store.reads.ledger import (
    Happenings,
    RequestRow,
    RulingRow,
    SupervisedRow,
    TaskDetail,
)
from mengyang.store.reads.ledger.acceptance import Outside
from mengyang.store.reads.ledger.notices import NoticeRow
from mengyang.store.reads.names import Named


@dataclass(frozen=True, slots=True)
class Supervised:
    """A task, with the matter (督查件) it stands for where it is one."""

    detail: TaskDetail
    matter: SupervisedRow | None = None


def outside_facts(outside: Outside) -> Facts:
    """外部验收、涉及金额 — that neither concerns the task is a fact too, and is written."""
    return {"outside": _accepted(outside), "money": _money(outside.amounts)}


def task_facts(task: Supervised, turns: Happenings, office: Named, at: datetime) -> Facts:
    """All facts of a task that a template may name; `at` has the zone that days are told in."""
    detail = task.detail
    return {
        **_duty(detail, office, at.date()),
        **_ground(task),
        **_work(detail, at),
        **_extension(turns, detail.row.due_on, at),
        **_transfer(turns, at),
        **_recheck(turns, at),
    }


def _duty(detail: TaskDetail, office: Named, day: date) -> Facts:
    row = detail.row
    remedies = [each.text for each in detail.remedies]
    numbered = [f"{place}.{text}" for place, text in enumerate(remedies, start=1)]
    return {
        "office": office.zh,
        "day": day_words(day),
        "year": str(day.year),
        "plan": row.plan_title,
        "number": row.number,
        "title": row.title.rstrip("。"),
        "named": quoted(row.title),
        "clause": f"第{row.clause_path}条" if row.clause_path else "",
        "quote": detail.quote,
        "remedies": "\n".join(numbered if len(remedies) > 1 else remedies) or detail.explanation,
        "lead_unit": row.lead_unit.zh if row.lead_unit else "",
        "joint_units": "、".join(unit.zh for unit in row.joint_units),
        "leaders": "、".join(detail.responsible_leaders),
        "deadline": deadline_words(row.deadline_raw, row.deadline_kind, row.due_on),
    }


def _ground(task: Supervised) -> Facts:
    """立项依据 — the clause of the plan; of a matter its number, source and own words."""
    row, matter = task.detail.row, task.matter
    clause = f"第{row.clause_path}条" if row.clause_path else ""
    told = task.detail.problem or row.title
    if matter is None:
        called = f"第{row.number}号事项"
        return {
            "entry": row.number,
            "called": called,
            "cited": f"《{row.plan_title}》{called}",
            "ground": f"《{row.plan_title}》{clause}",
            "matter": told,
        }
    source = packs.terms()["matter_sources"][matter.source].zh
    giver = f"{matter.giver}{matter.giver_name}"
    told_by = "，".join(filter(None, (giver, day_words(matter.given_on), matter.reference)))
    called = f"{matter.number}督办事项"
    return {
        "entry": matter.number,
        "called": called,
        "cited": called,
        "ground": f"{source}（{told_by}）",
        "matter": f"{told}\n交办原文：{matter.words}",
    }


def notice_facts(issued: Sequence[NoticeRow], at: datetime) -> Facts:
    """The last circular and call to account that were signed, as the leader signed them."""
    facts: dict[str, str] = {}
    for step in PROPOSED:
        row = next((each for each in issued if each.step == step.value), None)
        told = {
            "on": _day(row.decided_at, at) if row and row.decided_at else "",
            "unit": row.unit.zh if row else "",
            "due": day_words(row.due_on) if row else "",
            "found": _found(row.text, step.value) if row else "",
            "words": row.words if row else "",
            "signatory": row.signatory if row else "",
        }
        facts |= {f"{step.value}_{name}": value for name, value in told.items()}
    return facts


def deadline_words(raw: str, kind: str, due_on: date | None) -> str:
    """办理时限 — as printed, with the day in force."""
    printed = raw or packs.terms()["deadline_kinds"][kind].zh
    day = day_words(due_on)
    return f"{printed}（至{day}）" if day and day not in printed else printed


def _work(detail: TaskDetail, at: datetime) -> Facts:
    row, last = detail.row, detail.reports[0] if detail.reports else None
    is_open = row.state not in ENDED
    late = (at.date() - row.due_on).days if is_open and row.due_on else 0
    percent = row.progress_percent
    claimed = detail.claimed_unit.zh if detail.claimed_unit else ""
    return {
        "state": state_word(row.state),
        "open": "未办结" if is_open else "",
        "days_over": str(late) if late > 0 else "",
        "percent": UNKNOWN if percent is None else f"{percent}%",
        "reports": str(row.reports),
        "evidence": str(row.evidence),
        "evidence_names": "\n".join(each.file_name for each in detail.evidence),
        "last_report": last.text if last else "",
        "last_report_on": _day(last.reported_at, at) if last else "",
        "claimed_unit": claimed,
        "claimed_by": detail.claimed_by,
        "verified_by": detail.verified_by,
    }


def _extension(turns: Happenings, due_on: date | None, at: datetime) -> Facts:
    asked = next((each for each in turns.requests if each.kind is RequestKind.EXTENSION), None)
    ruled = _answer(asked, turns)
    before = ruled.day_before if ruled and ruled.day_before else due_on
    words = (
        f"{day_words(ruled.decided_at.astimezone(at.tzinfo).date())}，{ruled.words}"
        if ruled
        else ""
    )
    told = {
        "reason": asked.reason if asked else "",
        "progress": asked.progress if asked else "",
        "signatory": asked.signatory if asked else "",
        "unit": asked.unit.zh if asked else "",
        "on": _day(asked.asked_at, at) if asked else "",
        "to": day_words(asked.proposed_on) if asked else "",
        "before": day_words(before if asked else None),
        "state": packs.terms()["request_states"][asked.state.value].zh if asked else "",
        "ruling": words,
    }
    return {f"extension_{name}": value for name, value in told.items()}


def _answer(asked: RequestRow | None, turns: Happenings) -> RulingRow | None:
    """The answer to a request: the first ruling of its kind after it was asked."""
    if asked is None:
        return None
    later = [
        each
        for each in turns.rulings
        if each.request_kind is asked.kind and each.decided_at >= asked.asked_at
    ]
    return later[-1] if later else None


def _transfer(turns: Happenings, at: datetime) -> Facts:
    ruled = next((each for each in turns.rulings if each.step is EventKind.TRANSFER), None)
    told = {
        "from": ruled.unit_before.zh if ruled and ruled.unit_before else "",
        "to": ruled.unit_after.zh if ruled and ruled.unit_after else "",
        "words": ruled.words if ruled else "",
        "on": _day(ruled.decided_at, at) if ruled else "",
    }
    return {f"transfer_{name}": value for name, value in told.items()}


def _accepted(outside: Outside) -> str:
    if outside.acceptance is None:
        return "不需外部验收"
    given = next((each for each in outside.verdicts if each.counts), None)
    if given is None:
        return f"须经{outside.acceptance.body}验收，尚无结论"
    outcome = packs.terms()["verdict_outcomes"][given.outcome.value].zh
    document = f"{given.document_number}，{day_words(given.dated_on)}"
    return f"{given.body}（{document}）：{outcome}。{given.words}"


def _money(amounts: Amounts | None) -> str:
    if amounts is None:
        return "不涉及金额"
    found = UNKNOWN if amounts.found is None else f"{amounts.found:,.2f}元"
    standing = packs.terms()["rectified_standings"][amounts.standing.value].zh
    return f"问题金额{found}，已整改{amounts.rectified:,.2f}元，{standing}"


def _recheck(turns: Happenings, at: datetime) -> Facts:
    found = turns.rechecks[0] if turns.rechecks else None
    verdict = ("整改到位" if found.holds else "问题反弹，重新办理") if found else ""
    told = {
        "words": found.words if found else "",
        "verdict": verdict,
        "by": found.checked_by if found else "",
        "witness": found.witness if found else "",
        "on": _day(found.checked_at, at) if found else "",
        "next": day_words(found.next_on) if found else "",
    }
    return {f"recheck_{name}": value for name, value in told.items()}


def _day(moment: datetime, at: datetime) -> str:
    return day_words(moment.astimezone(at.tzinfo).date())


def _found(text: str, step: str) -> str:
    """What the notice says of the task, without whom it is to and what it asks."""
    asked = packs.terms()["notice_asks"][step].zh
    return text.partition("\n")[2].removesuffix(asked)
