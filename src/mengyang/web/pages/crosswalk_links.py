"""人工对照 — two tasks of two plans linked by hand as one duty, with the reason."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mengyang.actions.crosswalk import link_matters
from mengyang.core.ledger.crosswalk import task_pair
from mengyang.store.reads import ledger
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import attempt, form_status, offer
from mengyang.web.notices import say
from mengyang.web.pages.general_ledger import plan_choices
from mengyang.web.request import Request, reach_of

SCREENS = (
    Screen(
        "crosswalk-link",
        "/tasks/?sort=number",
        account="officer",
        follow=("table.rows tbody a[href^='/tasks/']", "a[href^='/crosswalk/link/']"),
    ),
)
_LONGEST = 18


class LinkForm(forms.Form):
    """同一事项 — a task of each plan, and why they are one duty."""

    one = forms.ChoiceField(
        label=gettext_lazy("Task"), widget=forms.Select(attrs={"data-search": "yes"})
    )
    other = forms.ChoiceField(
        label=gettext_lazy("Task of the other plan"),
        widget=forms.Select(attrs={"data-search": "yes"}),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, tasks: list[list[tuple[str, str]]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, choices in zip(("one", "other"), tasks, strict=True):
            offer(self, name, [("", "—"), *choices])


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request) -> HttpResponse:
    """Choose two plans, then a task of each; `task` names the first one from its own page."""
    reach = reach_of(request.actor, "assign", "judgement")
    task, plans = _number(request, "task"), [(int(pk), name) for pk, name in plan_choices(request)]
    own = _number(request, "own") or ledger.matter_plans(reach, today(), [task]).get(task, 0)
    likely = next((pk for pk, _ in plans if own and pk != own), 0)
    plan = _number(request, "plan") or likely
    tasks = [ledger.matter_choices(reach, today(), each) for each in (own, plan)]
    form = LinkForm(tasks, request.POST or None, initial={"one": str(task or "")})
    if request.method == "POST" and attempt(form, lambda: _link(request, form)) is not None:
        say(request, "crosswalk.done.linked")
        return redirect("task", int(form.cleaned_data["one"]))
    context = {
        "title": gettext("Which two tasks are one duty?"),
        "lead": gettext(
            "Once linked, each task shows the other, and counts across plans count the duty once."
        ),
        "crumbs": [(gettext("Crosswalk"), reverse("crosswalk")), (gettext("Link by hand"), "")],
        "plans": plans,
        "own": own,
        "plan": plan,
        "task": task,
        "form": form,
        "is_chosen": bool(own and plan),
    }
    return render(request, "crosswalk/link.html", context, status=form_status(form))


def _link(request: Request, form: LinkForm) -> int:
    chosen = form.cleaned_data
    pair = task_pair(int(chosen["one"]), int(chosen["other"]))
    return link_matters(request.actor, pair, chosen["reason"], at=now())


def _number(request: Request, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST else 0


urlpatterns = [path("crosswalk/link/", link, name="crosswalk_link")]
