"""The pages of opinions 公众意见页面: sent by anybody, sorted and answered by the office."""

import pytest
from django.test import Client

from mengyang.store.models import Edition, PublicOpinion
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.publication_cast import published
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
TEXT = "第四幼儿园何时开园？"


@pytest.fixture
def edition(cast: Cast, plan: Written) -> Edition:
    return published(cast, plan)


def test_an_opinion_goes_its_way_from_the_public_page_and_back(
    cast: Cast, edition: Edition, signed_in: SignedIn
) -> None:
    anybody = Client(headers={"accept-language": "zh"})
    address = f"/public/editions/{edition.pk}/opinion/"
    assert address in anybody.get(f"/public/editions/{edition.pk}/").text
    form = anybody.get(address)
    assert "姓名和联系方式不公开" in form.text and "no-store" in form["Cache-Control"]
    sent = {"text": TEXT, "task": "2", "name": "欧阳建国", "contact": "13812345678"}
    trapped = anybody.post(address, {**sent, "website": "http://"})
    assert trapped.status_code == 422 and "没有收下" in trapped.text
    done = anybody.post(address, sent)
    assert done.status_code == 302 and "您的意见已收到" in anybody.get(done.url).text
    row = PublicOpinion.objects.get()
    office, housing = signed_in("prefecture_officer"), signed_in("department_officer")
    assert "公众意见" in office.get("/").text
    assert TEXT in office.get("/opinions/").text and TEXT not in housing.get("/opinions/").text
    one = f"/opinions/{row.pk}/"
    assert housing.get(one).status_code == 404
    assert "欧阳建国" in office.get(one).text
    unit = str(cast.units["jiahe-housing"])
    office.post(f"{one}accept/", {"version": 1, "unit": unit, "words": "请答复"})
    seen = housing.get(one).text
    assert TEXT in seen and "欧阳建国" not in seen and "13812345678" not in seen
    assert housing.post(f"{one}answer/", {"version": 2, "words": ""}).status_code == 422
    housing.post(f"{one}answer/", {"version": 2, "words": "明年三月开园。"})
    assert "意见将按以下文字" in office.get(one).text
    office.post(f"{one}publish/", {"version": 3, "hidden": ""})
    page = Client().get(f"/public/editions/{edition.pk}/").text
    assert "明年三月开园。" in page and TEXT in page
    assert "欧阳建国" not in page and "13812345678" not in page and "筑安" not in page
    assert office.get("/opinions/?format=csv").status_code == 200


def test_the_routes_do_what_the_pages_do(cast: Cast, edition: Edition, signed_in: SignedIn) -> None:
    address, anybody = f"/public/editions/{edition.pk}/opinion/", Client()
    for number in range(3):
        assert anybody.post(address, {"text": f"{TEXT}{number}", "task": ""}).status_code == 302
    assert anybody.post(address, {"text": TEXT, "task": ""}).status_code == 422
    office, housing = signed_in("prefecture_officer"), signed_in("department_officer")
    third, second, first = (each["id"] for each in office.get("/api/opinions").json()["rows"])
    json = {"content_type": "application/json"}

    def step(client: Client, number: int, name: str, **sent: object) -> int:
        return client.post(f"/api/opinions/{number}/{name}", sent, **json).status_code

    unit = cast.units["jiahe-housing"]
    assert step(office, first, "accept", version=1, unit_id=unit) == 200
    assert step(housing, first, "answer", version=2, words="明年三月。") == 200
    assert step(office, first, "send-back", version=3, words="写明日期") == 200
    assert step(housing, first, "answer", version=4, words="明年三月一日。") == 200
    assert step(office, first, "publish", version=5) == 200
    assert step(office, second, "decline", version=1, words="不属于本方案") == 200
    assert step(office, third, "join", version=1, repeats=first) == 200
    assert step(office, third, "forward", version=2, words="转办") == 422
    assert office.get(f"/api/opinions/{first}").json()["state"] == "published"
