"""Concurrent writers 并发写入: a stale writer is refused, nothing is lost, no one is locked out."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mengyang.core.findings import Refused
from mengyang.store.models import Event, Unit
from mengyang.store.writes import transaction
from tests.cast import AT, Cast
from tests.installation import Installation, is_postgresql

WRITERS = 4
# One process sets Django up and forks before any connection is open: each writer has its own.
FORKED = """
import json, sys
from functools import partial
from mengyang.actions.audit import verify_audit
from mengyang.core.findings import Refused
from mengyang.store.models import Area, Event, Unit, UnitGroup
from mengyang.store.writes import transaction
from tests.cast import AT
from tests.forks import at_once

def write(name, wanted):
    done = 0
    while done < wanted:
        row = UnitGroup.objects.get()
        try:
            with transaction(None, AT) as work:
                changes = {"aliases": [*row.aliases, f"{name}-{done}"]}
                work.change(row, changes, action="group.change", expected_version=row.version)
            done += 1
        except Refused as refused:
            assert refused.reason == "store.refused.stale", refused.reason

def insert(name, wanted):
    area = Area.objects.earliest("pk")
    for number in range(wanted):
        with transaction(None, AT) as work:
            row = Unit(key=f"{name}-{number}", area=area, unit_kind="forked")
            work.create(row, action="unit.create")

what, writers, wanted = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
act = {"write": write, "insert": insert}[what]
ended = at_once(partial(act, f"w{number}", wanted) for number in range(writers))
group = UnitGroup.objects.get()
changed = Event.objects.filter(action="group.change").count()
forked = Unit.objects.filter(unit_kind="forked").count()
faults = verify_audit(told=lambda _: None).faults
print(json.dumps([ended, group.version, len(set(group.aliases)), changed, forked, faults]))
"""


def _forked(installation: Installation, what: str, each: int) -> list[object]:
    said: list[object] = json.loads(installation.run(FORKED, what, WRITERS, each))
    assert said.pop(0) == [0] * WRITERS
    return said


@pytest.mark.postgresql
@pytest.mark.django_db
def test_four_writers_of_one_row_lose_nothing(installation: Installation) -> None:
    version, aliases, events, _, faults = _forked(installation, "write", 10)
    assert (version, aliases, events, faults) == (1 + 40, 2 + 40, 40, 0)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_four_processes_write_without_a_lock_error(installation: Installation) -> None:
    *_, forked, faults = _forked(installation, "insert", 25)
    assert (forked, faults) == (100, 0)


@pytest.mark.django_db
def test_a_commit_on_sqlite_is_on_the_disk_and_stops_no_reader(
    installation: Installation,
) -> None:
    if is_postgresql():
        return
    asked = "SELECT * FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys"
    code = f"from django.db import connection as c; k = c.cursor(); k.execute({asked!r})"
    assert installation.run(f"{code}; print(k.fetchone())") == "('wal', 2, 1)"


@pytest.mark.postgresql
@pytest.mark.django_db
# The row goes on from input to input; the test counts from where it stands.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(turns=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
def test_whoever_read_an_older_version_is_refused(
    cast: Cast, turns: list[tuple[int, bool]]
) -> None:
    """Three people read and write in any order: a write holds only over the version it saw."""
    row = Unit.objects.get(key="jiahe-housing")
    seen = dict.fromkeys(range(3), row)
    kept, begun = row.version, row.version
    counted: Counter[str] = Counter()
    for person, is_reading in turns:
        if is_reading:
            seen[person] = Unit.objects.get(pk=row.pk)
            continue
        copy = Unit(**{f.attname: getattr(seen[person], f.attname) for f in Unit._meta.fields})
        was_current = copy.version == kept
        try:
            with transaction(None, AT) as work:
                changes = {"unit_kind": f"kind-{person}"}
                work.change(copy, changes, action="unit.change", expected_version=copy.version)
            kept += 1
            seen[person] = copy
            assert was_current
            counted["held"] += 1
        except Refused as refused:
            assert refused.reason == "store.refused.stale"
            assert not was_current
    stored = Unit.objects.get(pk=row.pk)
    assert stored.version == begun + counted["held"] == kept
    told = Event.objects.filter(subject_kind="registry.unit", subject_id=row.pk)
    versions = [each for each in told.values_list("subject_version", flat=True) if each]
    assert sorted(set(versions)) == sorted(versions)
