"""The page of a unit's own plan 本单位实施方案页面: the Word draft, and an edited one compared."""

from io import BytesIO
from pathlib import Path

import pytest

from mengyang.actions.divisions import withdraw_division
from mengyang.core.ledger.crosswalk import task_pair
from mengyang.store.models import Document, Plan, ReadingEntry, TakenOver
from mengyang.store.reads.ledger import known_pairs
from tests.cast import Cast
from tests.division_cast import drafted, row_of
from tests.ledger_plan import write_plan
from tests.own_paper import edited
from tests.web.conftest import SignedIn


@pytest.mark.django_db
def test_the_page_drafts_and_compares(cast: Cast, signed_in: SignedIn) -> None:
    plan_id, housing = write_plan(cast).plan_id, cast.units["jiahe-housing"]
    client = signed_in("department_officer")
    assert f"/plans/{plan_id}/own/" in client.get(f"/plans/{plan_id}/").content.decode()
    assert client.get(f"/plans/{plan_id}/own/").status_code == 200
    got = client.post(f"/plans/{plan_id}/own/draft/", {"unit": housing})
    paper = BytesIO(b"".join(got.streaming_content))
    paper.name = "方案.docx"
    shown = client.post(f"/plans/{plan_id}/own/", {"unit": housing, "file": paper})
    [pair] = shown.context["pairs"]
    assert (pair.above.number, pair.by) == ("2", "marker")
    assert client.post(f"/plans/{plan_id}/own/", {"unit": housing}).status_code == 422


@pytest.mark.django_db
def test_an_edited_paper_is_kept_settled_and_becomes_a_child(
    cast: Cast, signed_in: SignedIn
) -> None:
    written, housing = write_plan(cast), cast.units["jiahe-housing"]
    client, own = signed_in("county_officer"), f"/plans/{written.plan_id}/own/"
    draft = client.post(f"{own}draft/", {"unit": housing})
    data = edited(BytesIO(b"".join(draft.streaming_content)), {"2026年3月底前": "2026年9月底前"})
    paper = BytesIO(data)
    paper.name = "方案.docx"
    kept = client.post(f"{own}keep/", {"unit": housing, "file": paper})
    assert kept.status_code == 302, kept.content.decode()
    page = client.get(kept["Location"])
    assert page.status_code == 200
    paper_id = Document.objects.get(file_name="方案.docx").pk
    preview = client.get(f"/documents/{paper_id}/adopt/").text
    assert f'href="/plans/{written.plan_id}/own/?document={paper_id}"' in preview
    assert "方案.docx" in client.get(own, {"unit": housing}).text
    sent = {
        "unit": housing,
        "document": Document.objects.get(file_name="方案.docx").pk,
        "stamp": page.context["preview"].stamp,
        "take:0": "2",
    }
    refused = client.post(f"{own}adopt/", {**sent, "left-out:2": ""})
    assert refused.status_code == 422
    assert 'value="2" selected' in refused.content.decode()
    done = client.post(f"{own}adopt/", {**sent, "later:0": "工期所限"})
    made = Plan.objects.get(above_id=written.plan_id)
    assert done["Location"] == f"/plans/{made.pk}/"
    taken = TakenOver.objects.get(plan=made)
    assert taken.reason == "工期所限" and taken.own_id is not None
    # What is linked so is not proposed as one duty once more.
    assert task_pair(written.tasks["2"], taken.own_id) in known_pairs()
    shown = [f"/plans/{written.plan_id}/", f"/tasks/{written.tasks['2']}/", own]
    for address in shown:
        assert f"/plans/{made.pk}/" in client.get(address, {"unit": housing}).content.decode()
    assert f"/plans/{written.plan_id}/" in client.get(f"/plans/{made.pk}/").content.decode()
    again = client.post(f"{own}adopt/", sent)
    assert again.status_code == 422


@pytest.mark.django_db
def test_papers_of_other_areas_are_not_offered(cast: Cast, signed_in: SignedIn) -> None:
    written, housing = write_plan(cast), cast.units["jiahe-housing"]
    client, own = signed_in("prefecture_officer"), f"/plans/{written.plan_id}/own/"
    duty = "1.关于“欠款”的问题。\n\n整改措施：按月拨付。\n"
    paper = BytesIO(f"甲禾县住房和城乡建设局实施方案\n\n　　一、整改任务\n\n{duty}".encode())
    paper.name = "方案.txt"
    client.post(f"{own}keep/", {"unit": housing, "file": paper})
    assert "方案.txt" in client.get(own, {"unit": housing}).text
    Document.objects.filter(file_name="方案.txt").update(area_id=cast.areas["yihe"])
    assert "方案.txt" not in client.get(own, {"unit": housing}).text


@pytest.mark.django_db
def test_only_what_adoption_takes_is_offered(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    written, housing = write_plan(cast), cast.units["jiahe-housing"]
    client, own = signed_in("county_officer"), f"/plans/{written.plan_id}/own/"

    def offered() -> list[int]:
        return [each.id for each in client.get(own, {"unit": housing}).context["waiting"]]

    division = drafted(cast, tmp_path)
    document_id = row_of(division).document_id
    sent = {"unit": housing, "document": document_id}
    assert client.get(own, sent).status_code == 422 and offered() == []
    withdraw_division(cast.actor("county_officer"), division, 1, "文件将重新印发", at=cast.at)
    assert client.get(own, sent).status_code == 200 and offered() == [document_id]
    ReadingEntry.objects.filter(document_id=document_id).update(is_rejected=True)
    assert client.get(own, sent).status_code == 422 and offered() == []


@pytest.mark.django_db
def test_a_program_settles_too(cast: Cast, signed_in: SignedIn) -> None:
    written, housing = write_plan(cast), cast.units["jiahe-housing"]
    client, own = signed_in("county_officer"), f"/plans/{written.plan_id}/own/"
    draft = client.post(f"{own}draft/", {"unit": housing})
    paper = BytesIO(b"".join(draft.streaming_content))
    paper.name = "方案.docx"
    client.post(f"{own}keep/", {"unit": housing, "file": paper})
    document = Document.objects.get(file_name="方案.docx").pk
    base = f"/api/own-plans/{written.plan_id}"
    seen = client.get(f"{base}/settling/{housing}/{document}").json()
    assert [(pair["above"], pair["place"]) for pair in seen["pairs"]] == [("2", 0)]
    sent = {
        "unit_id": housing,
        "document_id": document,
        "stamp": seen["stamp"],
        "takes": [{"place": 0, "number": "2"}],
    }
    made = client.post(f"{base}/adopt", sent, content_type="application/json")
    assert Plan.objects.get(pk=made.json()["plan_id"]).above_id == written.plan_id
