"""An edited row of the ledger 台账回填: which steps it takes, and what is said of which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mengyang.core.access import Actor, Post, Role
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline, Event, EventKind, Response, Task, TaskState, advance
from mengyang.core.ledger.sheet_plan import GIVE_REASON, LEADS, plan_rows
from mengyang.core.ledger.sheet_rows import LedgerNow, PlannedRow, TaskNow

DAY, DUE, LATER = date(2026, 3, 2), date(2026, 3, 31), date(2026, 5, 31)
OFFICE = Actor(1, (Post(Role.SUPERVISOR, 1, "1."),))
UNIT = Actor(2, (Post(Role.DEPARTMENT_OFFICER, 2, "1.2."),))
WORDS = {"已签收": TaskState.SIGNED_FOR, "办理中": TaskState.IN_PROGRESS}
WORDS |= {"申请销号": TaskState.CLAIMED_DONE, "已核验": TaskState.VERIFIED}
WORDS |= {"已销号": TaskState.CLOSED, "已退回": TaskState.RETURNED, "已交办": TaskState.ASSIGNED}
AT_WORK = Task(
    id=7,
    number="2",
    version=4,
    state=TaskState.IN_PROGRESS,
    lead_unit_id=2,
    unit_ids=frozenset({2, 3}),
    response=Response.REMEDIES,
    deadline=Deadline(DeadlineKind.BY_DATE, (DUE,), "3月底前"),
    due_on=DUE,
    report_count=1,
    evidence_count=1,
)


@dataclass(frozen=True)
class Row:
    """A row whose cells are called by their columns."""

    values: Mapping[str, str]
    sheet: str = "台账"
    number: int = 6

    def value(self, key: str) -> str:
        return self.values.get(key, "")

    def cell(self, key: str) -> str:
        return f"{key}{self.number}"


def planned(known: Task, by: Actor, asks: bool = False, /, **cells: str) -> PlannedRow:
    row = Row({"number": "2", "task": "7", "version": "4", **cells})
    return plan_rows([row], ledger(known, by, asks))[0]


def ledger(task: Task, actor: Actor, asking: bool = False) -> LedgerNow:
    def judge(task: Task, event: Event) -> Task | Refused:
        return advance(task, event, actor, DAY)

    return LedgerNow({7: TaskNow(task, "消除大班额", asking)}, WORDS, judge)


def at(state: TaskState) -> Task:
    return replace(AT_WORK, state=state)


WRONG: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"state": "已销号"}, "state6", "ledger.sheet.no_step"),
    ({"state": "办完了"}, "state6", "ledger.sheet.no_state"),
    ({"state": ""}, "state6", "ledger.sheet.no_state"),
    ({"percent": "101", "progress": "好。"}, "percent6", "ledger.refused.percent"),
    ({"percent": "80"}, "progress6", "ledger.refused.report_empty"),
    ({"percent": "约八成"}, "percent6", "ledger.sheet.no_percent"),
    ({"percent": "0.8", "progress": "好。"}, "percent6", "ledger.sheet.no_percent"),
    ({"percent": "", "progress": "好。"}, "percent6", "ledger.sheet.no_percent"),
    ({"progress": ""}, "progress6", "ledger.sheet.words_gone"),
    ({"due_on": "六月底"}, "due_on6", "ledger.sheet.no_day"),
    ({"due_on": ""}, "due_on6", "ledger.sheet.no_day"),
    ({"due_on": "2026-05-31", "reason": "雨季"}, "due_on6", "ledger.refused.own_task"),
    ({"matter": "大班额已消除"}, "matter6", "ledger.sheet.not_editable"),
    ({"lamp": "正常", "progress": "好。"}, "lamp6", "ledger.sheet.not_editable"),
    ({"reason": "无"}, "reason6", "ledger.sheet.reason_unused"),
    ({"version": "3", "progress": "好。"}, "number6", "ledger.sheet.changed_meanwhile"),
    ({"task": "9", "progress": "好。"}, "number6", "ledger.sheet.no_such_task"),
    ({"task": "²", "progress": "好。"}, "number6", "ledger.sheet.no_such_task"),
)


@pytest.mark.parametrize(("cells", "cell", "code"), WRONG)
def test_a_cell_that_cannot_be_taken_is_named(cells: dict[str, str], cell: str, code: str) -> None:
    found = planned(AT_WORK, UNIT, **cells)
    assert [(each.cell, each.finding.code) for each in found.verdict.faults] == [(cell, code)]
    assert not found.steps and not found.verdict.changes


def test_new_rows_and_doubled_ones_are_refused() -> None:
    rows = [
        Row({"number": "2", "task": "7", "version": "4"}),
        Row({"number": "2", "task": "7", "version": "4", "twice": "1"}),
        Row({"number": "2.1", "matter": "新增下级任务"}),
    ]
    found = plan_rows(rows, ledger(AT_WORK, OFFICE))
    said = [[one.finding.code for one in each.verdict.faults] for each in found]
    assert said == [[], ["ledger.sheet.twice"], ["ledger.sheet.new_row"]]


def test_what_was_not_edited_is_idle_though_its_task_is_gone() -> None:
    row = Row({"number": "2", "task": "99", "version": "1"})
    (found,) = plan_rows([row], ledger(AT_WORK, OFFICE))
    assert found.verdict.is_idle and not found.steps


TAKEN: tuple[tuple[Task, Actor, dict[str, str], tuple[EventKind, ...], TaskState], ...] = (
    (AT_WORK, UNIT, {"progress": "好。"}, (EventKind.REPORT,), TaskState.IN_PROGRESS),
    (
        AT_WORK,
        UNIT,
        {"progress": "好。", "percent": "100%", "state": "申请销号"},
        (EventKind.REPORT, EventKind.CLAIM_DONE),
        TaskState.CLAIMED_DONE,
    ),
    (
        at(TaskState.SIGNED_FOR),
        UNIT,
        {"progress": "好。", "state": "申请销号"},
        (EventKind.REPORT, EventKind.CLAIM_DONE),
        TaskState.CLAIMED_DONE,
    ),
    (
        at(TaskState.SIGNED_FOR),
        UNIT,
        {"state": "办理中"},
        (EventKind.START,),
        TaskState.IN_PROGRESS,
    ),
    (
        AT_WORK,
        OFFICE,
        {"due_on": "2026/5/31", "reason": "雨季"},
        (EventKind.EXTEND,),
        TaskState.IN_PROGRESS,
    ),
    (
        at(TaskState.CLAIMED_DONE),
        OFFICE,
        {"state": "已核验"},
        (EventKind.VERIFY,),
        TaskState.VERIFIED,
    ),
    (
        at(TaskState.CLAIMED_DONE),
        OFFICE,
        {"state": "已退回", "reason": "缺佐证"},
        (EventKind.RETURN,),
        TaskState.RETURNED,
    ),
    (at(TaskState.VERIFIED), OFFICE, {"state": "已销号"}, (EventKind.CLOSE,), TaskState.CLOSED),
    (
        at(TaskState.ASSIGNED),
        UNIT,
        {"state": "已签收"},
        (EventKind.SIGN_FOR,),
        TaskState.SIGNED_FOR,
    ),
    (
        at(TaskState.REGISTERED),
        OFFICE,
        {"state": "已交办"},
        (EventKind.ASSIGN,),
        TaskState.ASSIGNED,
    ),
)


@pytest.mark.parametrize(("task", "actor", "cells", "kinds", "state"), TAKEN)
def test_a_word_is_a_wish_for_the_event_that_leads_there(
    task: Task, actor: Actor, cells: dict[str, str], kinds: tuple[EventKind, ...], state: TaskState
) -> None:
    found = planned(task, actor, **cells)
    assert not found.verdict.faults and found.verdict.changes
    assert tuple(each.event.kind for each in found.steps) == kinds
    assert found.steps[-1].after.state is state


def test_what_needs_a_reason_asks_for_it_in_its_cell() -> None:
    found = planned(at(TaskState.CLAIMED_DONE), OFFICE, state="已退回")
    (fault,) = found.verdict.faults
    assert (fault.cell, fault.finding.hint) == ("reason6", "ledger.hint.write_reason")


def test_an_own_day_is_set_by_signing_for_and_not_by_an_extension() -> None:
    immediate = Deadline(DeadlineKind.IMMEDIATE, (), "立行立改")
    task = replace(at(TaskState.ASSIGNED), deadline=immediate, due_on=None)
    (fault,) = planned(task, UNIT, state="已签收").verdict.faults
    assert fault.cell == "due_on6"
    found = planned(task, UNIT, state="已签收", due_on="2026-05-31")
    assert found.steps[-1].after.due_on == LATER


def test_what_waits_for_an_answer_is_answered_first() -> None:
    found = planned(AT_WORK, OFFICE, True, due_on="2026-05-31", reason="同意")
    assert [one.finding.code for one in found.verdict.faults] == ["ledger.sheet.request_waits"]
    assert planned(AT_WORK, UNIT, True, progress="好。").steps


def test_every_wish_is_one_event_of_the_table() -> None:
    assert len(LEADS) == 17
    assert {LEADS[pair] for pair in LEADS} > GIVE_REASON - {EventKind.EXTEND}
