"""催办与通报 — every notice in a list, what is to be decided, what my unit has not read."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang import packs
from mengyang.actions import escalation as actions
from mengyang.actions.escalation import Issue
from mengyang.actions.notice_sending import set_notice_mail
from mengyang.actions.notice_timing import timing_finding
from mengyang.actions.papers import About, printable
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import notices as reads
from mengyang.store.reads.ledger.notices import NoticeReach, NoticeRow
from mengyang.store.reads.ledger.outbox import deliveries
from mengyang.web.bilingual import in_language
from mengyang.web.carriers import channels
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.demo import shown_name
from mengyang.web.forms import VersionedForm, attempt, form_status
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import named
from mengyang.web.notices import say
from mengyang.web.refusal import way_back
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.task_lists import unit_choices
from mengyang.web.templatetags.escalation import notice_reach
from mengyang.web.terms import term
from mengyang.web.wording import word_finding

_ON_CARD = 5
_PAPERS = {"circular": "circular_notice", "talk": "talk_notice"}
_WORDS = 2000
_LONGEST_MAIL = 254


class IssueForm(VersionedForm):
    """签发通报、约谈."""

    words = forms.CharField(
        label=gettext_lazy("Words of the decision"), widget=forms.Textarea, max_length=_WORDS
    )
    signatory = forms.CharField(label=gettext_lazy("Leader who signed"), max_length=100)


class DeclineForm(VersionedForm):
    """不予采取."""

    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, max_length=_WORDS)


def _url(row: NoticeRow) -> str:
    return reverse("notice", args=[row.id])


NOTICES = Listing(
    name="notices",
    title=gettext_noop("Who was reminded and urged, and what is to be decided?"),
    paper=gettext_noop("Register of notices"),
    kind="task",
    columns=(
        Column(key="made_at", label=gettext_noop("Made"), kind=Kind.MOMENT, sorts=True),
        Column(
            key="step",
            label=gettext_noop("Step"),
            kind=Kind.TERM,
            family="notice_steps",
            links=True,
        ),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="notice_states"),
        Column(
            key="unit_id",
            label=gettext_noop("Unit told"),
            value=lambda row: named(row.unit),
            sorts=True,
        ),
        Column(
            key="task__position",
            label=gettext_noop("No."),
            value=lambda row: row.task_number,
            sorts=True,
        ),
        Column(
            key="task_title",
            label=gettext_noop("Task"),
            wide=True,
            note=lambda row: row.plan_title,
        ),
        Column(key="due_on", label=gettext_noop("Due"), kind=Kind.DAY, sorts=True),
        Column(
            key="signatory",
            label=gettext_noop("Leader who signed"),
            value=lambda row: shown_name(row.signatory),
            sorts=True,
        ),
        Column(key="read_at", label=gettext_noop("Read"), kind=Kind.MOMENT, sorts=True),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Words")),
        Filter(key="step", label=gettext_noop("Step"), kind="choice", family="notice_steps"),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="notice_states"),
        Filter(key="unit", label=gettext_noop("Unit"), kind="choice", choices=unit_choices),
        Filter(key="from", label=gettext_noop("From"), kind="day", until="until"),
        Filter(key="until", label=gettext_noop("Until"), kind="day"),
    ),
    read=lambda reach, day, asked: reads.notices(NoticeReach(reach, reach), day, asked),
    sort="-made_at",
    row_url=_url,
    empty=gettext_noop("Nobody has been reminded or urged yet."),
)


@require_safe
def notices(request: Request) -> HttpResponseBase:
    """Every notice within reach, the latest first."""
    reach_of(request.actor, "see", "task")
    timing = word_finding(
        timing_finding(settings.ENVIRONMENT.var, at=now()), get_language() or "zh"
    )
    return respond(request, _listing(request), {"timing": timing}, "notices/list.html")


@require_safe
def notice(request: Request, notice_id: int) -> HttpResponse:
    """One notice: its text, how it came about, and what is to be decided."""
    return _page(request, notice_id, {})


@require_POST
def issue(request: Request, notice_id: int) -> HttpResponse:
    """Issue a proposed circular or call to account."""
    form = IssueForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        decision = Issue(sent["words"], sent["signatory"])
        seen = Seen(notice_id, sent["version"])
        return actions.issue_notice(request.actor, seen, decision, channels(), at=now())

    if attempt(form, act) is None:
        return _page(request, notice_id, {"issue": form}, form_status(form, 422))
    say(request, "notices.done.issued")
    return redirect("notice", notice_id)


@require_POST
def decline(request: Request, notice_id: int) -> HttpResponse:
    """Decline a proposed notice, with the reason."""
    form = DeclineForm(request.POST)

    def act() -> int:
        seen = Seen(notice_id, form.cleaned_data["version"])
        return actions.decline_notice(request.actor, seen, form.cleaned_data["reason"], at=now())

    if attempt(form, act) is None:
        return _page(request, notice_id, {"decline": form}, form_status(form, 422))
    say(request, "notices.done.declined")
    return redirect("notice", notice_id)


@require_POST
def read(request: Request, notice_id: int) -> HttpResponse:
    """Mark a notice to one's own unit as read."""
    actions.read_notice(request.actor, notice_id, at=now())
    say(request, "notices.done.read")
    return redirect(way_back(request) or "home")


