"""The machine's troubles 故障: disk full, database locked or gone; nothing is half saved."""

import json

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
THROUGH = "from tests.commands.troubles import go_through; go_through()"


def test_a_full_disk_a_lock_and_a_lost_database_are_survived(peopled: Installation) -> None:
    told = json.loads(peopled.run(THROUGH).splitlines()[-1])
    # Said, no traceback, nothing changed.
    assert told["full"] == [503, True, False, True]
    assert told["backup"] == ["backup.refused.disk_full", []]
    assert told["again"] == [302, 1]
    # The form comes back with the sentence on it, as after every refusal.
    assert told["locked"] == [200, True, False, True]
    assert told["gone"] == [503, True, False, True]
    assert told["back"] == [302, 1]
    assert told["whole"]
