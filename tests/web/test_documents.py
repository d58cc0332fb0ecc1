"""Documents 文件页面: upload, the text beside its reading, correction, adoption."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mengyang.actions.readings import correct_entry
from mengyang.core.documents.corrections import NamedUnit, ObligationChange
from mengyang.store.models import (
    Area,
    AreaVersion,
    Document,
    Event,
    Plan,
    ReadingEntry,
    Task,
    UnitName,
)
from mengyang.web.source_view import Marked, source_lines
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, preview_stamp, upload_plan
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def document_id(cast: Cast, files: Path) -> int:
    return upload_plan(cast, files)


def _file(data: bytes, name: str = "方案.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_an_uploaded_document_is_read_and_shown(cast: Cast, signed_in: SignedIn) -> None:
    sent = {"area": str(cast.areas["yunlu"]), "file": _file(PLAN.encode())}
    response = signed_in("secretary").post("/documents/upload/", sent)
    document = Document.objects.get()
    assert response["Location"] == f"/documents/{document.pk}/"
    page = signed_in("secretary").get(response["Location"]).text
    assert "城区幼儿园学位不足" in page
    assert "2026-08-31" in page


def test_the_same_file_again_is_answered_with_a_link(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    sent = {"area": str(cast.areas["yunlu"]), "file": _file(PLAN.encode())}
    page = signed_in("secretary").post("/documents/upload/", sent).text
    alert = page[page.index('role="alert"') :].partition("</div></div>")[0]
    title = "云麓地区学前教育督导反馈问题整改方案"
    assert f'“<a href="/documents/{document_id}/">{title}</a>”' in alert
    assert "/documents/" not in re.sub("<[^>]*>", "", alert)


def test_the_list_is_narrowed_only_to_areas_that_have_a_document(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    page = signed_in("prefecture_officer").get("/documents/").text
    offered = page[page.index('name="area"') :].partition("</select>")[0]
    assert "云麓地区" in offered and "甲禾县" not in offered
    held = f"/documents/?area={cast.areas['yunlu']}"
    assert f"/documents/{document_id}/" in signed_in("prefecture_officer").get(held).text


def test_only_areas_within_reach_are_offered(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in("county_officer").get("/documents/upload/").text
    assert "甲禾县" in page
    assert "乙禾县" not in page.split("<form", 2)[-1]


def test_the_own_area_is_offered_behind_a_thousand_others(cast: Cast, signed_in: SignedIn) -> None:
    made = Area.objects.bulk_create(Area(key=f"far-{number}") for number in range(1001))
    AreaVersion.objects.bulk_create(
        AreaVersion(area=area, path=f"0.{area.pk}.", name_zh="远", from_day=cast.day)
        for area in made
    )
    page = signed_in("county_officer").get("/documents/upload/").text
    assert "甲禾县" in page.split("<form", 2)[-1]
    sent = {"area": str(cast.areas["yihe"]), "file": _file(PLAN.encode())}
    refused = signed_in("county_officer").post("/documents/upload/", sent)
    assert (refused.status_code, "is-invalid" in refused.text) == (200, True)
    assert not Document.objects.exists()
    assert not Event.objects.filter(action="document.upload").exists()


@pytest.mark.parametrize("tab", ["", "tasks", "figures", "more", "checks", "nonsense"])
def test_every_tab_of_a_document_is_there(
    cast: Cast, signed_in: SignedIn, document_id: int, tab: str
) -> None:
    response = signed_in("prefecture_officer").get(f"/documents/{document_id}/?tab={tab}")
    assert response.status_code == 200
    assert "云麓地区学前教育督导反馈问题整改方案" in response.text


@pytest.mark.parametrize("person", ["other_county_officer", "private_head", "department_officer"])
def test_a_document_out_of_reach_is_not_there(
    cast: Cast, signed_in: SignedIn, document_id: int, person: str
) -> None:
    for address in ("", "file/", "adopt/"):
        response = signed_in(person).get(f"/documents/{document_id}/{address}")
        assert response.status_code in (403, 404)
        assert "城区幼儿园" not in response.text


def test_the_original_comes_back_byte_for_byte_as_a_download(
    signed_in: SignedIn, document_id: int
) -> None:
    response = signed_in("leader").get(f"/documents/{document_id}/file/")
    assert response.status_code == 404  # a county's leader does not see what is not adopted
    response = signed_in("auditor").get(f"/documents/{document_id}/file/")
    assert b"".join(response.streaming_content) == PLAN.encode()
    assert response["Content-Disposition"].startswith("attachment")


def test_a_correction_stands_on_the_page_afterwards(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[1]
    address = f"/documents/{document_id}/entries/{entry.id}/"
    sent = {
        "version": "1",
        "kind": "problem",
        "title": "按月拨付村级幼儿园经费",
        "lead_units": "甲禾县财政局",
        "joint_units": "甲禾县教育局、乙禾县教育局",
        "deadline_kind": "by date",
        "deadline_on": "2026-06-30",
        "deadline_raw": "",
    }
    response = signed_in("secretary").post(address, sent)
    assert response["Location"] == f"/documents/{document_id}/#entry-{entry.id}"
    page = signed_in("secretary").get(f"/documents/{document_id}/").text
    assert "按月拨付村级幼儿园经费" in page
    assert "已更正" in page
    stale = signed_in("secretary").post(address, sent)
    assert stale.status_code == 409
    kept = ReadingEntry.objects.get(pk=entry.id)
    assert (kept.version, kept.content["title"]) == (2, "按月拨付村级幼儿园经费")
    assert Event.objects.filter(action="reading.correct").count() == 1


def test_a_correction_that_cannot_be_keeps_what_was_typed(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[1]
    sent = {
        "version": "1",
        "kind": "problem",
        "title": "写了很久的内容",
        "deadline_kind": "by date",
        "deadline_on": "下周",
    }
    response = signed_in("secretary").post(f"/documents/{document_id}/entries/{entry.id}/", sent)
    assert "写了很久的内容" in response.text
    assert "下周" in response.text
    assert ReadingEntry.objects.get(pk=entry.id).version == 1


def test_rejecting_and_taking_back_lead_to_the_tab_one_came_from(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[0]
    client = signed_in("secretary")
    address = f"/documents/{document_id}/entries/{entry.id}"
    response = client.post(f"{address}/reject/", {"version": 1, "tab": "tasks"})
    assert response["Location"] == f"/documents/{document_id}/?tab=tasks#entry-{entry.id}"
    assert ReadingEntry.objects.get(pk=entry.id).is_rejected
    client.post(f"{address}/restore/", {"version": 2, "tab": "//evil.example"})
    assert not ReadingEntry.objects.get(pk=entry.id).is_rejected


def test_adoption_asks_for_the_unknown_unit_and_then_makes_the_plan(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    client = signed_in("prefecture_officer")
    page = client.get(f"/documents/{document_id}/adopt/").text
    assert "地区民宗委" in page
    owner = {
        "stamp": preview_stamp(cast, document_id),
        "owner": str(cast.units["yunlu-education"]),
    }
    refused = client.post(f"/documents/{document_id}/adopt/", owner)
    assert (refused.status_code, "地区民宗委" in refused.text) == (422, True)
    assert not Plan.objects.exists()
    answer = owner | {"unit:地区民宗委": "nobody"}
    answered = client.post(f"/documents/{document_id}/adopt/", answer)
    plan = Plan.objects.get()
    assert answered["Location"] == f"/plans/{plan.pk}/"
    assert client.get(f"/documents/{document_id}/adopt/")["Location"] == f"/plans/{plan.pk}/"
    made = Task.objects.filter(plan=plan, children=None).count()
    assert f"分解到各单位，共 {made} 项任务" in page
    task = Task.objects.get(plan=plan, clause_path="二/(一)/2")
    shown = client.get(f"/tasks/{task.pk}/").text
    assert "文件所列单位" in shown and "未对应到单位" in shown
    assert client.get(f"/api/ledger/tasks/{task.pk}").json()["names_without_unit"] == ["地区民宗委"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"stamp": "x", "owner": "y", "unit:地区民宗委": "z"},
        {"stamp": "9" * 400, "owner": "9" * 40, "unit:地区民宗委": "9" * 40},
        {"stamp": "", "owner": "-1", "unit:地区民宗委": ["nobody", "5"]},
    ],
)
def test_nonsense_sent_to_adoption_is_refused(
    signed_in: SignedIn, document_id: int, sent: dict[str, object]
) -> None:
    response = signed_in("prefecture_officer").post(f"/documents/{document_id}/adopt/", sent)
    assert 400 <= response.status_code < 500
    assert not Plan.objects.exists()


def test_an_answer_stays_with_the_name_it_was_given_for(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    client, address = signed_in("prefecture_officer"), f"/documents/{document_id}/adopt/"
    office = str(cast.units["yunlu-office"])
    filled = {
        "stamp": preview_stamp(cast, document_id),
        "owner": str(cast.units["yunlu-education"]),
        "unit:地区民宗委": office,
        "remember:地区民宗委": "1",
    }
    entry = entries(cast, document_id)[0]
    changed = ObligationChange("problem", "增加学位", (NamedUnit("地区甲专班"),), "none", ())
    correct_entry(cast.actor("secretary"), entry.id, 1, changed, at=cast.at)
    names, events = UnitName.objects.count(), Event.objects.count()
    refused = client.post(address, filled)
    assert refused.status_code == 409
    assert "这份文件的识别结果或单位对应关系" in refused.text
    assert f'<option value="{office}" selected>' in refused.text
    assert refused.text.count(" selected>") == 2  # the owner, and the one answer given
    assert not Plan.objects.exists()
    assert (UnitName.objects.count(), Event.objects.count()) == (names, events)
    again = filled | {"stamp": preview_stamp(cast, document_id), "unit:地区甲专班": "nobody"}
    assert client.post(address, again).status_code == 302
    kept = UnitName.objects.get(name_zh="地区民宗委")
    assert (kept.unit_id, UnitName.objects.count()) == (cast.units["yunlu-office"], names + 1)


def test_a_document_of_the_same_number_is_told_and_must_be_meant(
    cast: Cast, signed_in: SignedIn, document_id: int, tmp_path: Path
) -> None:
    other = upload_plan(cast, tmp_path, PLAN.replace("180个", "190个"))
    client = signed_in("prefecture_officer")
    shown = client.get(f"/documents/{other}/").text
    assert "文号为云行办发〔2026〕3号的文件已在文件库中" in shown
    assert f'href="/documents/{document_id}/"' in shown
    filled = {
        "stamp": preview_stamp(cast, other),
        "owner": str(cast.units["yunlu-education"]),
        "unit:地区民宗委": "nobody",
    }
    refused = client.post(f"/documents/{other}/adopt/", filled)
    assert (refused.status_code, 'name="again"' in refused.text) == (422, True)
    assert not Plan.objects.exists()
    client.post(f"/documents/{other}/adopt/", filled | {"again": "1"})
    assert Plan.objects.get().document_id == other


def test_pieces_of_a_text_put_together_are_the_text() -> None:
    text = "一、总体\n(一)目标到2025年\n\n结束"
    marks = [Marked(1, 0, len(text)), Marked(2, 5, 12), Marked(3, 8, 16)]
    lines = source_lines(text, marks, [(0, "一", 1), (5, "一/(一)", 2)])
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "一、总体",
        "(一)目标到2025年",
        "结束",
    ]
    assert lines[1].paths == ("一/(一)",)
    assert lines[1].pieces[1].entries == (2, 3, 1)


def test_a_row_of_a_table_is_cut_into_its_cells() -> None:
    text = "序号\t任务\t\n1\t建园"
    rows = source_lines(text, [Marked(7, 9, 11)], [])
    assert [["".join(each.text for each in cell) for cell in row.cells] for row in rows] == [
        ["序号", "任务", ""],
        ["1", "建园"],
    ]
    [piece] = rows[1].cells[1]
    assert (piece.start, piece.entries, text[piece.start :]) == (9, (7,), "建园")
    assert source_lines("无表", [], [])[0].cells == ()
