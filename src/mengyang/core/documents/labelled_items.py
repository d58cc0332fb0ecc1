"""要素事项 — items told by their labels (整改措施、责任单位…), below a clause or by themselves."""

from collections.abc import Iterator, Sequence

from mengyang.core.documents.blocks import find_blocks, in_brackets, repeats
from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item, ItemKind
from mengyang.core.documents.item_grounds import NEXT_STEPS, Grounds, matches
from mengyang.core.documents.records import Clause

_TASK_ROLES = frozenset({Role.UNITS, Role.LEAD, Role.JOINT, Role.DEADLINE, Role.REPLY})
_PROBLEM_ROLES = _TASK_ROLES | {Role.REMEDIES, Role.EXPLANATION, Role.STATUS}


def labelled_items(grounds: Grounds) -> Iterator[Item]:
    """The items that have labelled fields, in the order of their first ones."""
    by_owner: dict[str, list[LabelField]] = {}
    for each in grounds.fields:
        by_owner.setdefault(each.owner.path if each.owner else "", []).append(each)
    kind = grounds.genre.item_kind
    roles = _PROBLEM_ROLES if kind == "problem" else _TASK_ROLES
    owners = {
        path: fields
        for path, fields in by_owner.items()
        if any(field.role in roles for field in fields)
    }
    for path, fields in owners.items():
        if path and not (repeats(fields) and not in_brackets(grounds.document, fields)):
            if not (
                _is_remedy_point(grounds, path, owners) or _is_for_below(grounds, path, owners)
            ):
                clause = grounds.index.by_path[path]
                is_next = _is_next_step(grounds, clause)
                yield Item(clause, "task" if is_next else _kind(fields, kind), tuple(fields))
        else:
            owner = grounds.index.by_path.get(path)
            yield from find_blocks(grounds.document, owner, fields, kind)


def _is_next_step(grounds: Grounds, clause: Clause) -> bool:
    """Whether a labelled clause stands under 下一步工作: it is still to be done, no problem."""
    return any(matches(NEXT_STEPS, above) for above in grounds.index.ancestors(clause))


def _kind(fields: Sequence[LabelField], kind: ItemKind) -> ItemKind:
    """A request with an office's reply is a problem whatever the document is."""
    return "problem" if any(field.role is Role.REPLY for field in fields) else kind


def _is_for_below(grounds: Grounds, path: str, owners: dict[str, list[LabelField]]) -> bool:
    """Whether the bracket of a heading （牵头单位：甲局） is meant for all below."""
    start, end = grounds.index.by_path[path].heading_span
    return all(start < field.start < end for field in owners[path]) and any(
        below.startswith(f"{path}/") for below in owners
    )


def _is_remedy_point(grounds: Grounds, path: str, owners: dict[str, list[LabelField]]) -> bool:
    """Whether a labelled clause lies inside the remedies of a labelled clause above it."""
    clause = grounds.index.by_path[path]
    return any(
        field.role is Role.REMEDIES and field.value[0] <= clause.span[0] < field.value[1]
        for above in grounds.index.ancestors(clause)
        for field in owners.get(above.path, [])
    )
