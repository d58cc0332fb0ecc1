"""法定公示 — what law orders to be shown in every public edition of an area, with a photograph."""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang import packs
from mengyang.actions.evidence import MEDIA_TYPES, EvidenceUpload, Shelf, accepted_kind
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.formats.sniff import Kind
from mengyang.store.files import keep_file
from mengyang.store.reads.ledger.editions import lawful_notice, plan_place
from mengyang.store.reads.scope import paths_on
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import LawfulNoticeDraft, add_lawful_notice
from mengyang.store.writes.ledger import end_lawful_notice as end_row

_PICTURES = (Kind.PNG, Kind.JPG)


@dataclass(frozen=True, slots=True)
class LawfulNotice:
    """法定公示 — the kind, a name, the contact, the duties, and a photograph where there is one."""

    kind: str
    name: str
    contact: str
    duties: str = ""
    photograph: EvidenceUpload | None = None


def add_notice(
    actor: Actor, plan_id: int, notice: LawfulNotice, shelf: Shelf, *, at: datetime
) -> int:
    """What is to be shown in the area of a plan from now on; its id. Raises `Refused`."""
    area_id = plan_place(access.scope(actor, "see", "plan"), at.date(), plan_id)
    _require(actor, area_id, at.date())
    name, contact = notice.name.strip(), notice.contact.strip()
    if notice.kind not in packs.terms()["lawful_notice_kinds"] or not name or not contact:
        raise Refused("publication.refused.notice_fields", "publication.hint.notice_fields")
    sha256, media_type = "", ""
    if notice.photograph is not None:
        kind = accepted_kind(notice.photograph, shelf.limit_bytes)
        if kind not in _PICTURES:
            raise Refused("publication.refused.no_picture", "publication.hint.picture")
        sha256 = keep_file(shelf.folder, notice.photograph.data)
        media_type = MEDIA_TYPES[kind]
    draft = LawfulNoticeDraft(
        area_id, notice.kind, name, contact, notice.duties.strip(), sha256, media_type
    )
    with transaction(actor, at) as work:
        return add_lawful_notice(work, draft)


def end_notice(actor: Actor, seen: Seen, *, at: datetime) -> None:
    """From today on it stands in no new edition."""
    _require(actor, lawful_notice(seen.id).area_id, at.date())
    with transaction(actor, at) as work:
        end_row(work, (seen.id, seen.version), at.date())


def _require(actor: Actor, area_id: int, day: date) -> None:
    path = paths_on(day, [area_id]).get(area_id, "")
    subject = access.Subject(path)
    if not access.may(access.scope(actor, "publish", "plan"), subject):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")
