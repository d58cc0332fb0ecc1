"""指标写入 — targets that an adopted document sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mengyang.store.models import Target
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """目标值 to be written; `value_to` is the upper end of a range, `by` a year or an ISO day."""

    clause_path: str
    start: int
    end: int
    quote: str
    indicator: str
    comparator: str
    value: Decimal
    value_to: Decimal | None = None
    unit: str = ""
    by: str = ""
    verb: str = "reach"
    scope: str = ""
    document_id: int | None = None


def add_targets(work: Work, plan_id: int, drafts: Iterable[TargetDraft], after: int = 0) -> int:
    """Write targets of a plan in text order as one event, behind those it has; how many."""
    rows = [_target(plan_id, place, draft) for place, draft in enumerate(drafts, start=after + 1)]
    work.create_many(rows, action="target.create")
    return len(rows)


def _target(plan_id: int, position: int, draft: TargetDraft) -> Target:
    fields = {name: getattr(draft, name) for name in TargetDraft.__dataclass_fields__}
    return Target(plan_id=plan_id, position=position, **fields)
