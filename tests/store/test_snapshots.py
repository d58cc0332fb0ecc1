"""Digests 摘要: a column that a later migration adds leaves digests of earlier rows alone."""

import pytest

from mengyang.store import snapshots
from mengyang.store.models import Unit

NAMES = snapshots.names_of


def digest_before(row: Unit, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest while the table had no column `unit_kind`."""
    with monkeypatch.context() as earlier:
        without = tuple(name for name in NAMES(Unit) if name != "unit_kind")
        earlier.setattr(snapshots, "names_of", lambda _: without)
        return snapshots.digest(row, "")


def test_a_later_column_counts_only_when_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Unit(pk=3, key="a", area_id=1, unit_kind="office")
    before = digest_before(row, monkeypatch)
    assert snapshots.digest(row, "") != before
    monkeypatch.setattr(Unit, "added_later", {"unit_kind": "office"})
    assert snapshots.digest(row, "") == before
    row.unit_kind = "department"
    assert snapshots.digest(row, "") != before
