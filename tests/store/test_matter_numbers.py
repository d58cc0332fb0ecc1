"""督查件编号 under many hands: four writers register at once, no gap, no double, one register."""

import json

import pytest

from tests.installation import Installation

FORKED = """
import json
from functools import partial
from mengyang.actions.supervised_matters import MatterForm, register_matter
from mengyang.core.ledger.supervised import Origin
from mengyang.store.models import MatterRegister, SupervisedMatter, Task, Unit, User
from mengyang.store.reads.access import actor_of
from tests.cast import AT, DAY
from tests.forks import at_once

unit = Unit.objects.get(key="yunlu-office").pk
actor = actor_of(User.objects.get(username="prefecture_supervisor").pk, DAY)

def register(name, wanted):
    for number in range(wanted):
        origin = Origin(source="meeting", words=name, giver="专题会议", given_on=DAY)
        register_matter(actor, MatterForm(unit_id=unit, title=name, origin=origin), at=AT)

ended = at_once(partial(register, f"w{number}", 4) for number in range(4))
numbers = sorted(SupervisedMatter.objects.values_list("number", flat=True))
tasks = sorted(int(each) for each in Task.objects.values_list("number", flat=True))
print(json.dumps([ended, numbers, tasks, MatterRegister.objects.count()]))
"""


@pytest.mark.postgresql
@pytest.mark.django_db
def test_four_writers_leave_no_gap_and_no_double(installation: Installation) -> None:
    ended, numbers, tasks, registers = json.loads(installation.run(FORKED))
    assert ended == [0] * 4
    assert numbers == tasks == list(range(1, 17))
    assert registers == 1
