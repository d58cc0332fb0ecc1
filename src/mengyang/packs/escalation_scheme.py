"""催办规则 — when a task is reminded of, urged, proposed for a circular or a call to account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mengyang.core.ledger.escalation import Ground, Ladder, Rung, Step
from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import Wording, read_wording

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class EscalationScheme:
    """One scheme; `areas` are official codes, itself and all below; `until_day` is exclusive."""

    code: str
    name: Wording
    source: Wording
    from_day: date
    until_day: date | None
    areas: tuple[str, ...]
    ladder: Ladder

    def is_in_force(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day < self.until_day)


@cache
def escalations() -> Mapping[str, EscalationScheme]:
    """Every scheme of `escalation/` by code; `default` is always there."""
    return read_escalations(PACKS)


def read_escalations(root: Traversable) -> Mapping[str, EscalationScheme]:
    """The schemes under `root`/escalation; raises `ValueError` naming file and key."""
    schemes = {}
    for file in entries("escalation", root):
        code = file.name.removesuffix(".toml")
        schemes[code] = _read_scheme(code, read_table(file, f"escalation/{file.name}"))
    return MappingProxyType(schemes)


def escalation_for(
    area_codes: Iterable[str], day: date, otherwise: str = DEFAULT
) -> EscalationScheme:
    """The scheme in force for an area, its own code first, then those above it; else `otherwise`.

    Of two for one area the later one holds; where `otherwise` is not in force, the default does.
    """
    in_force = [each for each in escalations().values() if each.is_in_force(day)]
    for code in area_codes:
        own = [each for each in in_force if code and code in each.areas]
        if own:
            return max(own, key=lambda each: each.from_day)
    chosen = escalations().get(otherwise)
    return chosen if chosen in in_force else escalations()[DEFAULT]


def _read_scheme(code: str, table: Table) -> EscalationScheme:
    known = ("name", "source", "from_day", "until_day", "areas", "from_hour", "until_hour", "rung")
    table.only(*known)
    rungs = tuple(_read_rung(row) for row in table.tables("rung"))
    try:
        ladder = Ladder(rungs, table.number("from_hour"), table.number("until_hour"))
    except ValueError as fault:
        raise table.fault("rung", str(fault)) from fault
    if not rungs:
        raise table.fault("rung", "a scheme has at least one rung")
    return EscalationScheme(
        code=code,
        name=read_wording(table.table("name")),
        source=read_wording(table.table("source")),
        from_day=table.day("from_day"),
        until_day=table.day_or_none("until_day"),
        areas=table.texts("areas"),
        ladder=ladder,
    )


def _read_rung(table: Table) -> Rung:
    table.only("code", "step", "ground", "least", "in_working_days", "again_after")
    try:
        return Rung(
            code=table.text("code"),
            step=Step(table.one_of("step", list(Step))),
            ground=Ground(table.one_of("ground", list(Ground))),
            least=table.number("least"),
            in_working_days="in_working_days" in table.values and table.flag("in_working_days"),
            again_after=table.number_or_none("again_after"),
        )
    except ValueError as fault:
        raise table.fault("again_after", str(fault)) from fault
