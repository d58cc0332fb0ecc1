"""作业种类 — one module, one kind of background work, found by scanning this folder.

A module has `NAME` and `step(claim, at) -> Claim`, which does one step through an action that
commits its effect and the job's position together (`actions.jobs.job_step`).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules

from mengyang.actions.jobs import Claim

type Step = Callable[[Claim, datetime], Claim]


def found() -> Mapping[str, Step]:
    """The step of every kind by its name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {module.NAME: module.step for module in modules}
