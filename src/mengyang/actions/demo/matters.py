"""演示督办动作 — the matters of the story, registered and dealt with by the same actions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from mengyang.actions import tasks
from mengyang.actions.assignments import assign_task
from mengyang.actions.demo.incoming import Act
from mengyang.actions.demo.telling import Telling
from mengyang.actions.supervised_matters import MatterForm, register_matter, supervise_task
from mengyang.actions.tasks import Progress
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.supervised import Origin
from mengyang.packs.matter_story import DemoMatter, DemoMatterStep
from mengyang.packs.story import Step
from mengyang.store.reads import incoming, ledger
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.ledger import Lit

_EVERY_TASK = Scope("task", (Grant(),))
_EVERY_PAPER = Scope("incoming", (Grant(),))


@dataclass(slots=True)
class MatterTelling:
    """The matters while they are told; `papers` are the incoming papers registered by then."""

    telling: Telling
    papers: Mapping[str, int]
    matters: dict[int, int] = field(default_factory=dict)

    def acts(self, matters: tuple[DemoMatter, ...]) -> Iterator[tuple[date, Act]]:
        """Everything that happens to the matters, each with its day."""
        for place, matter in enumerate(matters):
            yield matter.day, partial(self._register, place, matter)
            for step in matter.steps:
                yield step.day, partial(self._take, place, step)

    def _register(self, place: int, matter: DemoMatter, at: datetime) -> None:
        actor = self._actor(matter.actor, at.date())
        unit_id, origin = self.telling.units[matter.office].id, _origin(matter)
        if matter.document:
            step = Step(matter.day, matter.actor, "", matter.document, matter.clause)
            task_id = self.telling.task(step).id
            self.matters[place] = supervise_task(actor, task_id, unit_id, origin, at=at)
            return
        due = matter.due_on
        form = MatterForm(
            unit_id=unit_id,
            title=matter.title,
            origin=origin,
            lead_unit_ids=self._units(matter.leads),
            joint_unit_ids=self._units(matter.joint),
            deadline=Deadline(DeadlineKind.BY_DATE, (due,)) if due else Deadline(),
            instruction_id=self._instruction(matter, at.date()) if matter.paper else None,
        )
        self.matters[place] = register_matter(actor, form, at=at)

    def _take(self, place: int, step: DemoMatterStep, at: datetime) -> None:
        lit = Lit(self.telling.stage.scheme, at.date())
        task = ledger.supervised_matter(_EVERY_TASK, lit, self.matters[place]).task
        actor, seen = self._actor(step.actor, at.date()), (task.id, task.version)
        match step.action:
            case "assign":
                assign_task(actor, *seen, at=at)
            case "sign_for":
                tasks.sign_for_task(actor, *seen, at=at)
            case "start":
                tasks.start_task(actor, *seen, at=at)
            case _:
                progress = Progress(step.text, step.percent)
                tasks.report_progress(actor, *seen, progress, at=at)

    def _instruction(self, matter: DemoMatter, day: date) -> int:
        """The instruction on the paper by the post that gave the matter."""
        lit = Lit(self.telling.stage.scheme, day)
        paper = incoming.paper(_EVERY_PAPER, lit, self.papers[matter.paper])
        return next(each.id for each in paper.instructions if each.leader_post == matter.giver)

    def _units(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.telling.units[key].id for key in keys)

    def _actor(self, username: str, day: date) -> Actor:
        return actor_of(self.telling.users[username], day)


def _origin(matter: DemoMatter) -> Origin:
    return Origin(
        source=matter.source,
        words=matter.words,
        giver=matter.giver,
        giver_name=matter.giver_name,
        given_on=matter.given_on,
        reference=matter.reference,
        urgency=matter.urgency,
        answer=matter.answer,
        answer_note=matter.answer_note,
    )
