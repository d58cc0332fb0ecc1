"""沿革写入 — the confirmed validity of a document, and what one document does to another."""

from dataclasses import dataclass, fields
from datetime import date

from mengyang.core.findings import Refused
from mengyang.store.models import DocumentRelation, DocumentValidity
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class ValidityDraft:
    """有效期 to be written; `until_day` is exclusive."""

    from_day: date
    until_day: date | None
    words: str


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """文件关系 to be written."""

    later_id: int
    earlier_id: int
    relation: str
    from_day: date
    words: str


def set_validity(
    work: Work, document_id: int, expected_version: int, draft: ValidityDraft, confirmed_by: int
) -> int:
    """Confirm a validity (`expected_version` 0) or another one; the version it has now."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    values |= {"confirmed_by_id": confirmed_by, "confirmed_at": work.at}
    row = DocumentValidity.objects.select_for_update().filter(document_id=document_id).first()
    if row is None and expected_version == 0:
        new = DocumentValidity(document_id=document_id, **values)
        return work.create(new, action="document.confirm_validity").version
    if row is None or expected_version == 0:
        raise Refused("store.refused.stale", "store.hint.reload", kind=DocumentValidity.kind)
    action = "document.confirm_validity"
    return work.change(row, values, action=action, expected_version=expected_version).version


def add_relation(work: Work, draft: RelationDraft, recorded_by: int) -> int:
    """Write what the later document does to the earlier one; its id."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    row = DocumentRelation(**values, recorded_by_id=recorded_by, recorded_at=work.at)
    return work.create(row, action="document.relate").pk


def drop_relation(work: Work, relation_id: int, expected_version: int) -> None:
    """Take back a relation that was recorded by mistake; its values stay in the event."""
    row = DocumentRelation.objects.filter(pk=relation_id).first()
    if row is None:
        raise Refused("lineage.refused.no_such_relation", "store.hint.reload")
    work.delete(row, action="document.unrelate", expected_version=expected_version)
