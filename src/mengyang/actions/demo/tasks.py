"""演示台账 — the steps of the story that move a task of the ledger."""

from collections.abc import Callable, Mapping
from datetime import datetime

from mengyang.actions import tasks as actions
from mengyang.actions.demo.telling import Telling, Told
from mengyang.actions.evidence import EvidenceUpload, attach_evidence
from mengyang.actions.tasks import Assignment, Progress
from mengyang.packs import Step


def _assign(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    is_new = step.unit is not None and task.lead_unit is None
    unit = telling.units[step.unit] if step.unit is not None and is_new else None
    assignment = Assignment(unit.id) if unit else None
    actions.assign_task(telling.actor(step), task.id, task.version, assignment, at=at)


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
}
