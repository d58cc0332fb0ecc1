"""期满评估报告 — the evaluation of a plan as a Word paper in the layout of GB/T 9704."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO

from mengyang import packs
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Conclusion, Outcome, Verdict
from mengyang.formats.plan_docx import PaperPart, PlanPaper, write_plan
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import EvaluationRow, Lit, PlanRow, Reach, TargetRow
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import note_evaluation_export


def export_evaluation(actor: Actor, plan_id: int, out: IO[bytes], *, at: datetime) -> str:
    """Write the evaluation to `out`; the name it may be saved under. Raises `Refused`."""
    tasks = access.scope(actor, "export", "task")
    reach = Reach(access.scope(actor, "export", "plan"), tasks)
    lit = Lit(packs.lamps()["default"], at.date())
    plan = reads.plan(reach, lit, plan_id)
    found = reads.evaluation(reach, lit, plan_id)
    if found is None:
        raise Refused("ledger.refused.no_evaluation", "ledger.hint.demand_evaluation")
    targets = reads.targets(reach.plans, at.date(), plan_id)
    outcomes = reads.outcomes(tasks, lit, plan_id)
    write_plan(_Paper(plan, found, targets, outcomes, at).paper(), out)
    with transaction(actor, at) as work:
        note_evaluation_export(work, plan_id)
    return f"{_phrase('name')}-{plan_id}-{at:%Y%m%d}.docx"


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the paper tells: figures as they are known, everything else said to be unknown."""

    plan: PlanRow
    found: EvaluationRow
    targets: tuple[TargetRow, ...]
    outcomes: dict[Outcome, int]
    at: datetime

    def paper(self) -> PlanPaper:
        unit = self.plan.owner_unit.zh if self.plan.owner_unit else ""
        return PlanPaper(
            title=_phrase("title", plan=self.plan.title),
            opening=self._opening(),
            parts=(
                PaperPart(_phrase("targets"), tuple(self._targets())),
                PaperPart(_phrase("tasks"), (self._tasks(),)),
                PaperPart(_phrase("whole"), (self._whole(),)),
                PaperPart(_phrase("carried_on"), (self.found.said.carried_on or _phrase("none"),)),
            ),
            closing=(unit, f"{self.at:%Y年%-m月%-d日}"),
        )

    def _opening(self) -> str:
        end = reads.ends([self.plan.id])[self.plan.id]
        if end is None:
            return _phrase("opening_without_end", plan=self.plan.title)
        return _phrase("opening", plan=self.plan.title, day=f"{end.on:%Y年%-m月%-d日}")

    def _targets(self) -> Iterator[str]:
        if not self.targets:
            yield _phrase("no_targets")
        said = {each.target_id: each for each in self.found.said.conclusions}
        for number, target in enumerate(self.targets, start=1):
            conclusion = said.get(target.id, Conclusion(target.id))
            sentences = (
                f"{number}.{target.indicator}。{_phrase('target', value=_value(target))}",
                _phrase("attained", value=conclusion.attained.strip() or _phrase("unknown")),
                _phrase("verdict", verdict=_verdict(conclusion.verdict)),
                conclusion.words.strip(),
            )
            yield "".join(_ended(each) for each in sentences if each)

    def _tasks(self) -> str:
        numbers = {each.value: number for each, number in self.outcomes.items()}
        total = sum(self.outcomes.values())
        return _phrase("counts", total=total, day=f"{self.at:%Y年%-m月%-d日}", **numbers)

    def _whole(self) -> str:
        verdict = _phrase("verdict", verdict=_verdict(self.found.said.verdict))
        return f"{_ended(verdict)}{_ended(self.found.said.words.strip())}"


def _value(target: TargetRow) -> str:
    comparator = packs.terms()["comparators"].get(target.comparator)
    values = [target.value] if target.value_to is None else [target.value, target.value_to]
    number = "—".join(_number(value) for value in values)
    sign = comparator.zh if comparator and target.comparator != "=" else ""
    return f"{sign}{number}{target.unit}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _verdict(verdict: Verdict) -> str:
    return packs.terms()["evaluation_verdicts"][verdict or "open"].zh


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in "。；！？" else f"{sentence}。"


def _phrase(code: str, **filled: object) -> str:
    return packs.terms()["evaluation_phrases"][code].zh.format(**filled)
