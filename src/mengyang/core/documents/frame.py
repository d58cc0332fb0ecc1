"""公文要素 — what the frame of a document says: title, number, days, addressees, attachments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mengyang.core.patterns import lazy_pattern

_FIVE_YEARS = lazy_pattern(r"十([一二三四五六])五")
# Of 2023年工作总结及2024年工作计划 the year that is planned.
_YEAR = lazy_pattern(
    r"(?<!\d)20\d{2}(?!\d)(?!年?度?[^〕]{0,12}(?:预算|决算|审计)|[^〕\d]{1,16}及20\d\d)"
)


@dataclass(frozen=True, slots=True)
class Header:
    """公文要素 — what the frame of the document says. Absent stays `None` or empty."""

    title: str | None = None
    plan_title: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issuing_body: str | None = None
    approved_by: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    told_on: date | None = None
    generated_on: date | None = None
    addressees: tuple[str, ...] = ()
    validity: str | None = None
    disclosure: str | None = None
    attachments: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def reckoned_from(self) -> date | None:
        """The day that days without a year are reckoned from.

        The day or month of issue; else the first day of the year of its number, or its title.
        """
        day = self.signed_on or self.published_on or self.told_on
        if day is not None:
            return day
        for words in (self.document_number, self.plan_title, self.title):
            if year := _YEAR.search(words or ""):
                return date(int(year.group()), 1, 1)
        plan = _FIVE_YEARS.search(f"{self.plan_title}{self.title}")
        return date(2006 + 5 * "一二三四五六".index(plan.group(1)), 1, 1) if plan else None
