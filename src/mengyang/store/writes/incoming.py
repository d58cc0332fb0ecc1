"""收文写入 — a paper numbered in its register, moved on, spoken about, joined to its document."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date

from django.db.models import Max

from mengyang.core.access import Scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.incoming import Handling, Incoming, IncomingState
from mengyang.store.models import (
    IncomingInstruction,
    IncomingOpinion,
    IncomingPaper,
    IncomingUnit,
    Unit,
)
from mengyang.store.reads.documents import is_adopted
from mengyang.store.reads.incoming_facts import incoming_of
from mengyang.store.reads.scope import within
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """A line of the register, as a registration and its correction write it."""

    issuing_body: str
    document_number: str
    number_key: str
    title: str
    received_on: date
    secrecy: str
    urgency: str
    copies: int | None
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """收文 to be registered; the register gives it its number."""

    unit_id: int
    area_id: int
    line: LineDraft
    registered_by: int
    deadline: Deadline = field(default_factory=Deadline)
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionDraft:
    """批示 to be written; the scan lies in the file store already."""

    leader_name: str
    leader_post: str
    text: str
    given_on: date
    recorded_by: int
    is_transcribed: bool = False
    scan_name: str = ""
    scan_type: str = ""
    scan_size: int | None = None
    scan_sha256: str = ""


def hold_register(unit_id: int) -> None:
    """Let nobody else register for the unit until the transaction ends: numbers have no gap."""
    # Not the key: rows that refer to the unit may go on being written.
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)


def registered_twin(
    unit_id: int, issuing_body: str, number_key: str, but: int = 0
) -> IncomingPaper | None:
    """The paper of the same body with the same number that the register holds already, not the
    one with the id `but`."""
    if not number_key:
        return None
    rows = IncomingPaper.objects.filter(
        unit_id=unit_id, number_key=number_key, issuing_body=issuing_body
    )
    kept = rows.exclude(state=IncomingState.WITHDRAWN.value).exclude(pk=but)
    return kept.order_by("pk").first()


def add_paper(work: Work, draft: PaperDraft) -> int:
    """Register a paper under the next number of its year; the register is held. Its id."""
    year = draft.line.received_on.year
    kept = IncomingPaper.objects.filter(unit_id=draft.unit_id, year=year)
    last = kept.aggregate(last=Max("number"))["last"] or 0
    row = IncomingPaper(
        unit_id=draft.unit_id,
        area_id=draft.area_id,
        due_on=draft.due_on,
        **asdict(draft.line),
        **_deadline(draft.deadline),
        year=year,
        number=last + 1,
        state_since=work.at.date(),
        registered_by_id=draft.registered_by,
        registered_at=work.at,
    )
    return work.create(row, action="incoming.register").pk


def take_paper(work: Work, scope: Scope, paper_id: int) -> Incoming:
    """The paper as the rules see it, its row locked. Raises `Refused` where it is not in reach."""
    reached = IncomingPaper.objects.filter(within(scope, work.at.date()), pk=paper_id)
    rows = IncomingPaper.objects.select_for_update(of=("self",)).filter(pk__in=reached.values("pk"))
    row = rows.first()
    if row is None:
        raise Refused("incoming.refused.not_found", "incoming.hint.list")
    return incoming_of(row)


def change_paper(work: Work, after: Incoming, *, action: str, expected_version: int) -> int:
    """Write what a step changed; the version the paper has now."""
    row = IncomingPaper.objects.get(pk=after.id)
    changes: dict[str, object] = {
        "state": after.state.value,
        "state_since": after.state_since,
        "due_on": after.due_on,
        "lead_unit_id": after.lead_unit_id,
        "section": after.section,
        "result": after.result,
        "finished_on": after.finished_on,
        "withdraw_reason": after.withdraw_reason,
        **_deadline(after.deadline),
    }
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    work.change(row, changed, action=action, expected_version=expected_version)
    _join(work, row, after, action)
    return row.version


def correct_registration(work: Work, paper: Seen, line: LineDraft, reason: str) -> int:
    """Write a line of the register as it should read; the version the paper has now.

    Raises `Refused` where it reads so already, or would count in another year.
    """
    row = IncomingPaper.objects.get(pk=paper.id)
    if row.version != paper.version:
        raise Refused("store.refused.stale", "store.hint.reload", kind=row.kind)
    if line.received_on.year != row.year:
        raise Refused("incoming.refused.other_year", "incoming.hint.withdraw_instead")
    wanted = asdict(line)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        raise Refused("incoming.refused.nothing_to_correct", "incoming.hint.change_line")
    work.change(
        row,
        changed | {"correction_reason": reason},
        action="incoming.correct",
        expected_version=paper.version,
    )
    return row.version


def first_instruction_on(paper_id: int) -> date | None:
    """The day of the first instruction on a paper."""
    rows = IncomingInstruction.objects.filter(paper_id=paper_id).order_by("given_on")
    return rows.values_list("given_on", flat=True).first()


def unit_of(paper_id: int) -> int:
    """The unit in whose register a paper stands."""
    return IncomingPaper.objects.values_list("unit_id", flat=True).get(pk=paper_id)


def add_opinion(work: Work, paper_id: int, author_id: int, text: str) -> int:
    """Write a proposed handling; its id."""
    row = IncomingOpinion(paper_id=paper_id, author_id=author_id, text=text, written_at=work.at)
    return work.create(row, action="incoming.propose").pk


def add_instruction(work: Work, paper_id: int, draft: InstructionDraft) -> int:
    """Write a leader's instruction; its id."""
    values = {each.name: getattr(draft, each.name) for each in fields(draft)}
    values["recorded_by_id"] = values.pop("recorded_by")
    row = IncomingInstruction(paper_id=paper_id, recorded_at=work.at, **values)
    return work.create(row, action="incoming.instruct").pk


