"""演示台账 — the steps of the story that move a task of the ledger."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO

from mengyang.actions import acceptance, assignments, requests, rulings, splitting
from mengyang.actions import tasks as actions
from mengyang.actions.acceptance import Entry, OutsideWord
from mengyang.actions.assignments import Assignment
from mengyang.actions.demo.telling import Telling, Told
from mengyang.actions.evidence import EvidenceUpload, attach_evidence
from mengyang.actions.papers import About, print_paper
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Filing, Finding
from mengyang.actions.tasks import Progress
from mengyang.core.facts import Seen
from mengyang.core.ledger import (
    AmountKind,
    Part,
    RequestKind,
    SplitMode,
    Splitting,
    VerdictOutcome,
)
from mengyang.packs import Step


def _assign(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    is_new = step.unit is not None and task.lead_unit is None
    unit = telling.units[step.unit] if step.unit is not None and is_new else None
    assignment = Assignment(unit.id) if unit else None
    assignments.assign_task(telling.actor(step), task.id, task.version, assignment, at=at)


def _sign_for(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    actions.sign_for_task(telling.actor(step), task.id, task.version, step.target_on, at=at)


def _report(telling: Telling, step: Step, at: datetime) -> None:
    task, progress = telling.task(step), Progress(step.text, step.percent)
    actions.report_progress(telling.actor(step), task.id, task.version, progress, at=at)


def _attach(telling: Telling, step: Step, at: datetime) -> None:
    if step.attachment is None:
        raise ValueError(f"{step.document} {step.clause}: nothing to attach")
    upload = EvidenceUpload(step.attachment.content, step.attachment.file, step.text)
    task = telling.task(step)
    attach_evidence(telling.actor(step), task.id, upload, telling.stage.shelf, at=at)


def _return(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    actions.return_task(telling.actor(step), task.id, task.version, step.text, at=at)


def _dispute(telling: Telling, step: Step, at: datetime) -> None:
    asking = Asking(RequestKind.DISPUTE, step.text, step.said.signatory)
    requests.dispute(telling.actor(step), _seen(telling, step), asking, at=at)


def _ask(telling: Telling, step: Step, at: datetime) -> None:
    asking = Asking(
        RequestKind(step.said.request),
        step.text,
        step.said.signatory,
        proposed_on=step.target_on,
    )
    requests.ask(telling.actor(step), _seen(telling, step), asking, at=at)


def _extend(telling: Telling, step: Step, at: datetime) -> None:
    rulings.extend(telling.actor(step), _seen(telling, step), _day(step), step.text, at=at)


def _suspend(telling: Telling, step: Step, at: datetime) -> None:
    rulings.suspend(telling.actor(step), _seen(telling, step), step.text, step.basis, at=at)


def _close_stage(telling: Telling, step: Step, at: datetime) -> None:
    rulings.close_stage(telling.actor(step), _seen(telling, step), _day(step), step.text, at=at)


def _recheck(telling: Telling, step: Step, at: datetime) -> None:
    finding = Finding(bool(step.said.holds), step.text, step.said.witness, step.target_on)
    rulings.recheck(telling.actor(step), _seen(telling, step), finding, at=at)


def _archive(telling: Telling, step: Step, at: datetime) -> None:
    filing = Filing(step.text, step.said.retention)
    rulings.archive_task(telling.actor(step), _seen(telling, step), filing, at=at)


def _set_body(telling: Telling, step: Step, at: datetime) -> None:
    acceptance.set_body(telling.actor(step), _seen(telling, step), step.said.body, at=at)


def _record_verdict(telling: Telling, step: Step, at: datetime) -> None:
    said = OutsideWord(
        VerdictOutcome(step.said.outcome),
        step.said.document_number,
        step.said.dated_on or step.day,
        step.text,
        step.target_on,
    )
    acceptance.record_verdict(telling.actor(step), _seen(telling, step), said, at=at)


def _find_amount(telling: Telling, step: Step, at: datetime) -> None:
    entry = Entry(step.said.amount, step.text)
    acceptance.find_amount(telling.actor(step), _seen(telling, step), entry, at=at)


def _rectify_amount(telling: Telling, step: Step, at: datetime) -> None:
    entry = Entry(step.said.amount, step.text, AmountKind(step.said.amount_kind))
    acceptance.rectify_amount(telling.actor(step), _seen(telling, step), entry, at=at)


def _split(telling: Telling, step: Step, at: datetime) -> None:
    unit = telling.units[step.said.part_unit]
    part = Part(title=step.said.part, lead_unit_id=unit.id, due_on=step.target_on)
    said = Splitting(mode=SplitMode.BESIDE, parts=(part,))
    splitting.split_task(telling.actor(step), _seen(telling, step), said, step.text, at=at)


def _print(telling: Telling, step: Step, at: datetime) -> None:
    about = About("task", telling.task(step).id)
    print_paper(telling.actor(step), about, step.text, BytesIO(), at=at)


def _seen(telling: Telling, step: Step) -> Seen:
    task = telling.task(step)
    return Seen(task.id, task.version)


def _day(step: Step) -> date:
    if step.target_on is None:
        raise ValueError(f"{step.document} {step.clause}: {step.action} sets a day")
    return step.target_on


def _plain(act: Callable[..., int]) -> Told:
    def take(telling: Telling, step: Step, at: datetime) -> None:
        task = telling.task(step)
        act(telling.actor(step), task.id, task.version, at=at)

    return take


# Each step by its action in the story.
STEPS: Mapping[str, Told] = {
    "assign": _assign,
    "sign_for": _sign_for,
    "start": _plain(actions.start_task),
    "report": _report,
    "attach": _attach,
    "claim_done": _plain(actions.claim_done),
    "verify": _plain(actions.verify_task),
    "return": _return,
    "close": _plain(actions.close_task),
    "dispute": _dispute,
    "ask": _ask,
    "extend": _extend,
    "suspend": _suspend,
    "close_stage": _close_stage,
    "recheck": _recheck,
    "archive": _archive,
    "set_body": _set_body,
    "record_verdict": _record_verdict,
    "find_amount": _find_amount,
    "rectify_amount": _rectify_amount,
    "split": _split,
    "print": _print,
}
