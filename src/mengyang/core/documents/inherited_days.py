"""目标时限 — targets without a day of their own get that of the 完成时限 their task states.

Only a day stated apart from the sentences (a label, a bracket, a cell, the heading of a stage)
dates every number of its task; a day inside the sentences belongs to what it stands beside.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from mengyang.core.documents.records import Obligation, Target
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_DATED = frozenset(
    (
        DeadlineKind.BY_DATE,
        DeadlineKind.BY_DATE_ONGOING,
        DeadlineKind.BY_DATE_TIME,
        # 上半年完成一半，11月底前全部完成: all of it by the last of them.
        DeadlineKind.SEVERAL,
    )
)
_STANDING = frozenset(
    (
        *(DeadlineKind.ONGOING, DeadlineKind.IMMEDIATE, DeadlineKind.IMMEDIATE_ONGOING),
        *(DeadlineKind.RECURRING, DeadlineKind.RELATIVE, DeadlineKind.DONE),
    )
)
_YEAR = lazy_pattern(r"(?<!\d)(20\d\d)(?!\d)")
_OF_NO_YEAR = lazy_pattern(
    r"规划|办法|条例|规定|标准|细则|意见|报告(?!.*(?:任务|分工|分解))|通报|总结|情况|预算|决算|整改|答复|"
    r"20\d\d[-—－~～至]|年[-—－~～至]|三年|五年|纪要|函$"
)
_APART = "\n\t|（("
# 由甲局牵头，12月31日前完成。: the last words of a clause are said of all before them.
_CLOSES_ALL = lazy_pattern(r"(?:全部|全面|基本|务必)?(?:完成|到位|建成|办结)[。；]?\s*(?:\n|\Z)")
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


def dated_by_title(
    title: str, targets: Sequence[Target], tasks: Sequence[Obligation]
) -> tuple[Target, ...]:
    """The targets of a plan for one year (2031年工作要点), those without a day due in it.

    Not what is done again and again, nor what belongs to a task that goes on or begins at once.
    """
    years = {*_YEAR.findall(title)}
    if len(years) != 1 or _OF_NO_YEAR.search(title):
        return tuple(targets)
    (year,) = years
    standing = [task.span for task in tasks if task.deadline.kind in _STANDING]
    return tuple(
        target
        if target.by
        or "/" in target.unit
        or any(start <= target.span[0] < end for start, end in standing)
        else replace(target, by=year)
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
    between = text[target.span[1] : start]
    return any(sign in between for sign in _APART) or (
        "。" in between and _CLOSES_ALL.match(text, task.deadline.span[1]) is not None
    )
