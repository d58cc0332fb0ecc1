"""后台作业 — what runs in the background, how far it is, and the way out."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.urls import path, reverse
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions.jobs import cancel_job, resume_job
from mengyang.core.access import Actor, scope
from mengyang.store.reads import jobs as reads
from mengyang.store.reads.jobs import JobRow
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.demo import shown_name
from mengyang.web.jobs.delivery import deliver
from mengyang.web.jobs.kinds import begun_by
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.notices import say
from mengyang.web.request import Request, is_partial, may_somewhere, reach_of
from mengyang.web.wording import word


def has_jobs(actor: Actor) -> bool:
    """Whether somebody sees the jobs of all, or may begin any: to the others the list is empty."""
    of_all = any(grant.unit_id is None for grant in scope(actor, "see", "job").grants)
    return of_all or any(may_somewhere(actor, action, kind) for action, kind in begun_by())


MENU = (
    MenuEntry(gettext_noop("Jobs"), "jobs", order=90, action="see", kind="job", concerns=has_jobs),
)
SCREENS = (
    Screen("jobs", "/jobs/", account="system-admin"),
    Screen(
        "job",
        "/events/",
        account="auditor",
        follow=("form[action$='/verify/'] button",),
        settle_ms=6000,
    ),
)


def job_name(row: JobRow) -> str:
    """What the job does, in the reader's language."""
    return word(f"jobs.name.{row.name}", {}, get_language() or "zh-hans")


def _job_url(row: JobRow) -> str:
    return reverse("job", args=[row.id])


def _progress(row: JobRow) -> str | None:
    return None if row.total is None else f"{row.done:,} / {row.total:,}"


JOBS = Listing(
    name="jobs",
    title=gettext_noop("What runs in the background, and how far is it?"),
    paper=gettext_noop("List of background jobs"),
    kind="job",
    columns=(
        Column(key="name", label=gettext_noop("Job"), value=job_name, links=True, sorts=True),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="job_states"),
        Column(key="done", label=gettext_noop("Done of total"), kind=Kind.NUMBER, value=_progress),
        Column(
            key="owner__display_name",
            label=gettext_noop("Started by"),
            value=lambda row: shown_name(row.owner_name),
            sorts=True,
        ),
        Column(key="created_at", label=gettext_noop("Started"), kind=Kind.MOMENT, sorts=True),
        Column(key="finished_at", label=gettext_noop("Ended"), kind=Kind.MOMENT, sorts=True),
    ),
    filters=(Filter(key="state", label=gettext_noop("State"), kind="choice", family="job_states"),),
    read=reads.jobs,
    sort="-created_at",
    export_action="see",
    row_url=_job_url,
    empty=gettext_noop("Nothing has run in the background yet."),
)


@require_safe
def jobs(request: Request) -> HttpResponseBase:
    """The list of jobs, the latest first."""
    return respond(request, JOBS)


@require_safe
def job(request: Request, job_id: int) -> HttpResponse:
    """One job; the page asks for its own progress every two seconds while it runs."""
    row = reads.job(reach_of(request.actor, "see", "job"), today(), job_id)
    context = {
        "title": job_name(row),
        "crumbs": [(gettext("Jobs"), reverse("jobs")), (job_name(row), "")],
        "job": row,
        "may_cancel": may_somewhere(request.actor, "cancel", "job"),
        # Who runs the machine sees the job, not the matters it is about.
        "may_open": may_somewhere(request.actor, "see", "task"),
        # A kind of job whose result is more than a link brings a template of its name.
        "result_template": select_template(
            [f"jobs/results/{row.name}.html", "jobs/results/link.html"]
        ),
    }
    return render(
        request, "jobs/progress.html" if is_partial(request) else "jobs/job.html", context
    )


@require_POST
def job_cancel(request: Request, job_id: int) -> HttpResponse:
    """Ask the job to stop at its next step."""
    cancel_job(request.actor, job_id, at=now())
    say(request, "jobs.done.cancel_asked")
    return redirect("job", job_id)


@require_POST
def job_resume(request: Request, job_id: int) -> HttpResponse:
    """Let a job that failed or was cancelled go on where it stood."""
    resume_job(request.actor, job_id, at=now())
    deliver(job_id)
    say(request, "jobs.done.resumed")
    return redirect("job", job_id)


urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("jobs/<row:job_id>/", job, name="job"),
    path("jobs/<row:job_id>/cancel/", job_cancel, name="job_cancel"),
    path("jobs/<row:job_id>/resume/", job_resume, name="job_resume"),
]
