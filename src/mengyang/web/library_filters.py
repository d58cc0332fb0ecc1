"""文件库筛选 — by what the library can be narrowed, with what there is to choose."""

from django.utils.translation import gettext_noop

from mengyang.core.access import scope
from mengyang.store.reads import documents
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.listing import Filter
from mengyang.web.request import Request


def _bodies(request: Request) -> list[tuple[str, str]]:
    bodies, _ = documents.choices(scope(request.actor, "see", "document"), today())
    return [(body, body) for body in bodies]


def _years(request: Request) -> list[tuple[str, str]]:
    _, years = documents.choices(scope(request.actor, "see", "document"), today())
    return [(str(year), str(year)) for year in years]


def _areas(request: Request) -> list[tuple[str, str]]:
    # Only where there is a document to see: an area may have thousands of villages.
    held = documents.areas_held(scope(request.actor, "see", "document"), today())
    return [(str(area.id), in_language(area.zh, area.en)) for area in held]


LIBRARY_FILTERS = (
    Filter(key="genre", label=gettext_noop("Kind"), kind="choice", family="genres"),
    Filter(key="year", label=gettext_noop("Year"), kind="choice", choices=_years),
    Filter(key="issuing_body", label=gettext_noop("Issued by"), kind="choice", choices=_bodies),
    Filter(key="area", label=gettext_noop("Area"), kind="choice", choices=_areas),
    Filter(key="state", label=gettext_noop("State"), kind="choice", family="document_states"),
    Filter(key="validity", label=gettext_noop("Validity"), kind="choice", family="validity_states"),
)
