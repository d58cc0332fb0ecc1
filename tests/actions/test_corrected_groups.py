"""Corrected texts 更正稿: what they say of group tasks and of targets that are gone."""

from pathlib import Path

import pytest

from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.assignments import Assignment, assign_task
from mengyang.actions.charges import Answer
from mengyang.actions.correction_effects import Comparison
from mengyang.actions.corrections import (
    Shown,
    Verdict,
    accepted_in_part,
    decide_differences,
    left_to_people,
    record_correction,
    show_differences,
    take_back_correction,
)
from mengyang.actions.supersession import Choice, withdraw_task
from mengyang.core.findings import Refused
from mengyang.core.ledger import Decision
from mengyang.store.models import Difference, Event, Target, Task
from mengyang.store.reads.asked import Asked
from tests.cast import Cast
from tests.corrected_cast import OLD
from tests.upload_cast import preview_stamp, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
GROUP = OLD.replace("整改单位：各县人民政府", "整改单位：甲禾县财政局")
WITHOUT_TARGET = OLD.replace("\n\n到2027年，公办园在园幼儿占比达到50%以上。", "")


def joined(cast: Cast, files: Path, new: str) -> tuple[int, Shown]:
    """The correction of the adopted text by a new one, and its only difference."""
    officer, earlier = cast.actor("prefecture_officer"), upload_plan(cast, files, OLD)
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    adopt_document(officer, earlier, preview_stamp(cast, earlier), decisions, at=cast.at)
    made = record_correction(officer, upload_plan(cast, files, new), earlier, at=cast.at)
    [only] = show_differences(officer, made, Asked(), day=cast.day)[1].rows
    return made, only


def test_a_group_task_keeps_its_units_and_is_named(cast: Cast, tmp_path: Path) -> None:
    made, only = joined(cast, tmp_path, GROUP)
    officer, row = (
        cast.actor("prefecture_officer"),
        Task.objects.get(clause_path="二/(一)/1", parent=None),
    )
    assert [task.id for task in only.units_left] == [row.pk]
    before = set(Task.objects.filter(parent=row).values_list("pk", "lead_unit_id"))
    decide_differences(officer, made, Verdict(True), {only.row.id: only.stamp}, at=cast.at)
    assert set(Task.objects.filter(parent=row).values_list("pk", "lead_unit_id")) == before
    assert Difference.objects.get().state == "accepted_in_part"
    event = Event.objects.get(action="correction.accept")
    assert event.after["state"] == "accepted_in_part"
    comparison = Comparison.of(officer, made, cast.day)
    assert [task.id for task in left_to_people(accepted_in_part(comparison))] == [row.pk]
    with pytest.raises(Refused):
        take_back_correction(officer, made, comparison.row.version, at=cast.at)


def test_once_the_units_are_as_written_nothing_is_left(cast: Cast, tmp_path: Path) -> None:
    made, only = joined(cast, tmp_path, GROUP)
    officer = cast.actor("prefecture_officer")
    decide_differences(officer, made, Verdict(True), {only.row.id: only.stamp}, at=cast.at)

    def states(state: str) -> list[str]:
        asked = Asked(filters={"state": state})
        comparison, found = show_differences(officer, made, asked, day=cast.day)
        assert found.total == len(found.rows)
        assert bool(left_to_people(accepted_in_part(comparison))) == (state == "accepted_in_part")
        return [each.state for each in found.rows]

    assert states("accepted_in_part") == ["accepted_in_part"]
    first, second = Task.objects.filter(parent__clause_path="二/(一)/1").order_by("pk")
    finance = Assignment(cast.units["jiahe-finance"])
    assign_task(officer, first.pk, first.version, finance, at=cast.at)
    # One of the two still answers for what the new text gives to finance alone.
    assert states("accepted_in_part") == ["accepted_in_part"]
    drop = Choice(Decision.WITHDRAWN, "更正稿仅列财政局", "更正稿")
    withdraw_task(officer, second.pk, second.version, drop, at=cast.at)
    assert states("accepted") == ["accepted"]
    # What was decided then stays in the row and in its event.
    assert Difference.objects.get().state == "accepted_in_part"


@pytest.mark.parametrize("withdraws", [False, True])
def test_a_lost_target_is_decided_on_with_a_reason(
    cast: Cast, tmp_path: Path, withdraws: bool
) -> None:
    made, only = joined(cast, tmp_path, WITHOUT_TARGET)
    officer, [lost] = cast.actor("prefecture_officer"), only.effects.lost_targets
    seen = {only.row.id: only.stamp}
    with pytest.raises(Refused, match="reason_missing"):
        decide_differences(officer, made, Verdict(True, "", withdraws), seen, at=cast.at)
    assert Target.objects.filter(pk=lost.id).exists()
    decide_differences(officer, made, Verdict(True, "不再考核", withdraws), seen, at=cast.at)
    assert Target.objects.filter(pk=lost.id).exists() is not withdraws
    removed = Event.objects.filter(action="target.remove", subject_id=lost.id)
    assert [event.before["indicator"] for event in removed] == [lost.indicator] * withdraws
    assert Difference.objects.get().reason == "不再考核"
