"""事项依据 — what is read of a document once and asked for by every item of it."""

from bisect import bisect_left

from mengyang.core.documents import subject_units
from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.defaults import Default, Due, find_said_once
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.phrases.dates import bracket_deadline, clause_deadline
from mengyang.core.documents.phrases.roles import (
    Assignment,
    find_assignments,
    first_leads_from,
    with_first_lead,
)
from mengyang.core.documents.records import NO_DEADLINE, Clause, Deadline, Document, Span
from mengyang.core.documents.responsible import Answerable
from mengyang.core.documents.section_defaults import find_in_sections
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_REPORTS = lazy_pattern(r"[^。；;]{0,60}报(?!名|考|销|废|警|纸|道)")
_DAYS = (
    DeadlineKind.BY_DATE,
    DeadlineKind.SEVERAL,
    DeadlineKind.BY_DATE_TIME,
    DeadlineKind.RELATIVE,
)


class ItemContext:
    """What is read of a document once and asked for by every item."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.index = ClauseIndex(document)
        self._assignments = tuple(find_assignments(document.text, document.body_span))
        self._places = [assignment.span[0] for assignment in self._assignments]
        self._deadlines: dict[Span, Deadline] = {}
        self._said, below = find_said_once(document), find_in_sections(document)
        # By where their section ends: a clause asks for those of the sections it lies in.
        self._below: dict[int | None, list[Default | Due]] = {}
        found: tuple[Default | Due, ...] = (*below.units, *below.days)
        for said in found:
            self._below.setdefault(said.end, []).append(said)
        self._first_leads = first_leads_from(document.text, (0, document.body_span[1]))

    def assignments(self, span: Span) -> tuple[Assignment, ...]:
        """The brackets with units that begin inside a span."""
        first = bisect_left(self._places, span[0])
        return self._assignments[first : bisect_left(self._places, span[1], first)]

    def deadline(self, span: Span) -> Deadline:
        """The deadline in the sentences of a span, else in the brackets with its units."""
        if span not in self._deadlines:
            self._deadlines[span] = self._find_deadline(span)
        return self._deadlines[span]

    def assigns(self, clause: Clause) -> bool:
        """Whether the clause's own words name a unit in brackets."""
        return bool(self.assignments(clause.own_span))

    def with_first_lead(self, found: Answerable) -> Answerable:
        """The units of an item, the first one leading where the document says so (下同)."""
        if self._first_leads is None or not found.units:
            return found
        return found._replace(units=with_first_lead(found.units))

    def states(self, clause: Clause) -> bool:
        """Whether the clause's own words name a unit in brackets or a day, not for all below it."""
        if self._speaks_for_all_below(clause):
            return False
        return self.assigns(clause) or self.deadline(clause.own_span).kind in _DAYS

    def orders(self, clause: Clause) -> bool:
        """Whether the clause begins with whom it orders to do more than report."""
        unit = subject_units.ordered_first(self.document, clause)
        return unit is not None and not _REPORTS.match(self.document.text, unit[1])

    def charges(self, clause: Clause) -> bool:
        """Whether the words above the numbers below a clause say who does what by which day."""
        own = clause.text_span[0], clause.own_span[1]
        if self._speaks_for_all_below(clause) or own[0] >= own[1]:
            return False
        if self.deadline(clause.own_span).kind not in _DAYS:
            return False
        return bool(subject_units.appointed_units(self.document, [own]).units) or self.orders(
            clause
        )

    def defaults(self, clause: Clause) -> list[Default]:
        """The units said once for all items, or for the sections that a clause lies in."""
        below = [each for each in self._around(clause) if isinstance(each, Default)]
        return [*self._said.units, *below]

    def due(self, clause: Clause) -> Deadline:
        """The day said of the innermost section that a clause lies in, else of all items."""
        below = [each for each in self._around(clause) if isinstance(each, Due)]
        held = [each.deadline for each in (*self._said.days, *below) if each.holds_for(clause)]
        return held[-1] if held else NO_DEADLINE

    def _around(self, clause: Clause) -> list[Default | Due]:
        """What the heads say of the sections around a clause, in text order."""
        if not self._below:
            return []
        inner = clause_at(self.document, clause.span[0])
        sections = (inner, *self.index.ancestors(inner)) if inner else ()
        ends = {self.document.body_span[1], *(section.span[1] for section in sections)}
        found = [said for end in ends for said in self._below.get(end, ())]
        return sorted(found, key=lambda said: said.start)

    def _speaks_for_all_below(self, clause: Clause) -> bool:
        return clause.own_span[1] < clause.span[1] and any(
            clause.own_span[0] <= said.start < clause.own_span[1]
            for said in self._below.get(clause.span[1], ())
        )

    def _find_deadline(self, span: Span) -> Deadline:
        signed_on = self.document.header.reckoned_from
        found = clause_deadline(self.document.text, span, signed_on)
        if found.kind is DeadlineKind.NONE:
            for assignment in self.assignments(span):
                inside = bracket_deadline(self.document.text, assignment.span, signed_on)
                if inside.kind is not DeadlineKind.NONE:
                    return inside
        return found
