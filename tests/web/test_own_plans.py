"""The page of a unit's own plan 本单位实施方案页面: the Word draft, and an edited one compared."""

from io import BytesIO

import pytest

from tests.cast import Cast
from tests.ledger_plan import write_plan
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
    assert "上级任务2" in shown.content.decode()
    assert client.post(f"/plans/{plan_id}/own/", {"unit": housing}).status_code == 422
