"""审签流程写入 — how replies leave a unit from a day on."""

from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.ledger import SignOffWay
from mengyang.store.models import Unit, UnitSignOff
from mengyang.store.reads.scope import in_force
from mengyang.store.writes.work import Work

_ACTION = "unit.sign_off"


def set_way(work: Work, unit: Unit, way: SignOffWay, day: date) -> None:
    """Let replies leave the unit by `way` from `day` on; no row means directly."""
    if later := UnitSignOff.objects.filter(unit=unit, from_day__gte=day).first():
        raise Refused(
            "registry.refused.sign_off_later", "registry.hint.later_day", day=later.from_day
        )
    for row in UnitSignOff.objects.filter(in_force(day), unit=unit):
        work.change(row, {"until_day": day}, action=_ACTION, expected_version=row.version)
    if way is not SignOffWay.DIRECT:
        work.create(UnitSignOff(unit=unit, way=way.value, from_day=day), action=_ACTION)
