"""目标时限 — targets without a day of their own get that of the 完成时限 their task states.

Only a day stated apart from the sentences (a label, a bracket, a cell, the heading of a stage)
dates every number of its task; a day inside the sentences belongs to what it stands beside.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from mengyang.core.documents.records import Obligation, Target
from mengyang.core.facts import DeadlineKind

_DATED = frozenset(
    (
        DeadlineKind.BY_DATE,
        DeadlineKind.BY_DATE_ONGOING,
        DeadlineKind.BY_DATE_TIME,
        # 上半年完成一半，11月底前全部完成: all of it by the last of them.
        DeadlineKind.SEVERAL,
    )
)
_APART = "\n\t|（("
_COLONS = ("：", ":")
_OPENED = ("（", "(")


def dated_by_tasks(
    text: str, targets: Sequence[Target], tasks: Sequence[Obligation]
) -> tuple[Target, ...]:
    """The targets, those without a day dated by the task they stand in."""
    dated = [task for task in tasks if task.deadline.kind in _DATED and task.deadline.on]
    starts = [task.span[0] for task in dated]
    return tuple(
        target if target.by else _dated(text, target, dated[: bisect_right(starts, target.span[0])])
        for target in targets
    )


def _dated(text: str, target: Target, before: Sequence[Obligation]) -> Target:
    """By the innermost task that holds the number."""
    for task in reversed(before):
        if target.span[1] > task.span[1]:
            continue
        if not _is_apart(text, target, task):
            return target
        last = max(str(day)[:10] for day in task.deadline.on)
        return replace(target, by=last)
    return target


def _is_apart(text: str, target: Target, task: Obligation) -> bool:
    """Whether the day is printed outside the sentences: behind the number, or after a label."""
    if task.deadline.span is None:
        return False
    start = task.deadline.span[0]
    if start < target.span[1]:
        before = text[start - 1 : start]
        return before in _OPENED or (before in _COLONS and "\n" in text[start : target.span[0]])
    return any(sign in text[target.span[1] : start] for sign in _APART)
