"""告知 — whom an event is told, over every state, event and request; and that it has words."""

from dataclasses import replace

import pytest

from mengyang.core.ledger import EventKind, RequestKind, Task, TaskState, advance
from mengyang.core.ledger.tidings import told
from mengyang.packs import terms
from tests.core.ledger.task_steps import (
    DUE,
    ELSEWHERE,
    LEAD,
    RELATIONS,
    TODAY,
    event,
    request,
    standing,
)

OVERSEER = RELATIONS["overseer"]
OFFICE = [kind for kind in EventKind if kind not in {EventKind.CARRY_OVER, EventKind.KEEP}]


def tellings(before: Task, kind: EventKind, **statement: object) -> list[tuple[str, int]]:
    happened = event(kind, **statement)
    after = advance(before, happened, OVERSEER, TODAY)
    assert isinstance(after, Task), after
    return [(each.reason, each.unit_id) for each in told(before, after, happened)]


@pytest.mark.parametrize(
    ("state", "kind", "statement", "expected"),
    [
        ("in_progress", "extend", {}, [("answer_extended", LEAD)]),
        ("in_progress", "extend", {"request": None}, [("decision_extended", LEAD)]),
        ("in_progress", "suspend", {}, [("answer_suspended", LEAD)]),
        ("in_progress", "decline", {}, [("answer_declined", LEAD)]),
        ("suspended", "resume", {}, [("decision_resumed", LEAD)]),
        (
            "in_progress",
            "transfer",
            {},
            [("answer_transferred", LEAD), ("transferred", ELSEWHERE)],
        ),
        (
            "in_progress",
            "transfer",
            {"request": None},
            [("transferred", ELSEWHERE), ("decision_moved", LEAD)],
        ),
        (
            "disputed",
            "assign",
            {"request": request(RequestKind.DISPUTE), "lead_unit_id": ELSEWHERE},
            [("answer_assigned", LEAD), ("transferred", ELSEWHERE)],
        ),
        ("disputed", "uphold", {}, [("answer_upheld", LEAD)]),
        ("claimed_done", "return", {}, [("returned", LEAD)]),
        ("closed", "reopen", {}, [("reopened", LEAD)]),
        ("closed", "recheck", {"holds": False}, [("reopened", LEAD)]),
        ("closed", "recheck", {}, []),
        ("stage_closed", "recheck", {}, [("review_set", LEAD)]),
        ("verified", "close_stage", {}, [("review_set", LEAD)]),
        ("verified", "close", {}, []),
        ("registered", "assign", {}, []),
    ],
)
def test_whom_an_event_is_told(
    state: str, kind: str, statement: dict[str, object], expected: list[tuple[str, int]]
) -> None:
    before = standing(TaskState(state), due_on=DUE)
    assert tellings(before, EventKind(kind), **statement) == expected


def test_what_is_told_has_words_in_both_languages() -> None:
    reasons, steps = terms()["notice_reasons"], terms()["notice_steps"]
    for state in TaskState:
        for kind in OFFICE:
            before = standing(state)
            for asked in (None, *(request(each) for each in RequestKind)):
                happened = replace(event(kind), request=asked)
                after = advance(before, happened, OVERSEER, TODAY)
                for each in told(before, after, happened) if isinstance(after, Task) else ():
                    assert reasons[each.reason].zh and reasons[each.reason].en
                    assert steps[each.tiding].zh and steps[each.tiding].en
