"""列表应答 — a request and a listing in; the page, its htmx fragment or the export out."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from mengyang.core.findings import Refused
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.listing.export import FORMATS, export
from mengyang.web.listing.query import parse
from mengyang.web.listing.records import Listing
from mengyang.web.listing.show import show
from mengyang.web.request import Request, is_partial, reach_of


def respond[R](
    request: Request,
    listing: Listing[R],
    context: Mapping[str, Any] | None = None,
    template: str = "frame/list_page.html",
) -> HttpResponseBase:
    """Answer a request for a list. Raises `Refused` where the actor may see nothing of the kind."""
    asked, day = parse(request, listing), today()
    form = request.GET.get("format", "")
    if form in FORMATS:
        reach = reach_of(request.actor, listing.export_action, listing.kind)
        return export(request, listing, asked, reach)
    reach = reach_of(request.actor, listing.action, listing.kind)
    try:
        page, refused = listing.read(reach, day, asked), None
    except Refused as refusal:
        if refusal.reason not in listing.said_above:
            raise
        page, refused = Page((), 0), refusal
    shown = {"list": show(request, listing, asked, page, refused)}
    if is_partial(request):
        return render(request, "frame/list.html", shown)
    return render(request, template, {"title": shown["list"].title} | dict(context or {}) | shown)
