"""A unit's own plan as a child 承接方案: kept, settled, adopted, joined both ways."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from mengyang.actions.assignments import assign_task
from mengyang.actions.child_plans import OwnPaper, adopt_child_plan, preview_child_plan
from mengyang.actions.documents import Upload, upload_document
from mengyang.actions.own_plans import draft_own_plan
from mengyang.core import access
from mengyang.core.documents.taking_over import Settlement
from mengyang.core.findings import Refused
from mengyang.core.ledger import TaskState
from mengyang.packs import lamps
from mengyang.store.models import Document, Event, Plan, TakenOver, Task
from mengyang.store.reads.ledger import Lit, Reach, plan_family, takeovers
from tests.cast import Cast
from tests.ledger_plan import Written, write_plan
from tests.own_paper import edited

pytestmark = [pytest.mark.django_db]
TAKES = Settlement(((0, "2"),))


def keep(
    cast: Cast, folder: Path, written: Written, swaps: dict[str, str] | None = None
) -> OwnPaper:
    """The draft of the housing bureau, edited in Word, kept as a document of its county."""
    out, unit = BytesIO(), cast.units["jiahe-housing"]
    officer = cast.actor("county_officer")
    draft_own_plan(officer, written.plan_id, unit, out, at=cast.at)
    data = edited(out, swaps or {})
    upload = Upload(data, "方案.docx", cast.areas["jiahe"], folder)
    document_id = upload_document(officer, upload, at=cast.at)
    return OwnPaper(written.plan_id, unit, document_id)


def adopt(cast: Cast, paper: OwnPaper, said: Settlement = TAKES) -> int:
    officer = cast.actor("county_officer")
    stamp = preview_child_plan(officer, paper, day=cast.day).stamp
    return adopt_child_plan(officer, paper, stamp, said, at=cast.at)


@pytest.mark.postgresql
def test_it_becomes_the_child_and_leaves_the_task_above_alone(cast: Cast, tmp_path: Path) -> None:
    written = write_plan(cast)
    above = Task.objects.get(pk=written.tasks["2"])
    plan_id = adopt(cast, keep(cast, tmp_path, written))
    plan = Plan.objects.get(pk=plan_id)
    assert (plan.above_id, plan.owner_unit_id) == (written.plan_id, cast.units["jiahe-housing"])
    own = Task.objects.get(plan=plan)
    assert (own.lead_unit_id, own.due_on) == (cast.units["jiahe-housing"], above.due_on)
    assert TakenOver.objects.get().own_id == own.pk
    assert Document.objects.get(pk=plan.document_id).state == "adopted"
    assert Event.objects.filter(action="plan.take_over").count() == 1
    assert Event.objects.get(action="plan.create", subject_id=plan_id).after["above_id"]
    Task.objects.filter(pk=own.pk).update(state="closed")
    officer = cast.actor("prefecture_officer")
    reach = Reach(*(access.scope(officer, "see", kind) for kind in ("plan", "task")))
    lit = Lit(lamps()["default"], cast.day)
    shown = takeovers(reach, lit, above.pk)
    assert (shown.state, [each.own.id for each in shown.below if each.own]) == (
        TaskState.CLOSED,
        [own.pk],
    )
    above.refresh_from_db()
    assert above.state == "registered"
    assert [each.id for each in plan_family(reach, lit, written.plan_id).own] == [plan_id]
    family = plan_family(reach, lit, plan_id)
    assert family.above is not None
    assert family.above.id == written.plan_id


@pytest.mark.postgresql
def test_of_two_who_adopt_the_second_is_told(cast: Cast, tmp_path: Path) -> None:
    written = write_plan(cast)
    first = keep(cast, tmp_path, written)
    second = keep(cast, tmp_path, written, {"总体要求": "总体目标"})
    officer = cast.actor("county_officer")
    stamp = preview_child_plan(officer, second, day=cast.day).stamp
    adopt(cast, first)
    with pytest.raises(Refused) as refused:
        adopt_child_plan(officer, second, stamp, TAKES, at=cast.at)
    assert refused.value.reason == "ledger.refused.own_plan_there"
    assert Plan.objects.filter(above_id=written.plan_id).count() == 1


def test_a_page_older_than_the_task_above_is_refused(cast: Cast, tmp_path: Path) -> None:
    written = write_plan(cast)
    paper, officer = keep(cast, tmp_path, written), cast.actor("county_officer")
    stamp = preview_child_plan(officer, paper, day=cast.day).stamp
    assign_task(cast.actor("prefecture_officer"), written.tasks["2"], 1, None, at=cast.at)
    with pytest.raises(Refused) as refused:
        adopt_child_plan(officer, paper, stamp, TAKES, at=cast.at)
    assert refused.value.reason == "ledger.refused.own_plan_stale"
    assert not TakenOver.objects.exists()


def test_a_task_without_its_marker_is_only_suggested(cast: Cast, tmp_path: Path) -> None:
    paper = keep(cast, tmp_path, write_plan(cast), {"（上级任务2）": "", "上级任务2": ""})
    [pair] = preview_child_plan(cast.actor("county_officer"), paper, day=cast.day).pairs
    assert pair.by.value == "likeness"
    with pytest.raises(Refused) as refused:
        adopt(cast, paper, Settlement(()))
    assert refused.value.reason == "ledger.refused.own_unsettled"
    left = adopt(cast, paper, Settlement(((0, ""),), {"2": "由教育局承担"}))
    row = TakenOver.objects.get(plan_id=left)
    assert (row.own_id, row.reason) == (None, "由教育局承担")


def test_a_later_day_needs_its_reason(cast: Cast, tmp_path: Path) -> None:
    paper = keep(cast, tmp_path, write_plan(cast), {"2026年3月底前": "2026年9月底前"})
    with pytest.raises(Refused) as refused:
        adopt(cast, paper)
    assert refused.value.reason == "ledger.refused.later_than_above"
    plan_id = adopt(cast, paper, replace(TAKES, later={0: "工期所限"}))
    assert TakenOver.objects.get(plan_id=plan_id).reason == "工期所限"


def test_a_paper_of_another_plan_must_be_meant(cast: Cast, tmp_path: Path) -> None:
    paper = keep(cast, tmp_path, write_plan(cast), {"云麓地区学前教育整改方案": "另一方案"})
    with pytest.raises(Refused) as refused:
        adopt(cast, paper)
    assert refused.value.reason == "ledger.refused.other_plan"
    assert Document.objects.get(pk=paper.document_id).state == "read"
    assert adopt(cast, paper, replace(TAKES, is_meant=True))


def test_a_paper_of_another_area_and_one_adopted_are_refused(cast: Cast, tmp_path: Path) -> None:
    written = write_plan(cast)
    paper = keep(cast, tmp_path, written)
    officer = cast.actor("prefecture_officer")
    other = replace(paper, document_id=written.document_id)
    with pytest.raises(Refused) as refused:
        preview_child_plan(officer, other, day=cast.day)
    assert refused.value.reason == "documents.refused.not_open"
    with pytest.raises(Refused) as refused:
        preview_child_plan(
            officer, replace(paper, unit_id=cast.units["yihe-government"]), day=cast.day
        )
    assert refused.value.reason == "ledger.refused.own_plan_area"
