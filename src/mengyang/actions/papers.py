"""文书办理 — the papers of a task or plan: which can be printed, printing, binding stamped copies.

What a paper tells is frozen with it: its facts are kept, and the code it bears is made from them.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Literal

from mengyang import packs
from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.actions.paper_changes import compared
from mengyang.actions.paper_words import Facts, composed
from mengyang.actions.plan_paper_facts import Span, plan_facts
from mengyang.actions.task_paper_facts import (
    Supervised,
    notice_facts,
    outside_facts,
    task_facts,
)
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.check_codes import check_code, paper_digest, typed_code
from mengyang.formats.file_names import file_name
from mengyang.formats.official_paper import write_paper
from mengyang.packs import PaperTemplate
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import Lit, Reach
from mengyang.store.reads.ledger.notices import issued_notices
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import CopyDraft, PaperDraft, add_copy, keep_paper


@dataclass(frozen=True, slots=True)
class About:
    """What a paper is about: a task, or a plan over a period."""

    subject: Literal["task", "plan"]
    id: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it went out."""

    paper_id: int
    check_code: str
    file_name: str


@dataclass(frozen=True, slots=True)
class _Told:
    """The facts of a subject in the version they were read from."""

    plan_id: int
    title: str
    version: int
    facts: Facts


def printable(actor: Actor, about: About, *, at: datetime) -> tuple[PaperTemplate, ...]:
    """The papers that the person may print now, and of which the facts are there."""
    templates = [
        each for each in packs.papers().values() if _may_print(actor, about, each, at.date())
    ]
    if not templates:
        return ()
    facts = _told(actor, about, at).facts
    return tuple(each for each in templates if all(facts[need] for need in each.needs))


def print_paper(actor: Actor, about: About, kind: str, out: IO[bytes], *, at: datetime) -> Printed:
    """Write a paper to `out` and keep what it tells. Raises `Refused`.

    `at` is in the zone of the office; without a span a plan's paper is about the running month.
    """
    template = packs.papers().get(kind)
    if template is None or template.subject != about.subject:
        raise Refused("papers.refused.no_such_paper", "papers.hint.list")
    if not _may_print(actor, about, template, at.date()):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")
    told = _told(actor, _whole(about, template, at), at)
    if template.period:
        told = replace(told, facts=_beside_the_last(told, kind))
    if not all(told.facts[need] for need in template.needs):
        raise Refused("papers.refused.nothing_to_tell", "papers.hint.list")
    digest = paper_digest(kind, (about.subject, about.id, told.version), told.facts)
    code = check_code(digest)
    check = f"校验码：{code}　{at.year}年{at.month}月{at.day}日印"
    write_paper(composed(template, told.facts, check), out)
    task_id = about.id if about.subject == "task" else None
    draft = PaperDraft(kind, told.plan_id, task_id, told.version, digest, code, told.facts)
    with transaction(actor, at) as work:
        paper_id = keep_paper(work, draft)
    return Printed(paper_id, code, file_name(template.name.zh, told.title, code, "docx"))


def bind_copy(
    actor: Actor, typed: str, upload: EvidenceUpload, shelf: Shelf, *, at: datetime
) -> int:
    """Bind a scan to the paper whose code stands on the sheet; the id of the copy.

    Right, size, kind and secrecy are asked before a byte is kept. Raises `Refused`.
    """
    paper = reads.paper_by_code(_seen(actor), at.date(), typed_code(typed))
    if paper is None:
        raise Refused("papers.refused.no_such_code", "papers.hint.code", code=typed.strip()[:40])
    about = About("plan", paper.plan_id) if paper.task_id is None else About("task", paper.task_id)
    if not may_bind(actor, about, at.date()):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")
    kind = accepted_kind(upload, shelf.limit_bytes)
    draft = CopyDraft(
        file_name=clean_name(upload.name, kind),
        media_type=MEDIA_TYPES[kind],
        size=len(upload.data),
        sha256=keep_file(shelf.folder, upload.data),
        note=upload.note.strip(),
    )
    with transaction(actor, at) as work:
        return add_copy(work, paper.id, draft)


def may_bind(actor: Actor, about: About, day: date) -> bool:
    """Whether the person may bind copies to the papers of a task or plan."""
    kinds = ("plan",) if about.subject == "plan" else ("task", "judgement")
    return any(_may(actor, kind, about.id, day) for kind in kinds)


def open_copy(actor: Actor, copy_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """A stamped copy for somebody who may see what its paper is about. Raises `Refused`."""
    row = reads.paper_copy(_seen(actor), day, copy_id)
    path = find_file(folder, row.sha256)
    return OpenedEvidence(path, row.file_name, row.media_type, row.size, row.sha256)


def _told(actor: Actor, about: About, at: datetime) -> _Told:
    tasks = access.scope(actor, "export", "task")
    lit = Lit(packs.lamps()["default"], at.date())
    if about.subject == "task":
        detail = reads.task(tasks, lit, about.id)
        turns = reads.happenings(tasks, at.date(), about.id)
        row, matter = detail.row, reads.supervised_of_task(tasks, lit, about.id)
        office = reads.office_of(row.plan_id, at.date())
        facts = {
            **task_facts(Supervised(detail, matter), turns, office, at),
            **notice_facts(issued_notices(row.id, at.date()), at),
            **outside_facts(reads.outside(tasks, at.date(), about.id)),
        }
        return _Told(row.plan_id, f"{row.number} {row.title}", row.version, facts)
    plan = reads.plan(Reach(access.scope(actor, "export", "plan"), tasks), lit, about.id)
    span = about.span or Span(at.date().replace(day=1), at.date())
    if span.from_day > span.until_day:
        raise Refused("papers.refused.period", "papers.hint.period")
    return _Told(plan.id, plan.title, plan.version, plan_facts(tasks, lit, plan, span, at))


def _whole(about: About, template: PaperTemplate, at: datetime) -> About:
    """A paper of a month or a quarter is about the whole of it."""
    if not template.period:
        return about
    span = about.span or Span(at.date(), at.date())
    return replace(about, span=span.whole(template.period))


def _beside_the_last(told: _Told, kind: str) -> Facts:
    until = date.fromisoformat(str(told.facts["until_on"]))
    last = reads.last_paper(told.plan_id, kind, until)
    return compared(told.facts, *(last or (None,)))


def _seen(actor: Actor) -> Reach:
    return Reach(access.scope(actor, "see", "plan"), access.scope(actor, "see", "task"))


def _may_print(actor: Actor, about: About, template: PaperTemplate, day: date) -> bool:
    if template.subject != about.subject:
        return False
    if about.subject == "plan":
        return _may(actor, "plan", about.id, day)
    is_units = not template.is_office and _may(actor, "task", about.id, day)
    return is_units or _may(actor, "judgement", about.id, day)


def _may(actor: Actor, kind: str, pk: int, day: date) -> bool:
    subject = subjects(kind, [pk], day).get(pk)
    return subject is not None and access.may(access.scope(actor, "print", kind), subject)
