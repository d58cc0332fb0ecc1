"""收文号 under many hands: four offices' secretaries register at once, no gap and no double."""

import json

import pytest

from tests.installation import Installation

FORKED = """
import json
from functools import partial
from mengyang.actions.incoming import Registration, register_paper
from mengyang.store.models import Area, IncomingPaper, Unit, User
from mengyang.store.reads.access import actor_of
from tests.cast import AT, DAY
from tests.forks import at_once

unit = Unit.objects.get(key="yunlu-office").pk
actor = actor_of(User.objects.get(username="secretary").pk, DAY)

def register(name, wanted):
    for number in range(wanted):
        form = Registration(
            unit_id=unit, issuing_body=name, title="请示", received_on=DAY,
            document_number=f"{number}号",
        )
        register_paper(actor, form, at=AT)

ended = at_once(partial(register, f"w{number}", 6) for number in range(4))
numbers = sorted(IncomingPaper.objects.values_list("number", flat=True))
print(json.dumps([ended, numbers]))
"""


@pytest.mark.postgresql
@pytest.mark.django_db
def test_four_writers_leave_no_gap_and_no_double(installation: Installation) -> None:
    ended, numbers = json.loads(installation.run(FORKED))
    assert ended == [0] * 4
    assert numbers == list(range(1, 25))
