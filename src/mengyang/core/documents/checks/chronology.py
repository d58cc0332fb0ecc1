"""时间核对 — deadlines before signing or before the page was made, years that do not fit.

A web page's date is never the date of issue; it only shows what had passed by then.
"""

from collections.abc import Iterator
from datetime import date, datetime

from mengyang.core.documents.checks._sentences import told
from mengyang.core.documents.records import Check, Deadline, Document, Reading, Span
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_SOON = 10
_YEAR = lazy_pattern(r"(?<!\d)((?:19|20)\d{2})(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?!\d))")
_PERIOD = lazy_pattern(
    r"[(（]\s?((?:19|20)\d{2})\s?年?\s?[—–\-－~～至到]{1,2}\s?((?:19|20)\d{2})\s?年?\s?[)）]"
)


def check(reading: Reading) -> tuple[Check, ...]:
    """What the dates of the document say of one another."""
    return (
        *_deadlines(reading),
        *_frame(reading.document),
        *_target_years(reading),
        *_beyond_term(reading),
    )


def _deadlines(reading: Reading) -> Iterator[Check]:
    seen: set[Span] = set()
    dated = [(entry.deadline, entry.span) for entry in reading.reporting]
    dated += [(entry.deadline, entry.span) for entry in reading.obligations]
    for deadline, place in dated:
        span = deadline.span or place
        if deadline.kind is DeadlineKind.DONE or span in seen:
            continue
        seen.add(span)
        for day in _days(deadline):
            yield from _deadline(reading.document, span, day)


def _deadline(document: Document, span: Span, day: date) -> Iterator[Check]:
    """A deadline seen from the day of signing and from the day the page was made."""
    header = document.header
    signed = header.signed_on
    if signed is not None:
        days = (day - signed).days
        if days < 0:
            code = "documents.check.deadline_before_signing"
            yield told(
                document,
                span,
                code,
                Level.WARNING,
                deadline=day.isoformat(),
                signed=signed.isoformat(),
                days=-days,
            )
        elif days <= _SOON:
            code = "documents.check.deadline_soon_after_signing"
            yield told(
                document,
                span,
                code,
                Level.INFO,
                deadline=day.isoformat(),
                signed=signed.isoformat(),
                days=days,
            )
    made = header.generated_on or header.published_on
    if made is not None and day < made and (signed is None or day >= signed):
        code = "documents.check.deadline_passed_when_published"
        late = (made - day).days
        yield told(
            document,
            span,
            code,
            Level.INFO,
            deadline=day.isoformat(),
            published=made.isoformat(),
            days=late,
        )


def _frame(document: Document) -> Iterator[Check]:
    header = document.header
    if header.signed_on and header.published_on and header.published_on < header.signed_on:
        yield told(
            document,
            (0, 0),
            "documents.check.published_before_signing",
            Level.WARNING,
            signed=header.signed_on.isoformat(),
            published=header.published_on.isoformat(),
        )
    days = [day for day in (header.signed_on, header.published_on, header.generated_on) if day]
    index = header.index_number or ""
    years = [int(year) for year in _YEAR.findall(index)]
    if days and years and not {day.year for day in days} & set(years):
        yield told(
            document,
            _place(document, index),
            "documents.check.index_year_differs",
            Level.INFO,
            index=index,
            year=years[-1],
            date=days[0].isoformat(),
        )


def _target_years(reading: Reading) -> Iterator[Check]:
    """The years of the targets against the period that the plan's title names."""
    document = reading.document
    if (term := _term(document)) is None:
        return
    first, last = term
    dated = [(target, int(target.by[:4])) for target in reading.targets if target.by]
    outside = [(target, year) for target, year in dated if not first <= year <= last]
    for target, year in outside:
        code = "documents.check.target_outside_period"
        yield told(document, target.span, code, Level.WARNING, year=year, first=first, last=last)
    if dated and not outside:
        code = "documents.check.targets_within_period"
        yield told(
            document, dated[0][0].span, code, Level.INFO, count=len(dated), first=first, last=last
        )


def _beyond_term(reading: Reading) -> Iterator[Check]:
    """Deadlines of tasks behind the last year that the plan's title names."""
    term = _term(reading.document)
    if term is None:
        return
    seen: set[Span] = set()
    for task in reading.obligations:
        span = task.deadline.span or task.span
        late = [day for day in _days(task.deadline) if day.year > term[1]]
        if late and span not in seen:
            seen.add(span)
            yield told(
                reading.document,
                span,
                "documents.check.deadline_beyond_term",
                Level.WARNING,
                deadline=max(late).isoformat(),
                first=term[0],
                last=term[1],
            )


def _term(document: Document) -> tuple[int, int] | None:
    """The first and the last year of a plan, as its title says: （2025—2027年）."""
    title = document.header.plan_title or document.header.title or ""
    period = _PERIOD.search(title)
    return (int(period[1]), int(period[2])) if period else None


def _days(deadline: Deadline) -> list[date]:
    return [day.date() if isinstance(day, datetime) else day for day in deadline.on]


def _place(document: Document, words: str) -> Span:
    at = document.text.find(words)
    return (at, at + len(words)) if at >= 0 else (0, 0)
