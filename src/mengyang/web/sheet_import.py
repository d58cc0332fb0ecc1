"""表格导入 — one page for every import: download the form, see a verdict on each row, then import.

Nothing is kept between the steps: the rows that were checked travel, signed, in the form.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from mengyang.core.findings import Refused
from mengyang.core.verdicts import RowVerdict, is_clean, stamp
from mengyang.formats.entry_form import EntryForm, Line, read_entry_form, write_entry_form
from mengyang.web.downloads import written_file
from mengyang.web.forms import UploadField, attempt
from mengyang.web.listing.export import XLSX
from mengyang.web.request import Request

# A form left open over lunch still counts; one of yesterday does not.
LIFE_S = 4 * 3600
SHOWN_ROWS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """已核对的行 — the rows that were shown, without those that change nothing, and their stamp."""

    lines: Sequence[Line]
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetImport:
    """导入 — what is imported: its form, the check of its rows, and what is done with them."""

    title: str
    lead: str
    file_name: str
    check: Callable[[Request, Sequence[Line]], Sequence[RowVerdict]]
    act: Callable[[Request, Kept], HttpResponse]
    crumbs: Callable[[], list[tuple[str, str]]]
    back_url: str
    template_url: str = ""
    form: Callable[[], EntryForm] | None = None
    template_label: str = ""
    page: str = "frame/sheet_import.html"
    # How a file is read that is no plain form; what a page shows beside its own.
    read: Callable[[bytes, str], list[Line]] | None = None
    context: Callable[[], dict[str, Any]] = dict


class SheetForm(forms.Form):
    """The filled form."""

    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.upload_limit_bytes,
        accept=".xlsx",
        label=gettext_lazy("Filled form (.xlsx)"),
    )


def import_page(request: Request, what: SheetImport) -> HttpResponse:
    """Answer the page: asked for, with a file to check, or with checked rows to import."""
    if "checked" in request.POST:
        return what.act(request, _kept(request.POST["checked"]))
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "title": what.title,
        "lead": what.lead,
        "crumbs": what.crumbs(),
        "form": form,
        "template_url": what.template_url,
        "template_label": what.template_label,
        "back_url": what.back_url,
        **what.context(),
    }
    if request.method == "POST":
        checked = attempt(form, lambda: _checked(request, what, form))
        if checked is not None:
            context |= _shown(*checked)
    return render(request, what.page, context)


def form_file(what: SheetImport) -> FileResponse:
    """The empty form to fill in, or the filled one to edit."""

    if what.form is None:
        raise ValueError("what has no form of its own is not handed out as one")
    form = what.form

    def write(out: IO[bytes]) -> str:
        write_entry_form(form(), out)
        return what.file_name

    return written_file(write, XLSX)


def lines_of(data: bytes, name: str, form: EntryForm) -> list[Line]:
    """The rows of every sheet. Raises `Refused` where the file is not that form."""
    read = read_entry_form(data, name, form)
    if isinstance(read, Refused):
        raise read
    return [line for sheet in form.sheets for line in read[sheet.key]]


def _checked(
    request: Request, what: SheetImport, form: SheetForm
) -> tuple[list[Line], Sequence[RowVerdict]]:
    file = form.cleaned_data["file"]
    lines = _lines(what, file.read(), file.name)
    return lines, what.check(request, lines)


def _lines(what: SheetImport, data: bytes, name: str) -> list[Line]:
    if what.read is not None:
        return what.read(data, name)
    if what.form is None:
        raise ValueError("an import has a form, or reads its file itself")
    return lines_of(data, name, what.form())


def _shown(lines: list[Line], verdicts: Sequence[RowVerdict]) -> dict[str, Any]:
    told = [verdict for verdict in verdicts if not verdict.is_idle]
    faulty = [verdict for verdict in told if verdict.faults]
    shown = faulty or told
    return {
        "unread": gettext(", ").join(dict.fromkeys(head for each in lines for head in each.unread)),
        "is_checked": True,
        "verdicts": shown[:SHOWN_ROWS],
        "unshown": max(len(shown) - SHOWN_ROWS, 0),
        "total": len(told),
        "unchanged": len(verdicts) - len(told),
        "faulty": len(faulty),
        "checked": _signed(lines, told) if told and is_clean(told) else "",
    }


def _signed(lines: list[Line], told: Sequence[RowVerdict]) -> str:
    places = {(verdict.sheet, verdict.row) for verdict in told}
    kept = [asdict(line) for line in lines if (line.sheet, line.number) in places]
    signed = {"lines": kept, "stamp": stamp(told)}
    return signing.dumps(signed, salt=__name__, compress=True)


def _kept(text: str) -> Kept:
    try:
        told = signing.loads(text, salt=__name__, max_age=LIFE_S)
    except signing.BadSignature as fault:
        raise Refused("web.refused.form_expired", "web.hint.upload_again") from fault
    return Kept([Line(**each) for each in told["lines"]], told["stamp"])


def crumbs(label: str, url: str) -> list[tuple[str, str]]:
    """Where an import stands: below its list."""
    return [(label, url), (gettext("Import"), "")]
