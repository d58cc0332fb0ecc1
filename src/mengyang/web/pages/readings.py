"""核对识别结果 — correct, reject, restore or add what was read, beside the text it came from."""

from django.forms import BooleanField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import readings as actions
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import documents as reads
from mengyang.store.reads import registry
from mengyang.store.reads.documents import EntryRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.entry_forms import Difference, EntryForm, entry_form, yes_or_no
from mengyang.web.forms import attempt
from mengyang.web.notices import say
from mengyang.web.request import Request

SCREENS = (
    Screen(
        "reading-correct",
        "/documents/?state=read",
        account="officer",
        follow=("table.rows tbody a", "main a[href*='/entries/']"),
    ),
    Screen(
        "reading-correct-target",
        "/documents/?state=read",
        account="officer",
        follow=(
            "table.rows tbody a",
            ".tabs a[href*='tab=figures']",
            "main a[href*='/entries/']",
        ),
    ),
)


_TABS = {
    **dict.fromkeys(("targets", "figures", "money_rules"), "figures"),
    **dict.fromkeys(("duties", "projects"), "more"),
}
# What is made of selected words on each tab of the document page; the first is the usual one.
MADE = {
    "tasks": (
        ("obligations", gettext_noop("Make a task of it")),
        ("reporting", gettext_noop("Make a reporting duty of it")),
    ),
    "figures": (
        ("targets", gettext_noop("Make a target of it")),
        ("figures", gettext_noop("Make a figure of it")),
        ("money_rules", gettext_noop("Make a money rule of it")),
    ),
    "more": (
        ("projects", gettext_noop("Make a project of it")),
        ("duties", gettext_noop("Make a department's duty of it")),
    ),
}
_DEMANDED = gettext_noop("What does this clause demand?")
_QUESTIONS = {
    "targets": gettext_noop("What does this clause want reached or kept?"),
    "figures": gettext_noop("Which figure does this clause state?"),
    "money_rules": gettext_noop("What is paid to whom by this clause?"),
    "duties": gettext_noop("What must which department do by this clause?"),
    "projects": gettext_noop("Which project does this clause name?"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Correct an entry of a kind that has a form."""
    reach = scope(request.actor, "correct", "document")
    document = reads.document(reach, today(), document_id)
    entry = reads.entry(reach, today(), entry_id)
    is_overtaken = request.method == "POST" and posted_version(request) != entry.version
    form = _form(request, entry)
    if request.method == "POST" and not is_overtaken and _correct(request, entry, form):
        say(request, "documents.done.corrected", path=entry.path)
        return _back(request, document_id, entry_id)
    address = reverse("document", args=[document_id])
    context = {
        "title": _question(entry),
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (document.row.title, address),
            (entry.path or gettext("Correction"), ""),
        ],
        "document": document,
        "entry": entry,
        "form": form,
        "is_overtaken": is_overtaken,
        "unit_names": _unit_names(request, document.row.area_id),
        "back_url": f"{address}?tab={tab_of(entry)}#entry-{entry_id}",
    }
    if is_overtaken:
        context["differences"] = _differences(form)
        context["changed"] = reads.last_changed(reach, today(), entry_id)
    return render(request, "documents/correct.html", context, status=409 if is_overtaken else 200)


def tab_of(entry: EntryRow) -> str:
    """The tab of the document page on which an entry stands."""
    return _TABS.get(entry.reading, "tasks")


@require_POST
def reject(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Set an entry aside."""
    actions.reject_entry(request.actor, entry_id, posted_version(request), at=now())
    say(request, "documents.done.rejected")
    return _back(request, document_id, entry_id)


@require_POST
def restore(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Bring a rejected entry back."""
    actions.restore_entry(request.actor, entry_id, posted_version(request), at=now())
    say(request, "documents.done.restored")
    return _back(request, document_id, entry_id)


@require_POST
def add(request: Request, document_id: int) -> HttpResponse:
    """Make an entry of a reading of the words selected in the text, or of a whole clause."""
    span = (_number(request, "start"), _number(request, "end"))
    reading = request.POST.get("reading", "obligations")
    entry_id = actions.make_entry(request.actor, document_id, reading, span, at=now())
    say(request, "documents.done.added")
    address = reverse("reading_correct", args=[document_id, entry_id])
    return redirect(f"{address}?tab={_TABS.get(reading, 'tasks')}")


def posted_version(request: HttpRequest) -> int:
    """The version the page showed; 0, which no row has, where it was not sent."""
    return _number(request, "version")


def _unit_names(request: Request, area_id: int) -> list[dict[str, str]]:
    """The units around the document by their Chinese names, for the fields that name units."""
    home = registry.area(scope(request.actor, "see", "area"), today(), area_id)
    rows = registry.units_around(scope(request.actor, "see", "unit"), today(), home.path)
    near = sorted(rows, key=lambda row: (row.area_id != area_id, row.area_path, row.id))
    return [{"name": row.name_zh, "also": " ".join(row.aliases)} for row in near]


def _question(entry: EntryRow) -> str:
    return gettext(_QUESTIONS.get(entry.reading, _DEMANDED))


def _form(request: Request, entry: EntryRow) -> EntryForm:
    """The form as it was sent, on the version that stands now: sent again, it takes its place."""
    sent = None
    if request.method == "POST":
        sent = request.POST.copy()
        if posted_version(request) != entry.version:
            sent["version"] = str(entry.version)
    form = entry_form(entry, sent)
    if form is None:
        raise Refused("documents.refused.not_correctable", "documents.hint.reject_instead")
    return form


def _differences(form: EntryForm) -> list[Difference]:
    """Where what was sent is not what stands now, in the words of the page."""
    found = []
    for bound in form.visible_fields():
        words = dict(getattr(bound.field, "choices", ()))
        kept, yours = str(bound.initial or ""), str(bound.value() or "")
        if isinstance(bound.field, BooleanField):
            kept, yours = yes_or_no(bound.initial), yes_or_no(bound.value())
        if kept != yours:
            found.append(
                Difference(str(bound.label), words.get(kept, kept), words.get(yours, yours))
            )
    return found


def _correct(request: Request, entry: EntryRow, form: EntryForm) -> bool:
    def act() -> bool:
        version = form.cleaned_data["version"]
        actions.correct_entry(request.actor, entry.id, version, form.change(), at=now())
        return True

    return attempt(form, act) is True


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _back(request: HttpRequest, document_id: int, entry_id: int) -> HttpResponseRedirect:
    """Back to the tab the person came from, at the entry."""
    address = reverse("document", args=[document_id])
    tab = request.POST.get("tab", "") or request.GET.get("tab", "")
    query = f"?tab={tab}" if tab.isalpha() and tab.isascii() else ""
    return HttpResponseRedirect(f"{address}{query}#entry-{entry_id}")


urlpatterns = [
    path("documents/<row:document_id>/add/", add, name="reading_add"),
    path("documents/<row:document_id>/entries/<row:entry_id>/", correct, name="reading_correct"),
    path(
        "documents/<row:document_id>/entries/<row:entry_id>/reject/",
        reject,
        name="reading_reject",
    ),
    path(
        "documents/<row:document_id>/entries/<row:entry_id>/restore/",
        restore,
        name="reading_restore",
    ),
]
