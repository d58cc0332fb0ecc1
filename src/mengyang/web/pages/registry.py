"""名录 — which areas and units there are, as they are today."""

from dataclasses import replace
from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import history
from mengyang.store.reads.directory import merged_into
from mengyang.store.reads.groups import groups
from mengyang.store.reads.ledger import sign_off_way
from mengyang.store.reads.registry import AreaRow, UnitRow
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.listing import Button, Column, Filter, Kind, Listing, respond, table
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.terms import family_words

MENU = (
    MenuEntry(gettext_noop("Units"), "units", order=60, action="see", kind="unit"),
    MenuEntry(gettext_noop("Areas"), "areas", order=61, action="see", kind="area"),
)
SCREENS = (
    Screen("units", "/units/", account="officer"),
    Screen(
        "unit", "/units/?words=青穗地区教育局", account="officer", follow=("table.rows tbody a",)
    ),
    Screen("areas", "/areas/", account="officer"),
    Screen("area", "/areas/?words=棠川", account="officer", follow=("table.rows tbody a",)),
)
# How many units an area's page shows before it sends the reader to the list.
SHOWN_UNITS = 200
SHOWN_EVENTS = 30


def _unit_url(row: UnitRow) -> str:
    return reverse("unit", args=[row.id])


def _area_url(row: AreaRow) -> str:
    return reverse("area", args=[row.id])


def _in_the_tree(row: AreaRow) -> str:
    """The name, moved in by its level, and marked where the place is invented."""
    name = in_language(row.name_zh, row.name_en)
    return "\u2003" * (row.level - 1) + (
        gettext("%(name)s (invented)") % {"name": name} if row.is_fictional else name
    )


NAME = Column(
    key="name_zh",
    label=gettext_noop("Name"),
    value=lambda row: in_language(row.name_zh, row.name_en),
    links=True,
    sorts=True,
    wide=True,
)
UNIT_KIND = Column(
    key="unit_kind",
    label=gettext_noop("Kind"),
    kind=Kind.TERM,
    family="unit_kinds",
    sorts=True,
)
ALIASES = Column(
    key="aliases",
    label=gettext_noop("Also called"),
    value=lambda row: gettext(", ").join(row.aliases) or None,
    wide=True,
)
IN_EXCEL = Button(
    label=gettext_noop("Change in Excel"), url_name="directory_import", action="manage", kind="unit"
)
UNITS = Listing(
    name="units",
    title=gettext_noop("Which units can answer for a duty?"),
    paper=gettext_noop("Register of units"),
    kind="unit",
    columns=(
        NAME,
        UNIT_KIND,
        Column(
            key="area_id",
            label=gettext_noop("Area"),
            value=lambda row: in_language(row.area_zh, row.area_en),
            sorts=True,
        ),
        ALIASES,
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Name or alias")),
        Filter(key="unit_kind", label=gettext_noop("Kind"), kind="choice", family="unit_kinds"),
        Filter(key="area", label=gettext_noop("Area"), kind="area"),
    ),
    buttons=(
        Button(label=gettext_noop("New unit"), url_name="unit_new", action="manage", kind="unit"),
        IN_EXCEL,
    ),
    read=registry.units,
    sort="id",
    row_url=_unit_url,
    empty=gettext_noop("No unit yet. The administrator loads a directory with `mengyang init`."),
)
AREAS = Listing(
    name="areas",
    title=gettext_noop("Which areas are there, and what lies in which?"),
    paper=gettext_noop("Table of areas"),
    kind="area",
    columns=(
        Column(
            key="name_zh",
            label=gettext_noop("Name"),
            value=_in_the_tree,
            links=True,
            sorts=True,
        ),
        Column(key="area_kind", label=gettext_noop("Kind"), kind=Kind.TERM, family="area_kinds"),
        Column(
            key="code",
            label=gettext_noop("Official code"),
            value=lambda row: row.code or None,
            sorts=True,
        ),
        Column(key="from_day", label=gettext_noop("In force from"), kind=Kind.DAY, sorts=True),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Name")),
        Filter(key="area_kind", label=gettext_noop("Kind"), kind="choice", family="area_kinds"),
    ),
    buttons=(
        Button(label=gettext_noop("New area"), url_name="area_new", action="manage", kind="area"),
        Button(
            label=gettext_noop("Official codes"),
            url_name="areas_official",
            action="manage",
            kind="area",
        ),
        IN_EXCEL,
    ),
    read=registry.areas,
    sort="path",
    row_url=_area_url,
    empty=gettext_noop("No area yet. The administrator loads a directory with `mengyang init`."),
)


@require_safe
def units(request: Request) -> HttpResponseBase:
    """The list of units, those of the reader's own area first."""
    return respond(request, replace(UNITS, read=partial(registry.units, near=_near(request))))


@require_safe
def areas(request: Request) -> HttpResponseBase:
    """The list of areas in the order of the tree, the reader's own tree first."""
    return respond(request, replace(AREAS, read=partial(registry.areas, near=_near(request))))


@require_safe
def unit(request: Request, unit_id: int) -> HttpResponse:
    """One unit with its names, its area and its history."""
    day, reach = today(), reach_of(request.actor, "see", "unit")
    row = registry.unit(reach, day, unit_id)
    name = in_language(row.name_zh, row.name_en)
    names = registry.unit_history(reach, day, unit_id)
    closed = names[0].until_day if names else None
    into = merged_into(unit_id) if closed else None
    context = {
        "title": name,
        "crumbs": [(gettext("Units"), reverse("units")), (name, "")],
        "unit": row,
        "names": names,
        "closed": closed,
        "merged_into": registry.unit(reach, day, into) if into else None,
        "may_manage": may_somewhere(request.actor, "manage", "unit"),
        "ways": family_words("sign_off_ways"),
        "way": sign_off_way(unit_id, day).value,
        "today": day,
        "events": history(reach, day, unit_id, Asked(size=SHOWN_EVENTS)).rows,
    }
    return render(request, "registry/unit.html", context)


@require_safe
def area(request: Request, area_id: int) -> HttpResponse:
    """One area with its units and groups, and what it was called before."""
    day = today()
    reach = reach_of(request.actor, "see", "area")
    row = registry.area(reach, day, area_id)
    unit_reach = reach_of(request.actor, "see", "unit")
    within = registry.units(
        unit_reach, day, Asked(filters={"area": str(area_id)}, size=SHOWN_UNITS)
    )
    name = in_language(row.name_zh, row.name_en)
    context = {
        "title": name,
        "crumbs": [(gettext("Areas"), reverse("areas")), (name, "")],
        "area": row,
        "may_manage": may_somewhere(request.actor, "manage", "area"),
        "parent": registry.area(reach, day, row.parent_id) if row.parent_id else None,
        "versions": registry.area_history(reach, day, area_id),
        "units": table((NAME, UNIT_KIND, ALIASES), within.rows, _unit_url),
        "unit_total": within.total,
        "groups": groups(unit_reach, day, area_id),
    }
    return render(request, "registry/area.html", context)


def _near(request: Request) -> str:
    return next((post.area_path for post in request.actor.posts), "")


urlpatterns = [
    path("units/", units, name="units"),
    path("units/<row:unit_id>/", unit, name="unit"),
    path("areas/", areas, name="areas"),
    path("areas/<row:area_id>/", area, name="area"),
]
