"""事项识别 — which clauses are items: labelled problems, tasks, recommendations, review opinions.

Guiding thought, principles and goals carry none; how a plan is carried out depends on the genre.
"""

from collections.abc import Iterator, Sequence

from mengyang.core.documents.item import Item, ItemKind
from mengyang.core.documents.item_grounds import NEXT_STEPS, Grounds, compiled, matches
from mengyang.core.documents.labelled_items import labelled_items
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.paragraph_items import find_covering_orders, find_paragraphs
from mengyang.core.documents.records import Clause
from mengyang.core.documents.tables import find_rows
from mengyang.core.documents.task_clauses import clause_tasks
from mengyang.core.patterns import lazy_pattern

_STAGES = r"(?:工作|整改|实施|方法|推进)?(?:步骤|阶段)(?:安排)?$|时间安排$"
_STAGE_TIME = lazy_pattern(r"[(（][^)）]*(?:\d{1,2}\s*月|年底|\d{1,2}\s*日)[^)）]*[)）]")


def find_items(grounds: Grounds) -> list[Item]:
    """The items in text order."""
    rows = list(find_rows(grounds.document, grounds.genre.item_kind))
    around = _around(grounds, rows)
    labelled = [*labelled_items(grounds), *rows]
    if labelled and grounds.genre.item_kind == "problem":
        labelled = _with_later_tasks(grounds, labelled)
        items = [
            *labelled,
            *_unlabelled_siblings(grounds, labelled, around),
            *_advice(grounds),
            *_next_steps(grounds, labelled),
        ]
    else:
        taken = {field.owner.path for item in labelled for field in item.fields if field.owner}
        taken |= {
            item.clause.parent
            for item in labelled
            if item.clause.parent and "§" in item.clause.path
        }
        items = [*labelled, *clause_tasks(grounds, taken | around)]
        if not items and not grounds.document.outline:
            items = list(find_paragraphs(grounds.document))
    items += find_covering_orders(grounds.document)
    return sorted(items, key=lambda item: item.clause.span)


def _around(grounds: Grounds, rows: Sequence[Item]) -> set[str]:
    """The clauses that hold the tables: what a heading announces, its rows say."""
    clauses = (clause_at(grounds.document, row.clause.span[0]) for row in rows)
    return {clause.path for clause in clauses if clause is not None}


def _unlabelled_siblings(
    grounds: Grounds, labelled: Sequence[Item], around: set[str]
) -> Iterator[Item]:
    """Problems left without an answer among answered ones."""
    paths = {item.clause.path for item in labelled} | around
    parents = {item.clause.parent for item in labelled}
    for clause in grounds.index.by_path.values():
        if (
            clause.kind == "numbered"
            and clause.parent in parents
            and clause.path not in paths
            and "问题" in clause.heading
            and not grounds.index.children(clause)
        ):
            yield Item(clause, "problem")


def _advice(grounds: Grounds) -> Iterator[Item]:
    """Recommendations and review opinions: the leaves of the sections so named."""
    for top in grounds.index.tops:
        kind: ItemKind
        if compiled(grounds.genre.recommendations).search(top.heading):
            kind = "recommendation"
        elif compiled(grounds.genre.opinions).search(top.heading):
            kind = "opinion"
        else:
            continue
        for clause in grounds.index.leaves(top):
            if clause is not top:
                yield Item(clause, kind)


def _next_steps(grounds: Grounds, labelled: Sequence[Item]) -> Iterator[Item]:
    """What is still to be done after the problems: tasks of the section so named."""
    taken = {item.clause.path for item in labelled}
    for top in _later_sections(grounds):
        is_staged = matches(_STAGES, top)
        if top.path in taken:
            continue
        for clause in grounds.index.leaves(top):
            if clause is top or clause.path in taken:
                continue
            if not is_staged or _is_stage(clause):
                yield Item(clause, "task")


def _with_later_tasks(grounds: Grounds, labelled: Sequence[Item]) -> list[Item]:
    """The items with labels: those of a section on what is still to be done are tasks too."""
    later = {top.path for top in _later_sections(grounds)}
    return [
        item._replace(kind="task")
        if item.kind == "problem" and item.clause.path.partition("/")[0] in later
        else item
        for item in labelled
    ]


def _later_sections(grounds: Grounds) -> list[Clause]:
    return [top for top in grounds.index.tops if matches(_STAGES, top) or matches(NEXT_STEPS, top)]


def _is_stage(clause: Clause) -> bool:
    """动员部署（2025年2月底前）: a step with its time in the heading."""
    return _STAGE_TIME.search(clause.heading) is not None
