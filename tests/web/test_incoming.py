"""The register's pages 收文页面: list, registration, every step by its form, the printed sheet."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mengyang.actions import incoming
from mengyang.store.models import Event, IncomingInstruction, IncomingPaper
from tests.cast import Cast
from tests.incoming_papers import (
    NUMBER,
    PNG,
    TITLE,
    hand_over,
    on_paper,
    propose,
    register,
    version,
)
from tests.upload_cast import PLAN
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def secretary(signed_in: SignedIn) -> Client:
    return signed_in("secretary")


def _filled(cast: Cast, **changes: str) -> dict[str, str]:
    return {
        "unit": str(cast.units["yunlu-office"]),
        "received_on": "2026-03-02",
        "issuing_body": "云麓地区教育局",
        "document_number": NUMBER,
        "title": TITLE,
        "secrecy": "none",
        "urgency": "urgent",
        "deadline_kind": "none",
        "deadline_on": "2026-03-09",
    } | changes


def test_a_paper_is_registered_by_its_form(secretary: Client, cast: Cast) -> None:
    assert secretary.post("/incoming/new/", _filled(cast)).status_code == 302
    [row] = IncomingPaper.objects.all()
    assert (row.number, row.urgency, row.deadline_kind) == (1, "urgent", "by date")
    assert str(row.due_on) == "2026-03-09"
    page = secretary.get("/incoming/").text
    assert "收〔2026〕1号" in page and TITLE in page and "急件" in page and "已登记" in page


def test_a_graded_paper_is_refused_on_the_form(secretary: Client, cast: Cast) -> None:
    page = secretary.post("/incoming/new/", _filled(cast, secrecy="confidential"))
    assert "不得在本系统登记" in page.text and "机要部门" in page.text
    assert not IncomingPaper.objects.exists()


def test_a_deadline_before_the_paper_came_is_refused_on_the_form(
    secretary: Client, cast: Cast
) -> None:
    page = secretary.post("/incoming/new/", _filled(cast, deadline_on="2025-03-09")).text
    assert "办结时限 2025-03-09 早于收文日期" in page
    assert not IncomingPaper.objects.exists()


def test_a_second_registration_is_warned_of(secretary: Client, cast: Cast) -> None:
    secretary.post("/incoming/new/", _filled(cast))
    warned = secretary.post("/incoming/new/", _filled(cast))
    assert "已登记为 收〔2026〕1号" in warned.text
    assert IncomingPaper.objects.count() == 1
    assert secretary.post("/incoming/new/", _filled(cast, is_again="on")).status_code == 302


def test_the_home_page_names_the_papers_that_wait_for_whoever_looks(
    secretary: Client, signed_in: SignedIn, cast: Cast
) -> None:
    paper_id, finance = register(cast), signed_in("finance_officer")
    address = f"/incoming/{paper_id}/"
    assert address in secretary.get("/").text and address not in finance.get("/").text
    propose(cast, paper_id)
    assert address not in secretary.get("/").text
    hand_over(cast, paper_id, "jiahe-finance", "jiahe-education")
    assert address in finance.get("/").text
    assert address not in signed_in("county_officer").get("/").text


def test_each_step_is_taken_by_its_form(secretary: Client, signed_in: SignedIn, cast: Cast) -> None:
    paper_id = register(cast)
    steps = f"/incoming/{paper_id}/steps"

    def sent(browser: Client, kind: str, **data: object) -> int:
        form = {"version": str(version(paper_id))} | data
        return browser.post(f"{steps}/{kind}/", form).status_code

    assert sent(secretary, "propose", text="拟转财政局") == 302
    assert sent(secretary, "record", text="同意", leader_name="某") == 422
    scan = SimpleUploadedFile("批示.png", PNG)
    spoken = {"leader_name": "某", "leader_post": "副专员", "given_on": "2026-03-02"}
    assert sent(secretary, "record", text="同意", scan=scan, **spoken) == 302
    lead, joint = (str(cast.units[each]) for each in ("jiahe-finance", "jiahe-education"))
    given = {"lead_unit": lead, "section": " 综合科 ", "joint_units": [joint]}
    days = {"deadline_kind": "by date", "deadline_on": "2026-03-09"}
    assert sent(secretary, "hand_over", **given, **days) == 302
    assert sent(secretary, "finish", text="完") == 422
    assert sent(signed_in("finance_officer"), "finish", text="已批复") == 302
    row = IncomingPaper.objects.get(pk=paper_id)
    assert (row.state, row.section, row.result) == ("done", "综合科", "已批复")
    page = secretary.get(f"/incoming/{paper_id}/").text
    assert "代录" in page and "批示.png" in page and "已批复" in page
    assert re.search(r"确定配合单位</strong>.*?— → 甲禾县教育局", page, re.DOTALL)
    # The history words the states of papers, not those of tasks.
    assert "已登记 → 已拟办" in page and "已立项" not in page
    [said] = IncomingInstruction.objects.all()
    kept = secretary.get(f"/incoming/scans/{said.pk}/")
    assert b"".join(kept).startswith(b"\x89PNG")  # type: ignore[arg-type]
    assert secretary.get("/incoming/scans/999/").status_code == 404
    assert secretary.get(f"/incoming/{paper_id}/steps/nonsense/").status_code == 405
    assert secretary.post(f"{steps}/nonsense/", {"version": "1"}).status_code < 500


def test_an_instruction_entered_wrongly_is_set_right_as_its_sheet_reads(
    secretary: Client, signed_in: SignedIn, cast: Cast, tmp_path: Path
) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    said = on_paper(cast, tmp_path)
    incoming.record_instruction(cast.actor("secretary"), paper_id, 2, said, at=cast.at)
    row = IncomingInstruction.objects.get()
    page = f"/incoming/{paper_id}/"
    assert "更正批示" in secretary.get(page).text
    assert "更正批示" not in signed_in("auditor").get(page).text
    sent = {"leader_name": "李某", "leader_post": "副专员", "text": "同意，请财政局办理。"}
    sent |= {"given_on": str(cast.day), "version": "1"}
    address = f"{page}instructions/{row.pk}/"
    assert secretary.post(address, sent | {"given_on": "2020-01-01"}).status_code == 422
    assert signed_in("auditor").post(address, sent).status_code in (403, 404)
    assert secretary.post(address, sent).url == page
    row.refresh_from_db()
    assert (row.leader_name, row.text, row.version) == ("李某", "同意，请财政局办理。", 2)
    assert row.scan_name == "批示.png"
    assert secretary.post(address, sent).status_code == 409
    actions = Event.objects.filter(action="incoming.correct_instruction")
    assert {event.subject_kind for event in actions} == {"incoming.paper", "incoming.instruction"}
    api = f"/api/incoming/instructions/{row.pk}/correct"
    again = sent | {"version": 2, "text": "同意。"}
    told = secretary.post(api, again, content_type="application/json").json()
    assert told == {"version": 3}


def test_the_file_goes_to_the_library_and_both_pages_link(secretary: Client, cast: Cast) -> None:
    paper_id = register(cast)
    file = SimpleUploadedFile("来文.txt", PLAN.encode())
    form = {"version": "1", "file": file}
    assert secretary.post(f"/incoming/{paper_id}/steps/attach/", form).status_code == 302
    row = IncomingPaper.objects.get(pk=paper_id)
    page = secretary.get(f"/incoming/{paper_id}/").text
    assert f"/documents/{row.document_id}/" in page
    # The history names the document by its title, and the wrong one may still be replaced.
    told = page[page.index("收文关联文件") :].partition("</li>")[0]
    assert (
        f'<a href="/documents/{row.document_id}/">云麓地区学前教育督导反馈问题整改方案</a>' in told
    )
    assert "原关联文件由本文件替换" in page
    assert f"/incoming/{paper_id}/" in secretary.get(f"/documents/{row.document_id}/").text
    clause = secretary.get(f"/documents/{row.document_id}/clauses/二").text
    assert "与本文件有关的收文" in clause and f"/incoming/{paper_id}/" in clause


def test_an_entry_is_set_right_with_its_reason(secretary: Client, cast: Cast) -> None:
    paper_id = register(cast)
    page = secretary.get(f"/incoming/{paper_id}/").text
    assert "更正登记" in page and TITLE in page
    line = {"issuing_body": "云麓地区教育局", "title": f"{TITLE}（更正）", "secrecy": "none"}
    line |= {
        "received_on": "2026-03-01",
        "urgency": "urgent",
        "document_number": "云教请〔2026〕4号",
    }
    address = f"/incoming/{paper_id}/steps/correct/"
    without = secretary.post(address, line | {"version": "1", "text": " "})
    assert without.status_code == 422
    done = secretary.post(address, line | {"version": "1", "text": "文号录错"}, follow=True)
    assert "登记已更正" in done.text and "文号录错" in done.text
    row = IncomingPaper.objects.get(pk=paper_id)
    assert (row.number, row.version, row.number_key) == (1, 2, "云教请〔2026〕4号")
    event = Event.objects.latest("sequence")
    assert (event.action, event.after["correction_reason"]) == ("incoming.correct", "文号录错")
    assert event.before["title"] == TITLE
    assert secretary.post(address, line | {"version": "1", "text": "迟到"}).status_code == 409
    sent = line | {"version": 2, "reason": "无误"}
    route = f"/api/incoming/{paper_id}/correct"
    told = secretary.post(route, sent, content_type="application/json").json()
    assert told["code"] == "incoming.refused.nothing_to_correct"
    sent |= {"copies": 3}
    assert secretary.post(route, sent, content_type="application/json").json() == {"version": 3}


def test_a_stranger_to_a_paper_does_not_find_it(signed_in: SignedIn, cast: Cast) -> None:
    paper_id = register(cast)
    for person in ("county_officer", "finance_officer"):
        browser = signed_in(person)
        assert browser.get(f"/incoming/{paper_id}/").status_code == 404
        assert browser.get(f"/incoming/{paper_id}/sheet/").status_code == 404
        assert TITLE not in browser.get("/incoming/").text
    assert signed_in("county_officer").get("/incoming/new/").status_code == 403


@pytest.mark.parametrize(
    ("question", "is_there"),
    [
        ("state=in_hand", True),
        ("state=done", False),
        ("urgency=ordinary", True),
        ("urgency=urgent", False),
        ("year=2026", True),
        ("lamp=red", True),
        ("lamp=green", False),
        ("words=取暖", True),
        ("words=云教请[2026]3号", True),
        ("words=财政局", True),
        ("words=没有这个词", False),
    ],
)
def test_the_list_is_filtered(secretary: Client, cast: Cast, question: str, is_there: bool) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    hand_over(cast, paper_id)
    assert (TITLE in secretary.get(f"/incoming/?{question}").text) is is_there


def test_the_register_taken_home_has_the_columns_that_offices_print(
    secretary: Client, cast: Cast
) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    hand_over(cast, paper_id, "jiahe-finance", "jiahe-education")
    response = secretary.get("/incoming/?format=xlsx")
    assert response["X-Row-Count"] == "1"
    sheet = load_workbook(BytesIO(b"".join(response))).active  # type: ignore[arg-type]
    told = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    for word in ("收文号", "来文单位", "来文文号", "密级", "紧急程度", "拟办意见", "领导批示"):
        assert word in told
    for word in ("收文日期", "承办单位", "承办科室", "预算科", "办结时限"):
        assert word in told
    for word in ("收〔2026〕1号", NUMBER, TITLE, "拟转财政局研究。", "甲禾县财政局", "2026-03-09"):
        assert word in told


def test_the_sheet_is_ready_for_paper(secretary: Client, cast: Cast) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    page = secretary.get(f"/incoming/{paper_id}/sheet/").text
    for word in ("云麓地区行署办公室收文处理笺", "拟办意见", "领导批示", "办理结果", TITLE):
        assert word in page


def test_a_program_can_do_the_same(secretary: Client, cast: Cast) -> None:
    sent = {
        "unit_id": cast.units["yunlu-office"],
        "issuing_body": "云麓地区教育局",
        "title": TITLE,
        "received_on": "2026-03-02",
        "deadline": {"kind": "by date", "on": "2026-03-09"},
    }
    made = secretary.post("/api/incoming", sent, content_type="application/json").json()["id"]
    words = {"version": 1, "text": "拟转财政局"}
    address = f"/api/incoming/{made}"
    moved = secretary.post(f"{address}/propose", words, content_type="application/json")
    assert moved.json() == {"version": 2}
    scan = {"version": "2", "text": "同意", "leader_post": "副专员", "leader_name": "某"}
    form = scan | {"given_on": "2026-03-02", "scan": SimpleUploadedFile("批示.png", PNG)}
    assert secretary.post(f"{address}/record", form).json() == {"version": 3}
    shown = secretary.get(address).json()
    assert (shown["state"], shown["receipt_number"]) == ("instructed", "收〔2026〕1号")
    assert shown["instructions"][0]["is_transcribed"] is True
    assert secretary.get("/api/incoming?state=instructed").json()["total"] == 1
    secret = sent | {"secrecy": "secret"}
    refused = secretary.post("/api/incoming", secret, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["code"] == "incoming.refused.secrecy"
