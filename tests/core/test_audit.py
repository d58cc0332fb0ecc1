"""The audit chain's pure part 审计链: one text for one value, and links that tell every change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.audit import (
    ChangeFacts,
    EventFacts,
    canonical,
    changes_hash,
    event_hash,
    keyed,
    sha256,
)

EVENT = EventFacts(
    sequence=7,
    at=datetime(2026, 3, 2, 8, tzinfo=UTC),
    actor_id=3,
    acting_for_id=None,
    action="task.close",
    subject_kind="ledger.task",
    subject_id=9,
    subject_version=4,
    before={"state": "verified"},
    after={"state": "closed"},
    digest="d" * 64,
    changes_sha256="",
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": "禾"}, '{"a":"\\u79be","b":1}'),
        (date(2026, 3, 2), '"2026-03-02"'),
        (
            datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=8))),
            '"2026-03-02T00:00:00.000000+00:00"',
        ),
        (Decimal("98.50"), '"98.50"'),
        (Decimal("1E+3"), '"1000"'),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (0.25, "0.25"),
        ((1, None, True), "[1,null,true]"),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert canonical(value) == text


def test_no_number_has_no_text() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


@given(json_values)
def test_the_text_of_a_value_does_not_hang_on_the_order_of_its_keys(value: object) -> None:
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value
    assert sha256(turned) == sha256(value)


@pytest.mark.parametrize(
    "changed",
    [
        {"sequence": 8},
        {"at": EVENT.at + timedelta(microseconds=1)},
        {"actor_id": None},
        {"acting_for_id": 3},
        {"action": "task.return"},
        {"subject_kind": "ledger.plan"},
        {"subject_id": 10},
        {"subject_version": 5},
        {"before": {}},
        {"after": {"state": "returned"}},
        {"digest": ""},
        {"changes_sha256": "c" * 64},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_link_tells_every_part_of_an_event(changed: dict[str, object]) -> None:
    other = replace(EVENT, **changed)  # type: ignore[arg-type]
    assert event_hash(other, "p") != event_hash(EVENT, "p")
    assert event_hash(EVENT, "q") != event_hash(EVENT, "p")


def test_every_part_of_an_event_was_tried() -> None:
    assert len(EventFacts.__dataclass_fields__) == 12


def test_the_list_of_a_bulk_event_has_no_order_but_every_row_counts() -> None:
    rows = [ChangeFacts("a", 1, 1, "x"), ChangeFacts("a", 2, 1, "y"), ChangeFacts("b", 1, 1, "z")]
    assert changes_hash(rows) == changes_hash(reversed(rows))
    assert changes_hash(rows) != changes_hash(rows[:2])
    assert changes_hash(rows) != changes_hash([*rows[:2], replace(rows[2], digest="!")])


def test_a_mac_hangs_on_key_and_value() -> None:
    assert keyed("k", "思齐") == keyed("k", "思齐")
    assert len({keyed("k", "思齐"), keyed("l", "思齐"), keyed("k", "立诚")}) == 3
