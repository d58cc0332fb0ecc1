"""Adoption 采纳: names matched or asked for once, groups expanded, all in one transaction."""

from pathlib import Path

import pytest

from mengyang.actions import readings
from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.charges import Answer
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import UnknownUnit
from mengyang.store.models import (
    Clause,
    Document,
    Event,
    Plan,
    Remedy,
    ReportingDuty,
    Target,
    Task,
    TaskUnit,
    UnitName,
)
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, preview_stamp, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

UNKNOWN = "地区民宗委"


@pytest.fixture
def document_id(cast: Cast, tmp_path: Path) -> int:
    return upload_plan(cast, tmp_path)


def _adopt(cast: Cast, document_id: int, **answers: Answer) -> int:
    known = {UNKNOWN: answers.get("unknown", Answer())}
    decisions = Decisions(cast.units["yunlu-education"], known)
    actor = cast.actor("prefecture_officer")
    return adopt_document(
        actor, document_id, preview_stamp(cast, document_id), decisions, at=cast.at
    )


def test_the_preview_asks_once_for_the_name_that_nobody_bears(cast: Cast, document_id: int) -> None:
    preview = preview_adoption(cast.actor("prefecture_officer"), document_id, day=cast.day)
    assert [question.name for question in preview.questions] == [UNKNOWN]
    assert isinstance(preview.questions[0], UnknownUnit)
    assert len(preview.duties) == 4
    assert not Plan.objects.exists()


def test_a_group_becomes_one_child_for_every_member(cast: Cast, document_id: int) -> None:
    plan_id = _adopt(cast, document_id)
    parent = Task.objects.get(plan_id=plan_id, clause_path="二/(一)/1", parent=None)
    children = Task.objects.filter(parent=parent).order_by("position")
    assert parent.lead_unit_id is None
    assert [child.lead_unit_id for child in children] == [
        cast.units["jiahe-government"],
        cast.units["yihe-government"],
    ]
    assert [child.area_id for child in children] == [cast.areas["jiahe"], cast.areas["yihe"]]
    assert [child.number for child in children] == [f"{parent.number}.1", f"{parent.number}.2"]
    assert {child.due_on.isoformat() for child in children if child.due_on} == {"2026-08-31"}


def test_adoption_writes_plan_remedies_reporting_and_targets_at_once(
    cast: Cast, document_id: int
) -> None:
    plan_id = _adopt(cast, document_id)
    plan = Plan.objects.get(pk=plan_id)
    assert (plan.document_id, plan.owner_unit_id) == (document_id, cast.units["yunlu-education"])
    assert Document.objects.get(pk=document_id).state == "adopted"
    assert Remedy.objects.count() == 3
    denial = Task.objects.get(plan_id=plan_id, clause_path="二/(二)/1")
    assert (denial.response, denial.lead_unit_id) == ("denial", None)
    named = Task.objects.exclude(names_without_unit=[]).get(plan_id=plan_id)
    assert (named.clause_path, named.names_without_unit) == ("二/(一)/2", [UNKNOWN])
    duty = ReportingDuty.objects.get()
    assert duty.task.task_kind == "reporting"
    assert duty.task.due_on is not None
    assert duty.task.due_on.isoformat() == "2026-09-10"
    assert duty.task.children.count() == 2
    assert Target.objects.filter(plan_id=plan_id, value=180).count() == 1
    assert set(Event.objects.values_list("action", flat=True)) >= {
        "document.adopt",
        "plan.create",
        "task.register",
        "task.expand",
        "target.create",
    }


def test_without_an_answer_nothing_is_adopted(cast: Cast, document_id: int) -> None:
    actor = cast.actor("prefecture_officer")
    stamp = preview_stamp(cast, document_id)
    with pytest.raises(Refused) as refused:
        adopt_document(
            actor, document_id, stamp, Decisions(cast.units["yunlu-education"]), at=cast.at
        )
    assert refused.value.reason == "documents.refused.unit_unanswered"
    assert refused.value.params["name"] == UNKNOWN
    assert not Plan.objects.exists()
    assert Document.objects.get(pk=document_id).state == "read"


