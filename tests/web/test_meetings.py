"""Meeting pages 会议页面: recorded by a form, decisions several at once, how each stands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mengyang.store.models import Meeting, SupervisedMatter
from tests.cast import Cast
from tests.incoming_papers import PNG
from tests.meetings_cast import HEAD, record
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def supervisor(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_supervisor")


def _filled(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "unit": str(cast.units["yunlu-office"]),
        "meeting_kind": "special",
        "title": HEAD.title,
        "held_on": "2026-02-27",
        "chair": "副专员",
        "present": [str(cast.units["jiahe-housing"])],
    } | changes


def _rows(cast: Cast, *words: str) -> dict[str, object]:
    sent: dict[str, object] = {"form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0"}
    for place, each in enumerate(words):
        sent |= {
            f"form-{place}-title": f"事项{place}",
            f"form-{place}-words": each,
            f"form-{place}-lead_units": [str(cast.units["jiahe-housing"])],
            f"form-{place}-deadline_on": "2026-04-30",
        }
    return sent


def test_a_meeting_is_recorded_and_decides(supervisor: Client, cast: Cast) -> None:
    minutes = SimpleUploadedFile("纪要.png", PNG)
    sent = supervisor.post("/meetings/new/", _filled(cast, minutes=minutes))
    row = Meeting.objects.get()
    assert (sent.status_code, sent["location"]) == (302, f"/meetings/{row.pk}/decide/")
    assert "第1项" in supervisor.get(sent["location"]).text
    done = supervisor.post(sent["location"], _rows(cast, "甲事项照办。", "乙事项照办。"))
    assert done.status_code == 302
    page = supervisor.get(f"/meetings/{row.pk}/").text
    assert "督〔2026〕1号" in page and "督〔2026〕2号" in page and "未办结 2 项" in page
    assert supervisor.get(f"/meetings/{row.pk}/minutes/").status_code == 200
    matter = SupervisedMatter.objects.order_by("number")[0]
    assert f'href="/meetings/{row.pk}/"' in supervisor.get(f"/matters/{matter.pk}/").text
    assert HEAD.title in supervisor.get("/meetings/?kind=special&year=2026").text
    assert HEAD.title not in supervisor.get("/meetings/?kind=coordination").text


def test_a_refused_row_says_so_and_nothing_is_lost(supervisor: Client, cast: Cast) -> None:
    address = f"/meetings/{record(cast)}/decide/"
    early = _rows(cast, "甲事项照办。", "乙事项照办。") | {"form-1-deadline_on": "2026-01-01"}
    sent = supervisor.post(address, early)
    assert sent.status_code == 422 and "甲事项照办。" in sent.text
    assert sent.text.index("第2项") < sent.text.index("早于交办日期") < sent.text.index("第3项")
    assert "没有填写议定事项" in supervisor.post(address, _rows(cast)).text
    assert not SupervisedMatter.objects.exists()


def test_a_meeting_is_set_right_by_who_keeps_the_register(
    supervisor: Client, cast: Cast, signed_in: SignedIn
) -> None:
    meeting_id = record(cast)
    address = f"/meetings/{meeting_id}/correct/"
    right = _filled(cast, place="第三会议室", version="1")
    assert supervisor.post(address, right).status_code == 302
    assert Meeting.objects.get().place == "第三会议室"
    assert supervisor.post(address, right).status_code == 409
    housing = signed_in("department_officer")
    assert address not in housing.get(f"/meetings/{meeting_id}/").text
    assert housing.get(address).status_code == 403
    assert housing.get(f"/meetings/{meeting_id}/decide/").status_code == 403
    assert signed_in("other_county_officer").get(f"/meetings/{meeting_id}/").status_code == 404


def test_programs_do_the_same(supervisor: Client, cast: Cast) -> None:
    head = {"meeting_kind": "special", "title": "专题会", "held_on": "2026-02-27", "chair": "专员"}

    def post(address: str, sent: dict[str, object]) -> dict[str, object]:
        answer = supervisor.post(f"/api/meetings{address}", sent, content_type="application/json")
        return {"status": answer.status_code, **answer.json()}

    made = post("", head | {"unit_id": cast.units["yunlu-office"]})
    place = f"/{made['id']}"
    assert post(f"{place}/correct", head | {"version": 1, "place": "一楼"})["version"] == 2
    decision = {"title": "甲", "words": "照办。", "lead_unit_ids": [cast.units["jiahe-housing"]]}
    decided = post(f"{place}/decisions", {"decisions": [decision, decision]})
    shown = supervisor.get(f"/api/meetings{place}").json()
    assert shown["matter_ids"] == decided["matter_ids"] and len(shown["matter_ids"]) == 2
    file = SimpleUploadedFile("纪要.png", PNG)
    brought = supervisor.post(f"/api/meetings{place}/minutes", {"file": file, "version": "2"})
    assert brought.json() == {"version": 3}
    assert supervisor.get(f"/api/meetings{place}/minutes").status_code == 200
    assert supervisor.get("/api/meetings?kind=special").json()["total"] == 1
