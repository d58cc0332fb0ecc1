"""公开页面 — the published editions for anybody, without signing in, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from http import HTTPStatus
from io import BytesIO
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import differences
from mengyang.store.files import find_file
from mengyang.store.reads.ledger.editions import EditionRow
from mengyang.store.reads.ledger.opinions import public_answers
from mengyang.store.reads.ledger.public_editions import (
    PublicEdition,
    public_edition,
    public_editions,
)
from mengyang.web.bilingual import language
from mengyang.web.clock import today
from mengyang.web.declared import Screen
from mengyang.web.edition_package import content_json, write_edition
from mengyang.web.middleware import before_code, before_password_change

type Page = Callable[..., HttpResponse]
# How long a browser or a proxy may keep a page: a withdrawal is seen by everybody after that.
_KEPT_SECONDS = 60


def public_page(page: Page) -> Page:
    """Open to everybody, in the language of `?lang=` where one is asked for, kept for a minute."""

    @login_not_required
    @before_password_change
    @before_code
    def shown(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        known = chosen if chosen in dict(settings.LANGUAGES) else ""
        with translation.override(known or translation.get_language()):
            response = page(request, *args, **named)
            response["Content-Language"] = translation.get_language() or ""
        response["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
        return response

    shown.__wrapped__ = page  # type: ignore[attr-defined]
    return shown


@require_safe
@public_page
def everything(request: HttpRequest) -> HttpResponse:
    """Every area with what it has published, the latest first."""
    return _list(request, public_editions(today()), gettext("Plans and how they stand"))


@require_safe
@public_page
def of_area(request: HttpRequest, area_id: int) -> HttpResponse:
    """What one area has published, with every version."""
    rows = public_editions(today(), area_id)
    if not rows:
        raise Refused("publication.refused.no_such_publication", "publication.hint.public_list")
    return _list(request, rows, gettext("Plans and how they stand"), is_area=True)


@require_safe
@public_page
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """One published version; where it was withdrawn, only when and why."""
    found = public_edition(edition_id, today())
    answers = len(public_answers(found.row.plan_id, today()))
    known = f"{found.row.version}-{len(found.versions)}-{answers}-{language()}"
    mark = f'"{found.row.digest[:16]}-{known}"'
    unchanged = get_conditional_response(request, etag=mark)
    if unchanged is not None:
        return unchanged
    is_gone = found.row.state.value == "withdrawn"
    status = HTTPStatus.GONE if is_gone else HTTPStatus.OK
    response = render(request, "public/edition.html", _context(request, found), status=status)
    response["ETag"] = mark
    return response


@require_safe
@public_page
def photograph(_request: HttpRequest, edition_id: int, place: int) -> HttpResponse:
    """The photograph that a published edition shows by law at a place, counted from 1."""
    shown = public_edition(edition_id, today()).content.get("shown_by_law", [])
    each = shown[place - 1] if place <= len(shown) else {}
    if not each.get("photograph"):
        raise Refused("publication.refused.no_such_publication", "publication.hint.public_list")
    kept = find_file(settings.ENVIRONMENT.var / "files", each["photograph"])
    return HttpResponse(kept.read_bytes(), content_type=each["photograph_type"])


@require_safe
@public_page
def package(_request: HttpRequest, edition_id: int) -> HttpResponse:
    """A published version as a static package: pages without script, tables, dictionary, sums."""
    out = BytesIO()
    name = write_edition(public_edition(edition_id, today()), out)
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(out.getvalue(), content_type="application/zip", headers=headers)


@require_safe
@public_page
def content(_request: HttpRequest, edition_id: int) -> HttpResponse:
    """A published version for programs."""
    found = public_edition(edition_id, today())
    return HttpResponse(content_json(found), content_type="application/json; charset=utf-8")


def with_pictures(content: Mapping[str, Any], edition_id: int) -> dict[str, Any]:
    """A content with the address of each photograph."""
    shown = [
        {**each, "picture": each.get("photograph") and _picture(edition_id, place)}
        for place, each in enumerate(content.get("shown_by_law", []), start=1)
    ]
    return {**content, "shown_by_law": shown}


def _picture(edition_id: int, place: int) -> str:
    return reverse("public_photograph", args=[edition_id, place])


def _context(request: HttpRequest, found: PublicEdition) -> dict[str, Any]:
    content = with_pictures(found.content, found.row.id) if found.content else {}
    return {
        **chosen_language(request),
        "title": found.content.get("title") or found.row.plan_title,
        "title_is_quoted": True,
        "edition": found.row,
        "content": content,
        "changes": differences(found.before, found.content) if found.before and content else (),
        "versions": found.versions,
        "answers": public_answers(found.row.plan_id, today()),
        "latest": found.latest,
    }


def _list(
    request: HttpRequest, rows: Iterable[EditionRow], title: str, *, is_area: bool = False
) -> HttpResponse:
    context = {
        **chosen_language(request),
        "title": title,
        "area": is_area,
        "places": _by_place(rows),
    }
    return render(request, "public/list.html", context)


def _by_place(rows: Iterable[EditionRow]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The areas by id, in each its plans, in each its versions, the latest first."""
    ordered = sorted(rows, key=lambda row: (row.area.id, row.plan_id, -(row.number or 0)))
    places = []
    for _, of_place in groupby(ordered, key=lambda row: row.area.id):
        kept = list(of_place)
        plans = [list(each) for _, each in groupby(kept, key=lambda row: row.plan_id)]
        plans.sort(key=_latest, reverse=True)
        told = [{"title": each[0].plan_title, "versions": each} for each in plans]
        places.append((kept[0].area, told))
    return places


def _latest(versions: list[EditionRow]) -> date:
    return max(each.data_day for each in versions)


def chosen_language(request: HttpRequest) -> dict[str, str]:
    """The language that the address asks for; links of the page keep it."""
    chosen = request.GET.get("lang", "")
    return {"chosen_language": chosen if chosen in dict(settings.LANGUAGES) else ""}


_FIRST = (".versions a",)
SCREENS = (
    Screen("public", "/public/", phone=True),
    Screen("public-area", "/public/", follow=("h2 a",)),
    Screen("public-edition", "/public/", follow=_FIRST, phone=True),
)
urlpatterns = [
    path("public/", everything, name="public"),
    path("public/areas/<row:area_id>/", of_area, name="public_area"),
    path("public/editions/<row:edition_id>/", edition, name="public_edition"),
    path("public/editions/<row:edition_id>/package/", package, name="public_package"),
    path("public/editions/<row:edition_id>/content/", content, name="public_content"),
    path(
        "public/editions/<row:edition_id>/photographs/<row:place>/",
        photograph,
        name="public_photograph",
    ),
]
