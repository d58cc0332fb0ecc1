"""任务详情 — one task with its clause, remedies, units, children, progress, evidence and duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models import (
    AskedUnit,
    Document,
    Evidence,
    IncomingInstruction,
    LawfulNotice,
    LedgerSheet,
    Meeting,
    PaperCopy,
    ProgressReport,
    Remedy,
    ReportingDuty,
    SupervisedMatter,
    Task,
    TaskReply,
    TaskUnit,
    Verdict,
)
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.ledger.supervised import words_of_tasks
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """整改措施 in text order."""

    position: int
    clause_path: str
    text: str


@dataclass(frozen=True, slots=True)
class UnitRole:
    """责任单位 with its role: lead | joint."""

    unit: Named
    role: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """进展 — the latest first; `percent` unknown is `None`."""

    id: int
    unit: Named
    author: str
    reported_at: datetime
    text: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """佐证材料 of a task."""

    id: int
    task_id: int
    unit: Named
    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str
    attached_by: str
    attached_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """报送要求 — who reports what to whom, who signs, where it is published."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    report_to: str
    signatory: str
    publicity: str


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task with all that stands beside it; `quote` is its text in the document, or the words of
    the matter it stands for where it has none.

    `document_id` is the version its clause comes from, `earlier_document_id` the one before that.
    """

    row: TaskRow
    document_id: int | None
    earlier_document_id: int | None
    start: int
    end: int
    quote: str
    problem: str
    explanation: str
    return_reason: str
    claimed_by: str
    claimed_unit: Named | None
    verified_by: str
    units: tuple[UnitRole, ...]
    names_without_unit: tuple[str, ...]
    responsible_leaders: tuple[str, ...]
    remedies: tuple[RemedyRow, ...]
    duty: Duty | None
    parent: TaskRow | None
    children: tuple[TaskRow, ...]
    reports: tuple[ReportRow, ...]
    evidence: tuple[EvidenceRow, ...]


def task(scope: Scope, lit: Lit, task_id: int) -> TaskDetail:
    """One task. Raises `Refused` where it is not within reach.

    Remedies and duty of a child are its parent's; children and parent appear as far as reached.
    """
    seen = Task.objects.filter(within(scope, lit.day)).select_related("plan")
    row = seen.filter(pk=task_id).first()
    if row is None:
        raise Refused("ledger.refused.not_found", "ledger.hint.list")
    around = Q(parent=row) | Q(children=row)
    first, *others = task_rows([row, *seen.filter(around).order_by("position")], lit)
    people = person_names((row.claimed_by_id, row.verified_by_id))
    printed = row.parent_id or row.pk
    return TaskDetail(
        row=first,
        document_id=row.document_id or row.plan.document_id,
        earlier_document_id=row.earlier_document_id,
        start=row.start,
        end=row.end,
        quote=_quote(row),
        problem=row.problem,
        explanation=row.explanation,
        return_reason=row.return_reason,
        claimed_by=people.get(row.claimed_by_id, ""),
        claimed_unit=_unit(row.claimed_unit_id, lit.day),
        verified_by=people.get(row.verified_by_id, ""),
        units=_units(row.pk, lit.day),
        names_without_unit=tuple(row.names_without_unit),
        responsible_leaders=tuple(row.responsible_leaders),
        remedies=_remedies(printed),
        duty=_duty(printed),
        parent=next((each for each in others if each.id == row.parent_id), None),
        children=tuple(each for each in others if each.parent_id == row.pk),
        reports=_reports(row.pk, lit.day),
        evidence=_evidence(Evidence.objects.filter(task=row), lit.day),
    )


def evidence(scope: Scope, day: date, evidence_id: int) -> EvidenceRow:
    """One piece of evidence. Raises `Refused` where its task is not within reach."""
    rows = Evidence.objects.filter(within(scope, day, "task__"), pk=evidence_id)
    found = _evidence(rows, day)
    if not found:
        raise Refused("ledger.refused.no_such_evidence", "ledger.hint.list")
    return found[0]


def stored_files() -> frozenset[str]:
    """The SHA-256 of every file that a row names: what a sweep must keep. For maintenance only."""
    named = (
        Evidence.objects.values_list("sha256", flat=True),
        Document.objects.values_list("sha256", flat=True),
        PaperCopy.objects.values_list("sha256", flat=True),
        Meeting.objects.exclude(minutes_sha256="").values_list("minutes_sha256", flat=True),
        SupervisedMatter.objects.exclude(scan_sha256="").values_list("scan_sha256", flat=True),
        LedgerSheet.objects.exclude(sha256="").values_list("sha256", flat=True),
        AskedUnit.objects.exclude(scan_sha256="").values_list("scan_sha256", flat=True),
        IncomingInstruction.objects.exclude(scan_sha256="").values_list("scan_sha256", flat=True),
        TaskReply.objects.exclude(sheet_sha256="").values_list("sheet_sha256", flat=True),
        LawfulNotice.objects.exclude(photograph_sha256="").values_list(
            "photograph_sha256", flat=True
        ),
        Verdict.objects.exclude(scan_sha256="").values_list("scan_sha256", flat=True),
    )
    return frozenset(sha256 for rows in named for sha256 in rows.distinct())


def report_rows(rows: Iterable[ProgressReport], day: date) -> tuple[ReportRow, ...]:
    """Reports as records; the author of each is selected with it."""
    kept = list(rows)
    names = unit_names((row.unit_id for row in kept), day)
    return tuple(
        ReportRow(
            id=row.pk,
            unit=names[row.unit_id],
            author=row.author.display_name,
            reported_at=row.reported_at,
            text=row.text,
            percent=row.percent,
        )
        for row in kept
    )


def _quote(row: Task) -> str:
    document_id = row.document_id or row.plan.document_id
    if document_id is None:
        printed = row.parent_id or row.pk
        return words_of_tasks([printed]).get(printed, "")
    text = Substr("text", row.start + 1, row.end - row.start)
    found = Document.objects.filter(pk=document_id).values_list(text, flat=True)
    return found.first() or ""


def _unit(unit_id: int | None, day: date) -> Named | None:
    return unit_names((unit_id,), day).get(unit_id) if unit_id else None


def _units(task_id: int, day: date) -> tuple[UnitRole, ...]:
    pairs = list(
        TaskUnit.objects.filter(task_id=task_id).order_by("id").values_list("unit_id", "role")
    )
    names = unit_names((unit_id for unit_id, _ in pairs), day)
    return tuple(UnitRole(names[unit_id], role) for unit_id, role in pairs)


def _remedies(task_id: int) -> tuple[RemedyRow, ...]:
    rows = Remedy.objects.filter(task_id=task_id).order_by("position")
    return tuple(RemedyRow(*row) for row in rows.values_list("position", "clause_path", "text"))


def _duty(task_id: int) -> Duty | None:
    row = ReportingDuty.objects.filter(task_id=task_id).first()
    if row is None:
        return None
    return Duty(tuple(row.who), tuple(row.what), row.report_to, row.signatory, row.publicity)


def _reports(task_id: int, day: date) -> tuple[ReportRow, ...]:
    rows = ProgressReport.objects.filter(task_id=task_id).select_related("author")
    return report_rows(rows.order_by("-reported_at", "-id"), day)


def _evidence(rows: QuerySet[Evidence], day: date) -> tuple[EvidenceRow, ...]:
    kept = list(rows.select_related("attached_by").order_by("attached_at", "id"))
    names = unit_names((row.unit_id for row in kept), day)
    return tuple(
        EvidenceRow(
            id=row.pk,
            task_id=row.task_id,
            unit=names[row.unit_id],
            file_name=row.file_name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            note=row.note,
            attached_by=row.attached_by.display_name,
            attached_at=row.attached_at,
        )
        for row in kept
    )
