"""双公开 — the editions of a plan in a list, a new draft, and what law orders to be shown."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import editions as actions
from mengyang.actions import lawful_notices as notices
from mengyang.actions.editions import Draft
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.lawful_notices import LawfulNotice
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.reads.ledger import editions as reads
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.edition_forms import DraftForm, NoticeForm
from mengyang.web.forms import attempt, form_status, sent_version
from mengyang.web.notices import say
from mengyang.web.pages.plans import plan_frame
from mengyang.web.publication_duties import duties_to_publish
from mengyang.web.request import Request


@require_safe
def publication(request: Request, plan_id: int) -> HttpResponse:
    """The editions of a plan, and what law orders to be shown."""
    return _plan_page(request, plan_id)


@require_POST
def draft(request: Request, plan_id: int) -> HttpResponse:
    """Draft an edition as the plan stands now."""
    form = DraftForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        hidden = tuple(line.strip() for line in sent["hidden"].splitlines() if line.strip())
        said = Draft(EditionKind(sent["kind"]), sent["statement"], hidden, sent["notice"])
        return actions.draft_edition(request.actor, plan_id, said, at=now())

    edition_id = attempt(form, act)
    if edition_id is None:
        return _plan_page(request, plan_id, draft_form=form, status=form_status(form, 422))
    say(request, "publication.done.drafted")
    return redirect("edition", edition_id)


@require_POST
def add_notice(request: Request, plan_id: int) -> HttpResponse:
    """Add what is to be shown by law in the area of the plan."""
    form = NoticeForm(request.POST, request.FILES)
    environment = settings.ENVIRONMENT

    def act() -> int:
        sent = form.cleaned_data
        file = sent["photograph"]
        picture = EvidenceUpload(file.read(), file.name) if file else None
        notice = LawfulNotice(sent["kind"], sent["name"], sent["contact"], sent["duties"], picture)
        shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
        return notices.add_notice(request.actor, plan_id, notice, shelf, at=now())

    if attempt(form, act) is None:
        return _plan_page(request, plan_id, notice_form=form, status=form_status(form, 422))
    say(request, "publication.done.notice_added")
    return redirect("plan_publication", plan_id)


@require_POST
def end_notice(request: Request, plan_id: int, notice_id: int) -> HttpResponse:
    """Show it no more in new editions."""
    seen = Seen(notice_id, sent_version(request))
    notices.end_notice(request.actor, seen, at=now())
    say(request, "publication.done.notice_ended")
    return redirect("plan_publication", plan_id)


def _plan_page(
    request: Request,
    plan_id: int,
    *,
    draft_form: DraftForm | None = None,
    notice_form: NoticeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    day, actor = today(), request.actor
    context = plan_frame(request, plan_id, "plan_publication")
    drafts = scope(actor, "see_drafts", "plan")
    area_id = reads.plan_place(scope(actor, "see", "plan"), day, plan_id)
    may_draft = actions.may(actor, plan_id, ("draft_edition",), day)
    context |= {
        "editions": reads.editions(scope(actor, "see", "plan"), drafts, day, plan_id),
        "draft_form": (draft_form or DraftForm()) if may_draft else None,
        "duties": duties_to_publish(scope(actor, "see", "plan"), day, plan_id),
        "lawful": reads.lawful_notices(area_id, day),
        "notice_form": (notice_form or NoticeForm()) if may_draft else None,
    }
    return render(request, "publication/plan.html", context, status=status)


_OPEN = ("table.rows tbody a",)
SCREENS = (
    Screen(
        "plan-publication",
        "/plans/?words=整改",
        account="officer",
        follow=(*_OPEN, ".tabs a[href$='/publication/']"),
    ),
)
urlpatterns = [
    path("plans/<row:plan_id>/publication/", publication, name="plan_publication"),
    path("plans/<row:plan_id>/publication/drafts/", draft, name="edition_draft"),
    path("plans/<row:plan_id>/publication/notices/", add_notice, name="lawful_notice_add"),
    path(
        "plans/<row:plan_id>/publication/notices/<row:notice_id>/end/",
        end_notice,
        name="lawful_notice_end",
    ),
]
