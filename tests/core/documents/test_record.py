"""Records of a reading 读取记录: told apart by what they hold, with nothing beside it."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Deadline, ResponsibleUnit
from mengyang.core.facts import DeadlineKind


def test_records_that_hold_the_same_are_one() -> None:
    one, other = ResponsibleUnit("甲局", "lead", (0, 2)), ResponsibleUnit("甲局", "lead", (0, 2))
    assert one == other
    assert len({one, other, replace(other, role="joint")}) == 2
    assert replace(one, stated=False) != other


def test_a_record_takes_nothing_beside_its_fields() -> None:
    with pytest.raises(AttributeError):
        setattr(Deadline(DeadlineKind.NONE), "due", "明天")  # noqa: B010
    assert [field.name for field in fields(Deadline)] == ["kind", "on", "raw", "span"]


def test_a_whole_reading_is_frozen_and_can_be_kept_in_a_set() -> None:
    reading = read("一、建设\n1.新建3所幼儿园，2027年6月底前完成。（甲局负责）")
    assert reading.obligations and len({*reading.obligations, *reading.obligations}) == len(
        reading.obligations
    )
    with pytest.raises(FrozenInstanceError):
        reading.obligations = ()  # type: ignore[misc]
