"""A round of work 一轮办理: upload, adopt, close, a job and a backup, each going on where it stood.

Every stage may be killed anywhere and called again; `faults` says what a kill has broken.
"""

import json
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from mengyang.actions import assignments, tasks
from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.archives import Place, read_manifest
from mengyang.actions.audit import verify_audit
from mengyang.actions.backups import BackupOrder, make_backup
from mengyang.actions.charges import Answer
from mengyang.actions.documents import Upload, upload_document
from mengyang.actions.evidence import EvidenceUpload, Shelf, attach_evidence
from mengyang.actions.jobs import JobDraft
from mengyang.core.access import Actor
from mengyang.store.files import faulty_files
from mengyang.store.models import (
    Area,
    Document,
    Event,
    Evidence,
    Job,
    LedgerSheet,
    Plan,
    Remedy,
    Task,
    Unit,
    User,
)
from mengyang.store.reads.access import actor_of
from mengyang.web.clock import now
from mengyang.web.jobs import kinds
from mengyang.web.jobs.delivery import start
from mengyang.web.jobs.worker import work
from tests.upload_cast import PLAN

UNITS_A_JOB = 3
# What adopting writes by the end of the title: plan, tasks with their children, remedies.
WHOLE = {"整改方案": (1, 8, 3), "(2025—2027年)": (1, 4, 0), "实施方案": (1, 1, 1)}
STEPS = {
    "registered": "assign",
    "assigned": "sign_for",
    "signed_for": "start",
    "in_progress": "claim",
    "claimed_done": "verify",
    "verified": "close",
}


def upload(number: int) -> None:
    """The document of the round, unless it is there."""
    text = PLAN.replace("3号", f"{number}号")
    if not documents_of(number).exists():
        area = Area.objects.get(key="yunlu").pk
        request = Upload(text.encode(), "方案.txt", area, files())
        upload_document(actor_named("prefecture_officer"), request, at=now())


def adopt(number: int) -> None:
    """The plan of the document, unless it was adopted."""
    upload(number)
    document = document_of(number)
    if document.state == "read":
        owner = Unit.objects.get(key="yunlu-education").pk
        decisions = Decisions(owner, {"地区民宗委": Answer()})
        actor = actor_named("prefecture_officer")
        stamp = preview_adoption(actor, document.pk, day=now().date()).stamp
        adopt_document(actor, document.pk, stamp, decisions, at=now())


def close(number: int) -> None:
    """A task of the plan, step by step up to its closure."""
    adopt(number)
    while (task := _finance_tasks(number).earliest("pk")).state in STEPS:
        _step(task)


def sign_for(number: int) -> Task:
    """A task of the plan, signed for by its unit."""
    adopt(number)
    while (task := _finance_tasks(number).earliest("pk")).state in ("registered", "assigned"):
        _step(task)
    return task


def job(number: int) -> None:
    """A job of some steps, by a worker that takes over from a killed one."""
    draft = JobDraft("units_one_by_one", f"job-{number}", {"count": UNITS_A_JOB, "mark": number})
    start(None, draft, at=now())
    Job.objects.filter(state__in=("waiting", "running")).update(lease_until="2020-01-01T00:00Z")
    folder = str(Path(__file__).parents[1] / "job_kinds")
    if folder not in kinds.__path__:
        kinds.__path__.append(folder)
    work(batch=True, interval=0.01)


def backup(number: int) -> None:
    """An archive beside the installation, unless it is there."""
    target = _archive(number)
    if not target.exists():
        database = settings.DATABASES["default"]["NAME"]
        order = BackupOrder(Place(settings.ENVIRONMENT.var, Path(str(database))), target)
        make_backup(order, lambda _: None, at=now())


def is_uploaded(number: int) -> bool:
    """Whether the document of the round is there, once."""
    return documents_of(number).count() == 1


def is_adopted(number: int) -> bool:
    """Whether the document of the round is adopted."""
    return document_of(number).state == "adopted"


def is_closed(number: int) -> bool:
    """Whether the task of the round is closed."""
    return _finance_tasks(number).earliest("pk").state == "closed"


