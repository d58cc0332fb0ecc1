"""期满评估 — the end of a plan, when its evaluation is demanded and due, what it lacks."""

from datetime import date, timedelta

import pytest

from mengyang.core.documents.lineage import last_plan_day
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Conclusion,
    EndSource,
    Evaluation,
    EventKind,
    Outcome,
    PlanEnd,
    TaskState,
    Verdict,
    advance,
    plan_end,
)
from mengyang.core.ledger.evaluation import (
    demanded_from,
    due_on,
    is_demanded,
    lacking,
    outcome,
    tally,
)
from tests.core.ledger.task_steps import RELATIONS, TODAY, event, task

END = PlanEnd(date(2031, 12, 31), EndSource.TITLE)


def test_what_a_person_states_goes_before_what_is_read() -> None:
    one, two, three = (date(2031, month, 1) for month in (1, 2, 3))
    assert plan_end(one, two, three) == PlanEnd(one, EndSource.STATED)
    assert plan_end(None, two, three) == PlanEnd(two, EndSource.VALIDITY)
    assert plan_end(None, None, three) == PlanEnd(three, EndSource.TITLE)
    assert plan_end(None, None, None) is None


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("甲县学前教育行动计划（2023—2025年）", date(2025, 12, 31)),
        ("乙县“十五五”学前教育规划", date(2030, 12, 31)),
        ("丙县2024年督导反馈问题整改方案", None),
    ],
)
def test_the_title_of_an_action_plan_names_its_last_year(title: str, last: date | None) -> None:
    assert last_plan_day(title) == last


def test_it_is_demanded_sixty_days_before_the_end_and_never_without_one() -> None:
    assert demanded_from(END) == date(2031, 11, 1)
    assert not is_demanded(END, date(2031, 10, 31))
    assert is_demanded(END, date(2031, 11, 1)) and is_demanded(END, date(2040, 1, 1))
    assert not is_demanded(None, date(2040, 1, 1))


def test_it_is_due_sixty_days_after_the_end_or_after_it_was_demanded() -> None:
    assert due_on(END, date(2031, 11, 1)) == END.on + timedelta(days=60)
    assert due_on(END, date(2032, 6, 1)) == date(2032, 7, 31)


WHOLE = Evaluation(verdict=Verdict.MET, words="总体达成")


@pytest.mark.parametrize(
    ("conclusion", "is_open"),
    [
        (Conclusion(1), True),
        (Conclusion(1, Verdict.MET, "96%（年报）", ""), True),
        (Conclusion(1, Verdict.MET, "", "已达成"), True),
        (Conclusion(1, Verdict.PARTLY_MET, " ", "部分达成"), True),
        (Conclusion(1, Verdict.MET, "96%（年报）", "已达成"), False),
        (Conclusion(1, Verdict.NOT_MET, "", "没有建成"), False),
        (Conclusion(1, Verdict.UNKNOWN, "", "数据未核定"), False),
        (Conclusion(2, Verdict.MET, "96%（年报）", "已达成"), True),
    ],
)
def test_a_target_is_concluded_on_with_words_and_a_value(
    conclusion: Conclusion, is_open: bool
) -> None:
    assert lacking([1], Evaluation((conclusion,), WHOLE.verdict, WHOLE.words)) == int(is_open)


def test_the_whole_needs_its_own_conclusion() -> None:
    assert lacking([], WHOLE) == 0
    assert lacking([], Evaluation()) == 1
    assert lacking([], Evaluation(verdict=Verdict.MET, words=" ")) == 1
    assert lacking([1, 2], Evaluation()) == 3


DUE = date(2031, 5, 1)


@pytest.mark.parametrize(
    ("state", "due", "since", "expected"),
    [
        ("closed", DUE, DUE, "closed_in_time"),
        ("closed", DUE, DUE + timedelta(1), "closed_late"),
        ("closed", None, DUE, "closed_untimed"),
        ("in_progress", TODAY, DUE, "open"),
        ("in_progress", DUE, DUE, "overdue"),
        ("verified", None, DUE, "open"),
        ("withdrawn", DUE, DUE, "withdrawn"),
    ],
)
def test_every_task_has_one_outcome(
    state: str, due: date | None, since: date, expected: str
) -> None:
    assert outcome(TaskState(state), due, since, TODAY) is Outcome(expected)


def test_the_tally_tells_every_outcome() -> None:
    counted = tally([Outcome.OPEN, Outcome.OPEN, Outcome.WITHDRAWN])
    assert (counted[Outcome.OPEN], counted[Outcome.CLOSED_LATE]) == (2, 0)
    assert set(counted) == set(Outcome) and sum(counted.values()) == 3


def test_an_evaluation_is_proven_by_its_conclusions() -> None:
    bare = task(report_count=0, evidence_count=0, lacking_conclusions=2)
    refused = advance(bare, event(EventKind.CLAIM_DONE), RELATIONS["claimant"], TODAY)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.params["lacking"]) == ("ledger.refused.evaluation_open", 2)
    whole = task(report_count=0, evidence_count=0, lacking_conclusions=0)
    done = advance(whole, event(EventKind.CLAIM_DONE), RELATIONS["claimant"], TODAY)
    assert not isinstance(done, Refused) and done.state is TaskState.CLAIMED_DONE
