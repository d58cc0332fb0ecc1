"""演示安装 — directories, the cast, and the story told through the same actions as in earnest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from mengyang.actions import demo_evaluations, demo_supersession, tasks
from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.charges import Answer
from mengyang.actions.corrections import Verdict
from mengyang.actions.crosswalk import PairVerdict
from mengyang.actions.demo_corrections import CorrectingStep
from mengyang.actions.demo_crosswalk import decide_likeliest, look_for_pairs
from mengyang.actions.demo_divisions import DividingStep
from mengyang.actions.demo_incoming import Act, PaperTelling
from mengyang.actions.demo_lineage import confirm_as_proposed, relate_as_proposed
from mengyang.actions.directory import load_directory
from mengyang.actions.documents import Upload, upload_document
from mengyang.actions.evidence import EvidenceUpload, Shelf, attach_evidence
from mengyang.actions.tasks import Assignment, Progress
from mengyang.core.access import Actor, Grant, Scope
from mengyang.formats.series import Series
from mengyang.packs import Demo, DemoAccount, DemoPaper, Directory, LampScheme, Step
from mengyang.store import passwords
from mengyang.store.reads import ledger, registry
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit, TaskRow
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user

# The clock of the story: offices of the whole country keep one time.
_ZONE = timezone(timedelta(hours=8))
_OPENING = 9
_ALL_TASKS = 1000
_ALL_UNITS = Scope("unit", (Grant(),))
_EVERY_TASK = Scope("task", (Grant(),))


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is told: its packs, the password of its cast, where files are kept."""

    demo: Demo
    directories: Sequence[Directory]
    scheme: LampScheme
    password: str
    shelf: Shelf
    papers: Sequence[DemoPaper] = ()
    series: Series | None = None


@dataclass(slots=True)
class Telling:
    """The story while it is told: who is who, which unit is which, which plan came of what."""

    stage: Stage
    users: dict[str, int]
    units: dict[str, UnitRow]
    documents: dict[str, int]
    plans: dict[str, int]
    divisions: dict[str, int]

    def actor(self, step: Step) -> Actor:
        """Whoever acts, with the posts of that day."""
        return actor_of(self.users[step.actor], step.day)

    def task(self, step: Step) -> TaskRow:
        """The task of the step's clause; the child of its unit where a group was expanded."""
        filters = {"plan": str(self.plans[step.document]), "clause": step.clause or ""}
        lit = Lit(self.stage.scheme, step.day)
        named = ledger.tasks(_EVERY_TASK, lit, Asked(filters=filters, size=_ALL_TASKS)).rows
        unit = self.units[step.unit].id if step.unit else None
        own = [row for row in named if row.lead_unit and row.lead_unit.id == unit]
        children = [row for row in own if row.parent_id is not None]
        return (children or own or [row for row in named if row.parent_id is None])[0]


def build_demo(stage: Stage, tell: Callable[[int, int], None]) -> int:
    """Make the demo installation in an empty database; how many steps were told.

    `tell(done, total)` is called after each step. Every step is an action of its actor, so the
    audit chain of the demo is that of a real installation.
    """
    first = min(step.day for step in stage.demo.steps) - timedelta(days=1)
    opened = _moment(first, 0)
    for directory in stage.directories:
        load_directory(None, directory, at=opened)
    units = {row.key: row for row in _units(first)}
    users = _open_accounts(stage, units, opened)
    telling = Telling(stage, users, units, {}, {}, {})
    acts = sorted(_acts(telling), key=lambda act: act[0])
    for number, (day, act) in enumerate(acts, start=1):
        act(_moment(day, number))
        tell(number, len(acts))
    return len(acts)


