"""Corrected documents 更正稿: nothing is taken over unseen, and what is names both versions."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from mengyang.actions.additions import adopt_addition, preview_addition
from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.assignments import assign_task
from mengyang.actions.charges import Answer
from mengyang.actions.corrections import (
    Shown,
    Verdict,
    decide_differences,
    record_correction,
    show_differences,
    take_back_correction,
)
from mengyang.actions.documents import Upload, upload_document, withdraw_document
from mengyang.core.findings import Refused
from mengyang.store.models import Correction, Difference, Document, Event, Target, Task
from mengyang.store.reads.asked import Asked
from tests.cast import Cast
from tests.corrected_cast import NEW, OLD
from tests.upload_cast import document_version, preview_stamp, upload_plan

pytestmark = pytest.mark.django_db
FINANCE = "2.关于“村级幼儿园经费拨付不及时”的问题。"


@dataclass(frozen=True, slots=True)
class Pair:
    """An adopted document, its corrected text, and what joins them."""

    plan_id: int
    earlier: int
    later: int
    correction: int


@pytest.fixture
def pair(cast: Cast, tmp_path: Path) -> Pair:
    earlier = upload_plan(cast, tmp_path, OLD)
    officer = cast.actor("prefecture_officer")
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    stamp = preview_stamp(cast, earlier)
    plan_id = adopt_document(officer, earlier, stamp, decisions, at=cast.at)
    later = upload_plan(cast, tmp_path, NEW)
    return Pair(plan_id, earlier, later, record_correction(officer, later, earlier, at=cast.at))


def shown(cast: Cast, pair: Pair, person: str = "prefecture_officer") -> list[Shown]:
    _, found = show_differences(cast.actor(person), pair.correction, Asked(), day=cast.day)
    return list(found.rows)


def about(cast: Cast, pair: Pair, words: str) -> Shown:
    """The difference whose new text, or else whose old text, holds the words."""
    text = {"old": OLD, "new": NEW}
    for each in shown(cast, pair):
        for side, span in (("new", each.row.new_span), ("old", each.row.old_span)):
            if span and words in text[side][slice(*span)]:
                return each
    raise LookupError(words)


def decide(cast: Cast, pair: Pair, each: Shown, *, accept: bool = True, reason: str = "") -> bool:
    officer, seen = cast.actor("prefecture_officer"), {each.row.id: each.stamp}
    return decide_differences(officer, pair.correction, Verdict(accept, reason), seen, at=cast.at)


def task(pair: Pair, path: str) -> Task:
    return Task.objects.get(plan_id=pair.plan_id, clause_path=path, parent=None)


@pytest.mark.postgresql
def test_recording_compares_and_changes_nothing_else(cast: Cast, pair: Pair) -> None:
    assert Correction.objects.get().state == "open"
    kinds = list(Difference.objects.order_by("position").values_list("difference_kind", flat=True))
    assert kinds == ["changed", "changed", "changed", "removed", "added"]
    assert set(Difference.objects.values_list("state", flat=True)) == {"open"}
    assert not Task.objects.exclude(document_id=None).exists()
    assert Document.objects.get(pk=pair.later).state == "read"
    told = Event.objects.filter(action__startswith="correction.").order_by("sequence")
    assert [event.action for event in told] == ["correction.record", "correction.compare"]
    assert (told[0].after["earlier_id"], told[0].after["later_id"]) == (pair.earlier, pair.later)


@pytest.mark.postgresql
def test_an_accepted_change_moves_the_task_by_an_event_that_names_both(
    cast: Cast, pair: Pair
) -> None:
    each = about(cast, pair, "学位不足")
    [effect] = each.effects.tasks
    told = {change.field: (change.old, change.new) for change in effect.changes}
    assert told["deadline"] == (
        "2026年8月底前（2026-08-31）",
        "2026年11月底前（2026-11-30）",
    )
    assert told["leaders"] == ("", "李四")
    assert "180" in told["remedies"][0] and "240" in told["remedies"][1]
    decide(cast, pair, each)
    row = task(pair, "二/(一)/1")
    assert (row.document_id, row.earlier_document_id) == (pair.later, pair.earlier)
    assert (row.due_on, row.deadline_raw) == (date(2026, 11, 30), "2026年11月底前")
    assert NEW[row.start : row.end].startswith("1.关于“城区幼儿园学位不足”")
    assert "240" in row.remedies.first().text
    children = Task.objects.filter(parent=row)
    assert [each.responsible_leaders for each in (row, *children)] == [["李四"]] * 3
    assert {child.due_on for child in children} == {date(2026, 11, 30)} and len(children) == 2
    event = Event.objects.filter(action="task.correct", subject_id=row.pk).first()
    assert event is not None
    assert (event.after["document_id"], event.after["earlier_document_id"]) == (
        pair.later,
        pair.earlier,
    )
    assert (event.before["due_on"], event.after["due_on"]) == ("2026-08-31", "2026-11-30")
    untouched = task(pair, "二/(一)/2")
    assert untouched.document_id is None
    assert OLD[untouched.start : untouched.end].startswith(FINANCE)


def test_another_unit_has_the_task_assigned_anew(cast: Cast, pair: Pair) -> None:
    row, officer = task(pair, "二/(一)/2"), cast.actor("prefecture_officer")
    assign_task(officer, row.pk, row.version, at=cast.at)
    each = about(cast, pair, "村级幼儿园经费")
    [effect] = each.effects.tasks
    assert [(change.old, change.new) for change in effect.changes if change.field == "units"] == [
        ("甲禾县财政局、地区民宗委", "甲禾县教育局")
    ]
    decide(cast, pair, each)
    row.refresh_from_db()
    assert row.lead_unit_id == cast.units["jiahe-education"] and row.state == "assigned"
    assert [unit.unit_id for unit in row.units.all()] == [cast.units["jiahe-education"]]
    assert row.names_without_unit == []


def test_a_target_takes_the_corrected_value(cast: Cast, pair: Pair) -> None:
    each = about(cast, pair, "达到55%")
    [effect] = each.effects.targets
    assert [(change.field, change.old, change.new) for change in effect.changes] == [
        ("value", "≥ 50%", "≥ 55%")
    ]
    decide(cast, pair, each)
    target = Target.objects.get(plan_id=pair.plan_id, unit="%")
    assert (target.value, target.document_id) == (55, pair.later)
    assert NEW[target.start : target.end] == target.quote


def test_a_rejected_change_leaves_everything_as_it_was(cast: Cast, pair: Pair) -> None:
    before = Task.objects.order_by("pk").values()
    kept = list(before)
    decide(cast, pair, about(cast, pair, "学位不足"), accept=False, reason="待核实")
    assert list(Task.objects.order_by("pk").values()) == kept
    row = Difference.objects.get(state="rejected")
    assert row.reason == "待核实" and row.decided_by_id == cast.users["prefecture_officer"]


def test_a_lost_duty_is_kept_only_with_a_reason(cast: Cast, pair: Pair) -> None:
    each = about(cast, pair, "台账不健全")
    assert [lost.title for lost in each.effects.lost] == [task(pair, "二/(二)/1").title]
    with pytest.raises(Refused, match="reason_missing"):
        decide(cast, pair, each)
    with pytest.raises(Refused, match="too_long"):
        decide(cast, pair, each, reason="长" * 301)
    decide(cast, pair, each, reason="继续核查，原任务保留")
    assert task(pair, "二/(二)/1").document_id is None
    assert Difference.objects.get(state="accepted").reason == "继续核查，原任务保留"


def test_a_lost_duty_may_be_withdrawn_on_the_corrected_text(cast: Cast, pair: Pair) -> None:
    each, officer = about(cast, pair, "台账不健全"), cast.actor("prefecture_officer")
    verdict = Verdict(accepts=True, reason="更正稿已删去该事项", withdraws=True)
    decide_differences(officer, pair.correction, verdict, {each.row.id: each.stamp}, at=cast.at)
    row = task(pair, "二/(二)/1")
    assert (row.state, row.decision_reason) == ("withdrawn", "更正稿已删去该事项")
    assert "云行办发〔2026〕3号" in row.decision_basis
    assert Event.objects.filter(action="task.withdraw", subject_id=row.pk).count() == 1


@pytest.mark.postgresql
def test_an_addition_is_adopted_into_the_same_plan(cast: Cast, pair: Pair) -> None:
    officer = cast.actor("prefecture_officer")
    with pytest.raises(Refused, match="nothing_added"):
        preview_addition(officer, pair.correction, day=cast.day)
    decide(cast, pair, about(cast, pair, "收费公示"))
    preview = preview_addition(officer, pair.correction, day=cast.day)
    assert [len(preview.duties), preview.questions] == [1, ()]
    before = Task.objects.filter(plan_id=pair.plan_id, parent=None).count()
    decisions = Decisions(cast.units["yunlu-education"])
    adopt_addition(officer, pair.correction, preview.stamp, decisions, at=cast.at)
    row = Task.objects.get(document_id=pair.later)
    assert (row.plan_id, row.number) == (pair.plan_id, str(before + 1))
    assert row.lead_unit_id == cast.units["jiahe-education"]
    assert Event.objects.filter(action="plan.extend", subject_id=pair.plan_id).count() == 1
    with pytest.raises(Refused, match="nothing_added"):
        adopt_addition(officer, pair.correction, preview.stamp, decisions, at=cast.at)


@pytest.mark.postgresql
def test_a_stale_page_is_told_which_clause_changed(cast: Cast, pair: Pair) -> None:
    each, row = about(cast, pair, "村级幼儿园经费"), task(pair, "二/(一)/2")
    assign_task(cast.actor("prefecture_officer"), row.pk, row.version, at=cast.at)
    with pytest.raises(Refused) as refused:
        decide(cast, pair, each)
    assert refused.value.reason == "corrections.refused.stale"
    assert refused.value.params["clauses"] == "二/(一)/2"
    assert not Task.objects.exclude(document_id=None).exists()
    assert not Difference.objects.exclude(state="open").exists()


def test_with_the_last_decision_the_text_stands_as_adopted(cast: Cast, pair: Pair) -> None:
    rows = shown(cast, pair)
    done = [decide(cast, pair, each, accept=False) for each in rows]
    assert done == [False] * 4 + [True]
    assert Correction.objects.get().state == "settled"
    assert Document.objects.get(pk=pair.later).state == "adopted"
    with pytest.raises(Refused):
        decide(cast, pair, rows[0])


def test_a_corrected_text_is_no_plan_of_its_own(cast: Cast, pair: Pair) -> None:
    officer = cast.actor("prefecture_officer")
    with pytest.raises(Refused, match="is_correction"):
        preview_adoption(officer, pair.later, day=cast.day)
    with pytest.raises(Refused, match="is_correction"):
        withdraw_document(officer, pair.later, document_version(cast, pair.later), at=cast.at)


@pytest.mark.postgresql
def test_it_is_taken_back_until_something_was_accepted(cast: Cast, pair: Pair) -> None:
    officer = cast.actor("prefecture_officer")
    take_back_correction(officer, pair.correction, 1, at=cast.at)
    assert Correction.objects.get().state == "taken_back"
    again = record_correction(officer, pair.later, pair.earlier, at=cast.at)
    other = Pair(pair.plan_id, pair.earlier, pair.later, again)
    decide(cast, other, about(cast, other, "学位不足"))
    with pytest.raises(Refused, match="accepted_already"):
        take_back_correction(officer, again, 1, at=cast.at)


@pytest.mark.parametrize("person", ["secretary", "auditor", "county_officer", "department_officer"])
def test_only_the_office_that_adopts_decides(cast: Cast, pair: Pair, person: str) -> None:
    each = about(cast, pair, "学位不足")
    with pytest.raises(Refused):
        decide_differences(
            cast.actor(person),
            pair.correction,
            Verdict(True),
            {each.row.id: each.stamp},
            at=cast.at,
        )
    assert not Difference.objects.exclude(state="open").exists()


def test_upload_asks_about_a_number_that_is_there(cast: Cast, tmp_path: Path) -> None:
    officer, area = cast.actor("prefecture_officer"), cast.areas["yunlu"]
    first = upload_plan(cast, tmp_path, OLD)
    kept = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(Refused) as refused:
        upload_document(officer, Upload(NEW.encode(), "更正.txt", area, tmp_path), at=cast.at)
    assert refused.value.reason == "documents.refused.number_there"
    assert refused.value.params["twins"] == [first]
    assert sorted(path.name for path in tmp_path.rglob("*")) == kept
    assert Document.objects.count() == 1
    meant = Upload(NEW.encode(), "更正.txt", area, tmp_path, is_again=True)
    assert upload_document(officer, meant, at=cast.at) != first


def test_it_refuses_what_is_no_pair(cast: Cast, pair: Pair, tmp_path: Path) -> None:
    officer = cast.actor("prefecture_officer")
    third = upload_plan(cast, tmp_path, NEW.replace("240个", "260个"))
    for later, earlier, reason in (
        (pair.earlier, third, "not_open"),
        (third, third, "not_a_pair"),
        (third, pair.later, "earlier_is_open"),
        (third, pair.earlier, "earlier_is_corrected"),
        (pair.later, pair.earlier, "recorded_already"),
    ):
        with pytest.raises(Refused, match=reason):
            record_correction(officer, later, earlier, at=cast.at)
    assert Correction.objects.count() == 1
