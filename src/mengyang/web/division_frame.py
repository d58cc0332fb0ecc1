"""任务分工页框 — title, state, tabs and what every page of a division shows above."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from mengyang.core.access import may, scope
from mengyang.core.ledger.division import Step, open_steps
from mengyang.core.ledger.division.life import DivisionState
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.scope import subjects
from mengyang.web.clock import today
from mengyang.web.declared import Screen, Tab
from mengyang.web.request import Request

_TABS = ("division", "division_rounds", "division_opinions", "division_issue")


def frame(request: Request, division_id: int, current: str) -> dict[str, Any]:
    """What every page of a division shows; `may` tells which steps the person may take now."""
    reach, day = scope(request.actor, "see", "division"), today()
    row = reads.division(reach, day, division_id)
    facts = reads.division_facts(reach, day, division_id)
    labels = (
        gettext("Division table"),
        gettext("Rounds of comment"),
        gettext("Opinions"),
        gettext("Countersigning and issue"),
    )
    return {
        "title": gettext("Who answers for what: %(title)s") % {"title": row.title},
        "crumbs": [(gettext("Divisions of work"), reverse("divisions")), (row.title, "")],
        "division": row,
        "facts": facts,
        "may": _steps(request, division_id, row.state),
        "may_record": _may(request, "record", division_id),
        "today": day,
        "tabs": [
            Tab(label, reverse(name, args=[division_id]), name == current)
            for name, label in zip(_TABS, labels, strict=True)
        ],
    }


def division_screen(name: str, state: str, *follow: str, phone: bool = False) -> Screen:
    """A picture of a part of the latest division in that state, as the office sees it."""
    path, first = f"/divisions/?state={state}", "table.rows tbody a"
    return Screen(name, path, account="officer", follow=(first, *follow), phone=phone)


def _steps(request: Request, division_id: int, state: str) -> dict[str, bool]:
    is_office = _may(request, "divide", division_id)
    known = open_steps(DivisionState(state))
    return {step.value: is_office and step in known for step in Step}


def _may(request: Request, action: str, division_id: int) -> bool:
    subject = subjects("division", [division_id], today())[division_id]
    return may(scope(request.actor, action, "division"), subject)