def test_a_remembered_answer_is_known_from_then_on(cast: Cast, document_id: int) -> None:
    unit = cast.units["yunlu-office"]
    plan_id = _adopt(cast, document_id, unknown=Answer((unit,), remember=True))
    task = Task.objects.get(plan_id=plan_id, clause_path="二/(一)/2")
    assert task.lead_unit_id == cast.units["jiahe-finance"]
    assert list(
        TaskUnit.objects.filter(task=task, role="joint").values_list("unit_id", flat=True)
    ) == [unit]
    assert UnitName.objects.filter(unit_id=unit, name_zh=UNKNOWN, is_official=False).exists()


def test_a_rejected_entry_makes_no_task(cast: Cast, document_id: int) -> None:
    entry = entries(cast, document_id)[0]
    readings.reject_entry(cast.actor("secretary"), entry.id, entry.version, at=cast.at)
    plan_id = _adopt(cast, document_id)
    assert not Task.objects.filter(plan_id=plan_id, clause_path=entry.path).exists()


def test_a_document_is_adopted_once(cast: Cast, document_id: int) -> None:
    stamp = preview_stamp(cast, document_id)
    _adopt(cast, document_id)
    decisions = Decisions(cast.units["yunlu-education"], {UNKNOWN: Answer()})
    with pytest.raises(Refused) as refused:
        adopt_document(cast.actor("prefecture_officer"), document_id, stamp, decisions, at=cast.at)
    assert refused.value.reason == "documents.refused.not_open"
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("person", ["secretary", "leader", "department_officer", "county_officer"])
def test_only_the_bureau_of_the_area_adopts(cast: Cast, document_id: int, person: str) -> None:
    decisions = Decisions(cast.units["yunlu-education"], {UNKNOWN: Answer()})
    stamp = preview_stamp(cast, document_id)
    with pytest.raises(Refused):
        adopt_document(cast.actor(person), document_id, stamp, decisions, at=cast.at)
    assert not Plan.objects.exists()


def test_a_unit_that_is_not_there_is_refused(cast: Cast, document_id: int) -> None:
    decisions = Decisions(10**9, {UNKNOWN: Answer()})
    stamp, officer = preview_stamp(cast, document_id), cast.actor("prefecture_officer")
    with pytest.raises(Refused) as refused:
        adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    assert refused.value.reason == "documents.refused.unit_out_of_reach"


def test_recommendations_become_tasks_only_when_asked_for(cast: Cast, tmp_path: Path) -> None:
    text = """云麓地区学前教育督导反馈问题整改方案

一、整改措施

（一）学位不足

1.关于“学位不足”的问题。

整改措施：扩建两所幼儿园。

整改单位：甲禾县人民政府

整改时限：2026年8月底前

二、关于进一步加强学前教育工作的建议方面

（一）切实增加学位

1.关于“增加学位供给”方面：各县继续实施公办幼儿园建设工程，扩大资源。
"""
    document_id = upload_plan(cast, tmp_path, text)
    actor = cast.actor("prefecture_officer")
    preview = preview_adoption(actor, document_id, day=cast.day)
    assert (len(preview.duties), preview.advice) == (1, 1)
    with_advice = preview_adoption(actor, document_id, with_advice=True, day=cast.day)
    assert [each.duty.kind for each in with_advice.duties] == ["problem", "recommendation"]


def test_a_task_of_a_unit_from_outside_stays_where_the_plans_office_sees_it(
    cast: Cast, tmp_path: Path
) -> None:
    text = """甲禾县学前教育整改方案

一、整改措施

（一）师资不足

1.关于“培训不足”的问题。

整改措施：联合开展培训。

整改单位：云麓地区教育局

整改时限：2026年8月底前
"""
    upload = Upload(text.encode(), "方案.txt", cast.areas["jiahe"], tmp_path / "files")
    document_id = upload_document(cast.actor("county_officer"), upload, at=cast.at)
    decisions = Decisions(cast.units["jiahe-education"])
    stamp = preview_stamp(cast, document_id, "county_officer")
    officer = cast.actor("county_officer")
    plan_id = adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    task = Task.objects.get(plan_id=plan_id)
    assert task.lead_unit_id == cast.units["yunlu-education"]
    assert task.area_id == cast.areas["jiahe"]


