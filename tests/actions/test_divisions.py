"""Division of work 任务分工: proposed, looked at, edited; refused where it would bind unseen."""

from datetime import date
from pathlib import Path

import pytest

from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.divisions import (
    SharedChange,
    change_division_item,
    change_division_items,
    draft_division,
    withdraw_division,
)
from mengyang.actions.documents import withdraw_document
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import ItemChange
from mengyang.store.models import Document, Event, Item, Plan
from mengyang.web.wording import word_refused
from tests.cast import Cast
from tests.division_cast import as_seen, drafted, items_of, row_of, sent, upload_open_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

BY_2027 = Deadline(DeadlineKind.BY_DATE, (date(2027, 12, 31),))


def test_a_draft_proposes_what_the_text_says_and_nothing_more(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    first, second, third, fourth = items_of(division_id)
    assert (first.lead_ids, first.joint_ids) == ((), ())
    assert second.lead_ids == (cast.units["jiahe-education"],)
    assert third.lead_ids == (cast.units["jiahe-finance"],)
    assert {each.deadline_days for each in (first, second, third, fourth)} == {
        (date(2027, 12, 31),)
    }
    assert not any(each.is_seen for each in (first, second, third, fourth))
    assert [code for code, _ in first.reasons] == ["divisions.why.term"]
    assert "divisions.why.acts" in [code for code, _ in second.reasons]
    assert not Plan.objects.exists()
    assert {"division.draft", "division.propose"} <= set(
        Event.objects.values_list("action", flat=True)
    )


def test_a_title_is_kept_whole_and_long_remarks_are_refused(cast: Cast, tmp_path: Path) -> None:
    document_id, title = upload_open_plan(cast, tmp_path), "提升行动计划" * 80
    Document.objects.filter(pk=document_id).update(title=title)
    office, owner = cast.actor("county_officer"), cast.units["jiahe-education"]
    division_id = draft_division(office, document_id, owner, at=cast.at)
    assert row_of(division_id).title == title
    item, change = items_of(division_id)[0], ItemChange((), (), BY_2027, "备" * 301)
    with pytest.raises(Refused) as refused:
        change_division_item(office, division_id, as_seen(item), change, at=cast.at)
    assert word_refused(refused.value).startswith("“备注”有 301 个字，最多 300 个字。")


def test_a_saved_row_is_seen_and_a_stale_one_is_refused(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    item = items_of(division_id)[0]
    change = ItemChange((cast.units["jiahe-housing"],), (), BY_2027, "按年度推进")
    officer, seen = cast.actor("county_officer"), as_seen(item)
    assert change_division_item(officer, division_id, seen, change, at=cast.at) == 2
    kept = items_of(division_id)[0]
    assert (kept.lead_ids, kept.remarks, kept.is_seen) == (change.lead_ids, "按年度推进", True)
    assert Event.objects.filter(action="division.edit", subject_id=item.id).count() == 1
    with pytest.raises(Refused) as refused:
        change_division_item(officer, division_id, seen, change, at=cast.at)
    assert refused.value.reason == "store.refused.stale"


def test_rows_are_set_together_or_not_at_all(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    officer = cast.actor("county_officer")
    seen = {item.id: item.version for item in items_of(division_id)}
    stale = {**seen, max(seen): 9}
    change = SharedChange(joint_ids=(cast.units["hekou-government"],))
    with pytest.raises(Refused):
        change_division_items(officer, division_id, stale, change, at=cast.at)
    assert not Item.objects.filter(is_seen=True).exists()
    assert change_division_items(officer, division_id, seen, change, at=cast.at) == 4
    assert {item.joint_ids for item in items_of(division_id)} == {change.joint_ids}
    assert items_of(division_id)[2].lead_ids == (cast.units["jiahe-finance"],)


def test_a_unit_that_helps_in_one_row_may_lead_them_all(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    officer = cast.actor("county_officer")
    finance, housing = cast.units["jiahe-finance"], cast.units["jiahe-housing"]
    first = items_of(division_id)[0]
    change = ItemChange((cast.units["jiahe-education"],), (finance, housing))
    change_division_item(officer, division_id, as_seen(first), change, at=cast.at)
    seen = {item.id: item.version for item in items_of(division_id)}
    lead = SharedChange(lead_ids=(finance,))
    assert change_division_items(officer, division_id, seen, lead, at=cast.at) == 4
    assert {item.lead_ids for item in items_of(division_id)} == {(finance,)}
    assert items_of(division_id)[0].joint_ids == (housing,)
    seen = {item.id: item.version for item in items_of(division_id)}
    joint = SharedChange(joint_ids=(finance,))
    with pytest.raises(Refused) as refused:
        change_division_items(officer, division_id, seen, joint, at=cast.at)
    assert (refused.value.hint, refused.value.params) == ("divisions.hint.row", {"row": 1})


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        (("jiahe-finance", "jiahe-finance"), "divisions.refused.unit_twice"),
        (("yihe-education", None), "documents.refused.unit_out_of_reach"),
    ],
)
def test_a_row_that_cannot_be_is_refused(
    cast: Cast, tmp_path: Path, units: tuple[str, str | None], reason: str
) -> None:
    division_id = drafted(cast, tmp_path)
    item = items_of(division_id)[0]
    lead, joint = units
    change = ItemChange((cast.units[lead],), (cast.units[joint],) if joint else ())
    officer = cast.actor("county_officer")
    with pytest.raises(Refused) as refused:
        change_division_item(officer, division_id, as_seen(item), change, at=cast.at)
    assert refused.value.reason == reason
    assert not items_of(division_id)[0].is_seen


def test_while_it_is_divided_a_document_is_neither_adopted_nor_withdrawn(
    cast: Cast, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    officer, document_id = cast.actor("county_officer"), row_of(division_id).document_id
    owner = cast.units["jiahe-education"]
    for attempt in (
        lambda: adopt_document(officer, document_id, "", Decisions(owner), at=cast.at),
        lambda: withdraw_document(officer, document_id, 1, at=cast.at),
        lambda: draft_division(officer, document_id, owner, at=cast.at),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.reason == "documents.refused.in_division"
    assert Document.objects.get(pk=document_id).state == "read"


def test_a_withdrawn_draft_leaves_the_document_open_for_another(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    officer = cast.actor("county_officer")
    withdraw_division(officer, division_id, 1, "文件将重新印发", at=cast.at)
    row = row_of(division_id)
    assert (row.state, row.reason) == ("withdrawn", "文件将重新印发")
    owner = cast.units["jiahe-education"]
    assert draft_division(officer, row.document_id, owner, at=cast.at) != division_id


@pytest.mark.parametrize("person", ["secretary", "leader", "department_officer", "township_clerk"])
def test_only_the_bureau_of_the_area_divides(cast: Cast, tmp_path: Path, person: str) -> None:
    document_id = upload_open_plan(cast, tmp_path)
    with pytest.raises(Refused):
        draft_division(cast.actor(person), document_id, cast.units["jiahe-education"], at=cast.at)


def test_rows_out_for_comment_stand_still(cast: Cast, tmp_path: Path) -> None:
    division_id = sent(cast, tmp_path)
    item = items_of(division_id)[0]
    with pytest.raises(Refused) as refused:
        change_division_item(
            cast.actor("county_officer"),
            division_id,
            as_seen(item),
            ItemChange((cast.units["jiahe-finance"],), (), BY_2027),
            at=cast.at,
        )
    assert refused.value.reason == "divisions.refused.state"
