"""更正稿读取 — corrections within reach, and their differences page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models import Correction, Difference, Document
from mengyang.store.models.documents import ACCEPTED_STATES
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within
from mengyang.store.reads.text_versions import text_versions


@dataclass(frozen=True, slots=True)
class VersionLink:
    """One of the two documents."""

    id: int
    title: str
    document_number: str
    state: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """更正稿; `counts` are the differences by state, all of them where a state is missing."""

    id: int
    earlier: VersionLink
    later: VersionLink
    state: str
    recorded_by: str
    recorded_at: datetime
    counts: Mapping[str, int]
    version: int

    @property
    def total(self) -> int:
        """How many differences there are."""
        return sum(self.counts.values())

    @property
    def accepted(self) -> int:
        """How many were taken over, wholly or in part."""
        return sum(self.counts.get(state, 0) for state in ACCEPTED_STATES)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """差异; the old span indexes the earlier text, the new one the later."""

    id: int
    position: int
    difference_kind: str
    is_moved: bool
    old_path: str
    old_span: tuple[int, int] | None
    new_path: str
    new_span: tuple[int, int] | None
    state: str
    reason: str
    decided_by: str
    decided_at: datetime | None
    version: int

    @property
    def path(self) -> str:
        """Where it stands: in the new text, else in the old."""
        return self.new_path or self.old_path

    @property
    def is_accepted(self) -> bool:
        """Whether it was taken over, wholly or in part."""
        return self.state in ACCEPTED_STATES


@dataclass(frozen=True, slots=True)
class ClauseNow:
    """更正后的条款: in which text it stands; `path` is empty where that text has it no longer."""

    document_id: int
    path: str
    correction_id: int


def correction(scope: Scope, day: date, correction_id: int) -> CorrectionRow:
    """One correction whose earlier document is within reach. Raises `Refused` where it is not."""
    rows = _rows(Correction.objects.filter(within(scope, day, "earlier__"), pk=correction_id))
    if not rows:
        raise Refused("corrections.refused.not_found", "documents.hint.list")
    return rows[0]


def correction_to(scope: Scope, day: date, later_id: int) -> CorrectionRow | None:
    """The correction that a document is the text of."""
    seen = Correction.objects.filter(within(scope, day, "earlier__"), later_id=later_id)
    return next(iter(_rows(seen.exclude(state="taken_back"))), None)


def versions(scope: Scope, day: date, document_id: int) -> tuple[VersionLink, ...]:
    """Every version of a text within reach, the first one first; the document among them."""
    rows = Document.objects.filter(within(scope, day), pk__in=text_versions(document_id))
    found = {row.pk: _link(row) for row in rows.defer("text")}
    return tuple(found[pk] for pk in text_versions(document_id) if pk in found)


def corrections_of(scope: Scope, day: date, earlier_id: int) -> tuple[CorrectionRow, ...]:
    """The corrected texts of a document, both within reach, the latest first."""
    both = within(scope, day, "earlier__") & within(scope, day, "later__")
    seen = Correction.objects.filter(both, earlier_id=earlier_id)
    return tuple(_rows(seen.exclude(state="taken_back").order_by("-recorded_at", "-pk")))


def clause_corrected(scope: Scope, day: date, document_id: int, path: str) -> ClauseNow | None:
    """Where the clause of a text stands by now, if a change of it, or below it, was accepted."""
    rows = Difference.objects.filter(
        within(scope, day, "correction__later__"),
        Q(old_path=path) | Q(old_path__startswith=f"{path}/"),
        correction__earlier_id=document_id,
        state__in=ACCEPTED_STATES,
    ).exclude(correction__state="taken_back")
    # That of the clause itself before those of its points.
    row = rows.select_related("correction").order_by("old_path", "position").first()
    if row is None:
        return None
    is_own = row.old_path == path
    return ClauseNow(row.correction.later_id, row.new_path if is_own else path, row.correction_id)


def is_correction(document_id: int) -> bool:
    """Whether a document is the corrected text of another. No scope: it tells nothing else."""
    return Correction.objects.filter(later_id=document_id).exclude(state="taken_back").exists()


def is_correction_of_adopted(document_id: int) -> bool:
    """Whether the text that it corrects was adopted. No scope: it tells nothing else."""
    rows = Correction.objects.filter(later_id=document_id, earlier__state="adopted")
    return rows.exclude(state="taken_back").exists()


def differences(scope: Scope, day: date, correction_id: int, asked: Asked) -> Page[DifferenceRow]:
    """The differences in the order of the new text. Filters: `state`, `kind`.

    Accepted in part counts as accepted too: whether anything is left is not for the table to say.
    """
    rows = Difference.objects.filter(
        within(scope, day, "correction__earlier__"), correction_id=correction_id
    ).select_related("decided_by")
    if state := asked.filter("state"):
        rows = rows.filter(state__in=ACCEPTED_STATES if state == "accepted" else [state])
    if kind := asked.filter("kind"):
        rows = rows.filter(difference_kind=kind)
    found = page(rows, ("position",), asked.after, asked.size)
    return found.of(_difference(row) for row in found.rows)


def named_differences(
    scope: Scope, day: date, correction_id: int, ids: Iterable[int]
) -> tuple[DifferenceRow, ...]:
    """The differences of these ids, as far as they belong to the correction."""
    rows = Difference.objects.filter(
        within(scope, day, "correction__earlier__"), correction_id=correction_id, pk__in=list(ids)
    ).select_related("decided_by")
    return tuple(_difference(row) for row in rows.order_by("position"))


def _rows(rows: QuerySet[Correction]) -> list[CorrectionRow]:
    kept = list(
        rows.select_related("earlier", "later", "recorded_by").defer("earlier__text", "later__text")
    )
    counted: dict[int, dict[str, int]] = {row.pk: {} for row in kept}
    for each in (
        Difference.objects.filter(correction_id__in=counted)
        .order_by()
        .values("correction_id", "state")
        .annotate(number=Count("pk"))
    ):
        counted[each["correction_id"]][each["state"]] = each["number"]
    return [
        CorrectionRow(
            id=row.pk,
            earlier=_link(row.earlier),
            later=_link(row.later),
            state=row.state,
            recorded_by=row.recorded_by.display_name,
            recorded_at=row.recorded_at,
            counts=counted[row.pk],
            version=row.version,
        )
        for row in kept
    ]


def _link(row: Document) -> VersionLink:
    names = VersionLink.__dataclass_fields__
    return VersionLink(**{name: getattr(row, name) for name in names})


def _difference(row: Difference) -> DifferenceRow:
    return DifferenceRow(
        id=row.pk,
        position=row.position,
        difference_kind=row.difference_kind,
        is_moved=row.is_moved,
        old_path=row.old_path,
        old_span=_span(row.old_start, row.old_end),
        new_path=row.new_path,
        new_span=_span(row.new_start, row.new_end),
        state=row.state,
        reason=row.reason,
        decided_by=row.decided_by.display_name if row.decided_by else "",
        decided_at=row.decided_at,
        version=row.version,
    )


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)
