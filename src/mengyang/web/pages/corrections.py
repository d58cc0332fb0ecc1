"""更正稿 — what a corrected text changes clause by clause, and what that does; accepted or not."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import corrections as actions
from mengyang.actions.additions import adopt_addition, pending_additions, preview_addition
from mengyang.actions.correction_effects import Comparison
from mengyang.actions.correction_piles import Piles, decide_pile
from mengyang.actions.corrections import Shown, Verdict
from mengyang.core.access import Subject, may, scope
from mengyang.core.documents.versions import Piece, PieceKind, marked
from mengyang.core.findings import Refused
from mengyang.store.reads import corrections, documents, lineage
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.corrections import CorrectionRow
from mengyang.store.reads.scope import subjects
from mengyang.store.reads.text_versions import corrected_ids, newest_text
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import attempt, offer, sent_version
from mengyang.web.notices import say
from mengyang.web.pages.adoption import adoption_context, sent_decisions
from mengyang.web.refusal import Answer, worded
from mengyang.web.request import Request, reach_of
from mengyang.web.terms import family_words

PAGE_SIZE = 20
_FILTERS = {"state": "difference_states", "kind": "difference_kinds"}
_STAMP = 64
_LONGEST_ID = 18


class EarlierForm(forms.Form):
    """更正稿登记 — of which document this is the corrected text."""

    earlier = forms.ChoiceField(
        label=gettext_lazy("Earlier text"), widget=forms.Select(attrs={"data-search": "yes"})
    )

    def __init__(self, earlier: list[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # Nothing stands chosen that nobody named.
        offer(self, "earlier", [("", "—"), *earlier])


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, document_id: int) -> HttpResponse:
    """Say of which earlier document this one is the corrected text."""
    reach = reach_of(request.actor, "upload", "document")
    row = documents.document(reach, today(), document_id).row
    found = lineage.choices(reach, today(), row)
    older = corrected_ids(pk for pk, _ in found)
    known = [(str(pk), title) for pk, title in found if pk not in older]
    form = EarlierForm(known, request.POST or None, initial={"earlier": _newest(request)})

    def act() -> int:
        earlier = int(form.cleaned_data["earlier"])
        return actions.record_correction(request.actor, document_id, earlier, at=now())

    if request.method == "POST" and (made := attempt(form, act)) is not None:
        say(request, "corrections.done.recorded")
        return redirect("correction", made)
    context = {
        "title": gettext("Of which document is this the corrected text?"),
        "lead": row.title,
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (row.title, reverse("document", args=[document_id])),
            (gettext("Corrected text"), ""),
        ],
        "form": form,
        "submit": gettext("Compare both texts"),
        "back_url": reverse("document", args=[document_id]),
    }
    return render(request, "frame/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, correction_id: int) -> HttpResponse:
    """The differences, and what is decided on those ticked."""
    if request.method != "POST":
        return _page(request, correction_id)
    sent = request.POST
    verdict = Verdict("accept" in sent, sent.get("reason", ""), "withdraw" in sent)
    if "accept_words" in sent or "reject_rest" in sent:
        return _decide_pile(request, correction_id)
    seen = _seen(request)
    try:
        done = actions.decide_differences(request.actor, correction_id, verdict, seen, at=now())
    except Refused as refused:
        return _page(request, correction_id, worded(refused), frozenset(seen))
    say(request, f"corrections.done.{'accepted' if verdict.accepts else 'rejected'}", n=len(seen))
    if done:
        say(request, "corrections.done.settled")
    return redirect("correction", correction_id)


def _newest(request: Request) -> str:
    """The newest version of the text that the address names."""
    asked = request.GET.get("earlier", "")
    is_row = asked.isdecimal() and asked.isascii() and len(asked) < _LONGEST_ID
    return str(newest_text(int(asked))) if is_row else ""


def _decide_pile(request: Request, correction_id: int) -> HttpResponse:
    sent = request.POST
    verdict = Verdict("accept_words" in sent, sent.get("reason", ""))
    stamp = sent.get("accept_words") or sent.get("reject_rest", "")
    try:
        number = decide_pile(request.actor, correction_id, verdict, stamp[:_STAMP], at=now())
    except Refused as refused:
        return _page(request, correction_id, worded(refused))
    say(request, f"corrections.done.{'words' if verdict.accepts else 'rejected'}", n=number)
    return redirect("correction", correction_id)


@require_POST
def take_back(request: Request, correction_id: int) -> HttpResponse:
    """Part both documents again."""
    version = sent_version(request)
    actions.take_back_correction(request.actor, correction_id, version, at=now())
    say(request, "corrections.done.taken_back")
    return redirect("documents")


@require_http_methods(["GET", "HEAD", "POST"])
def addition(request: Request, correction_id: int) -> HttpResponse:
    """Adopt what the corrected text adds into the same plan."""
    preview = preview_addition(request.actor, correction_id, day=today())
    comparison = Comparison.of(request.actor, correction_id, today())
    refusal: Answer | None = None
    if request.method == "POST":
        try:
            decisions = sent_decisions(request, owner=0)
            stamp = request.POST.get("stamp", "")
            tasks = adopt_addition(request.actor, correction_id, stamp, decisions, at=now())
        except Refused as refused:
            refusal = worded(refused)
        else:
            say(request, "corrections.done.added", tasks=tasks)
            return redirect("plan", comparison.plan_id or 0)
    back = reverse("correction", args=[correction_id])
    context = adoption_context(request, preview, refusal) | {
        "title": gettext("What will be added to the plan, and who answers for it?"),
        "crumbs": [*_crumbs(comparison, back), (gettext("Adopt the addition"), "")],
        "addition_of": back,
    }
    status = refusal.status if refusal else 200
    return render(request, "documents/adopt.html", context, status=status)


def _page(
    request: Request,
    correction_id: int,
    refusal: Answer | None = None,
    ticked: frozenset[int] = frozenset(),
) -> HttpResponse:
    filters = {name: request.GET.get(name, "")[:20] for name in _FILTERS}
    asked = Asked(filters=filters, after=request.GET.get("after") or None, size=PAGE_SIZE)
    comparison, found = actions.show_differences(request.actor, correction_id, asked, day=today())
    row = comparison.row
    decides = _may_decide(request, comparison)
    pending = pending_additions(comparison) if decides else ()
    parts = actions.accepted_in_part(comparison)
    context = {
        "title": gettext("What does the corrected text change?"),
        "crumbs": _crumbs(comparison, ""),
        "comparison": comparison,
        "row": row,
        "versions": corrections.versions(comparison.reach, today(), row.later.id),
        "cards": [_card(comparison, each, ticked) for each in found.rows],
        "page": found,
        "filters": [
            (name, family_words(family), filters[name]) for name, family in _FILTERS.items()
        ],
        "counts": _counts(row, sum(each.state == "accepted" for each in parts)),
        "piles": Piles.of(comparison) if decides and row.state == "open" else None,
        "may_decide": row.state == "open"
        and any(each.row.state == "open" for each in found.rows)
        and comparison.plan_id is not None
        and decides,
        "may_take_back": row.state == "open" and not row.accepted,
        "pending": pending,
        "units_left": actions.left_to_people(parts),
        "refusal": refusal,
        "reason": request.POST.get("reason", "") if refusal else "",
    }
    status = refusal.status if refusal else 200
    return render(request, "corrections/correction.html", context, status=status)


def _counts(row: CorrectionRow, completed: int) -> list[tuple[str, str, int]]:
    """Differences by state; what was accepted in part and is complete by now counts as accepted."""
    shifts = {"accepted": completed, "accepted_in_part": -completed}
    return [
        (code, word, row.counts.get(code, 0) + shifts.get(code, 0))
        for code, word in family_words("difference_states")
    ]


def _card(comparison: Comparison, shown: Shown, ticked: frozenset[int]) -> Mapping[str, Any]:
    row = shown.row
    old = comparison.earlier.text[slice(*row.old_span)].strip() if row.old_span else ""
    new = comparison.later.text[slice(*row.new_span)].strip() if row.new_span else ""
    return {
        "row": row,
        "effects": shown.effects,
        "state": shown.state,
        "units_left": shown.units_left,
        "tick": f"{row.id}:{shown.stamp}",
        "is_ticked": row.id in ticked,
        "pieces": _pieces(old, new),
    }


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    if old and new:
        return marked(old, new)
    kind = PieceKind.TAKEN_OUT if old else PieceKind.PUT_IN
    return (Piece(kind, old or new),)


def _seen(request: Request) -> dict[int, str]:
    """What was ticked, with the stamp the page showed."""
    found: dict[int, str] = {}
    for tick in request.POST.getlist("seen"):
        number, _, stamp = tick.partition(":")
        if number.isdecimal() and number.isascii() and len(number) < _LONGEST_ID:
            found[int(number)] = stamp[:_STAMP]
    return found


def _may_decide(request: Request, comparison: Comparison) -> bool:
    earlier = comparison.row.earlier.id
    subject = subjects("document", [earlier], today()).get(earlier, Subject(""))
    return may(scope(request.actor, "adopt", "document"), subject)


def _crumbs(comparison: Comparison, back: str) -> list[tuple[str, str]]:
    later = comparison.row.later
    return [
        (gettext("Documents"), reverse("documents")),
        (later.title, reverse("document", args=[later.id])),
        (gettext("Corrected text"), back),
    ]


_OPEN = ("table.rows tbody a", "main a[href^='/corrections/']")
_CORRECTED = "/documents/?words=关于更正&sort=uploaded_at"
SCREENS = (
    Screen(
        "correction-record",
        "/documents/?state=read",
        account="officer",
        follow=("table.rows tbody a", "a[href$='/corrects/']"),
    ),
    Screen("correction", _CORRECTED, account="officer", follow=_OPEN, phone=True),
    Screen(
        "correction-addition",
        _CORRECTED,
        account="officer",
        follow=(*_OPEN, "main a[href$='/addition/']"),
    ),
)
urlpatterns = [
    path("documents/<row:document_id>/corrects/", record, name="correction_record"),
    path("corrections/<row:correction_id>/", correction, name="correction"),
    path("corrections/<row:correction_id>/take-back/", take_back, name="correction_take_back"),
    path("corrections/<row:correction_id>/addition/", addition, name="correction_addition"),
]