def is_worked(number: int) -> bool:
    """Whether the job of the round is done; one that waits for ever is not."""
    return Job.objects.filter(key=f"job-{number}", state="done").count() == 1


def is_backed_up(number: int) -> bool:
    """Whether the archive of the round is there."""
    return _archive(number).exists()


def jobs_by_state() -> dict[str, int]:
    """How many jobs there are in each state."""
    return dict(Counter(Job.objects.values_list("state", flat=True)))


def faults() -> Iterator[str]:
    """What is not as it should be, whenever a kill came."""
    for finding in verify_audit(told=lambda _: None).findings:
        # A kill between commit and anchor is told, and mended by the next commit.
        if finding.code != "audit.found.anchor_behind":
            yield f"{finding.code} {json.dumps(dict(finding.params))}"
    for document in Document.objects.all():
        yield from _plan_faults(document)
    for done in Job.objects.filter(state="done"):
        finished = Event.objects.filter(action="job.finish", after__job=done.pk).count()
        wanted = UNITS_A_JOB if done.name == "units_one_by_one" else done.total
        if (done.done, finished) != (wanted, 1):
            yield f"job {done.key}: {done.done} steps, finished {finished} times"
    made = Job.objects.filter(name="units_one_by_one").values_list("done", flat=True)
    if Unit.objects.filter(unit_kind="made").count() != sum(made):
        yield "a step of a job was done twice or lost"
    named = set(Document.objects.values_list("sha256", flat=True))
    named |= set(Evidence.objects.values_list("sha256", flat=True))
    named |= set(LedgerSheet.objects.exclude(sha256="").values_list("sha256", flat=True))
    yield from (f"file {each}" for each in faulty_files(files(), named))
    for archive in archives().glob("mengyang-*.tar.gz"):
        read_manifest(archive)
        tarfile.open(archive).close()


def _plan_faults(document: Document) -> Iterator[str]:
    plans = Plan.objects.filter(document_id=document.pk)
    rows = (
        Task.objects.filter(plan__in=plans).count(),
        Remedy.objects.filter(task__plan__in=plans).count(),
    )
    whole = next(whole for title, whole in WHOLE.items() if document.title.endswith(title))
    expected = whole if document.state == "adopted" else (0, 0, 0)
    if (plans.count(), *rows) != expected:
        yield f"document {document.pk} is {document.state} with {plans.count()} plans, {rows}"


def _step(task: Task) -> None:
    office, clerk = actor_named("prefecture_officer"), actor_named("finance_officer")
    kind, at = STEPS[task.state], now()
    if kind == "claim" and not Evidence.objects.filter(task=task).exists():
        report = tasks.Progress("done", 100)
        tasks.report_progress(clerk, task.pk, task.version, report, at=at)
        shelf = Shelf(files(), 1_000_000)
        proof = EvidenceUpload(f"done {task.pk}".encode(), "proof.txt")
        attach_evidence(clerk, task.pk, proof, shelf, at=at)
        task.refresh_from_db()
    call: dict[str, tuple[Callable[..., int], Actor]] = {
        "assign": (assignments.assign_task, office),
        "sign_for": (partial(tasks.sign_for_task, target_on=at.date()), clerk),
        "start": (tasks.start_task, clerk),
        "claim": (tasks.claim_done, clerk),
        "verify": (tasks.verify_task, office),
        "close": (tasks.close_task, office),
    }
    action, actor = call[kind]
    action(actor, task.pk, task.version, at=at)


def documents_of(number: int) -> QuerySet[Document]:
    return Document.objects.filter(document_number__contains=f"{number}号")


def document_of(number: int) -> Document:
    return documents_of(number).get()


def _finance_tasks(number: int) -> QuerySet[Task]:
    finance = Unit.objects.get(key="jiahe-finance").pk
    return Task.objects.filter(plan__document_id=document_of(number).pk, lead_unit_id=finance)


def _archive(number: int) -> Path:
    return archives() / f"mengyang-{number}.tar.gz"


def actor_named(person: str) -> Actor:
    return actor_of(User.objects.get(username=person).pk, now().date())


def files() -> Path:
    return Path(settings.ENVIRONMENT.var) / "files"


def archives() -> Path:
    return Path(settings.ENVIRONMENT.var).parent / "archives"