def _acts(telling: Telling) -> Iterator[tuple[date, Act]]:
    """All that happens, each with its day: the story of the ledger, then the papers of a day."""
    stage = telling.stage
    for step in stage.demo.steps:
        yield step.day, partial(_STEPS[step.action], telling, step)
    unit_ids = {key: unit.id for key, unit in telling.units.items()}
    papers = PaperTelling(telling.users, unit_ids, telling.documents, stage.shelf)
    yield from papers.acts(stage.papers)


def _units(day: date) -> tuple[UnitRow, ...]:
    return registry.units(_ALL_UNITS, day, Asked(size=100_000)).rows


def _open_accounts(stage: Stage, units: Mapping[str, UnitRow], at: datetime) -> dict[str, int]:
    """Every person of the cast with the posts; the ids by user name."""
    hashed = passwords.hashed(stage.password, "", "")
    with transaction(None, at) as work:
        users = {
            account.username: add_user(work, _account(account, hashed))
            for account in stage.demo.accounts
        }
        for account in stage.demo.accounts:
            for key in account.units:
                unit = units[key]
                draft = PostDraft(
                    users[account.username], account.role, unit.id, unit.area_id, at.date()
                )
                add_post(work, draft)
    return users


def _account(account: DemoAccount, hashed: str) -> UserDraft:
    return UserDraft(account.username, account.name.zh, hashed, False, True)


def _moment(day: date, number: int) -> datetime:
    """One minute a step from opening time on, so that the story has an order."""
    opening = datetime(day.year, day.month, day.day, _OPENING, tzinfo=_ZONE)
    return opening + timedelta(minutes=number % 480)


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


def _assign(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    is_new = step.unit is not None and task.lead_unit is None
    unit = telling.units[step.unit] if step.unit is not None and is_new else None
    assignment = Assignment(unit.id) if unit else None
    tasks.assign_task(telling.actor(step), task.id, task.version, assignment, at=at)


def _sign_for(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    tasks.sign_for_task(telling.actor(step), task.id, task.version, step.target_on, at=at)


def _report(telling: Telling, step: Step, at: datetime) -> None:
    task, progress = telling.task(step), Progress(step.text, step.percent)
    tasks.report_progress(telling.actor(step), task.id, task.version, progress, at=at)


def _attach(telling: Telling, step: Step, at: datetime) -> None:
    if step.attachment is None:
        raise ValueError(f"{step.document} {step.clause}: nothing to attach")
    upload = EvidenceUpload(step.attachment.content, step.attachment.file, step.text)
    task = telling.task(step)
    attach_evidence(telling.actor(step), task.id, upload, telling.stage.shelf, at=at)


def _return(telling: Telling, step: Step, at: datetime) -> None:
    task = telling.task(step)
    tasks.return_task(telling.actor(step), task.id, task.version, step.text, at=at)


def _carry_over(telling: Telling, step: Step, at: datetime) -> None:
    lit = Lit(telling.stage.scheme, step.day)
    task = telling.task(step)
    demo_supersession.carry_over(telling.actor(step), step, task, lit, at=at)


def _withdraw(telling: Telling, step: Step, at: datetime) -> None:
    demo_supersession.withdraw(telling.actor(step), step, telling.task(step), at=at)


def _evaluate(telling: Telling, step: Step, at: datetime) -> None:
    plan_id = telling.plans[step.document]
    demo_evaluations.evaluate(telling.actor(step), plan_id, step.text, at=at)


def _plain(act: Callable[..., int]) -> Callable[[Telling, Step, datetime], None]:
    def take(telling: Telling, step: Step, at: datetime) -> None:
        task = telling.task(step)
        act(telling.actor(step), task.id, task.version, at=at)

    return take


_STEPS: Mapping[str, Callable[[Telling, Step, datetime], None]] = {
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
    "assign": _assign,
    "sign_for": _sign_for,
    "start": _plain(tasks.start_task),
    "report": _report,
    "attach": _attach,
    "claim_done": _plain(tasks.claim_done),
    "verify": _plain(tasks.verify_task),
    "return": _return,
    "close": _plain(tasks.close_task),
}
