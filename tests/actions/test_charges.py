"""责任落实 — how many tasks a duty makes, told before anything is written as it is written then."""

import pytest

from mengyang.actions.charges import Meant, charged, task_count
from mengyang.core.documents.adoption import NamedDuty
from mengyang.core.registry.matching import How, Matched, UnknownUnit

COUNTIES = Matched("各县（市）人民政府", (1, 2, 3), How.GROUP)
BUREAU = Matched("地区教育局", (9,), How.NAME)
UNKNOWN = UnknownUnit("没有的单位", "registry.unit.unknown")


@pytest.mark.parametrize(
    ("roles", "count"),
    [
        ({COUNTIES: "responsible"}, 3),
        ({COUNTIES: "responsible", BUREAU: "responsible"}, 4),
        ({COUNTIES: "responsible", UNKNOWN: "responsible"}, 3),
        ({BUREAU: "lead", COUNTIES: "joint"}, 1),
        ({BUREAU: "lead", UNKNOWN: "joint"}, 1),
        ({UNKNOWN: "responsible"}, 1),
        ({}, 1),
    ],
)
def test_what_is_announced_is_what_is_made(
    roles: dict[Matched | UnknownUnit, str], count: int
) -> None:
    duty = NamedDuty({}, "task", {match.name: role for match, role in roles.items()})
    assert task_count(duty, roles) == count
    meant = {
        match.name: Meant(match.unit_ids, match is COUNTIES) if match is not UNKNOWN else Meant(())
        for match in roles
    }
    made = charged(duty, meant, dict.fromkeys((1, 2, 3, 9), 5), 5)
    assert max(1, len(made.children)) == count
