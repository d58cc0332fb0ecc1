"""任务筛选 — what a person asks of a list of tasks, as a condition on the table."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from mengyang.core.findings import Refused
from mengyang.core.ledger import Colour, Window, windows
from mengyang.store.models import Task, TaskUnit, UnitName
from mengyang.store.reads.asked import Asked, is_id
from mengyang.store.reads.ledger.acceptance import awaiting_verdict
from mengyang.store.reads.ledger.rows import Lit

_NOTHING = Q(pk__in=())
_IDS = {"plan": "plan_id", "area": "area_id", "parent": "parent_id"}
_TEXTS = (("state", "state"), ("kind", "task_kind"), ("clause", "clause_path"))
# Filters that single out tasks: the parent of a group is no task beside its children there.
_NARROW = ("unit", "state", "lamp", "outside", "due_from", "due_until")
_OUTSIDE = {
    "awaited": awaiting_verdict(is_given=False),
    "accepted": awaiting_verdict(is_given=True),
}


def leaf() -> Q:
    """A task that is no parent of a group: what is counted and acted on."""
    return ~Q(Exists(Task.objects.filter(parent_id=OuterRef("pk"))))


def of_units(unit_ids: Iterable[int]) -> Q:
    """Tasks in which one of the units leads or helps."""
    return Q(pk__in=TaskUnit.objects.filter(unit_id__in=list(unit_ids)).values("task_id"))


def asked_for(asked: Asked, lit: Lit) -> Q:
    """All that is asked, together. What is no id finds nothing; what is no day is refused."""
    found = _words(asked.words.strip())
    for name, column in _IDS.items():
        if value := asked.filter(name):
            found &= Q(**{column: int(value)}) if is_id(value) else _NOTHING
    if value := asked.filter("unit"):
        found &= of_units([int(value)]) if is_id(value) else _NOTHING
    for name, column in _TEXTS:
        if value := asked.filter(name):
            found &= Q(**{column: value})
    if value := asked.filter("lamp"):
        found &= _lamp(value, lit)
    if value := asked.filter("outside"):
        found &= _OUTSIDE.get(value, _NOTHING)
    found &= _due(asked)
    return found & leaf() if any(asked.filter(name) for name in _NARROW) else found


def compiled(window: Window) -> Q:
    """What `core.ledger.lies_in` says of a task, as a condition."""
    found = Q(state__in=[state.value for state in sorted(window.states)])
    if window.is_timed is not None:
        found &= Q(due_on__isnull=not window.is_timed)
    if window.due_from is not None:
        found &= Q(due_on__gte=window.due_from)
    if window.due_until is not None:
        found &= Q(due_on__lt=window.due_until)
    return found


def _words(words: str) -> Q:
    if not words:
        return Q()
    named = UnitName.objects.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words))
    units = TaskUnit.objects.filter(unit_id__in=named.values("unit_id")).values("task_id")
    text = Q(title__icontains=words) | Q(problem__icontains=words) | Q(number__startswith=words)
    return text | Q(pk__in=units)


def _lamp(colour: str, lit: Lit) -> Q:
    if colour not in {each.value for each in Colour}:
        return _NOTHING
    found = _NOTHING
    for window in windows(Colour(colour), lit.scheme, lit.day):
        found |= compiled(window)
    return found


def _due(asked: Asked) -> Q:
    found = Q()
    if begins := asked.filter("due_from"):
        found &= Q(due_on__gte=_day(begins))
    if ends := asked.filter("due_until"):
        found &= Q(due_on__lte=_day(ends))
    return found


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refused("store.refused.no_day", "store.hint.day", value=value) from error
