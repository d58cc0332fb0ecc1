"""更正稿写入 — a corrected text joined to the old one, and what is decided on each difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.store.models import Correction, Difference, Document
from mengyang.store.models.documents import ACCEPTED_STATES
from mengyang.store.writes.documents import change_document
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class DifferenceDraft:
    """差异 to be written, in the order in which it is shown; a side that is not there is empty."""

    difference_kind: str
    is_moved: bool = False
    old_path: str = ""
    old_start: int | None = None
    old_end: int | None = None
    new_path: str = ""
    new_start: int | None = None
    new_end: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A difference in the version seen, with what was decided on it."""

    id: int
    version: int
    state: str
    reason: str = ""


def add_correction(
    work: Work,
    earlier_id: int,
    later_id: int,
    drafts: Sequence[DifferenceDraft],
    recorded_by: int,
) -> int:
    """Join a corrected text to the old one with all differences; its id."""
    document = Document.objects.select_for_update().filter(pk=later_id).first()
    if document is None or document.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    row = Correction(
        earlier_id=earlier_id, later_id=later_id, recorded_by_id=recorded_by, recorded_at=work.at
    )
    work.create(row, action="correction.record")
    names = tuple(DifferenceDraft.__dataclass_fields__)
    rows = [
        Difference(
            correction=row, position=position, **{name: getattr(draft, name) for name in names}
        )
        for position, draft in enumerate(drafts, start=1)
    ]
    work.create_many(rows, action="correction.compare")
    return row.pk


def take_back(work: Work, correction_id: int, expected_version: int) -> None:
    """Part the two texts again. Raises `Refused` where a difference was accepted already."""
    row = _held(correction_id)
    done = Difference.objects.filter(correction_id=correction_id, state__in=ACCEPTED_STATES)
    if done.exists():
        raise Refused("corrections.refused.accepted_already", "corrections.hint.correct_again")
    changes = {"state": "taken_back"}
    work.change(row, changes, action="correction.take_back", expected_version=expected_version)


def decide(work: Work, correction_id: int, decided: Sequence[Decided]) -> bool:
    """Write what was decided; whether nothing is left open now.

    With the last difference the correction is settled, and its text stands in the library as
    adopted: the tasks that follow it are shown to the units.
    """
    row = _held(correction_id)
    for each in decided:
        found = Difference.objects.get(pk=each.id, correction_id=correction_id)
        if found.state != "open":
            raise Refused("store.refused.stale", "store.hint.reload", kind=Difference.kind)
        changes = {
            "state": each.state,
            "reason": each.reason,
            "decided_by_id": work.actor.user_id if work.actor else None,
            "decided_at": work.at,
        }
        action = "correction.accept" if each.state in ACCEPTED_STATES else "correction.reject"
        work.change(found, changes, action=action, expected_version=each.version)
    if Difference.objects.filter(correction_id=correction_id, state="open").exists():
        return False
    work.change(row, {"state": "settled"}, action="correction.settle", expected_version=row.version)
    version = Document.objects.values_list("version", flat=True).get(pk=row.later_id)
    change_document(work, row.later_id, version, "adopted", "document.adopt_corrected")
    return True


def _held(correction_id: int) -> Correction:
    row = Correction.objects.select_for_update().filter(pk=correction_id, state="open").first()
    if row is None:
        raise Refused("corrections.refused.not_open", "store.hint.reload")
    return row
