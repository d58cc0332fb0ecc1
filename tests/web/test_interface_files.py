"""Files by the API 接口下载: evidence and ledgers go to those who may have them, as downloads."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from mengyang.store.models import Event, Evidence, Job, Task, User
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.upload_cast import PLAN, upload_plan
from tests.web.conftest import SignedIn

JSON = "application/json"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def test_evidence_goes_to_whoever_sees_its_task(signed_in: SignedIn, plan: Written) -> None:
    task_id, unit = plan.tasks["2"], signed_in("department_officer")
    signed_in("prefecture_officer").post(f"/api/ledger/plans/{plan.plan_id}/assign")
    for step in ("sign-for", "start"):
        version = Task.objects.get(pk=task_id).version
        sent = unit.post(f"/api/tasks/{task_id}/{step}", {"version": version}, JSON)
        assert sent.status_code == 200, sent.text
    proof = {"file": SimpleUploadedFile("纪要.txt", "会议同意。".encode())}
    assert unit.post(f"/api/tasks/{task_id}/evidence", proof).status_code == 200
    address = f"/api/tasks/evidence/{Evidence.objects.get().pk}"
    response = unit.get(address)
    assert b"".join(response.streaming_content) == "会议同意。".encode()
    assert response["Content-Disposition"].startswith("attachment")
    refused = signed_in("other_county_officer").get(address)
    assert (refused.status_code, refused["Content-Type"][:16]) == (404, JSON)


def test_the_ledger_is_exported_and_that_is_on_record(signed_in: SignedIn, plan: Written) -> None:
    address = f"/api/ledger/plans/{plan.plan_id}/export"
    response = signed_in("prefecture_officer").post(f"{address}?language=en")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.active.max_row > len(plan.tasks)
    assert Event.objects.filter(action__contains="export").exists()
    assert signed_in("public_head").post(address).status_code == 422


def test_a_verification_begins_once(signed_in: SignedIn) -> None:
    sent = signed_in("auditor").post("/api/events/verification")
    assert sent.json() == {"id": Job.objects.get().pk}
    assert signed_in("county_officer").post("/api/events/verification").status_code == 403


def test_a_name_is_erased_of_a_closed_account_alone(signed_in: SignedIn, cast: Cast) -> None:
    leader = User.objects.get(pk=cast.users["leader"])
    address, granter = f"/api/people/{leader.pk}/erase", signed_in("security_administrator")
    assert granter.post(address, {"version": leader.version}, JSON).status_code == 422
    User.objects.filter(pk=leader.pk).update(is_active=False)
    assert granter.post(address, {"version": leader.version}, JSON).json() == {"done": True}
    leader.refresh_from_db()
    assert leader.display_name == "—"


def test_a_document_gives_its_file_and_what_adopting_would_make(
    signed_in: SignedIn, cast: Cast, files: Path
) -> None:
    document_id, officer = upload_plan(cast, files), signed_in("prefecture_officer")
    response = officer.get(f"/api/documents/{document_id}/file")
    assert b"".join(response.streaming_content).decode() == PLAN
    seen = officer.get(f"/api/documents/{document_id}/adoption").json()
    assert seen["duties"] and all(duty["title"] for duty in seen["duties"])
    matched = [match for duty in seen["duties"] for match in duty["matches"]]
    assert {"matched"} <= {match["found"] for match in matched}
    asked = {match["name"] for match in matched if match["found"] != "matched"}
    assert asked == {question["name"] for question in seen["questions"]}
    assert signed_in("public_head").get(f"/api/documents/{document_id}/file").status_code == 404
    answers = [{"name": question["name"]} for question in seen["questions"]]
    sent = {"owner_unit_id": cast.units["yunlu-education"], "answers": answers}
    stale = officer.post(f"/api/documents/{document_id}/adopt", sent | {"stamp": "0"}, JSON)
    assert (stale.status_code, stale.json()["code"]) == (409, "documents.refused.stale")
    told = signed_in("auditor").get(f"/api/documents/{document_id}/adoption")
    assert told.status_code in (403, 404)
