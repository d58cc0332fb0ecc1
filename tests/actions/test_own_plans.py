"""A unit's own plan 本单位实施方案: drafted in Word, edited outside, read back, compared."""

from io import BytesIO

import pytest
from docx import Document as Word

from mengyang.actions.own_plans import compare_own_plan, draft_own_plan
from mengyang.core.findings import Refused
from mengyang.store.models import Event, Remedy, Task, TaskUnit
from mengyang.store.reads import paging
from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.own_paper import edited

pytestmark = [pytest.mark.django_db]


def test_no_task_is_missing_from_the_paper(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    written, officer = write_plan(cast), cast.actor("prefecture_officer")
    finance = cast.units["jiahe-finance"]
    own = Task.objects.filter(plan_id=written.plan_id)
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit_id=finance, role="joint")
        for task in own.exclude(units__unit_id=finance)
    )
    monkeypatch.setattr(paging, "_PORTION", 1)
    done = draft_own_plan(officer, written.plan_id, finance, BytesIO(), at=cast.at)
    # A task that was parted among others stands on the paper by its parts.
    assert done.tasks == own.filter(children=None).count() > 3


@pytest.mark.postgresql
def test_it_goes_out_as_word_and_comes_back(cast: Cast) -> None:
    written, out = write_plan(cast), BytesIO()
    housing, officer = cast.units["jiahe-housing"], cast.actor("prefecture_officer")
    done = draft_own_plan(officer, written.plan_id, housing, out, at=cast.at)
    assert done.tasks == 1
    assert Event.objects.get(action="plan.draft_own").after["unit_id"] == housing
    before = Task.objects.count()
    upload = (out.getvalue(), "方案.docx")
    pairs = compare_own_plan(officer, written.plan_id, housing, upload, day=cast.day)
    assert [(pair.above.number, pair.by.value) for pair in pairs if pair.above] == [("2", "marker")]
    assert [pair.differences for pair in pairs] == [()]
    assert Task.objects.count() == before


def test_a_later_day_is_told(cast: Cast) -> None:
    written, out = write_plan(cast), BytesIO()
    housing, officer = cast.units["jiahe-housing"], cast.actor("department_officer")
    draft_own_plan(officer, written.plan_id, housing, out, at=cast.at)
    paper = Word(out)
    for paragraph in paper.paragraphs:
        if paragraph.text.startswith("完成时限"):
            paragraph.runs[0].text = "完成时限：2026年9月底前"
    edited = BytesIO()
    paper.save(edited)
    upload = (edited.getvalue(), "方案.docx")
    [pair] = compare_own_plan(officer, written.plan_id, housing, upload, day=cast.day)
    assert [each.code for each in pair.differences] == ["inherited.later"]


def test_what_the_paper_says_is_done_is_no_new_day(cast: Cast) -> None:
    written, out = write_plan(cast), BytesIO()
    housing, officer = cast.units["jiahe-housing"], cast.actor("department_officer")
    done = {"deadline_kind": "done", "deadline_raw": "2025年12月底已完成整改", "due_on": None}
    Task.objects.filter(pk=written.tasks["2"]).update(**done)
    draft_own_plan(officer, written.plan_id, housing, out, at=cast.at)
    upload = (out.getvalue(), "方案.docx")
    [pair] = compare_own_plan(officer, written.plan_id, housing, upload, day=cast.day)
    assert pair.above is not None and pair.differences == ()


def test_a_unit_without_a_task_and_a_file_that_is_none_are_refused(cast: Cast) -> None:
    written, officer = write_plan(cast), cast.actor("prefecture_officer")
    with pytest.raises(Refused) as refused:
        draft_own_plan(officer, written.plan_id, cast.units["hekou-public"], BytesIO(), at=cast.at)
    assert refused.value.reason == "ledger.refused.no_task_of_unit"
    with pytest.raises(Refused):
        housing = cast.units["jiahe-housing"]
        upload = (b"PK nothing", "方案.docx")
        compare_own_plan(officer, written.plan_id, housing, upload, day=cast.day)


@pytest.mark.parametrize("remedies", [("逐园核查面积。",), ("逐园核查面积。", "补建两所幼儿园；")])
def test_the_remedies_go_along_and_come_back(cast: Cast, remedies: tuple[str, ...]) -> None:
    written, out = write_plan(cast), BytesIO()
    housing, officer = cast.units["jiahe-housing"], cast.actor("prefecture_officer")
    Remedy.objects.filter(task_id=written.tasks["2"]).delete()
    Remedy.objects.bulk_create(
        Remedy(task_id=written.tasks["2"], position=place, text=text)
        for place, text in enumerate(remedies)
    )
    draft_own_plan(officer, written.plan_id, housing, out, at=cast.at)
    paper = "\n".join(each.text for each in Word(out).paragraphs)
    assert "整改措施：" in paper and all(each.rstrip("。；") in paper for each in remedies)
    upload = (out.getvalue(), "方案.docx")
    [pair] = compare_own_plan(officer, written.plan_id, housing, upload, day=cast.day)
    assert pair.own is not None and pair.differences == ()


def test_another_unit_is_told_and_the_marker_is_no_part_of_the_title(cast: Cast) -> None:
    written, out = write_plan(cast), BytesIO()
    housing, officer = cast.units["jiahe-housing"], cast.actor("prefecture_officer")
    draft_own_plan(officer, written.plan_id, housing, out, at=cast.at)
    data = edited(out, {"责任单位：甲禾县住房和城乡建设局": "责任单位：甲禾县财政局"})
    [pair] = compare_own_plan(officer, written.plan_id, housing, (data, "案.docx"), day=cast.day)
    assert pair.own is not None and "上级任务" not in pair.own.title
    [told] = pair.differences
    assert (told.code, told.params["own"]) == ("inherited.units", "甲禾县财政局")
