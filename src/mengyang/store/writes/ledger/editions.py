"""双公开写入 — editions of a plan and their steps, and what law orders to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.models import Edition, LawfulNotice, Plan
from mengyang.store.reads.ledger.editions import (
    has_open_edition,
    last_number,
    published_now,
)
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """版本 to be written."""

    plan_id: int
    kind: EditionKind
    data_day: date
    content: Mapping[str, object]
    digest: str
    scheme: str
    removed: Sequence[Mapping[str, object]]
    hidden: Sequence[str]
    notice: str


@dataclass(frozen=True, slots=True)
class LawfulNoticeDraft:
    """法定公示 to be written; the bytes of the photograph lie in the file store already."""

    area_id: int
    notice_kind: str
    name: str
    contact: str
    duties: str
    photograph_sha256: str = ""
    photograph_type: str = ""


def add_edition(work: Work, draft: EditionDraft) -> int:
    """Write a draft; its id. One of a kind is on its way at a time, a second one is refused."""
    Plan.objects.select_for_update().get(pk=draft.plan_id)
    if has_open_edition(draft.plan_id, draft.kind):
        raise Refused("publication.refused.open_edition", "publication.hint.finish_edition")
    before = published_now(draft.plan_id, draft.kind)
    if before is not None and not draft.notice:
        raise Refused("publication.refused.notice_missing", "publication.hint.notice")
    row = Edition(
        plan_id=draft.plan_id,
        edition_kind=draft.kind.value,
        data_day=draft.data_day,
        content=dict(draft.content),
        digest=draft.digest,
        scheme=draft.scheme,
        removed=list(draft.removed),
        hidden=list(draft.hidden),
        corrects=before,
        notice=draft.notice,
        drafted_by_id=_person(work),
        drafted_for_id=work.actor.acting_for if work.actor else None,
        drafted_at=work.at,
    )
    return work.create(row, action="edition.draft").pk


def take_edition(edition_id: int) -> Edition:
    """The row of an edition, locked. Raises `Refused` where there is none."""
    row = Edition.objects.select_for_update(of=("self",)).filter(pk=edition_id).first()
    if row is None:
        raise Refused("publication.refused.no_such_edition", "ledger.hint.list")
    return row


def step_edition(
    work: Work, seen: tuple[int, int], changes: Mapping[str, object], *, action: str
) -> int:
    """Write what a step changed in the edition `seen` by id and version; the version it has now."""
    row = Edition.objects.get(pk=seen[0])
    return work.change(row, dict(changes), action=action, expected_version=seen[1]).version


def publish_edition(work: Work, seen: tuple[int, int]) -> int:
    """Publish an approved edition under the next number; the one before it is replaced."""
    row = Edition.objects.get(pk=seen[0])
    Plan.objects.select_for_update().get(pk=row.plan_id)
    kind = EditionKind(row.edition_kind)
    before = published_now(row.plan_id, kind)
    if before is not None:
        changes = {"state": "corrected"}
        work.change(before, changes, action="edition.correct", expected_version=before.version)
    published = {
        "state": "published",
        "number": last_number(row.plan_id, kind) + 1,
        "corrects_id": before.pk if before else None,
        "published_by_id": _person(work),
        "published_at": work.at,
    }
    return step_edition(work, seen, published, action="edition.publish")


def add_lawful_notice(work: Work, draft: LawfulNoticeDraft) -> int:
    """Write what is to be shown by law; its id."""
    row = LawfulNotice(
        area_id=draft.area_id,
        notice_kind=draft.notice_kind,
        name=draft.name,
        contact=draft.contact,
        duties=draft.duties,
        photograph_sha256=draft.photograph_sha256,
        photograph_type=draft.photograph_type,
        made_by_id=_person(work),
        made_at=work.at,
    )
    return work.create(row, action="lawful_notice.add").pk


def end_lawful_notice(work: Work, seen: tuple[int, int], until_day: date) -> None:
    """From `until_day` on it is shown no more in editions drafted then."""
    row = LawfulNotice.objects.get(pk=seen[0])
    changes = {"until_day": until_day}
    work.change(row, changes, action="lawful_notice.end", expected_version=seen[1])


def _person(work: Work) -> int:
    if work.actor is None:
        raise ValueError("nobody publishes while the house is set up")
    return work.actor.user_id
