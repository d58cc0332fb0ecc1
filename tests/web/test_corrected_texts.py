"""The pages of a corrected text 更正稿页面: asked at upload, compared, ticked, told of changes."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.assignments import assign_task
from mengyang.actions.charges import Answer
from mengyang.store.models import Correction, Difference, Document, Task
from tests.cast import Cast
from tests.corrected_cast import NEW, OLD
from tests.upload_cast import preview_stamp, upload_plan
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(cast: Cast, settings: Settings, tmp_path: Path) -> int:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    document_id = upload_plan(cast, tmp_path / "files", OLD)
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    stamp = preview_stamp(cast, document_id)
    adopt_document(cast.actor("prefecture_officer"), document_id, stamp, decisions, at=cast.at)
    return document_id


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_officer")


def paper(text: str = NEW) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "更正稿.txt"
    return file


def corrected(cast: Cast, officer: Client, earlier: int) -> str:
    """The address of the differences, uploaded as a corrected text."""
    sent = {"area": cast.areas["yunlu"], "file": paper(), "meant": str(earlier)}
    done = officer.post("/documents/upload/", sent)
    assert done.status_code == 302, done.text
    return str(done["Location"])


def ticks(page: object, *, but: str = "") -> list[str]:
    cards = page.context["cards"]  # type: ignore[attr-defined]
    return [card["tick"] for card in cards if card["row"].difference_kind != but]


def test_the_upload_asks_before_it_stores(cast: Cast, officer: Client, earlier: int) -> None:
    sent = {"area": cast.areas["yunlu"], "file": paper()}
    page = officer.post("/documents/upload/", sent)
    assert page.status_code == 200 and f'value="{earlier}"' in page.text
    assert "尚未存入" in page.text and Document.objects.count() == 1
    address = corrected(cast, officer, earlier)
    row = Correction.objects.get()
    assert address == f"/corrections/{row.pk}/" and row.earlier_id == earlier
    for document_id in (earlier, row.later_id):
        assert address in officer.get(f"/documents/{document_id}/").text
    assert "/adopt/" not in officer.get(f"/documents/{row.later_id}/").text


def test_both_may_be_kept_and_joined_later(cast: Cast, officer: Client, earlier: int) -> None:
    sent = {"area": cast.areas["yunlu"], "file": paper(), "meant": "again"}
    later = int(officer.post("/documents/upload/", sent)["Location"].split("/")[2])
    page = officer.get(f"/documents/{later}/").text
    assert f"/documents/{later}/corrects/?earlier={earlier}" in page
    form = officer.get(f"/documents/{later}/corrects/?earlier={earlier}").text
    assert f'value="{earlier}" selected' in form
    done = officer.post(f"/documents/{later}/corrects/", {"earlier": earlier})
    assert done["Location"] == f"/corrections/{Correction.objects.get().pk}/"
    back = officer.post(f"{done['Location']}take-back/", {"version": 1})
    assert back.status_code == 302 and Correction.objects.get().state == "taken_back"


def test_ticked_differences_are_accepted_together(
    cast: Cast, officer: Client, earlier: int
) -> None:
    address = corrected(cast, officer, earlier)
    page = officer.get(address)
    shown = in_one_line(page.text)
    assert "<del>8</del>" in shown and "<ins>11</ins>" in shown
    sent = {"seen": ticks(page), "accept": "1"}
    refused = officer.post(address, sent)
    assert refused.status_code == 422 and "须写明处理意见" in refused.text
    assert refused.text.count('name="seen"') == refused.text.count(" checked") == 5
    done = officer.post(address, sent | {"reason": "原任务保留"}, follow=True)
    assert "更正稿生效" in done.text and not Difference.objects.exclude(state="accepted").exists()
    row = Task.objects.get(clause_path="二/(一)/1", parent=None)
    assert f'href="/documents/{earlier}/"' in officer.get(f"/tasks/{row.pk}/").text
    kept = Task.objects.get(clause_path="二/(二)/1", parent=None)
    assert "未按更正稿更正" in officer.get(f"/tasks/{kept.pk}/").text
    clause = officer.get(f"/documents/{row.document_id}/clauses/{row.clause_path}").text
    assert f"/tasks/{row.pk}/" in clause
    preview = officer.get(f"{address}addition/")
    assert "收费公示" in preview.text
    added = officer.post(f"{address}addition/", {"stamp": preview.context["preview"].stamp})
    assert added["Location"] == f"/plans/{row.plan_id}/"
    assert Task.objects.filter(title__contains="收费公示", plan_id=row.plan_id).count() == 1


def test_whoever_opens_the_earlier_clause_is_led_to_the_one_that_stands(
    cast: Cast, officer: Client, earlier: int
) -> None:
    address = corrected(cast, officer, earlier)
    sent = {"seen": ticks(officer.get(address)), "accept": "1", "reason": "原任务保留"}
    assert "本条款已" not in officer.get(f"/documents/{earlier}/clauses/二/(一)/1").text
    officer.post(address, sent)
    later = Correction.objects.get().later_id
    now = reverse("library_clause", args=[later, "二/(一)/1"])
    told = officer.get(f"/documents/{earlier}/clauses/二/(一)/1").text
    assert "本条款已按更正稿更正" in told and f'href="{now}"' in told
    assert "更正稿已删去本条款" in officer.get(f"/documents/{earlier}/clauses/二/(二)/1").text
    assert "本条款已" not in officer.get(now).text
    found = officer.get("/documents/search/?words=学位不足").text
    assert "已有更正稿" in found and "<strong>更正稿</strong>" in found
    assert "历次文本" in officer.get(f"/documents/{earlier}/lineage/").text


def test_a_text_out_of_reach_is_named_without_a_link(
    cast: Cast, officer: Client, signed_in: SignedIn, earlier: int
) -> None:
    address = corrected(cast, officer, earlier)
    row = Task.objects.get(clause_path="二/(二)/1", parent=None)
    Task.objects.filter(pk=row.pk).update(lead_unit_id=cast.units["jiahe-housing"])
    unit, text = signed_in("department_officer"), f"/documents/{Correction.objects.get().later_id}/"
    page = unit.get(f"/tasks/{row.pk}/").text
    assert (unit.get(address).status_code, address in page) == (404, False)
    Task.objects.filter(pk=row.pk).update(document_id=Correction.objects.get().later_id)
    page = unit.get(f"/tasks/{row.pk}/").text
    assert (unit.get(text).status_code, text in page, "二/(二)/1" in page) == (404, False, True)


def test_a_stale_page_shows_what_changed_and_keeps_the_ticks(
    cast: Cast, officer: Client, earlier: int
) -> None:
    address = corrected(cast, officer, earlier)
    sent = {"seen": ticks(officer.get(address), but="removed"), "accept": "1", "reason": "核实"}
    row = Task.objects.get(clause_path="二/(一)/2", parent=None)
    assign_task(cast.actor("prefecture_officer"), row.pk, row.version, at=cast.at)
    page = officer.post(address, sent)
    assert page.status_code == 409 and "二/(一)/2" in page.context["refusal"].message
    assert page.text.count(" checked") == 4 and 'value="核实"' in page.text
    again = {"seen": ticks(page, but="removed"), "accept": "1"}
    assert officer.post(address, again).status_code == 302
    assert Difference.objects.filter(state="accepted").count() == 4


def test_words_alone_are_accepted_at_once_and_the_rest_rejected(
    cast: Cast, officer: Client, earlier: int
) -> None:
    reworded = NEW.replace("认真贯彻落实", "认真抓好落实")
    sent = {"area": cast.areas["yunlu"], "file": paper(reworded), "meant": str(earlier)}
    address = officer.post("/documents/upload/", sent)["Location"]
    page = officer.get(address)
    assert page.text.count('data-tick="words"') == 1 and page.text.count("data-tick=") == 6
    piles = page.context["piles"]
    stale = officer.post(address, {"accept_words": piles.rest.stamp})
    assert stale.status_code == 409 and not Difference.objects.exclude(state="open").exists()
    officer.post(address, {"accept_words": piles.words.stamp})
    [taken] = Difference.objects.filter(state="accepted")
    assert reworded[taken.new_start : taken.new_end].count("认真抓好落实") == 1
    made = address.split("/")[2]
    rest = officer.get(f"/api/corrections/{made}/open").json()["rest"]
    sent = {"accepts": False, "stamp": rest["stamp"], "reason": "未经会议研究"}
    done = officer.post(f"/api/corrections/{made}/decide-all", sent, "application/json")
    assert done.json() == {"number": 5}
    assert Difference.objects.filter(state="rejected", reason="未经会议研究").count() == 5
    assert Correction.objects.get().state == "settled"
    assert not Task.objects.exclude(document_id=None).exists()


def test_a_program_does_the_same(cast: Cast, officer: Client, earlier: int) -> None:
    area = cast.areas["yunlu"]
    refused = officer.post("/api/documents", {"area_id": area, "file": paper()})
    assert refused.status_code == 422
    assert refused.json()["code"] == "documents.refused.number_there"
    sent = {"area_id": area, "file": paper(), "is_again": "true"}
    later = officer.post("/api/documents", sent).json()["id"]
    pair = {"later_id": later, "earlier_id": earlier}
    made = officer.post("/api/corrections", pair, "application/json").json()["id"]
    told = officer.get(f"/api/corrections/{made}").json()
    assert [each["kind"] for each in told["differences"]] == [
        *("changed", "changed", "changed", "removed", "added")
    ]
    moved = told["differences"][1]
    assert {"field": "deadline", "old": "2026年8月底前（2026-08-31）"}.items() <= (
        moved["tasks"][0]["changes"][-1].items()
    )
    seen = [{"id": each["id"], "stamp": each["stamp"]} for each in told["differences"]]
    verdict = {"accepts": True, "seen": seen, "reason": "原任务保留"}
    base = f"/api/corrections/{made}"
    assert officer.post(f"{base}/decide", verdict, "application/json").json()["is_settled"]
    stamp = officer.get(f"{base}/addition").json()["stamp"]
    adopted = {"stamp": stamp, "owner_unit_id": cast.units["yunlu-education"]}
    done = officer.post(f"{base}/addition", adopted, "application/json")
    assert done.json() == {"tasks": 1}


def test_who_may_not_decide_is_offered_no_tick(
    cast: Cast, officer: Client, signed_in: SignedIn, earlier: int
) -> None:
    address = corrected(cast, officer, earlier)
    page = signed_in("secretary").get(address)
    assert page.status_code == 200 and 'name="seen"' not in page.text
    assert signed_in("county_officer").get(address).status_code == 404
