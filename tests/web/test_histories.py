"""History 办理记录 of documents, plans and divisions: who did what, from what to what."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pytest_django import Settings

from mengyang.actions.assignments import assign_plan
from mengyang.actions.documents import correct_frame
from mengyang.actions.readings import correct_entry, make_entry, reject_entry
from mengyang.core.documents.corrections import (
    FrameChange,
    NamedUnit,
    ObligationChange,
    WrittenAnswer,
)
from mengyang.store.models import Item, Task
from mengyang.store.writes import transaction
from tests.cast import Cast
from tests.division_cast import filled, row_of
from tests.ledger_plan import write_plan
from tests.upload_cast import entries, upload_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return tmp_path / "files"


def history_in(page: str) -> list[str]:
    """The entries of the history as words, the newest first."""
    section = page.split('id="history"', 1)[1].split("</section>", 1)[0]
    rows = section.split('<ol class="history">', 1)[1].split("</ol>", 1)[0].split("\n  </li>")[:-1]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_a_document_tells_who_corrected_which_entry_from_what_to_what(
    cast: Cast, signed_in: SignedIn, files: Path
) -> None:
    document_id = upload_plan(cast, files)
    secretary = cast.actor("secretary")
    entry = entries(cast, document_id)[1]
    change = ObligationChange(
        kind="problem",
        title="按月拨付经费",
        units=(NamedUnit("甲禾县财政局"), NamedUnit("地区民宗委")),
        deadline_kind="ongoing",
        deadline_on=(),
        answer=WrittenAnswer(response="denial", explanation="经查不属实。"),
    )
    correct_entry(secretary, entry.id, 1, change, at=cast.at)
    reject_entry(secretary, entries(cast, document_id)[0].id, 1, at=cast.at)
    make_entry(secretary, document_id, "reporting", (20, 40), at=cast.at)
    correct_frame(secretary, document_id, 1, FrameChange("整改方案"), at=cast.at)
    page = signed_in("prefecture_officer").get(f"/documents/{document_id}/").text
    told = history_in(page)
    assert [row.split()[0] for row in told] == [
        "更正公文要素",
        "添加识别结果",
        "不采用识别结果",
        "更正识别结果",
        "识别文件",
        "上传文件",
    ]
    assert "标题 云麓地区学前教育督导反馈问题整改方案 → 整改方案" in told[0]
    assert "按月拨付经费" in told[3] and entry.path in told[3]
    assert "答复方式 整改措施 → 不存在此类问题" in told[3]
    assert "说明内容 — → 经查不属实。" in told[3]
    assert "责任（牵头）单位" not in told[3]
    assert "{" not in "".join(told)


def test_a_long_history_goes_on_behind_a_link(cast: Cast, signed_in: SignedIn, files: Path) -> None:
    document_id = upload_plan(cast, files)
    for version in range(1, 15):
        change = FrameChange(f"整改方案第{version}稿")
        correct_frame(cast.actor("secretary"), document_id, version, change, at=cast.at)
    page = signed_in("prefecture_officer").get(f"/documents/{document_id}/?tab=more").text
    assert len(history_in(page)) == 12
    link = re.search(r'href="(\?tab=more&amp;history=[^"]+)#history"', page)
    assert link is not None
    address = f"/documents/{document_id}/{unescape(link[1])}"
    earlier = history_in(signed_in("prefecture_officer").get(address).text)
    assert [row.split()[0] for row in earlier][-1] == "上传文件"
    assert len(earlier) == 4


def test_a_plan_tells_only_of_the_tasks_within_reach(cast: Cast, signed_in: SignedIn) -> None:
    plan = write_plan(cast)
    assign_plan(cast.actor("prefecture_supervisor"), plan.plan_id, at=cast.at)
    address = f"/plans/{plan.plan_id}/"
    told = history_in(signed_in("prefecture_officer").get(address).text)
    assert any(row.startswith("建立方案") for row in told)
    assert any("交办" in row for row in told)
    for number, person in (("2", "prefecture_officer"), ("3", "prefecture_officer")):
        task = Task.objects.get(pk=plan.tasks[number])
        with transaction(cast.actor(person), cast.at) as work:
            work.change(task, {"title": f"改名{number}"}, action="task.correct", expected_version=2)
    pages = signed_in("prefecture_officer").get(f"{address}?state=assigned").text
    assert "state=assigned&amp;history=" in pages or "history=" not in pages
    every = "".join(history_in(signed_in("prefecture_officer").get(address).text))
    own = "".join(history_in(signed_in("department_officer").get(address).text))
    assert ("改名2" in every, "改名3" in every) == (True, True)
    assert ("改名2" in own, "改名3" in own) == (True, False)


def test_a_division_tells_whom_a_row_named_before(
    cast: Cast, signed_in: SignedIn, files: Path
) -> None:
    division_id = filled(cast, files)
    item = Item.objects.filter(division_id=division_id).order_by("-position")[0]
    told = history_in(signed_in("county_officer").get(f"/divisions/{division_id}/").text)
    assert f"{item.position} {item.title}" in told[0]
    assert "甲禾县教育局" in told[0] and "[" not in told[0]
    assert row_of(division_id).title in told[-1] or told[-1].startswith("起草")
    assert len(told) == Item.objects.filter(division_id=division_id).count() + 2
