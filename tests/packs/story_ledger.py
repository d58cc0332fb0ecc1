"""The ledger that the demo's expected readings make, in memory, and the story told on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mengyang.core.access import Actor, Post, Role, Subject, may, scope
from mengyang.core.findings import Refused, Unknown
from mengyang.core.ledger import (
    Acceptance,
    AmountKind,
    AmountRow,
    Amounts,
    Deadline,
    DeadlineKind,
    Event,
    EventKind,
    OutsideVerdict,
    Part,
    Request,
    RequestKind,
    Response,
    SplitMode,
    Splitting,
    Task,
    VerdictOutcome,
    advance,
    due_day,
)
from mengyang.core.ledger.guards import record_kind
from mengyang.core.registry import Matched, match
from mengyang.packs import Demo, Directory, Step
from tests.packs.matching import area_paths, seen_from_the_top

SAMPLES = Path(__file__).parents[1] / "samples"
DOCUMENT_STEPS = (
    *("upload", "adopt", "confirm_validity", "relate", "carry_over", "evaluate"),
    *("correct", "accept", "reject", "look_for_pairs", "match", "tell_apart"),
    *("draft", "charge", "send_round", "reply", "close_round"),
    # Inside a unit: the task knows nothing of it until the issue.
    *("set_way", "draft_reply", "review_reply", "send_back_reply"),
    "print",
    *("send_opinion", "accept_opinion", "answer_opinion", "publish_answer"),
    *("show_by_law", "draft_edition", "review_edition", "approve_edition", "publish_edition"),
)

type Place = tuple[str, str, str | None]
type Gold = dict[str, Any]


@dataclass
class StoryLedger:
    """Tasks by document, clause and, for a child, unit; ids are those of names in order."""

    demo: Demo
    directory: Directory
    tasks: dict[Place, Task]

    def unit_id(self, key: str) -> int:
        return [unit.key for unit in self.directory.units].index(key)

    def actor(self, username: str) -> Actor:
        [account] = [one for one in self.demo.accounts if one.username == username]
        posts = tuple(
            Post(Role(post.role), self.unit_id(post.unit), self._path(post.unit))
            for post in account.posts
        )
        return Actor([one.username for one in self.demo.accounts].index(username), posts)

    def take(self, step: Step) -> Refused | None:
        """Do one step; the refusal where access or the rules do not let it happen."""
        assert step.clause is not None
        place = (step.document, step.clause, step.unit)
        if place not in self.tasks:
            place = (step.document, step.clause, None)
        task, actor = self.tasks[place], self.actor(step.actor)
        reach = scope(actor, step.action, record_kind(EventKind(step.action)))
        if not may(reach, Subject("1.", task.unit_ids, task.state)):
            return Refused("out of reach")
        changed = advance(task, self._event(step), actor, step.day)
        if isinstance(changed, Refused):
            return changed
        self.tasks[place] = changed
        return None

    def _path(self, key: str) -> str:
        return area_paths(self.directory)[self.directory.units[self.unit_id(key)].area]

    def _event(self, step: Step) -> Event:
        assigns = step.action == "assign" and step.unit is not None
        return Event(
            kind=EventKind(step.action),
            text=step.said.body or step.text,
            percent=step.percent,
            target_on=step.target_on,
            basis=step.basis,
            lead_unit_id=self.unit_id(step.unit) if assigns and step.unit else None,
            request=_request(step),
            signatory=step.said.signatory,
            holds=step.said.holds,
            witness=step.said.witness,
            **_outside(step),
        )


def _outside(step: Step) -> dict[str, Any]:
    """What a body outside decided, and the money; the sums are those of the demo itself."""
    said = step.said
    if said.outcome and said.dated_on:
        outcome = VerdictOutcome(said.outcome)
        verdict = OutsideVerdict(outcome, said.document_number, said.dated_on)
        return {"verdict": verdict, "acceptance": Acceptance("…")}
    if said.part:
        part = Part(title=said.part, lead_unit_id=0, due_on=step.target_on)
        return {"splitting": Splitting(mode=SplitMode.BESIDE, parts=(part,))}
    row = AmountRow(AmountKind(said.amount_kind or "found"), said.amount)
    return {"amount": row, "amounts": Amounts(None)}


def _request(step: Step) -> Request | None:
    """What is asked; the ledger of the test answers none, the office acts of its own motion."""
    if not step.said.request:
        return None
    kind = RequestKind(step.said.request)
    return Request(kind=kind, asked_by=0, unit_id=0, proposed_on=step.target_on)


def open_ledger(demo: Demo, directory: Directory) -> StoryLedger:
    """Every task registered, as the expected readings of both documents have it."""
    ledger = StoryLedger(demo, directory, {})
    for key in ("rectification-plan", "action-plan"):
        [adopted] = [s.day for s in demo.steps if (s.document, s.action) == (key, "adopt")]
        gold = json.loads((SAMPLES / key / "demo-qingsui/gold.json").read_text(encoding="utf-8"))
        for item in gold["items"]:
            for unit, task in _tasks(ledger, item, adopted):
                ledger.tasks[key, item["path"], unit] = task
    return ledger


def _tasks(ledger: StoryLedger, item: Gold, adopted: date) -> Iterator[tuple[str | None, Task]]:
    deadline = _deadline(item["deadline"])
    due_on = due_day(deadline, adopted)
    task = Task(
        id=len(ledger.tasks),
        number=item["path"],
        version=1,
        response=_response(item),
        explanation=item.get("situation_note") or "",
        deadline=deadline,
        due_on=None if isinstance(due_on, Unknown) else due_on,
    )
    units = [_unit_keys(ledger.directory, name, adopted) for name in item["responsible_units"]]
    if len(units) == 1 and len(units[0]) > 1:
        for unit in units[0]:
            yield unit, _led_by(task, ledger, [unit])
    else:
        yield None, _led_by(task, ledger, [unit for keys in units for unit in keys])


def _led_by(task: Task, ledger: StoryLedger, units: list[str]) -> Task:
    ids = [ledger.unit_id(unit) for unit in units]
    return replace(task, lead_unit_id=ids[0] if ids else None, unit_ids=frozenset(ids))


def _deadline(gold: Gold) -> Deadline:
    on = gold["date"] if isinstance(gold["date"], list) else [gold["date"]]
    return Deadline(
        DeadlineKind(gold["kind"]), tuple(datetime.fromisoformat(day).date() for day in on if day)
    )


def _response(item: Gold) -> Response:
    answers = {"explained": Response.EXPLANATION, "denied": Response.DENIAL}
    stated = Response.REMEDIES if item.get("measures_present") else Response.NONE
    return answers.get(item["status"], stated)


def _unit_keys(directory: Directory, name: str, day: date) -> list[str]:
    """The units a printed name means: one unit, or the members of a group on the day."""
    found = match(name, seen_from_the_top(directory), day)
    assert isinstance(found, Matched), found
    return [directory.units[unit_id].key for unit_id in found.unit_ids]
