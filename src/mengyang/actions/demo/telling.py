"""演示讲述 — where the story is told, and who is who while it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mengyang.actions.evidence import Shelf
from mengyang.core.access import Actor, Grant, Scope
from mengyang.formats.series import Series
from mengyang.packs import Demo, DemoPaper, Directory, LampScheme, Step
from mengyang.store.reads import ledger
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit, TaskRow
from mengyang.store.reads.registry import UnitRow

_ALL_TASKS = 1000
_EVERY_TASK = Scope("task", (Grant(),))


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is told: its packs, the password of its cast, where files are kept."""

    demo: Demo
    directories: Sequence[Directory]
    scheme: LampScheme
    password: str
    shelf: Shelf
    papers: Sequence[DemoPaper] = ()
    series: Series | None = None


@dataclass(slots=True)
class Telling:
    """The story while it is told: who is who, which unit is which, which plan came of what."""

    stage: Stage
    users: dict[str, int]
    units: dict[str, UnitRow]
    documents: dict[str, int]
    plans: dict[str, int]
    divisions: dict[str, int]

    def actor(self, step: Step) -> Actor:
        """Whoever acts, with the posts of that day."""
        return actor_of(self.users[step.actor], step.day)

    def task(self, step: Step) -> TaskRow:
        """The task of the step's clause; the child of its unit where a group was expanded."""
        filters = {"plan": str(self.plans[step.document]), "clause": step.clause or ""}
        lit = Lit(self.stage.scheme, step.day)
        named = ledger.tasks(_EVERY_TASK, lit, Asked(filters=filters, size=_ALL_TASKS)).rows
        unit = self.units[step.unit].id if step.unit else None
        own = [row for row in named if row.lead_unit and row.lead_unit.id == unit]
        children = [row for row in own if row.parent_id is not None]
        return (children or own or [row for row in named if row.parent_id is None])[0]


# A step of the story, told at its moment.
type Told = Callable[[Telling, Step, datetime], None]
