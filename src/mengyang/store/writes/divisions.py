"""任务分工写入 — divisions with their tasks in draft, rounds, replies, verdicts, signatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from mengyang.core.access import Scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Division as Facts
from mengyang.core.ledger.division import Reply, final_reply
from mengyang.store.models import AskedUnit, Division, Item, Opinion, Round, Signature
from mengyang.store.reads.divisions.facts import division_facts
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """分工事项 to be written; `content` the entry it comes from, `reasons` with parameters."""

    task_kind: str
    title: str
    clause_path: str
    content: Mapping[str, object]
    lead_ids: Sequence[int] = ()
    joint_ids: Sequence[int] = ()
    deadline_kind: str = "none"
    deadline_days: Sequence[str] = ()
    deadline_raw: str = ""
    reasons: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionDraft:
    """任务分工 to be written, with its tasks in text order."""

    document_id: int
    area_id: int
    owner_unit_id: int
    title: str
    drafted_on: date
    drafted_by: int
    items: tuple[ItemDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """征求意见 to be sent: until when, in which words, and what silence means."""

    reply_due_on: date
    term_words: str = ""
    silence_is_consent: bool = False


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """意见 on one task; another unit or another day where the unit proposes one."""

    item_id: int
    words: str
    opinion_kind: str = "objection"
    other_unit_id: int | None = None
    other_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDraft:
    """反馈 to be written; `is_recorded` where a clerk enters a reply given on paper."""

    reply: Reply
    words: str
    replied_on: date
    replied_by: int
    opinions: tuple[OpinionDraft, ...] = ()
    is_recorded: bool = False
    scan_name: str = ""
    scan_sha256: str = ""


def add_division(work: Work, draft: DivisionDraft) -> int:
    """Write a division with its tasks; its id."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    rows, drafted_by = values.pop("items"), values.pop("drafted_by")
    division = work.create(Division(**values, drafted_by_id=drafted_by), action="division.draft")
    tasks = [_item(division, place, row) for place, row in enumerate(rows, start=1)]
    work.create_many(tasks, action="division.propose")
    return division.pk


def take_division(work: Work, scope: Scope, division_id: int) -> Facts:
    """The division as the rules see it, its row locked until the transaction ends."""
    Division.objects.select_for_update(of=("self",)).filter(pk=division_id).first()
    return division_facts(scope, work.at.date(), division_id)


def change_division(
    work: Work, division_id: int, expected_version: int, changes: Mapping[str, object], action: str
) -> int:
    """Change the row of a division; the version it has now."""
    row = Division.objects.get(pk=division_id)
    work.change(row, changes, action=action, expected_version=expected_version)
    return row.version


def change_item(work: Work, item: Seen, changes: Mapping[str, object], action: str) -> int:
    """Change one task; the version it has now."""
    row = _items([item.id])[item.id]
    work.change(row, changes, action=action, expected_version=item.version)
    return row.version


def change_items(
    work: Work, seen: Mapping[int, int], changes: Mapping[str, object], action: str
) -> int:
    """Change several tasks alike as one event; one of them stale refuses all. How many."""
    rows = _items(seen)
    for pk, row in rows.items():
        if row.version != seen[pk]:
            raise Refused("store.refused.stale", "store.hint.reload", kind=row.kind)
    work.change_many([(row, changes) for row in rows.values()], action=action)
    return len(rows)


