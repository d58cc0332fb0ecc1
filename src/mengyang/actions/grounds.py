"""采纳依据 — what adopting a document stands on: its entries, its area, the units around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import NamedDuty, duties_to_adopt, reports_to_adopt
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import UnitDirectory
from mengyang.store.reads import documents as reads
from mengyang.store.reads import registry
from mengyang.store.reads.corrections import is_correction_of_adopted
from mengyang.store.reads.divisions import is_divided
from mengyang.store.reads.documents import DocumentText
from mengyang.store.reads.registry import UnitRow


@dataclass(frozen=True, slots=True)
class Grounds:
    """A document that the actor may adopt, seen on a day."""

    actor: Actor
    document: DocumentText
    home_path: str
    day: date

    @classmethod
    def of(cls, actor: Actor, document_id: int, day: date) -> "Grounds":
        """Raises `Refused` out of reach, or where the document is not open."""
        document = reads.document(access.scope(actor, "adopt", "document"), day, document_id)
        if document.row.state != "read":
            raise Refused("documents.refused.not_open", "documents.hint.see_plan")
        # What a corrected text changes is taken over difference by difference, never as a plan.
        if is_correction_of_adopted(document_id):
            raise Refused("documents.refused.is_correction", "documents.hint.see_correction")
        seen = access.scope(actor, "see", "area")
        path = registry.area(seen, day, document.row.area_id).path
        return cls(actor, document, path, day)

    def require_undivided(self) -> None:
        """Raises `Refused` while a division of work is under way for the document."""
        if is_divided(self.document.row.id):
            raise Refused("documents.refused.in_division", "documents.hint.see_division")

    def contents(self, reading: str) -> list[Mapping[str, object]]:
        """The entries of a reading that were not rejected, in the shape of the reading JSON."""
        reach = access.scope(self.actor, "adopt", "document")
        rows = reads.entries(reach, self.day, self.document.row.id, reading)
        return [row.content for row in rows if not row.is_rejected]

    def duties(self, *, with_advice: bool) -> list[NamedDuty]:
        """What becomes tasks: obligations and reporting duties."""
        obligations = duties_to_adopt(self.contents("obligations"), with_advice)
        return obligations + reports_to_adopt(self.contents("reporting"))

    def directory(self) -> UnitDirectory:
        """Every unit and group by all its names, as seen from the document's area."""
        reach = access.scope(self.actor, "see", "unit")
        return registry.unit_directory(reach, self.day, self.home_path)

    def units(self) -> dict[int, UnitRow]:
        """The units of the area, of those under it and over it."""
        reach = access.scope(self.actor, "see", "unit")
        rows = registry.units_around(reach, self.day, self.home_path)
        return {row.id: row for row in rows}

    def places(self, units: Mapping[int, UnitRow]) -> dict[int, int]:
        """The area in which the task of each unit counts."""
        home = self.document.row.area_id
        # A unit from outside keeps its task in the plan's area: the plan's office must see it.
        return {
            unit.id: unit.area_id if unit.area_path.startswith(self.home_path) else home
            for unit in units.values()
        }
