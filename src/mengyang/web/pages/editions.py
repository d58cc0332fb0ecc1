"""版本 — one edition of a plan: reviewed for secrecy, approved, published, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import editions as actions
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import differences
from mengyang.store.files import find_file
from mengyang.store.reads.ledger import editions as reads
from mengyang.store.reads.ledger.editions import EditionRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.edition_forms import ReasonForm, ReviewForm
from mengyang.web.forms import VersionedForm, attempt, form_status
from mengyang.web.notices import say
from mengyang.web.request import Request


@require_safe
def edition(request: Request, edition_id: int) -> HttpResponse:
    """One edition: what it tells, what was removed by which rule, and the next step."""
    return _edition_page(request, edition_id)


@require_safe
def photograph(request: Request, edition_id: int, place: int) -> FileResponse:
    """The photograph at a place of an edition, counted from 1, for whoever may see it."""
    _row(request, edition_id)
    shown = reads.edition_text(edition_id).content.get("shown_by_law", [])
    each = shown[place - 1] if place <= len(shown) else {}
    if not each.get("photograph"):
        raise Refused("publication.refused.no_such_edition", "ledger.hint.list")
    kept = find_file(settings.ENVIRONMENT.var / "files", each["photograph"])
    return FileResponse(kept.open("rb"), content_type=each["photograph_type"])


@require_POST
def review(request: Request, edition_id: int) -> HttpResponse:
    """Pass the secrecy review."""

    def act(seen: Seen, sent: dict[str, Any]) -> int:
        basis, note = sent["basis"], sent["note"]
        return actions.review_edition(request.actor, seen, basis, note, at=now())

    return _stepped(request, edition_id, ReviewForm(request.POST), "review", act)


@require_POST
def send_back(request: Request, edition_id: int) -> HttpResponse:
    """Send a draft back."""

    def act(seen: Seen, sent: dict[str, Any]) -> int:
        return actions.send_back_edition(request.actor, seen, sent["reason"], at=now())

    return _stepped(request, edition_id, ReasonForm(request.POST), "send_back", act)


@require_POST
def approve(request: Request, edition_id: int) -> HttpResponse:
    """Approve an edition that passed its review."""

    def act(seen: Seen, _sent: dict[str, Any]) -> int:
        return actions.approve_edition(request.actor, seen, at=now())

    return _stepped(request, edition_id, VersionedForm(request.POST), "approve", act)


@require_POST
def publish(request: Request, edition_id: int) -> HttpResponse:
    """Publish an approved edition."""

    def act(seen: Seen, _sent: dict[str, Any]) -> int:
        return actions.publish_edition(request.actor, seen, at=now())

    return _stepped(request, edition_id, VersionedForm(request.POST), "publish", act)


@require_POST
def withdraw(request: Request, edition_id: int) -> HttpResponse:
    """Withdraw a published edition."""

    def act(seen: Seen, sent: dict[str, Any]) -> int:
        return actions.withdraw_edition(request.actor, seen, sent["reason"], at=now())

    return _stepped(request, edition_id, ReasonForm(request.POST), "withdraw", act)


def _stepped(
    request: Request,
    edition_id: int,
    form: VersionedForm,
    step: str,
    act: Callable[[Seen, dict[str, Any]], int],
) -> HttpResponse:
    def done() -> int:
        return act(Seen(edition_id, form.cleaned_data["version"]), form.cleaned_data)

    if attempt(form, done) is None:
        return _edition_page(request, edition_id, {step: form}, form_status(form, 422))
    say(request, f"publication.done.{step}")
    return redirect("edition", edition_id)


def _row(request: Request, edition_id: int) -> EditionRow:
    drafts = scope(request.actor, "see_drafts", "plan")
    return reads.edition(scope(request.actor, "see", "plan"), drafts, today(), edition_id)


def _edition_page(
    request: Request,
    edition_id: int,
    sent: dict[str, VersionedForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = _row(request, edition_id)
    text = reads.edition_text(edition_id)
    before = reads.edition_text(row.corrects).content if row.corrects else None
    title = gettext("%(plan)s: edition") % {"plan": row.plan_title}
    is_checked = bool(scope(request.actor, "see_drafts", "plan").grants)
    context = {
        "title": title,
        "crumbs": [
            (gettext("Plans"), reverse("plans")),
            (row.plan_title, reverse("plan", args=[row.plan_id])),
            (gettext("Publication"), reverse("plan_publication", args=[row.plan_id])),
            (gettext("Edition"), ""),
        ],
        "edition": row,
        "content": _with_pictures(text.content, edition_id),
        "removed": _removed(text) if is_checked else (),
        "hidden": text.hidden if is_checked else (),
        "changes": differences(before, text.content) if before else (),
        "steps": _steps(request, row, sent or {}),
    }
    return render(request, "publication/edition.html", context, status=status)


def _with_pictures(content: Any, edition_id: int) -> dict[str, Any]:
    shown = [
        {
            **each,
            "picture": each.get("photograph")
            and reverse("edition_photograph", args=[edition_id, place]),
        }
        for place, each in enumerate(content.get("shown_by_law", []), start=1)
    ]
    return {**content, "shown_by_law": shown}


def _removed(text: reads.EditionText) -> list[dict[str, Any]]:
    """Each removed place with the number of its task."""
    tasks = text.content.get("tasks", [])
    told = []
    for each in text.removed:
        head, _, _ = str(each["place"]).partition("]")
        at = head.removeprefix("tasks[")
        is_task = head.startswith("tasks[") and at.isdigit() and int(at) < len(tasks)
        told.append({**each, "number": tasks[int(at)]["number"] if is_task else ""})
    return told


def _steps(
    request: Request, row: EditionRow, sent: dict[str, VersionedForm]
) -> list[dict[str, Any]]:
    made: dict[str, type[VersionedForm]] = {
        "review": ReviewForm,
        "approve": VersionedForm,
        "publish": VersionedForm,
        "send_back": ReasonForm,
        "withdraw": ReasonForm,
    }
    open_now = actions.open_steps(request.actor, row, day=today())
    return [
        {
            "step": step,
            "url": reverse(f"edition_{step}", args=[row.id]),
            "form": sent.get(step) or form(initial={"version": row.version}),
            "is_rare": form is ReasonForm,
        }
        for step, form in made.items()
        if step in open_now or step in sent
    ]


_OPEN = ("table.rows tbody a",)
_EDITIONS = (*_OPEN, ".tabs a[href$='/publication/']", ".editions a")
SCREENS = (Screen("edition", "/plans/?words=整改", account="supervisor", follow=_EDITIONS),)
urlpatterns = [
    path("editions/<row:edition_id>/", edition, name="edition"),
    path(
        "editions/<row:edition_id>/photographs/<row:place>/", photograph, name="edition_photograph"
    ),
    path("editions/<row:edition_id>/review/", review, name="edition_review"),
    path("editions/<row:edition_id>/send-back/", send_back, name="edition_send_back"),
    path("editions/<row:edition_id>/approve/", approve, name="edition_approve"),
    path("editions/<row:edition_id>/publish/", publish, name="edition_publish"),
    path("editions/<row:edition_id>/withdraw/", withdraw, name="edition_withdraw"),
]
