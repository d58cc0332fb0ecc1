"""The lineage page 沿革页面: confirmed by forms, shown on both documents, found by the filter."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.actions.lineage import Term, confirm_validity
from mengyang.store.models import Document, DocumentRelation, DocumentValidity
from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.lineage_texts import NEW, OLD
from tests.upload_cast import upload_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_officer")


@pytest.fixture
def pair(cast: Cast, settings: Settings, tmp_path: Path) -> tuple[int, int]:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    earlier = upload_plan(cast, tmp_path / "files")
    return upload_plan(cast, tmp_path / "files", NEW), earlier


def test_a_validity_is_proposed_confirmed_and_shown(officer: Client, pair: tuple[int, int]) -> None:
    address = f"/documents/{pair[0]}/lineage/"
    assert "有效期两年" in officer.get(address).text
    form = officer.get(f"{address}validity/").text
    assert 'value="2026-02-20"' in form and 'value="2028-02-19"' in form
    sent = {"version": 0, "from_day": "2026-02-20", "last_day": "2028-02-19", "words": "有效期两年"}
    assert officer.post(f"{address}validity/", sent).url == address
    row = DocumentValidity.objects.get()
    assert (str(row.from_day), str(row.until_day)) == ("2026-02-20", "2028-02-20")
    assert "现行有效" in officer.get(f"/documents/{pair[0]}/").text
    page = officer.post(f"{address}validity/", sent | {"last_day": "2026-01-01"})
    assert page.status_code == 200 and "早于施行日期" in page.text


def test_no_paper_stands_chosen_and_none_that_came_later_is_earlier(
    officer: Client, pair: tuple[int, int]
) -> None:
    later, earlier = pair
    Document.objects.filter(pk=earlier).update(signed_on=date(2026, 2, 21))
    address = f"/documents/{later}/lineage/relate/"
    page = officer.get(address).text
    assert f'<option value="{earlier}"' not in page and '<option value="" selected>' in page
    sent = {"relation": "replaces", "earlier": "", "from_day": "2026-02-20"}
    assert officer.post(address, sent).status_code == 200
    taken = {"earlier_id": earlier, "relation": "replaces", "from_day": "2026-02-20"}
    asked = f"/api/documents/{later}/relations"
    api = officer.post(asked, taken, content_type="application/json")
    assert api.status_code == 422 and "成文在本文件之后" in api.json()["message"]
    assert not DocumentRelation.objects.exists()


def test_a_relation_is_recorded_on_a_page_and_found_by_the_filter(
    officer: Client, pair: tuple[int, int]
) -> None:
    later, earlier = pair
    address = f"/documents/{later}/lineage/"
    assert f"relate/?earlier={earlier}&amp;relation=repeals" in officer.get(address).text
    sent = {"relation": "repeals", "earlier": earlier, "from_day": "2026-02-20", "words": "废止"}
    assert officer.post(f"{address}relate/", sent).url == address
    assert "已废止" in officer.get(f"/documents/{earlier}/lineage/").text
    assert OLD in officer.get("/documents/?validity=repealed").text
    assert OLD not in officer.get("/documents/?validity=unconfirmed").text
    row = DocumentRelation.objects.get()
    assert officer.post(f"{address}{row.pk}/unrelate/", {"version": row.version}).url == address
    assert not DocumentRelation.objects.exists()


def test_the_api_says_and_does_the_same(officer: Client, pair: tuple[int, int]) -> None:
    later, earlier = pair
    said = officer.get(f"/api/documents/{later}/lineage/proposals").json()
    assert said["relations"][0]["earlier_id"] == earlier
    asked = {"earlier_id": earlier, "relation": "replaces", "from_day": "2026-02-20"}
    made = officer.post(f"/api/documents/{later}/relations", asked, "application/json").json()
    term = {"version": 0, "from_day": "2026-02-20"}
    officer.post(f"/api/documents/{later}/validity", term, "application/json")
    told = officer.get(f"/api/documents/{earlier}/lineage").json()
    assert told["standing"] == "replaced" and told["chain"][0]["later"]["standing"] == "in_force"
    listed = {
        state: f"/documents/{earlier}/" in officer.get(f"/documents/?validity={state}").text
        for state in ("replaced", "repealed")
    }
    assert listed == {"replaced": True, "repealed": False}
    back = f"/api/documents/relations/{made['id']}/take-back"
    assert officer.post(back, {"version": 1}, "application/json").json() == {"done": True}
    assert officer.get(f"/api/documents/{earlier}/lineage").json()["chain"] == []


def test_who_keeps_no_lineage_is_offered_no_form(
    signed_in: SignedIn, pair: tuple[int, int]
) -> None:
    secretary = signed_in("secretary")
    page = secretary.get(f"/documents/{pair[0]}/lineage/")
    assert page.status_code == 200 and "/validity/" not in page.text
    assert secretary.get(f"/documents/{pair[0]}/lineage/validity/").status_code == 403
    assert signed_in("county_officer").get(f"/documents/{pair[0]}/lineage/").status_code == 404


def test_a_plan_says_until_when_its_document_holds(signed_in: SignedIn, cast: Cast) -> None:
    plan = write_plan(cast)
    officer, address = signed_in("prefecture_officer"), f"/plans/{plan.plan_id}/"
    assert "待确认" in officer.get(address).text
    for last_day, standing, is_over in (
        (date(2199, 12, 31), "现行有效", False),
        (None, "现行有效", False),
        (date(2026, 3, 1), "已失效", True),
    ):
        row = DocumentValidity.objects.filter(document_id=plan.document_id).first()
        term = Term(date(2026, 2, 1), last_day)
        actor, version = cast.actor("prefecture_officer"), row.version if row else 0
        confirm_validity(actor, plan.document_id, version, term, at=cast.at)
        page = officer.get(address).text
        assert standing in page and (str(last_day) if last_day else "未规定截止日期") in page
        assert ("继续挂账" in page) is is_over
