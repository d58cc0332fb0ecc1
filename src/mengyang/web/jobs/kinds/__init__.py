"""作业种类 — one module, one kind of background work, found by scanning this folder.

A module has `NAME` and `step(claim, at) -> Claim`, which does one step through an action that
commits its effect and the job's position together (`actions.jobs.job_step`), and `BEGUN_BY`, the
action and kind of record that somebody who begins such a job must be allowed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from mengyang.actions.jobs import Claim

type Step = Callable[[Claim, datetime], Claim]


def found() -> Mapping[str, Step]:
    """The step of every kind by its name."""
    return {module.NAME: module.step for module in _modules()}


@cache
def begun_by() -> frozenset[tuple[str, str]]:
    """What those who begin jobs are allowed: action and kind."""
    return frozenset(module.BEGUN_BY for module in _modules())


def _modules() -> list[ModuleType]:
    return [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
