"""事项对照读取 — the tasks that stand on their own in their plans, as they are compared."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.ledger import TaskState
from mengyang.core.ledger.crosswalk import Matter
from mengyang.store.models import (
    Document,
    ReadingEntry,
    Target,
    Task,
    TaskUnit,
)
from mengyang.store.reads.ledger.supervised import words_of_tasks
from mengyang.store.reads.scope import within


def matters(scope: Scope, day: date) -> list[Matter]:
    """The tasks within reach that stand on their own in their plans, withdrawn ones apart."""
    tasks = list(_on_their_own(scope, day).select_related("plan").order_by("pk"))
    units = _units(tasks)
    words = clause_words(tasks, None)
    named = _indicators(tasks)
    papers = {row.plan_id: row.plan.document_id for row in tasks}
    cites = _cites({plan_id: paper for plan_id, paper in papers.items() if paper is not None})
    return [
        Matter(
            task_id=row.pk,
            plan_id=row.plan_id,
            area_id=row.plan.area_id,
            title=row.title,
            words=words[row.pk],
            unit_ids=units.get(row.pk, frozenset()),
            indicators=named.get(row.pk, frozenset()),
            cites=cites.get(row.plan_id, frozenset()),
        )
        for row in tasks
    ]


def matter_plans(scope: Scope, day: date, task_ids: Iterable[int]) -> dict[int, int]:
    """The plans of those tasks within reach that stand on their own, withdrawn ones apart."""
    rows = _on_their_own(scope, day).filter(pk__in=list(task_ids))
    return dict(rows.values_list("pk", "plan_id"))


def matter_choices(scope: Scope, day: date, plan_id: int) -> list[tuple[str, str]]:
    """The tasks of a plan that may be linked, by id as text with number and title."""
    rows = _on_their_own(scope, day).filter(plan_id=plan_id).order_by("position")
    return [
        (str(pk), f"{number} {title}")
        for pk, number, title in rows.values_list("pk", "number", "title")
    ]


def clause_words(tasks: Iterable[Task], most: int | None) -> dict[int, str]:
    """The words of each task's clause in its own text, or of the matter it stands for; each text is
    read once."""
    kept = list(tasks)
    papers = (row.document_id or row.plan.document_id for row in kept)
    ids = {each for each in papers if each is not None}
    texts = dict(Document.objects.filter(pk__in=ids).values_list("pk", "text"))
    given = words_of_tasks(row.pk for row in kept)
    found = {}
    for row in kept:
        document_id = row.document_id or row.plan.document_id
        if document_id is None:
            found[row.pk] = given.get(row.pk, "")[:most]
            continue
        text = texts.get(document_id, "")
        end = row.end if most is None else min(row.end, row.start + most)
        found[row.pk] = text[row.start : end].strip() + ("…" if end < row.end else "")
    return found


def _on_their_own(scope: Scope, day: date) -> QuerySet[Task]:
    rows = Task.objects.filter(within(scope, day), parent=None)
    return rows.exclude(state=TaskState.WITHDRAWN.value)


def _units(tasks: Iterable[Task]) -> dict[int, frozenset[int]]:
    """The units of each task and of its children."""
    parents = {row.pk: row.pk for row in tasks}
    children = Task.objects.filter(parent_id__in=list(parents)).values_list("pk", "parent_id")
    parents |= {pk: parent or 0 for pk, parent in children}
    found: dict[int, set[int]] = {}
    rows = TaskUnit.objects.filter(task_id__in=list(parents)).values_list("task_id", "unit_id")
    for task_id, unit_id in rows:
        found.setdefault(parents[task_id], set()).add(unit_id)
    return {pk: frozenset(units) for pk, units in found.items()}


def _indicators(tasks: Iterable[Task]) -> dict[int, frozenset[str]]:
    """The indicators of the targets that stand in the words of each task."""
    by_plan: dict[int, list[Task]] = {}
    for row in tasks:
        by_plan.setdefault(row.plan_id, []).append(row)
    found: dict[int, set[str]] = {}
    for target in Target.objects.filter(plan_id__in=list(by_plan)).order_by("pk"):
        for row in by_plan[target.plan_id]:
            if row.document_id == target.document_id and row.start <= target.start < row.end:
                found.setdefault(row.pk, set()).add(target.indicator)
    return {pk: frozenset(named) for pk, named in found.items()}


def _cites(documents: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The plans whose document the document of each plan cites, by number or title."""
    frames = {
        row["pk"]: (row["document_number"], row["title"])
        for row in Document.objects.filter(pk__in=list(documents.values())).values(
            "pk", "document_number", "title"
        )
    }
    named: dict[str, int] = {}
    for plan_id, document_id in documents.items():
        for name in filter(None, frames.get(document_id, ())):
            named[name] = plan_id
    entries = ReadingEntry.objects.filter(
        document_id__in=list(documents.values()), reading="citations", is_rejected=False
    )
    by_document = {document_id: plan_id for plan_id, document_id in documents.items()}
    found: dict[int, set[int]] = {}
    for entry in entries:
        for name in (entry.content.get("document_number"), entry.content.get("title")):
            if name in named:
                found.setdefault(by_document[entry.document_id], set()).add(named[str(name)])
    return {plan_id: frozenset(cited) for plan_id, cited in found.items()}
