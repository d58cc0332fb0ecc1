"""列表导出 — the whole filtered list within the reach, as .xlsx or .csv, with its row count.

The store is read page by page, so memory does not grow with the list.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, gettext, override

from mengyang.core.access import Scope
from mengyang.formats.separated import csv_pieces
from mengyang.formats.table import Align, Cell, Column, Table
from mengyang.formats.xlsx import write_workbook
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.demo import shown_name
from mengyang.web.listing.cells import NUMERIC, exported
from mengyang.web.listing.records import Listing
from mengyang.web.request import Request

FORMATS = ("xlsx", "csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PORTION = 1000
WIDE, NARROW = 60, 18
# What a sheet of a workbook and a folder of an office computer take.
SHEET_NAME, ABOUT_NAME = 31, 40
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def export[R](
    request: Request, listing: Listing[R], asked: Asked, reach: Scope
) -> HttpResponseBase:
    """The file; its name and the header X-Row-Count say how many rows the list has."""
    day = today()
    first = listing.read(reach, day, replace(asked, after=None, size=PORTION, counted=True))
    paper = gettext(listing.paper)
    table = Table(
        name=paper[:SHEET_NAME],
        title=" · ".join(part for part in (listing.about, paper) if part),
        columns=tuple(_columns(listing)),
        rows=_rows(listing, _pages(listing, reach, day, asked, first)),
        note=_note(request, asked, day),
    )
    if request.GET.get("format") == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            csv_pieces(table), content_type="text/csv; charset=utf-8"
        )
    else:
        response = FileResponse(_workbook(table), content_type=XLSX)
    parts = (paper, _for_a_name(listing.about), day.isoformat(), str(first.total))
    name = f"{'-'.join(part for part in parts if part)}.{request.GET['format']}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Row-Count"] = str(first.total)
    return response


def _for_a_name(text: str) -> str:
    return _NOT_IN_NAMES.sub(" ", text)[:ABOUT_NAME].strip()


def _workbook(table: Table) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook([table], file)
    file.seek(0)
    return file


def _columns[R](listing: Listing[R]) -> Iterator[Column]:
    for column in listing.columns:
        align: Align = "right" if column.kind in NUMERIC else "left"
        yield Column(gettext(column.label), width=WIDE if column.wide else NARROW, align=align)


def _pages[R](
    listing: Listing[R], reach: Scope, day: date, asked: Asked, page: Page[R]
) -> Iterator[Page[R]]:
    yield page
    while page.next is not None:
        further = replace(asked, after=page.next, size=PORTION, counted=False)
        page = listing.read(reach, day, further)
        yield page


def _rows[R](listing: Listing[R], pages: Iterator[Page[R]]) -> Iterator[list[Cell]]:
    # A streamed answer is written after the request's language has been put away.
    language, columns = get_language(), listing.columns
    for page in pages:
        with override(language):
            rows = [[exported(column, record) for column in columns] for record in page.rows]
        yield from rows


def _note(request: Request, asked: Asked, day: date) -> Callable[[int], str]:
    """The line below the last row: how many, under which filter, when and for whom."""
    chosen = [asked.words, *asked.filters.values()]
    filters = gettext("; ").join(text for text in chosen if text) or gettext("none")
    said = gettext("%(count)s rows. Filter: %(filters)s. Taken on %(day)s by %(name)s.")
    name = shown_name(request.user.display_name)
    return lambda count: said % {"count": count, "filters": filters, "day": day, "name": name}