@require_POST
def set_address(request: Request, unit_id: int) -> HttpResponse:
    """Set where a unit is told by mail."""
    sent, version = request.POST.get("mail", ""), request.POST.get("version", "")
    if len(sent) > _LONGEST_MAIL or not (version.isascii() and version.isdigit()):
        raise Refused("notices.refused.no_mail_address", "notices.hint.mail_address")
    set_notice_mail(request.actor, Seen(unit_id, int(version[:9])), sent, at=now())
    say(request, "notices.done.address")
    return redirect("unit", unit_id)


def home_unread(request: Request) -> dict[str, Any] | None:
    """The card of the home page: what one's units were told and nobody has marked as read."""
    if not scope(request.actor, "sign_for", "task").grants:
        return None
    found = reads.unread_notices(unit_ids(request.actor), today(), _ON_CARD)
    return {"notices": found.rows, "total": found.total} if found.total else None


def home_waiting(request: Request) -> dict[str, Any] | None:
    """The card of the home page: circulars and calls to account that wait for a decision."""
    deciding = scope(request.actor, "escalate", "judgement")
    waiting = reads.waiting_notices(deciding, today()) if deciding.grants else 0
    return {"waiting": waiting} if waiting else None


def _listing(request: Request) -> Listing[NoticeRow]:
    own = notice_reach(request.actor)
    return replace(
        NOTICES,
        read=lambda reach, day, asked: reads.notices(replace(own, tasks=reach), day, asked),
    )


def _page(
    request: Request, notice_id: int, sent: dict[str, VersionedForm], status: int = 200
) -> HttpResponse:
    row = reads.notice(notice_reach(request.actor), today(), notice_id)
    is_own = row.unit.id in unit_ids(request.actor)
    scheme = packs.escalations().get(row.scheme)
    shown = {
        "issue": gettext("Sign and issue"),
        "decline": gettext("Do not take this step"),
    }
    empty = {"issue": IssueForm, "decline": DeclineForm}
    may_decide = may_somewhere(request.actor, "escalate", "judgement") and not is_own
    context = {
        "title": f"{term('notice_steps', row.step)} {row.task_number} {row.task_title}",
        "crumbs": [(gettext("Reminders and urgings"), reverse("notices")), (row.task_number, "")],
        "each": row,
        "sees_task": bool(
            ledger.task_facts(scope(request.actor, "see", "task"), today(), [row.task_id])
        ),
        "deliveries": deliveries(row.id),
        "scheme": scheme
        and {
            "name": in_language(scheme.name.zh, scheme.name.en),
            "source": in_language(scheme.source.zh, scheme.source.en),
        },
        "paper_url": _paper_url(request, row),
        "may_read": is_own and row.read_at is None and row.state in {"sent", "decided"},
        "forms": [
            {
                "heading": heading,
                "url": reverse(f"notice_{name}", args=[row.id]),
                "form": sent.get(name) or empty[name](initial={"version": row.version}),
            }
            for name, heading in shown.items()
            if row.state == "proposed" and may_decide
        ],
    }
    return render(request, "notices/notice.html", context, status=status)


def _paper_url(request: Request, row: NoticeRow) -> str:
    """Where the paper of a signed circular or call to account is printed; empty: it is not."""
    kind = _PAPERS.get(row.step, "")
    issued = (
        each.id for each in reads.issued_notices(row.task_id, today()) if each.step == row.step
    )
    if row.state != "decided" or not kind or next(issued, None) != row.id:
        return ""
    offered = printable(request.actor, About("task", row.task_id), at=now())
    is_open = kind in {each.code for each in offered}
    return reverse("task_paper_print", args=[row.task_id, kind]) if is_open else ""


MENU = (
    MenuEntry(
        gettext_noop("Reminders and urgings"),
        "notices",
        order=37,
        action="escalate",
        kind="judgement",
    ),
)
HOME = (
    HomeCard("notices/home_unread.html", home_unread, order=4, is_mine=True),
    HomeCard("notices/home_waiting.html", home_waiting, order=4, is_mine=True),
)
SCREENS = (
    Screen("notices", "/notices/", account="supervisor", phone=True),
    Screen(
        "notice", "/notices/?state=proposed", account="supervisor", follow=("table.rows tbody a",)
    ),
)
urlpatterns = [
    path("notices/", notices, name="notices"),
    path("notices/<row:notice_id>/", notice, name="notice"),
    path("notices/<row:notice_id>/issue/", issue, name="notice_issue"),
    path("notices/<row:notice_id>/decline/", decline, name="notice_decline"),
    path("units/<row:unit_id>/notice-address/", set_address, name="unit_notice_address"),
    path("notices/<row:notice_id>/read/", read, name="notice_read"),
]
