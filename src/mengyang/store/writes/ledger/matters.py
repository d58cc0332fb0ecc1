"""事项对照写入 — likely pairs proposed as one event, each decision an event of its own."""

from collections.abc import Sequence

from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.crosswalk import LikelyPair, TaskPair
from mengyang.store.models import SameMatter
from mengyang.store.writes.work import Work


def propose_matters(work: Work, pairs: Sequence[LikelyPair]) -> int:
    """Write the pairs that are not known yet; how many."""
    known = set(SameMatter.objects.values_list("one_id", "other_id"))
    rows = [
        SameMatter(
            one_id=pair.tasks.one,
            other_id=pair.tasks.other,
            percent=pair.percent,
            why=[{"code": each.code, "params": dict(each.params)} for each in pair.why],
        )
        for pair in pairs
        if pair.tasks not in known
    ]
    work.create_many(rows, action="matter.propose")
    return len(rows)


def link_matter(work: Work, pair: TaskPair, reason: str, by: int) -> int:
    """Link two tasks by hand; a pair that was proposed or rejected is confirmed. The id."""
    said = {
        "state": "confirmed",
        "reason": reason,
        "decided_by_id": by,
        "decided_on": work.at.date(),
    }
    rows = SameMatter.objects.filter(one_id=pair.one, other_id=pair.other)
    row = rows.select_for_update().first()
    if row is None:
        why = [{"code": "crosswalk.why.by_hand", "params": {}}]
        row = SameMatter(one_id=pair.one, other_id=pair.other, why=why, **said)
        return work.create(row, action="matter.link").pk
    if row.state == "confirmed":
        raise Refused("crosswalk.refused.linked_already", "crosswalk.hint.list")
    return work.change(row, said, action="matter.link", expected_version=row.version).pk


def decide_matter(work: Work, seen: Seen, state: str, reason: str, by: int) -> None:
    """Confirm or reject a pair; a decision may be changed by another one."""
    row = SameMatter.objects.select_for_update().get(pk=seen.id)
    if row.state == state:
        raise Refused("store.refused.stale", "store.hint.reload", kind=SameMatter.kind)
    changes = {
        "state": state,
        "reason": reason,
        "decided_by_id": by,
        "decided_on": work.at.date(),
    }
    action = "matter.confirm" if state == "confirmed" else "matter.reject"
    work.change(row, changes, action=action, expected_version=seen.version)
