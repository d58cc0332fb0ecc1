"""Responsible leaders 责任领导: read, corrected, adopted with the task, shown and exported."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pytest_django import Settings

from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.charges import Answer
from mengyang.actions.exports import export_ledger
from mengyang.store.models import ReadingEntry, Task
from tests.cast import AT, Cast
from tests.upload_cast import PLAN, entries, preview_stamp, upload_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

LED = PLAN.replace(
    "整改单位：各县人民政府", "整改单位：各县人民政府\n\n责任领导：李四、张三（副县长）"
)


@pytest.fixture
def document_id(cast: Cast, settings: Settings, tmp_path: Path) -> int:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return upload_plan(cast, tmp_path / "files", LED)


def adopt(cast: Cast, document_id: int) -> int:
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    stamp = preview_stamp(cast, document_id)
    actor = cast.actor("prefecture_officer")
    return adopt_document(actor, document_id, stamp, decisions, at=cast.at)


def test_the_leaders_stand_with_the_task_and_each_of_its_parts(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    officer = signed_in("prefecture_officer")
    assert "张三（副县长）" in officer.get(f"/documents/{document_id}/adopt/").text
    plan_id = adopt(cast, document_id)
    led = Task.objects.filter(plan_id=plan_id, clause_path="二/(一)/1")
    assert [each.responsible_leaders for each in led] == [["李四", "张三（副县长）"]] * 3
    assert Task.objects.get(plan_id=plan_id, clause_path="二/(一)/2").responsible_leaders == []
    page = officer.get(f"/tasks/{led[1].pk}/").text
    assert "责任领导" in page and "李四、张三（副县长）" in page
    told = officer.get(f"/api/ledger/tasks/{led[1].pk}").json()
    assert told["responsible_leaders"] == ["李四", "张三（副县长）"]
    out = io.BytesIO()
    export_ledger(cast.actor("prefecture_officer"), plan_id, out, "zh", at=AT)
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, values_only=True))
    column = rows[0].index("责任领导")
    assert [row[column] for row in rows[1:5]] == [*["李四、张三（副县长）"] * 3, None]


def test_a_person_corrects_the_leaders_that_were_read(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[0]
    address = f"/documents/{document_id}/entries/{entry.id}/"
    officer = signed_in("prefecture_officer")
    assert 'value="李四、张三（副县长）"' in officer.get(address).text
    sent = {"kind": "problem", "title": "学位不足", "deadline_kind": "none", "version": "1"}
    officer.post(address, sent | {"leaders": "张三（副县长）、王五、王五"})
    leaders = ReadingEntry.objects.get(pk=entry.id).content["responsible_leaders"]
    assert [each["name"] for each in leaders] == ["张三（副县长）", "王五"]
    assert (leaders[0]["span"] is None, leaders[1]["span"]) == (False, None)
    # A form that does not name them says nothing of them.
    officer.post(address, sent | {"version": "2"})
    assert ReadingEntry.objects.get(pk=entry.id).content["responsible_leaders"] == leaders
    officer.post(address, sent | {"version": "3", "leaders": "长" * 121})
    assert ReadingEntry.objects.get(pk=entry.id).version == 3
