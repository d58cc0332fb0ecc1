"""目标值 — what the document of a plan wants reached or kept, beside its words."""

from dataclasses import replace
from datetime import date
from functools import partial

from django.http import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from mengyang.core.access import Scope
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TargetRow
from mengyang.store.reads.paging import Page
from mengyang.web.declared import Screen
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.pages.plans import plan_frame
from mengyang.web.request import Request
from mengyang.web.templatetags.documents import clause_line, clause_name, due_word, is_clause
from mengyang.web.templatetags.ledger import target_value

CLAUSE = Column(
    key="position",
    label=gettext_noop("Clause"),
    value=lambda row: clause_name(row.clause_path),
    sorts=True,
)
TARGETS: Listing[TargetRow] = Listing(
    name="plan-targets",
    title=gettext_noop("What is to be reached or kept?"),
    paper=gettext_noop("Targets of the plan"),
    kind="plan",
    columns=(
        CLAUSE,
        Column(key="indicator", label=gettext_noop("Indicator"), sorts=True),
        Column(
            key="value",
            label=gettext_noop("Target"),
            kind=Kind.NUMBER,
            value=target_value,
            sorts=True,
        ),
        Column(
            key="by",
            label=gettext_noop("By"),
            value=lambda row: due_word(row.by) if row.by else None,
            sorts=True,
        ),
        Column(key="verb", label=gettext_noop("To be"), kind=Kind.TERM, family="target_verbs"),
        Column(key="quote", label=gettext_noop("Words of the document"), wide=True),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Indicator or words")),
        Filter(key="verb", label=gettext_noop("To be"), kind="choice", family="target_verbs"),
    ),
    read=lambda _reach, _day, _asked: Page((), 0),
    sort="position",
    empty=gettext_noop("The document sets no target."),
)


@require_safe
def targets(request: Request, plan_id: int) -> HttpResponseBase:
    """What the document wants reached or kept."""
    context = plan_frame(request, plan_id, "plan_targets")
    clause = replace(CLAUSE, url=partial(_clause_url, context["plan"].document_id))
    listing = replace(
        TARGETS,
        about=context["title"],
        read=partial(_read, plan_id),
        columns=tuple(clause if each is CLAUSE else each for each in TARGETS.columns),
    )
    return respond(request, listing, context, "ledger/targets.html")


def _read(plan_id: int, reach: Scope, day: date, asked: Asked) -> Page[TargetRow]:
    return ledger.target_list(reach, day, plan_id, asked)


def _clause_url(document_id: int, row: TargetRow) -> str:
    if is_clause(row.clause_path):
        return reverse("library_clause", args=[document_id, row.clause_path])
    document = reverse("document", args=[document_id])
    return f"{document}?tab=figures#clause-{clause_line(row.clause_path)}"


SCREENS = (
    Screen(
        "plan-targets",
        "/plans/",
        account="officer",
        follow=("table.rows tbody a", ".tabs a[href$='/targets/']"),
    ),
)
urlpatterns = [path("plans/<row:plan_id>/targets/", targets, name="plan_targets")]
