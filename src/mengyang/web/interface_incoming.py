"""收文接口类型 — what the API tells of a paper of the register.

Fields are written out beside those of `IncomingRow` on purpose: they are what callers rely on, so
that a column added to the row is told to nobody unseen, and one renamed there fails here.
"""

from datetime import date, datetime

from ninja import Schema

from mengyang.store.reads.incoming import IncomingRow
from mengyang.web.incoming_lists import number_of


class IncomingOpinionOut(Schema):
    """拟办意见."""

    author: str
    text: str
    written_at: datetime


class InstructionOut(Schema):
    """领导批示; `is_transcribed` 代录 with the name of the scanned sheet."""

    id: int
    leader_name: str
    leader_post: str
    text: str
    given_on: date
    is_transcribed: bool
    recorded_by: str
    scan_name: str
    version: int


class PaperOut(Schema):
    """收文."""

    id: int
    receipt_number: str
    issuing_body: str
    document_number: str
    title: str
    received_on: date
    secrecy: str
    urgency: str
    copies: int | None
    pages: int | None
    due_on: date | None
    state: str
    lead_unit_id: int | None
    joint_unit_ids: list[int]
    section: str
    opinions: list[IncomingOpinionOut]
    instructions: list[InstructionOut]
    result: str
    finished_on: date | None
    document_id: int | None
    lamp: str
    version: int


def shown_paper(row: IncomingRow) -> dict[str, object]:
    """A paper as `PaperOut` tells it."""
    told = {
        "receipt_number": number_of(row),
        "lamp": row.lamp.colour.value,
        "lead_unit_id": row.lead_unit.id if row.lead_unit else None,
        "joint_unit_ids": [unit.id for unit in row.joint_units],
    }
    return {name: getattr(row, name) for name in PaperOut.model_fields if name not in told} | told
