"""任务分工接口类型 — what the routes of divisions answer."""

from datetime import date

from ninja import Schema


class NamedUnitOut(Schema):
    """A unit or an area by its names."""

    id: int
    zh: str
    en: str


class DivisionOut(Schema):
    """任务分工."""

    id: int
    document_id: int
    plan_id: int | None
    title: str
    area: NamedUnitOut | None
    owner_unit: NamedUnitOut | None
    state: str
    rounds: int
    reason: str
    issued_number: str
    issued_on: date | None
    drafted_on: date
    tasks: int
    version: int


class ItemOut(Schema):
    """分工事项."""

    id: int
    position: int
    task_kind: str
    title: str
    clause_path: str
    quote: str
    leads: list[NamedUnitOut]
    joints: list[NamedUnitOut]
    deadline_kind: str
    deadline_days: list[date]
    remarks: str
    is_seen: bool
    is_changed: bool
    version: int


class DivisionOpinionOut(Schema):
    """意见 with its verdict; none while it is open."""

    id: int
    item_id: int
    opinion_kind: str
    words: str
    other_unit: NamedUnitOut | None
    other_day: date | None
    verdict: str
    verdict_reason: str
    version: int


class AskedOut(Schema):
    """征求意见单位 with its reply."""

    id: int
    division_id: int
    unit: NamedUnitOut
    item_ids: list[int]
    reply_due_on: date
    is_open: bool
    silence_is_consent: bool
    reply: str
    words: str
    replied_on: date | None
    is_recorded: bool
    scan_name: str
    reminded_on: date | None
    opinions: list[DivisionOpinionOut]
    version: int


class RoundOut(Schema):
    """征求意见 — one round."""

    id: int
    number: int
    sent_on: date
    reply_due_on: date
    term_words: str
    silence_is_consent: bool
    closed_on: date | None
    asked: list[AskedOut]