def test_what_changed_after_it_was_shown_is_not_adopted(cast: Cast, document_id: int) -> None:
    stamp, officer = preview_stamp(cast, document_id), cast.actor("prefecture_officer")
    entry = entries(cast, document_id)[0]
    readings.reject_entry(cast.actor("secretary"), entry.id, entry.version, at=cast.at)
    decisions = Decisions(cast.units["yunlu-education"], {UNKNOWN: Answer()})
    events = Event.objects.count()
    with pytest.raises(Refused) as refused:
        adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    assert refused.value.reason == "documents.refused.stale"
    assert (Plan.objects.count(), Event.objects.count()) == (0, events)
    assert Document.objects.get(pk=document_id).state == "read"


def test_a_name_that_came_to_mean_another_unit_is_shown_again(cast: Cast, document_id: int) -> None:
    stamp, officer = preview_stamp(cast, document_id), cast.actor("prefecture_officer")
    UnitName.objects.create(
        unit_id=cast.units["yunlu-office"],
        name_zh=UNKNOWN,
        is_official=False,
        from_day=cast.day,
    )
    meant = Answer((cast.units["jiahe-finance"],), remember=True)
    decisions = Decisions(cast.units["yunlu-education"], {UNKNOWN: meant})
    for seen in (stamp, preview_stamp(cast, document_id)):
        with pytest.raises(Refused) as refused:
            adopt_document(officer, document_id, seen, decisions, at=cast.at)
        assert refused.value.reason == "documents.refused.stale"
    assert not Plan.objects.exists()
    assert UnitName.objects.filter(name_zh=UNKNOWN).count() == 1


@pytest.mark.parametrize("number", ["云行办发〔2026〕3号", "云行办发[2026]3号"])
def test_a_second_document_of_the_same_number_is_adopted_when_it_is_meant(
    cast: Cast, document_id: int, tmp_path: Path, number: str
) -> None:
    text = PLAN.replace("云行办发〔2026〕3号", number).replace("180个", "190个")
    other = upload_plan(cast, tmp_path, text)
    officer = cast.actor("prefecture_officer")
    shown = preview_adoption(officer, other, day=cast.day)
    assert [twin.id for twin in shown.twins] == [document_id]
    answers, owner = {UNKNOWN: Answer()}, cast.units["yunlu-education"]
    with pytest.raises(Refused) as refused:
        adopt_document(officer, other, shown.stamp, Decisions(owner, answers), at=cast.at)
    assert refused.value.reason == "documents.refused.same_number"
    assert not Plan.objects.exists()
    meant = Decisions(owner, answers, is_again=True)
    adopt_document(officer, other, shown.stamp, meant, at=cast.at)
    assert Plan.objects.get().document_id == other


def test_documents_of_other_numbers_are_no_twins(
    cast: Cast, document_id: int, tmp_path: Path
) -> None:
    other = upload_plan(cast, tmp_path, PLAN.replace("3号", "13号"))
    assert preview_adoption(cast.actor("prefecture_officer"), other, day=cast.day).twins == ()


def test_long_words_of_a_document_are_kept_whole(cast: Cast, tmp_path: Path) -> None:
    when = f"{'在各项手续办理完毕并经验收合格的前提下，' * 12}2026年8月底前"
    text = PLAN.replace("（一）学位供给不足", f"（一）{'学位供给不足且分布不均' * 30}")
    text = text.replace("2026年8月底前", when)
    document_id = upload_plan(cast, tmp_path, text)
    heads = Clause.objects.filter(document_id=document_id).values_list("heading", flat=True)
    assert "学位供给不足且分布不均" * 30 in heads
    raws = Task.objects.filter(plan_id=_adopt(cast, document_id)).values_list(
        "deadline_raw", flat=True
    )
    assert len(when) > 200 and when in raws
