"""公开版读取 — what anybody may read: the public editions that were published, and nothing else.

Whoever asks has no account and no scope; what a draft or an inside edition says is never read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.models import Edition
from mengyang.store.reads.ledger.editions import PUBLISHED, EditionRow, edition_rows


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """公开版 as it is served; `content` is empty where it was withdrawn.

    `versions` are all published of its plan, the latest first; `before` is the content of the one
    it replaced, unless that was withdrawn.
    """

    row: EditionRow
    content: Mapping[str, Any]
    before: Mapping[str, Any] | None
    versions: tuple[EditionRow, ...]

    @property
    def latest(self) -> EditionRow | None:
        """The version in force, where one is."""
        return next((each for each in self.versions if each.state.value == "published"), None)


def public_editions(day: date, area_id: int | None = None) -> tuple[EditionRow, ...]:
    """Every version ever published, the latest first: of all areas, or of one."""
    rows = _published()
    if area_id is not None:
        rows = rows.filter(plan__area_id=area_id)
    kept = rows.defer("content", "removed", "hidden").order_by("-published_at", "-id")
    return edition_rows(kept, day)


def public_edition(edition_id: int, day: date) -> PublicEdition:
    """One version. Raises `Refused` where it was never published."""
    row = _published().filter(pk=edition_id).first()
    if row is None:
        raise Refused("publication.refused.no_such_publication", "publication.hint.public_list")
    [told] = edition_rows([row], day)
    of_plan = _published().filter(plan_id=row.plan_id).defer("content", "removed", "hidden")
    earlier = _published().filter(corrected_by=row).exclude(state="withdrawn")
    before = earlier.first()
    return PublicEdition(
        row=told,
        content={} if row.state == "withdrawn" else row.content,
        before=before.content if before else None,
        versions=edition_rows(of_plan.order_by("-number"), day),
    )


def _published() -> QuerySet[Edition]:
    rows = Edition.objects.filter(edition_kind=EditionKind.PUBLIC.value, state__in=PUBLISHED)
    return rows.exclude(number=None).select_related("plan")
