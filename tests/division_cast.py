"""A plan without units 无责任单位方案: its upload, its division, the steps of its life."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from mengyang.actions.comment_rounds import ReplyWords, reply_round, send_for_comment
from mengyang.actions.divisions import change_division_item, draft_division
from mengyang.core.access import Grant, Scope
from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.core.facts import DeadlineKind, Seen
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import ItemChange
from mengyang.store.files import keep_file
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.divisions import AskedRow, DivisionRow, ItemRow
from mengyang.store.writes import transaction
from mengyang.store.writes.divisions import RoundDraft
from mengyang.store.writes.documents import DocumentDraft, EntryDraft, add_document
from tests.cast import Cast

EVERY_DIVISION = Scope("division", (Grant(),))
DUE = date(2026, 3, 12)
TEXT = """甲禾县学前教育提升行动计划(2025—2027年)

一、主要目标

到2027年，全县学前三年入园率保持在98%以上。

二、主要措施

（一）优化资源布局

1.合理规划，增加学位供给。加大统筹力度，新建幼儿园两所。

2.规范管理，落实小区配套园移交。教育局会同住建局完成配套园移交。

（二）提升保教质量

1.完善经费投入机制。财政局按规定拨付生均定额补助。

2.加强队伍建设。及时补充公办园教职工。
"""


@cache
def _reading() -> dict[str, Any]:
    """The reading of the plan, made once: no child process for each test."""
    return as_json(read(TEXT))


def upload_open_plan(cast: Cast, files: Path) -> int:
    """The plan in the county's register, as an upload leaves it; the id of the document."""
    reading = _reading()
    draft = DocumentDraft(
        area_id=cast.areas["jiahe"],
        title="甲禾县学前教育提升行动计划(2025—2027年)",
        document_number="",
        issuing_body="",
        genre=reading["genre"],
        signed_on=None,
        published_on=None,
        generated_on=None,
        metadata=reading["metadata"],
        text=reading["text"],
        file_name="行动计划.txt",
        media_type="txt",
        size=len(TEXT.encode()),
        sha256=keep_file(files, TEXT.encode()),
        uploaded_by=cast.users["county_officer"],
        uploaded_at=cast.at,
    )
    entries = [
        EntryDraft(name, place, each["path"], *each["span"], each)
        for name in ("obligations", "duties", "targets", "reporting")
        for place, each in enumerate(reading[name])
    ]
    with transaction(cast.actor("county_officer"), cast.at) as work:
        return add_document(work, draft, (), entries)


def drafted(cast: Cast, files: Path) -> int:
    """The division of the plan, as proposed."""
    document_id = upload_open_plan(cast, files)
    owner = cast.units["jiahe-education"]
    return draft_division(cast.actor("county_officer"), document_id, owner, at=cast.at)


def row_of(division_id: int, day: date = DUE) -> DivisionRow:
    """The division as it stands."""
    return reads.division(EVERY_DIVISION, day, division_id)


def as_seen(item: ItemRow) -> Seen:
    """A row as whoever changes it has it on the screen."""
    return Seen(item.id, item.version)


def items_of(division_id: int) -> tuple[ItemRow, ...]:
    """Its tasks."""
    return reads.items(EVERY_DIVISION, DUE, division_id)


def asked_of(division_id: int) -> dict[int, AskedRow]:
    """The units of the last round, by id."""
    last = reads.rounds(EVERY_DIVISION, DUE, division_id)[-1]
    return {each.unit.id: each for each in last.asked}


def filled(cast: Cast, files: Path) -> int:
    """The division with every row looked at: education twice, housing with it, finance."""
    division_id = drafted(cast, files)
    units = cast.units
    charges = (
        ((units["jiahe-education"],), ()),
        ((units["jiahe-housing"],), (units["jiahe-education"],)),
        ((units["jiahe-finance"],), ()),
        ((units["jiahe-education"],), ()),
    )
    deadline = Deadline(DeadlineKind.BY_DATE, (date(2027, 12, 31),))
    for item, (leads, joints) in zip(items_of(division_id), charges, strict=True):
        change = ItemChange(leads, joints, deadline)
        officer, seen = cast.actor("county_officer"), as_seen(item)
        change_division_item(officer, division_id, seen, change, at=cast.at)
    return division_id


def sent(cast: Cast, files: Path, *, silence_is_consent: bool = False) -> int:
    """The division out for comment until `DUE`."""
    division_id = filled(cast, files)
    terms = RoundDraft(reply_due_on=DUE, silence_is_consent=silence_is_consent)
    version = row_of(division_id).version
    send_for_comment(cast.actor("county_officer"), division_id, version, terms, at=cast.at)
    return division_id


def reply(cast: Cast, division_id: int, person: str, unit: str, said: ReplyWords) -> None:
    """A unit replies by its own account."""
    asked = asked_of(division_id)[cast.units[unit]]
    reply_round(cast.actor(person), asked.id, asked.version, said, at=cast.at)


def after_due(cast: Cast) -> datetime:
    """The day after replies were due."""
    return cast.at + timedelta(days=(DUE - cast.day).days + 1)