def open_round(
    work: Work, division_id: int, number: int, draft: RoundDraft, asked: Mapping[int, Iterable[int]]
) -> int:
    """Write a round with everybody asked; its id."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    row = Round(division_id=division_id, number=number, sent_on=work.at.date(), **values)
    sent = work.create(row, action="division.send")
    rows = [
        AskedUnit(round=sent, unit_id=unit, item_ids=list(items)) for unit, items in asked.items()
    ]
    work.create_many(rows, action="division.ask")
    return sent.pk


def write_reply(work: Work, asked_id: int, expected_version: int, draft: ReplyDraft) -> None:
    """Write the reply of a unit; an earlier one of the same round is replaced."""
    row = AskedUnit.objects.get(pk=asked_id)
    action = "division.record_reply" if draft.is_recorded else "division.reply"
    for left in Opinion.objects.filter(asked=row):
        work.delete(left, action=action, expected_version=left.version)
    changes = {
        "reply": draft.reply.value,
        "words": draft.words,
        "replied_on": draft.replied_on,
        "replied_by": draft.replied_by,
        "is_recorded": draft.is_recorded,
        "scan_name": draft.scan_name,
        "scan_sha256": draft.scan_sha256,
    }
    work.change(row, changes, action=action, expected_version=expected_version)
    for opinion in draft.opinions:
        values = {field.name: getattr(opinion, field.name) for field in fields(opinion)}
        work.create(Opinion(asked=row, **values), action="division.object")


def close_round(work: Work, division_id: int) -> int:
    """Close the last round: whoever said nothing is recorded as silent; how many were."""
    day = work.at.date()
    row = Round.objects.filter(division_id=division_id).order_by("-number")[0]
    waiting = AskedUnit.objects.filter(round=row, reply=Reply.WAITING.value).order_by("pk")
    silent = [
        (asked, {"reply": final_reply(Reply(asked.reply), row.reply_due_on, day).value})
        for asked in waiting
    ]
    work.change_many(silent, action="division.note_silence")
    work.change(row, {"closed_on": day}, action="division.close", expected_version=row.version)
    return len(silent)


def note_reminders(work: Work, division_id: int, unit_ids: Iterable[int]) -> int:
    """Write down that units of the open round were reminded today; how many."""
    rows = AskedUnit.objects.filter(
        round__division_id=division_id, round__closed_on=None, unit_id__in=list(unit_ids)
    )
    changes = {"reminded_on": work.at.date()}
    return len(work.change_many([(row, changes) for row in rows], action="division.remind"))


def settle_opinion(
    work: Work, opinion_id: int, expected_version: int, verdict: str, reason: str
) -> None:
    """Write the verdict on an opinion."""
    row = Opinion.objects.get(pk=opinion_id)
    changes = {
        "verdict": verdict,
        "verdict_reason": reason,
        "settled_on": work.at.date(),
        "settled_by": work.actor.user_id if work.actor else None,
    }
    work.change(row, changes, action="division.settle", expected_version=expected_version)


def add_signature(work: Work, division_id: int, unit_id: int, signed_on: date, by: str) -> int:
    """Write that a unit has countersigned; its id."""
    row = Signature(division_id=division_id, unit_id=unit_id, signed_on=signed_on, signed_by=by)
    return work.create(row, action="division.countersign").pk


def drop_signatures(work: Work, division_id: int) -> int:
    """Take every signature back, for what was signed is about to change; how many."""
    rows = list(Signature.objects.filter(division_id=division_id))
    for row in rows:
        work.delete(row, action="division.reopen", expected_version=row.version)
    return len(rows)


def note_export(work: Work, division_id: int, rows: int) -> None:
    """Tell that the summary of opinions left the house, with how many rows."""
    work.note("division.export", Division.objects.get(pk=division_id), rows=rows)


def _item(division: Division, position: int, draft: ItemDraft) -> Item:
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    values |= {name: list(values[name]) for name in ("lead_ids", "joint_ids", "deadline_days")}
    values |= {"reasons": [dict(each) for each in draft.reasons], "content": dict(draft.content)}
    return Item(division=division, position=position, **values)


def _items(ids: Iterable[int]) -> dict[int, Item]:
    wanted = set(ids)
    rows = Item.objects.in_bulk(wanted)
    if rows.keys() != wanted:
        raise Refused("divisions.refused.no_such_task", "store.hint.reload")
    return rows
