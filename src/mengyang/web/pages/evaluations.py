"""期满评估 — when a plan ends, what became of its targets and tasks, and the conclusion on them."""

from functools import partial

from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import evaluations as actions
from mengyang.actions.evaluation_exports import export_evaluation
from mengyang.actions.supersession import may_decide
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import Conclusion, Evaluation, Verdict
from mengyang.core.ledger.evaluation import demanded_from, is_demanded
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import EvaluationRow, Reach, TargetRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.downloads import written_file
from mengyang.web.forms import DayField, VersionedForm, attempt, form_status, sent_version
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.plans import plan_frame
from mengyang.web.refusal import Answer, worded
from mengyang.web.request import Request

# A field bears the id of the target it speaks of; a longer text is refused, never cut.
VERDICT, ATTAINED, WORDS = "verdict:", "attained:", "words:"
LONGEST = 5000
VERDICTS = tuple(each for each in Verdict if each is not Verdict.NONE)


class EndForm(VersionedForm):
    """方案终止日."""

    ends_on = DayField(
        label=gettext_lazy("Last day of the plan"),
        required=False,
        help_text=gettext_lazy("Empty: as the document or its title says."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: Request, plan_id: int) -> HttpResponse:
    """The frame of the evaluation, and what is said in it."""
    if request.method != "POST":
        return _page(request, plan_id)
    try:
        said = _said(request.POST)
        actions.write_evaluation(request.actor, plan_id, sent_version(request), said, at=now())
    except Refused as refused:
        return _page(request, plan_id, refusal=worded(refused))
    say(request, "ledger.done.evaluation_saved")
    return redirect("plan_evaluation", plan_id)


@require_POST
def state_end(request: Request, plan_id: int) -> HttpResponse:
    """State the last day of the plan."""
    form = EndForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        return actions.state_plan_end(
            request.actor, plan_id, sent["version"], sent["ends_on"], at=now()
        )

    if attempt(form, act) is None:
        return _page(request, plan_id, form=form)
    say(request, "ledger.done.end_stated")
    return redirect("plan_evaluation", plan_id)


@require_POST
def demand(request: Request, plan_id: int) -> HttpResponse:
    """Make the evaluation a task of the plan now."""
    actions.demand_evaluation(request.actor, plan_id, at=now())
    say(request, "ledger.done.evaluation_demanded")
    return redirect("plan_evaluation", plan_id)


@require_POST
def export(request: Request, plan_id: int) -> FileResponse:
    """The evaluation as a Word paper."""
    return written_file(partial(export_evaluation, request.actor, plan_id, at=now()))


def _page(
    request: Request, plan_id: int, form: EndForm | None = None, refusal: Answer | None = None
) -> HttpResponse:
    context = plan_frame(request, plan_id, "plan_evaluation")
    plan, day = context["plan"], today()
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    found = ledger.evaluation(reach, lit(day), plan_id)
    end = ledger.ends([plan_id])[plan_id]
    targets = ledger.targets(reach.plans, day, plan_id)
    initial = {"version": plan.version, "ends_on": plan.ends_on}
    context |= {
        "end": end,
        "demanded_from": demanded_from(end) if end else None,
        "is_demanded": is_demanded(end, day),
        "may_decide": may_decide(request.actor, plan_id, day),
        "form": form or EndForm(initial=initial),
        "found": found,
        "version": request.POST.get("version", found.version) if found else 0,
        "outcomes": ledger.outcomes(reach.tasks, lit(day), plan_id),
        "targets": _target_rows(request.POST if refusal else QueryDict(), targets, found),
        "whole": _whole(request.POST) if refusal else found and found.said,
        "verdicts": VERDICTS,
        "longest": LONGEST,
        "may_write": _may_write(request, found),
        "refusal": refusal,
    }
    status = refusal.status if refusal else form_status(form, 422) if form else 200
    return render(request, "ledger/evaluation.html", context, status=status)


def _may_write(request: Request, found: EvaluationRow | None) -> bool:
    if found is None or found.task is None:
        return False
    reach = scope(request.actor, "see", "task")
    facts = ledger.task_facts(reach, today(), [found.task_id])
    return any(actions.refused_writing(request.actor, task, today()) is None for task in facts)


def _target_rows(
    sent: QueryDict, targets: tuple[TargetRow, ...], found: EvaluationRow | None
) -> list[tuple[TargetRow, Conclusion]]:
    """Each target with what was typed for it, else with what was saved."""
    saved = {each.target_id: each for each in found.said.conclusions} if found else {}
    return [
        (row, _conclusion(sent, row.id) if sent else saved.get(row.id, Conclusion(row.id)))
        for row in targets
    ]


def _conclusion(sent: QueryDict, target_id: int) -> Conclusion:
    return Conclusion(
        target_id,
        _verdict(sent.get(f"{VERDICT}{target_id}", "")),
        sent.get(f"{ATTAINED}{target_id}", ""),
        sent.get(f"{WORDS}{target_id}", ""),
    )


def _whole(sent: QueryDict) -> Evaluation:
    return Evaluation(
        verdict=_verdict(sent.get("verdict", "")),
        words=sent.get("words", ""),
        carried_on=sent.get("carried_on", ""),
    )


def _said(sent: QueryDict) -> Evaluation:
    """Everything that was sent, one conclusion a target. Raises `Refused` for a text too long."""
    if any(len(text) > LONGEST for text in sent.values()):
        raise Refused("ledger.refused.text_long", "ledger.hint.shorten", most=LONGEST)
    ids = [key.removeprefix(VERDICT) for key in sent if key.startswith(VERDICT)]
    known = [int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 10]
    whole = _whole(sent)
    return Evaluation(
        conclusions=tuple(_conclusion(sent, target_id) for target_id in known),
        verdict=whole.verdict,
        words=whole.words,
        carried_on=whole.carried_on,
    )


def _verdict(text: str) -> Verdict:
    return next((each for each in VERDICTS if each.value == text), Verdict.NONE)


SCREENS = (
    Screen(
        "plan-evaluation",
        "/plans/?words=2023—2025",
        account="officer",
        follow=("table.rows tbody a", ".tabs a[href$='/evaluation/']"),
        phone=True,
    ),
)
urlpatterns = [
    path("plans/<row:plan_id>/evaluation/", evaluation, name="plan_evaluation"),
    path("plans/<row:plan_id>/evaluation/end/", state_end, name="plan_end"),
    path("plans/<row:plan_id>/evaluation/demand/", demand, name="plan_evaluation_demand"),
    path("plans/<row:plan_id>/evaluation/export/", export, name="plan_evaluation_export"),
]
