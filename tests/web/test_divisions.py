"""The pages and routes of divisions of work 任务分工页面: rows, rounds, replies, summary, issue."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from mengyang.core.ledger.division import Reply
from mengyang.store.models import AskedUnit, Division, Event, Item, Opinion, Plan, Round
from mengyang.web.division_rows import sections
from tests.cast import Cast
from tests.division_cast import asked_of, drafted, items_of, row_of, upload_open_plan
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line

pytestmark = pytest.mark.django_db


def send_out(cast: Cast, client: object, division_id: int) -> None:
    """Charge every row over the page, and send the draft for comment."""
    rows = [f"{item.id}:{item.version}" for item in items_of(division_id)]
    housing = cast.units["jiahe-housing"]
    client.post(f"/divisions/{division_id}/bulk/", {"item": rows, "leads": [housing]})
    version = row_of(division_id).version
    sent = {"version": version, "reply_due_on": "2099-12-31", "term_words": "请按时反馈"}
    answer = client.post(f"/divisions/{division_id}/send/", sent)
    assert answer.status_code == 302


def test_a_draft_begins_on_the_page_of_adoption(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    document_id = upload_open_plan(cast, tmp_path)
    officer = signed_in("county_officer")
    shown = officer.get(f"/documents/{document_id}/adopt/").content.decode()
    assert f"/documents/{document_id}/divide/" in shown
    owner = cast.units["jiahe-education"]
    answer = officer.post(f"/documents/{document_id}/divide/", {"owner": owner})
    division = Division.objects.get()
    assert answer.headers["Location"] == f"/divisions/{division.pk}/"
    page = officer.get(f"/divisions/{division.pk}/").content.decode()
    assert page.count('class="proposed"') == 4
    bare = items_of(division.pk)[0].id
    Item.objects.filter(pk=bare).update(deadline_kind="none", deadline_days=[])
    page = officer.get(f"/divisions/{division.pk}/").content.decode()
    assert page.count('class="proposed"') == 3
    assert (page.count("建议</span>"), page.count("文件相关内容")) == (3, 1)
    assert (
        f"/divisions/{division.pk}/" in officer.get(f"/documents/{document_id}/").content.decode()
    )


def test_a_row_is_saved_alone_and_comes_back_with_its_new_version(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    officer, item = signed_in("county_officer"), items_of(division_id)[0]
    url = f"/divisions/{division_id}/items/{item.id}/"
    sent = {
        "version": 1,
        "leads": [cast.units["jiahe-finance"]],
        "kind": "by date",
        "day": "2099-06-30",
        "remarks": "按年度推进",
    }
    answer = officer.post(url, sent, headers={"hx-request": "true"})
    assert b'name="version" value="2"' in answer.content
    stale = officer.post(url, sent, headers={"hx-request": "true"})
    assert stale.status_code == 409
    kept = Item.objects.get(pk=item.id)
    assert (kept.deadline_days, kept.remarks, kept.is_seen) == (["2099-06-30"], "按年度推进", True)
    assert officer.get(url).status_code == 200
    assert officer.get(f"/divisions/{division_id}/sheet/").status_code == 200


def test_a_saved_row_tells_how_many_are_left_and_no_day_has_passed(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    officer, item = signed_in("county_officer"), items_of(division_id)[0]
    url = f"/divisions/{division_id}/items/{item.id}/"
    sent = {"version": 1, "leads": [cast.units["jiahe-finance"]], "kind": "by date"}
    late = officer.post(url, sent | {"day": "2020-06-30"})
    assert late.status_code == 422 and "所填日期已过。" in late.text
    assert not Item.objects.get(pk=item.id).is_seen
    saved = officer.post(url, sent | {"day": "2099-06-30"}, headers={"hx-request": "true"}).text
    saved = in_one_line(saved)
    assert '<strong id="unseen" hx-swap-oob="true">还有 3 行待核对</strong>' in saved
    # What the document prints may stay, though it has passed.
    Item.objects.filter(pk=item.id).update(deadline_days=["2020-06-30"])
    kept = sent | {"version": 2, "day": "2020-06-30", "remarks": "备注"}
    assert officer.post(url, kept, headers={"hx-request": "true"}).status_code == 200


def test_a_long_table_folds_below_the_headings_of_the_text(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    page = signed_in("county_officer").get(f"/divisions/{division_id}/").text
    assert "part-head" not in page
    rows = items_of(division_id)
    long = [replace(row, position=10 * at + n) for at, row in enumerate(rows) for n in range(10)]
    parts = sections(long, {"二/(一)": "优化资源布局"})
    assert [(each["path"], each["heading"], each["first"], each["last"]) for each in parts] == [
        ("二/(一)", "优化资源布局", 0, 19),
        ("二/(二)", "", 20, 39),
    ]
    flat = [replace(long[0], position=n, clause_path=str(n)) for n in range(60)]
    assert [len(each["rows"]) for each in sections(flat, {})] == [40, 20]


@pytest.mark.parametrize(
    "sent", [{"version": 1, "leads": ["x"]}, {"version": 1, "kind": "by date", "day": "31.2."}]
)
def test_what_is_no_unit_or_no_day_is_refused_in_words(
    cast: Cast, signed_in: SignedIn, tmp_path: Path, sent: dict[str, object]
) -> None:
    division_id = drafted(cast, tmp_path)
    item = items_of(division_id)[0]
    url = f"/divisions/{division_id}/items/{item.id}/"
    answer = signed_in("county_officer").post(url, sent)
    assert answer.status_code in (400, 422)
    assert not Item.objects.filter(is_seen=True).exists()


def test_a_unit_finds_the_draft_at_home_and_objects(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    send_out(cast, signed_in("county_officer"), division_id)
    housing = signed_in("department_officer")
    asked = asked_of(division_id)[cast.units["jiahe-housing"]]
    assert f"/replies/{asked.id}/" in housing.get("/").content.decode()
    assert housing.get(f"/replies/{asked.id}/").status_code == 200
    mine = housing.get("/my-list/").text
    assert f"/replies/{asked.id}/" in mine and "2099-12-31" in mine
    granter, leaver = signed_in("security_administrator"), cast.users["department_officer"]
    hanging = granter.get(f"/api/handovers/hanging/{leaver}").json()
    assert [each["due_on"] for each in hanging["replies"]] == ["2099-12-31"]
    assert "待答复的征求意见" in granter.get(f"/people/{leaver}/hand-over/").text
    assert housing.get(f"/divisions/{division_id}/").status_code in (403, 404)
    assert signed_in("other_county_officer").get(f"/replies/{asked.id}/").status_code == 404
    first = items_of(division_id)[0].id
    sent = {
        "version": asked.version,
        f"stance-{first}": "objection",
        f"words-{first}": "非我局职责",
        f"unit-{first}": cast.units["jiahe-finance"],
    }
    assert housing.post(f"/replies/{asked.id}/", sent).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.words, opinion.other_unit_id) == ("非我局职责", cast.units["jiahe-finance"])
    assert f"/replies/{asked.id}/" not in housing.get("/").content.decode()


def test_a_refused_reply_comes_back_as_it_was_typed(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    division_id = drafted(cast, tmp_path)
    send_out(cast, signed_in("county_officer"), division_id)
    asked = asked_of(division_id)[cast.units["jiahe-housing"]]
    first, second = (item.id for item in items_of(division_id)[:2])
    sent = {
        "version": asked.version,
        "words": "总体可行",
        f"stance-{first}": "objection",
        f"words-{first}": "",
        f"unit-{first}": cast.units["jiahe-finance"],
        f"day-{first}": "2099-06-30",
        f"stance-{second}": "proposal",
        f"words-{second}": "建议分两年完成",
    }
    answer = signed_in("department_officer").post(f"/replies/{asked.id}/", sent)
    assert answer.status_code == 422
    page = in_one_line(answer.text)
    assert f'name="stance-{first}" value="objection" checked' in page
    assert f'name="stance-{second}" value="proposal" checked' in page
    assert f'value="{cast.units["jiahe-finance"]}" selected' in page
    kept = ("提出意见的，须写明意见内容", "总体可行", "建议分两年完成", 'value="2099-06-30"')
    assert [each for each in kept if each not in page] == []
    assert AskedUnit.objects.get(pk=asked.id).reply == Reply.WAITING.value


def test_a_reply_from_paper_needs_its_scan(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    officer = signed_in("county_officer")
    send_out(cast, officer, division_id)
    asked = asked_of(division_id)[cast.units["jiahe-housing"]]
    url, sent = f"/replies/{asked.id}/record/", {"version": 1, "replied_on": "2026-03-01"}
    assert officer.get(url).status_code == 200
    assert officer.post(url, sent).status_code == 422
    scan = SimpleUploadedFile("复函.txt", "无意见".encode())
    assert officer.post(url, {**sent, "scan": scan}).status_code == 302
    kept = AskedUnit.objects.get(pk=asked.id)
    assert (kept.reply, kept.is_recorded) == (Reply.AGREED.value, True)
    got = officer.get(f"/replies/{asked.id}/scan/")
    assert b"".join(got.streaming_content).decode() == "无意见"


def summary(client: object, number: int, file: Path) -> list[object]:
    """Every cell of 意见汇总表."""
    sheet = client.get(f"/api/divisions/{number}/opinions.xlsx")
    file.write_bytes(b"".join(sheet.streaming_content))
    return [cell.value for row in load_workbook(file).active.iter_rows() for cell in row]


def accept_on_the_page(officer: Client, number: int) -> None:
    """The only opinion, with lead and day before and after in view; the former lead helps."""
    address = f"/divisions/{number}/opinions/"
    page = re.sub(r"\s+", " ", officer.get(address).text)
    assert "/clauses/" in page
    assert "若采纳" in page and "甲禾县教育局 → 甲禾县住房和城乡建设局" in page
    assert "甲禾县教育局改为配合单位" in page and "→ 2099-06-30" in page
    sent = {"version": 1, "verdict": "accepted", "keeps_former": "1"}
    officer.post(f"{address}{Opinion.objects.get().pk}/", sent)
    assert "若采纳" not in officer.get(address).text


def test_the_whole_life_runs_over_the_routes(
    cast: Cast, signed_in: SignedIn, tmp_path: Path, settings: Settings
) -> None:
    document_id = upload_open_plan(cast, tmp_path)
    officer = signed_in("county_officer")

    def post(path: str, **sent: object) -> dict[str, int]:
        answer = officer.post(f"/api{path}", json.dumps(sent), content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    owner = cast.units["jiahe-education"]
    number = post(f"/divisions/of/{document_id}", owner_unit_id=owner)["id"]
    rows = [{"id": item.id, "version": item.version} for item in items_of(number)]
    post(f"/divisions/{number}/items", rows=rows, lead_ids=[owner], joint_ids=[])
    post(f"/divisions/{number}/send", version=1, reply_due_on="2099-12-31")
    asked = asked_of(number)[owner]
    opinion = {"item_id": items_of(number)[0].id, "words": "时限偏紧", "other_day": "2099-06-30"}
    opinion["other_unit_id"] = housing = cast.units["jiahe-housing"]
    post(f"/replies/{asked.id}", version=1, opinions=[opinion])
    post(f"/divisions/{number}/close", version=row_of(number).version)
    accept_on_the_page(officer, number)
    first = items_of(number)[0]
    assert (first.lead_ids, first.joint_ids) == ((housing,), (owner,))
    post(f"/divisions/{number}/agree", version=row_of(number).version, reason="只动时限")
    today = str(row_of(number).drafted_on)
    signed = {"unit_id": owner, "signed_on": today, "signed_by": "周某"}
    post(f"/divisions/{number}/countersign", **signed)
    post(f"/divisions/{number}/finish", version=row_of(number).version, reason="电话同意")
    unnumbered = {"version": str(row_of(number).version), "issued_on": today, "number": " "}
    assert officer.post(f"/divisions/{number}/issue/", unnumbered).status_code == 422
    assert not Plan.objects.exists()
    issue = {"number": "甲政办发〔2026〕6号", "issued_on": today}
    plan = post(f"/divisions/{number}/issue", version=row_of(number).version, **issue)["id"]
    assert Plan.objects.get().pk == plan
    assert Round.objects.get().closed_on is not None
    assert Event.objects.filter(action="division.issue").count() == 1
    for tab in ("rounds/", "opinions/", "signing/", ""):
        assert officer.get(f"/divisions/{number}/{tab}").status_code == 200
    cells = summary(officer, number, tmp_path / "意见.xlsx")
    assert "采纳" in cells and "有意见" in cells
    instead = "时限偏紧 → 甲禾县住房和城乡建设局、2099-06-30"
    assert any(instead in str(cell) for cell in cells)
