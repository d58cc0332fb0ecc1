"""Every action has its API route 动作与接口: what a page can do, a program can do."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from mengyang import actions
from mengyang.web.interface import interface

WITHOUT_ROUTE = {
    "area_import.import_areas": "a command; the page and the route do it by a job",
    "tidings.tidings_of": "what units will be told; changes nothing",
    "ledger_import.planned": "the inside of checking and of importing; changes nothing",
    "ledger_import.imported": "what a row comes to; changes nothing",
    "requests.ask_within": "the inside of every request",
    "requests.dispute_within": "the inside of every dispute",
    "requests.event_of": "what a request is to the rules; changes nothing",
    "tasks.claim_within": "the inside of every claim",
    "supersession.may_decide": "asks whether tasks are somebody's to decide on; changes nothing",
    "units.require": "asks whether somebody may do it; changes nothing",
    "assignments.unit_around": "asked of every unit that is charged",
    "supervised_matters.may_correct": "asks whether somebody may do it; changes nothing",
    "supervised_matters.matter_draft": "the inside of every registration of a matter",
    "supervised_matters.task_of": "the inside of every registration of a matter",
    "supervised_matters.registrar": "asked before a matter is registered",
    "assignments.charge_around": "the inside of assigning and of transferring",
    "accounts.require": "asks whether somebody may do it; changes nothing",
    "correction_chains.standing_in": "the inside of every comparison of two texts",
    "directory.load_directory": "a command: the directory is loaded at the machine",
    "documents.checked_file": "the first half of every upload",
    "documents.keep_document": "the second half of every upload",
    "editions.open_steps": "asks which steps are open; changes nothing",
    "evaluations.refused_writing": "asks whether somebody may write it now; changes nothing",
    "incoming_rules.incoming_offers": "asks which steps are open; changes nothing",
    "incoming_rules.may_record": "asks whether somebody enters what was written; changes nothing",
    "incoming_rules.register_area": "asked before a paper is registered",
    "incoming_rules.require_attaching": "asked before a paper is joined to its document",
    "incoming_rules.require_step": "asked before the scan of an instruction is kept",
    "incoming_rules.require_units_around": "asked when a paper is handed over",
    "incoming_rules.stepped": "the inside of every step of a paper",
    "jobs.start_job": "begun by the route of what is to be done, such as a verification",
    "lineage.may_trace": "asks who keeps the lineage; changes nothing",
    "opinions.opinion_steps": "asks which steps are open; changes nothing",
    "outcomes.advanced": "the inside of every step of a task",
    "outcomes.askable": "asks what may be asked for; changes nothing",
    "outcomes.may_assign": "asks whether a whole plan may be assigned; changes nothing",
    "outcomes.offers": "asks which steps would be refused; changes nothing",
    "outcomes.outcome": "the inside of every step of a task",
    "outcomes.outcome_of": "asked before the scan of a verdict is kept",
    "papers.may_bind": "asks whether somebody may bind copies; changes nothing",
    "outcomes.speaking_unit": "asks for whom somebody speaks; changes nothing",
}


def actions_of_people() -> Iterator[tuple[str, FunctionType]]:
    """Every public function of the actions that takes an actor."""
    for found in pkgutil.iter_modules(actions.__path__):
        module = import_module(f"{actions.__name__}.{found.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            is_own = one.__module__ == module.__name__ and not name.startswith("_")
            if is_own and "actor" in inspect.signature(one).parameters:
                yield f"{found.name}.{name}", one


ACTIONS = dict(actions_of_people())


@cache
def called_by_routes() -> frozenset[Any]:
    """What the operations of the API name in their bodies."""
    return frozenset(
        each
        for _, router in interface._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for each in named_in(inspect.unwrap(operation.view_func))
    )


def named_in(route: Callable[..., Any]) -> Iterator[FunctionType]:
    names, known = [*names_of(route.__code__)], route.__globals__
    meant = [known[name] for name in names if name in known]
    for each in meant:
        inside = [getattr(each, name, None) for name in names]
        yield from filter(inspect.isfunction, [each])
        yield from filter(inspect.isfunction, inside if isinstance(each, ModuleType) else [])


def names_of(code: CodeType) -> Iterator[str]:
    """The names in a body, those of functions inside it too."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_of(inner)


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - set(WITHOUT_ROUTE)))
def test_an_action_has_its_route(name: str) -> None:
    assert ACTIONS[name] in called_by_routes(), f"no route of the API calls {name}"


def test_the_exceptions_are_actions_without_a_route() -> None:
    assert set(WITHOUT_ROUTE) <= set(ACTIONS)
    assert not {ACTIONS[name] for name in WITHOUT_ROUTE} & called_by_routes()


def test_there_are_actions_to_look_at() -> None:
    assert len(ACTIONS) > 25
