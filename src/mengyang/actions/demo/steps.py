"""演示步骤 — each step of the story by its action, from the upload to the evaluation of a plan."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.charges import Answer
from mengyang.actions.corrections import Verdict
from mengyang.actions.crosswalk import PairVerdict
from mengyang.actions.demo import evaluations, publication, sign_off, supersession, tasks
from mengyang.actions.demo.corrections import CorrectingStep
from mengyang.actions.demo.crosswalk import decide_likeliest, look_for_pairs
from mengyang.actions.demo.divisions import DividingStep
from mengyang.actions.demo.lineage import confirm_as_proposed, relate_as_proposed
from mengyang.actions.demo.telling import Telling, Told
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.access import Grant, Scope
from mengyang.packs import Step
from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit


def _upload(telling: Telling, step: Step, at: datetime) -> None:
    [document] = [each for each in telling.stage.demo.documents if each.key == step.document]
    upload = Upload(
        data=document.text.encode("utf-8"),
        name=Path(document.file).name,
        area_id=_area(telling, document.area),
        files=telling.stage.shelf.folder,
        is_again=True,
        series=telling.stage.series,
    )
    telling.documents[step.document] = upload_document(telling.actor(step), upload, at=at)


def _area(telling: Telling, key: str) -> int:
    areas = registry.areas(Scope("area", (Grant(),)), telling.stage.demo.day, Asked(size=10_000))
    return next(row.id for row in areas.rows if row.key == key)


def _adopt(telling: Telling, step: Step, at: datetime) -> None:
    actor, document_id = telling.actor(step), telling.documents[step.document]
    preview = preview_adoption(actor, document_id, day=step.day)
    # A name nobody bears stays without a unit: the story assigns those tasks by hand.
    answers = {question.name: Answer() for question in preview.questions}
    decisions = Decisions(actor.posts[0].unit_id, answers)
    plan_id = adopt_document(actor, document_id, preview.stamp, decisions, at=at)
    telling.plans[step.document] = plan_id


def _draft(telling: Telling, step: Step, at: datetime) -> None:
    dividing = DividingStep(telling.actor(step), step, at)
    telling.divisions[step.document] = dividing.draft(telling.documents[step.document])


def _charge(telling: Telling, step: Step, at: datetime) -> None:
    division_id, unit = telling.divisions[step.document], telling.units[step.unit or ""]
    DividingStep(telling.actor(step), step, at).charge(division_id, unit.id)


def _send(telling: Telling, step: Step, at: datetime) -> None:
    DividingStep(telling.actor(step), step, at).send(telling.divisions[step.document])


def _reply(telling: Telling, step: Step, at: datetime) -> None:
    division_id, unit = telling.divisions[step.document], telling.units[step.unit or ""]
    DividingStep(telling.actor(step), step, at).reply(division_id, unit.id)


def _close_round(telling: Telling, step: Step, at: datetime) -> None:
    DividingStep(telling.actor(step), step, at).close(telling.divisions[step.document])


def _confirm_validity(telling: Telling, step: Step, at: datetime) -> None:
    confirm_as_proposed(telling.actor(step), telling.documents[step.document], at)


def _relate(telling: Telling, step: Step, at: datetime) -> None:
    relate_as_proposed(telling.actor(step), telling.documents[step.document], at)


def _correct(telling: Telling, step: Step, at: datetime) -> None:
    correcting = CorrectingStep(telling.actor(step), telling.documents[step.document], at)
    correcting.record(telling.documents[step.text])


def _decide(telling: Telling, step: Step, at: datetime) -> None:
    correcting = CorrectingStep(telling.actor(step), telling.documents[step.document], at)
    correcting.decide(step.clause or "", Verdict(step.action == "accept", step.text))


def _match(telling: Telling, step: Step, at: datetime) -> None:
    said = PairVerdict(step.action == "match", step.text)
    decide_likeliest(telling.actor(step), telling.task(step).id, said, telling.stage.scheme, at)


def _carry_over(telling: Telling, step: Step, at: datetime) -> None:
    lit = Lit(telling.stage.scheme, step.day)
    task = telling.task(step)
    supersession.carry_over(telling.actor(step), step, task, lit, at=at)


def _withdraw(telling: Telling, step: Step, at: datetime) -> None:
    supersession.withdraw(telling.actor(step), step, telling.task(step), at=at)


def _evaluate(telling: Telling, step: Step, at: datetime) -> None:
    plan_id = telling.plans[step.document]
    evaluations.evaluate(telling.actor(step), plan_id, step.text, at=at)


STEPS: Mapping[str, Told] = {
    **tasks.STEPS,
    **sign_off.STEPS,
    **publication.STEPS,
    "upload": _upload,
    "adopt": _adopt,
    "draft": _draft,
    "charge": _charge,
    "send_round": _send,
    "reply": _reply,
    "close_round": _close_round,
    "confirm_validity": _confirm_validity,
    "relate": _relate,
    "carry_over": _carry_over,
    "withdraw": _withdraw,
    "evaluate": _evaluate,
    "correct": _correct,
    "accept": _decide,
    "reject": _decide,
    "look_for_pairs": lambda telling, step, at: look_for_pairs(telling.actor(step), at),
    "match": _match,
    "tell_apart": _match,
}