def paper_of_instruction(instruction_id: int) -> int:
    """The paper that an instruction entered from paper stands on. Raises `Refused`."""
    rows = IncomingInstruction.objects.filter(pk=instruction_id, is_transcribed=True)
    found = rows.values_list("paper_id", flat=True).first()
    if found is None:
        raise Refused("incoming.refused.no_such_instruction", "incoming.hint.list")
    return found


def correct_words(work: Work, instruction: Seen, said: Handling) -> int:
    """Write an instruction as it reads on its sheet; the version it has now."""
    row = IncomingInstruction.objects.get(pk=instruction.id)
    wanted = {
        "leader_name": said.leader_name.strip(),
        "leader_post": said.leader_post.strip(),
        "text": said.text.strip(),
        "given_on": said.on,
    }
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed and row.version == instruction.version:
        raise Refused("incoming.refused.nothing_to_correct", "incoming.hint.change_line")
    action = "incoming.correct_instruction"
    work.change(row, changed, action=action, expected_version=instruction.version)
    work.note(action, row.paper)
    return row.version


def join_document(work: Work, paper_id: int, expected_version: int, document_id: int) -> int:
    """Say which document of the library was read from the paper; the version it has now.

    It takes the place of one that was joined by mistake, unless that one is adopted.
    """
    row = IncomingPaper.objects.get(pk=paper_id)
    if row.document_id is not None and is_adopted(row.document_id):
        raise Refused("incoming.refused.has_document", "incoming.hint.open_document")
    if IncomingPaper.objects.filter(document_id=document_id).exists():
        raise Refused("incoming.refused.document_taken", "incoming.hint.other_document")
    changes = {"document_id": document_id}
    work.change(row, changes, action="incoming.attach", expected_version=expected_version)
    return row.version


def _join(work: Work, paper: IncomingPaper, after: Incoming, action: str) -> None:
    """Bring the joint units of the paper to those of `after`."""
    rows = {row.unit_id: row for row in IncomingUnit.objects.filter(paper_id=after.id)}
    if set(rows) != after.joint_unit_ids:
        was, now = sorted(rows), sorted(after.joint_unit_ids)
        work.note_parts("incoming.join_units", paper, {"joint_ids": was}, {"joint_ids": now})
    for unit_id in sorted(set(rows) - after.joint_unit_ids):
        work.delete(rows[unit_id], action=action, expected_version=rows[unit_id].version)
    for unit_id in sorted(after.joint_unit_ids - set(rows)):
        work.create(IncomingUnit(paper_id=after.id, unit_id=unit_id), action=action)


def _deadline(deadline: Deadline) -> dict[str, object]:
    return {
        "deadline_kind": deadline.kind.value,
        "deadline_raw": deadline.raw,
        "deadline_on": max(deadline.days, default=None),
    }
