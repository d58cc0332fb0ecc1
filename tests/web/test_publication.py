"""The pages of publication 双公开页面: the office's, and those that nobody signs in to."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from mengyang.actions import editions
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.models import Document, Edition, LawfulNotice, ReportingDuty
from mengyang.web.management.commands import publication as command
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.ledger_work import LATER
from tests.publication_cast import BASIS, drafted, plant, published, told
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_an_edition_goes_its_way_through_the_pages(
    cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    plant(plan)
    officer, supervisor = signed_in("prefecture_officer"), signed_in("prefecture_supervisor")
    address = f"/plans/{plan.plan_id}/publication/"
    assert address in officer.get(f"/plans/{plan.plan_id}/").text
    sent = {"kind": "public", "statement": "进展顺利", "hidden": "某某路7号\n\n", "notice": ""}
    done = officer.post(f"{address}drafts/", sent)
    row = Edition.objects.get()
    assert done.url == f"/editions/{row.pk}/" and row.hidden == ["某某路7号"]
    # The drafter may send it back, but neither review nor approve it.
    own = officer.get(done.url).text
    assert f"{done.url}send-back/" in own and f"{done.url}review/" not in own
    seen = supervisor.get(done.url).text
    assert "欧阳建国" in seen and '<mark class="removed">' in seen and "个人姓名" in seen
    empty = supervisor.post(f"{done.url}review/", {"version": 1, "basis": ""})
    assert empty.status_code == 422 and "保密审查通过" in empty.text
    supervisor.post(f"{done.url}review/", {"version": 1, "basis": BASIS, "note": "已核"})
    stale = supervisor.post(f"{done.url}approve/", {"version": 1})
    assert stale.status_code == 409
    supervisor.post(f"{done.url}approve/", {"version": 2})
    officer.post(f"{done.url}publish/", {"version": 3})
    row.refresh_from_db()
    assert (row.state, row.number) == ("published", 1)
    assert f"/public/editions/{row.pk}/" in officer.get(done.url).text
    officer.post(f"{done.url}withdraw/", {"version": 4, "reason": "数据有误"})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_anybody_reads_what_is_published_and_nothing_else(
    cast: Cast, plan: Written, signed_in: SignedIn, client: Client
) -> None:
    assert "尚未发布任何内容" in client.get("/public/").text
    plant(plan)
    told(cast, plan, "因雨季停工。")
    draft, inside = drafted(cast, plan), published(cast, plan, EditionKind.INSIDE)
    for pk in (draft.pk, inside.pk, 999):
        missing = client.get(f"/public/editions/{pk}/")
        assert missing.status_code == 404 and "没有公开这项内容" in missing.text
    editions.send_back_edition(
        cast.actor("prefecture_officer"), Seen(draft.pk, 1), "重拟", at=LATER
    )
    row = published(cast, plan, statement="进展顺利")
    client = Client(headers={"accept-language": "zh"})
    page = client.get(f"/public/editions/{row.pk}/")
    assert page.status_code == 200 and "进展顺利" in page.text and "办结率" in page.text
    assert not client.cookies
    for planted in ("欧阳建国", "13812345678", "赵无咎", "内部", "雨季", "筑安", "明远"):
        assert planted not in page.text, planted
    assert row.digest in page.text and "60 %" in page.text
    assert f"/public/editions/{row.pk}/" in client.get("/public/").text
    assert client.get(f"/public/areas/{cast.areas['yunlu']}/").status_code == 200
    assert client.get(f"/public/areas/{cast.areas['jiahe']}/").status_code == 404
    kept = client.get(f"/public/editions/{row.pk}/", headers={"if-none-match": page["ETag"]})
    assert kept.status_code == 304 and "max-age" in page["Cache-Control"]
    english = client.get(f"/public/editions/{row.pk}/?lang=en")
    assert "Completion rate" in english.text and 'lang="en"' in english.text
    assert english["ETag"] != page["ETag"]


def test_earlier_versions_are_reached_and_a_withdrawn_one_says_only_why(
    cast: Cast, plan: Written, client: Client
) -> None:
    first = published(cast, plan, statement="第一版的话")
    second = published(cast, plan, statement="第二版的话", notice="改了说明。")
    old = client.get(f"/public/editions/{first.pk}/").text
    assert "第一版的话" in old and "已被新版本替代" in old
    new = client.get(f"/public/editions/{second.pk}/").text
    assert "改了说明。" in new and "第一版的话" in new and f"/public/editions/{first.pk}/" in new
    first.refresh_from_db()
    officer = cast.actor("prefecture_officer")
    editions.withdraw_edition(officer, Seen(first.pk, first.version), "数据有误。", at=LATER)
    gone = client.get(f"/public/editions/{first.pk}/")
    assert gone.status_code == 410 and "数据有误。" in gone.text and "第一版的话" not in gone.text
    # What was withdrawn does not come back as the other side of a comparison.
    assert "第一版的话" not in client.get(f"/public/editions/{second.pk}/").text


def test_an_inspector_is_shown_with_the_photograph(
    cast: Cast, plan: Written, signed_in: SignedIn, client: Client, files: Path
) -> None:
    officer, address = signed_in("prefecture_officer"), f"/plans/{plan.plan_id}/publication/"
    notice = {"kind": "assigned_inspector", "name": "守正", "contact": "0906-2123456"}
    wrong = officer.post(f"{address}notices/", {**notice, "name": ""})
    assert wrong.status_code == 422
    picture = SimpleUploadedFile("督学.png", PNG, "image/png")
    officer.post(f"{address}notices/", {**notice, "photograph": picture})
    row = published(cast, plan)
    page = client.get(f"/public/editions/{row.pk}/").text
    assert "0906-2123456" in page and f"/public/editions/{row.pk}/photographs/1/" in page
    shown = client.get(f"/public/editions/{row.pk}/photographs/1/")
    assert shown.content == PNG and shown["Content-Type"] == "image/png"
    assert client.get(f"/public/editions/{row.pk}/photographs/2/").status_code == 404
    inside = b"".join(officer.get(f"/editions/{row.pk}/photographs/1/").streaming_content)
    assert inside == PNG
    officer.post(f"{address}notices/{LawfulNotice.objects.get().pk}/end/", {"version": 1})
    assert LawfulNotice.objects.get().until_day is not None


def test_the_routes_do_what_the_pages_do(cast: Cast, plan: Written, signed_in: SignedIn) -> None:
    officer, supervisor = signed_in("prefecture_officer"), signed_in("prefecture_supervisor")
    whole = f"/api/publication/plans/{plan.plan_id}"
    json = {"content_type": "application/json"}
    pk = officer.post(f"{whole}/editions", {"kind": "public"}, **json).json()["id"]
    one = f"/api/publication/editions/{pk}"
    refused = officer.post(f"{one}/review", {"version": 1, "basis": BASIS}, **json)
    assert refused.json()["code"] == "publication.refused.own_edition"
    back = supervisor.post(f"{one}/send-back", {"version": 1, "reason": "重拟"}, **json)
    assert back.json() == {"version": 2}
    pk = officer.post(f"{whole}/editions", {"kind": "public"}, **json).json()["id"]
    one = f"/api/publication/editions/{pk}"
    supervisor.post(f"{one}/review", {"version": 1, "basis": BASIS}, **json)
    supervisor.post(f"{one}/approve", {"version": 2}, **json)
    assert officer.post(f"{one}/publish", {"version": 3}, **json).json() == {"version": 4}
    seen = signed_in("county_officer").get(one).json()
    assert seen["edition"]["state"] == "published" and seen["removed"] == []
    assert len(officer.get(f"{whole}/editions").json()) == 2
    officer.post(f"{one}/withdraw", {"version": 4, "reason": "数据有误"}, **json)
    assert Edition.objects.get(pk=pk).state == "withdrawn"
    notice = {"kind": "complaint_line", "name": "举报电话", "contact": "12345"}
    added = officer.post(f"{whole}/lawful-notices", notice)
    ended = officer.post(
        f"/api/publication/lawful-notices/{added.json()['id']}/end", {"version": 1}, **json
    )
    assert ended.json() == {"done": True}


def test_the_package_holds_pages_and_data_and_nothing_that_was_removed(
    cast: Cast, plan: Written, signed_in: SignedIn, client: Client
) -> None:
    plant(plan)
    told(cast, plan, "因雨季停工。")
    row = published(cast, plan, statement="进展顺利")
    got = client.get(f"/public/editions/{row.pk}/package/")
    assert got["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(got.content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert set(files) == {
        *("index.html", "index.en.html", "style.css", "data.json", "tasks.csv"),
        *("dictionary.csv", "SHA256SUMS"),
    }
    for planted in ("欧阳建国", "13812345678", "赵无咎", "内部", "雨季", "筑安", "明远"):
        assert not [name for name, text in files.items() if planted in text], planted
        assert planted not in client.get(f"/public/editions/{row.pk}/content/").text
    assert "进展顺利" in files["index.html"] and "Completion rate" in files["index.en.html"]
    for page in ("index.html", "index.en.html"):
        assert "<script" not in files[page] and "://" not in files[page]
    assert files["tasks.csv"].count("\n") == len(row.content["tasks"]) + 1
    assert json.loads(files["data.json"])["digest"] == row.digest
    office = signed_in("prefecture_officer")
    assert f"/public/editions/{row.pk}/package/" in office.get(f"/editions/{row.pk}/").text
    same = office.get(f"/api/publication/editions/{row.pk}/package")
    assert b"".join(same.streaming_content) == got.content
    editions.withdraw_edition(
        cast.actor("prefecture_officer"), Seen(row.pk, row.version), "数据有误。", at=LATER
    )
    gone = client.get(f"/public/editions/{row.pk}/package/")
    assert gone.status_code == 422 and "已撤回" in gone.text


def test_the_command_lists_and_writes(
    cast: Cast,
    plan: Written,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The database of a test lies in memory: no file of it is to be found.
    monkeypatch.setattr(command, "require_sound", lambda: None)
    row, out = published(cast, plan), tmp_path / "plan.zip"
    call_command("publication", "list")
    assert f"{row.pk}　云麓地区" in capsys.readouterr().out
    call_command("publication", "package", str(row.pk), out=str(out))
    assert ZipFile(out).testzip() is None
    with pytest.raises(Refused):
        call_command("publication", "package")


def test_the_calendar_flags_what_is_late_on_its_list_and_on_the_plan(
    cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    ReportingDuty.objects.filter(task_id=plan.tasks["4"]).update(publicity="双公开")
    office = signed_in("prefecture_officer")
    told = office.get("/publication-calendar/").text
    # Adopted on 2 March 2026 and published by nobody: late by any day on which this runs.
    assert "首次公开" in told and "逾期未公开" in told and "双公开" in told
    assert "整改方案" in told
    assert "整改方案" not in office.get("/publication-calendar/?state=done").text
    page = office.get(f"/plans/{plan.plan_id}/publication/").text
    assert "<strong>逾期未公开</strong>" in page
    published(cast, plan)
    done = office.get("/api/publication/calendar").json()
    by_ground = {(each["ground"], each["kind"]): each for each in done}
    assert by_ground["first", "public"]["state"] == "done"
    assert by_ground["first", "public"]["due_on"] == "2026-03-30"
    assert by_ground["renewal", "public"]["due_on"] == "2026-06-05"
    assert ("report", "inside") in by_ground and ("report", "public") in by_ground
    Document.objects.filter(pk=plan.document_id).update(disclosure="not_public")
    assert office.get("/api/publication/calendar").json() == []
    assert signed_in("system_administrator").get("/publication-calendar/").status_code == 403
