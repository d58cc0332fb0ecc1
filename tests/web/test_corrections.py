"""Corrections 更正页面: targets, and two people who correct one entry."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pytest_django import Settings

from mengyang.store.models import Event, ReadingEntry
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, upload_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

TARGET = {"indicator": "增设学位", "comparator": ">=", "value": "200", "verb": "reach"}
DUTY = {"kind": "problem", "lead_units": "甲禾县财政局", "deadline_kind": "none"}


@pytest.fixture
def document_id(cast: Cast, settings: Settings, tmp_path: Path) -> int:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return upload_plan(cast, tmp_path / "files")


def test_words_with_a_number_become_a_target_to_be_corrected(
    signed_in: SignedIn, document_id: int
) -> None:
    start = PLAN.index("增设学位180个")
    sent = {"start": str(start), "end": str(start + 9), "reading": "targets"}
    response = signed_in("secretary").post(f"/documents/{document_id}/add/", sent)
    address = response["Location"]
    page = signed_in("secretary").get(address).text
    assert 'value="180"' in page
    response = signed_in("secretary").post(address, TARGET | {"version": "1"})
    entry = ReadingEntry.objects.get(reading="targets", origin="person")
    assert response["Location"] == f"/documents/{document_id}/?tab=figures#entry-{entry.pk}"
    assert (entry.content["value"], entry.status) == (200, "corrected")


def test_words_without_a_number_say_so(signed_in: SignedIn, document_id: int) -> None:
    start = PLAN.index("优化班额结构")
    sent = {"start": str(start), "end": str(start + 6), "reading": "targets"}
    response = signed_in("secretary").post(f"/documents/{document_id}/add/", sent)
    assert response.status_code == 422
    assert "数值" in response.text


def test_the_second_of_two_sees_the_difference_and_may_keep_the_own_words(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[1]
    address = f"/documents/{document_id}/entries/{entry.id}/"
    first = DUTY | {"version": "1", "title": "按月拨付经费"}
    signed_in("secretary").post(address, first)
    second = DUTY | {"version": "1", "title": "按季拨付经费", "deadline_kind": "ongoing"}
    response = signed_in("prefecture_officer").post(address, second)
    assert response.status_code == 409
    assert "文澜" in response.text
    told = response.text[response.text.index("现已保存") : response.text.index("</table>")]
    assert "按月拨付经费" in told
    assert "按季拨付经费" in told
    assert "甲禾县财政局" not in told
    assert ReadingEntry.objects.get(pk=entry.id).content["title"] == "按月拨付经费"
    # The page now carries the version that stands: sent again, it is meant.
    assert 'name="version" value="2"' in response.text
    signed_in("prefecture_officer").post(address, second | {"version": "2"})
    assert ReadingEntry.objects.get(pk=entry.id).content["title"] == "按季拨付经费"


def test_full_width_commas_part_units(cast: Cast, signed_in: SignedIn, document_id: int) -> None:
    entry = entries(cast, document_id)[1]
    sent = DUTY | {"version": "1", "title": "拨付", "joint_units": "甲禾县教育局\uff0c乙禾县教育局"}
    signed_in("secretary").post(f"/documents/{document_id}/entries/{entry.id}/", sent)
    units = ReadingEntry.objects.get(pk=entry.id).content["responsible_units"]
    assert [unit["name"] for unit in units] == ["甲禾县财政局", "甲禾县教育局", "乙禾县教育局"]


def test_remedies_are_corrected_and_adopted_so(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[0]
    address = f"/documents/{document_id}/entries/{entry.id}/"
    page = signed_in("secretary").get(address).text
    read = entry.content["remedies"]
    assert "一是加快建设进度" in page or read[0]["text"] in page
    # The units around the document are offered, by alias too.
    assert 'data-suggest="unit-names"' in page and '"name": "\\u7532\\u79be' in page
    sent = DUTY | {
        "version": "1",
        "title": "学位",
        "remedies": f"{read[0]['text']}\n另设分园。\n\n",
    }
    assert signed_in("secretary").post(address, sent).status_code == 302
    kept = ReadingEntry.objects.get(pk=entry.id).content
    assert [each["text"] for each in kept["remedies"]] == [read[0]["text"], "另设分园。"]
    # A form that does not name them leaves them.
    signed_in("secretary").post(address, DUTY | {"version": "2", "title": "学位不足"})
    again = ReadingEntry.objects.get(pk=entry.id)
    assert again.content["remedies"] == kept["remedies"] and again.version == 3
    body = {"version": 3, "kind": "problem", "title": "学位不足", "remedies": []}
    route = f"/api/documents/entries/{entry.id}/correct"
    assert signed_in("secretary").post(route, body, "application/json").status_code == 200
    assert ReadingEntry.objects.get(pk=entry.id).content["remedies"] == []
    told = Event.objects.filter(action="reading.correct", subject_id=entry.id)
    assert told.count() == 3


FACTS = PLAN.replace(
    "坚持问题导向，压实整改责任。",
    "全地区现有幼儿园120所。教育部门要加强日常监管。新建云麓县第四幼儿园，增设学位270个。"
    "对困难幼儿按每生每年600元标准给予补助。《幼儿园工作规程》应当遵守。",
)
FILLED = {
    "figures": {"indicator": "现有幼儿园", "comparator": "=", "value": "121", "kind": "fact"},
    "projects": {"name": "云麓县第四幼儿园", "action": "新建", "seats": "360"},
    "duties": {"department": "地区教育局", "duty": "加强日常监管", "joint": "地区民宗委"},
    "money_rules": {"name": "补助", "amounts": "补助 | ≥ | 650 | 元/生·年", "open_amount": "on"},
}
KEPT: dict[str, dict[str, object]] = {
    "figures": {"value": 121, "type": "fact"},
    "projects": {"seats": 360, "due_on": None},
    "duties": {"department": "地区教育局", "joint": ["地区民宗委"]},
    "money_rules": {"name": "补助", "open_values": ["documents.open.amount"]},
}


@pytest.fixture
def facts_id(cast: Cast, settings: Settings, tmp_path: Path) -> int:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return upload_plan(cast, tmp_path / "files", FACTS)


@pytest.mark.parametrize("reading", FILLED)
def test_facts_are_corrected_on_the_page_and_by_the_api(
    cast: Cast, signed_in: SignedIn, facts_id: int, reading: str
) -> None:
    entry = entries(cast, facts_id, reading)[0]
    address = f"/documents/{facts_id}/entries/{entry.id}/"
    page = signed_in("secretary").get(address)
    assert page.status_code == 200
    response = signed_in("secretary").post(address, FILLED[reading] | {"version": "1"})
    assert response.status_code == 302, response.text
    row = ReadingEntry.objects.get(pk=entry.id)
    assert (row.status, row.version) == ("corrected", 2)
    assert {key: row.content[key] for key in KEPT[reading]} == KEPT[reading]
    assert row.content["quote"] == entry.content["quote"]
    event = Event.objects.get(action="reading.correct")
    assert (event.subject_id, event.subject_version) == (entry.id, 2)
    # The second of two people sees what differs.
    response = signed_in("prefecture_officer").post(address, FILLED[reading] | {"version": "1"})
    assert response.status_code == 409
    assert "文澜" in response.text


SENT = {
    "figure": ("figures", {"indicator": "幼儿园", "values": ["121"], "unit": "所"}),
    "project": ("projects", {"name": "第四幼儿园", "seats": "360"}),
    "duty": ("duties", {"department": "教育局", "duty": "加强监管", "joint": []}),
    "money-rule": (
        "money_rules",
        {"name": "补助", "amounts": [{"indicator": "补助", "values": ["650"], "unit": "元"}]},
    ),
}


@pytest.mark.parametrize("name", SENT)
def test_each_fact_has_its_route(cast: Cast, signed_in: SignedIn, facts_id: int, name: str) -> None:
    reading, sent = SENT[name]
    entry = entries(cast, facts_id, reading)[0]
    address = f"/api/documents/entries/{entry.id}/correct-{name}"
    client = signed_in("secretary")
    sent = sent | {"version": 1}
    response = client.post(address, sent, content_type="application/json")
    assert response.status_code == 200, response.text
    assert ReadingEntry.objects.get(pk=entry.id).version == 2
    again = client.post(address, sent, content_type="application/json")
    assert again.status_code == 409


def test_a_citation_is_not_corrected(cast: Cast, signed_in: SignedIn, facts_id: int) -> None:
    citation = entries(cast, facts_id, "citations")[0]
    address = f"/documents/{facts_id}/entries/{citation.id}/"
    events, sent = Event.objects.count(), {**DUTY, "version": "1"}
    assert signed_in("secretary").get(address).status_code == 422
    assert signed_in("secretary").post(address, sent).status_code == 422
    kept = ReadingEntry.objects.get(pk=citation.id)
    assert (kept.version, kept.content) == (1, citation.content)
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("words", "reading", "tab", "filled"),
    [
        (
            "将整改情况经主要领导签字",
            "reporting",
            "tasks",
            {"what": "整改情况", "deadline_kind": "none"},
        ),
        ("增设学位180个", "figures", "figures", FILLED["figures"]),
        ("加快建设进度", "projects", "more", FILLED["projects"]),
        ("建立按月拨付制度", "duties", "more", FILLED["duties"]),
        ("建立按月拨付制度", "money_rules", "figures", FILLED["money_rules"]),
    ],
)
def test_what_was_missed_is_added_from_its_words(
    signed_in: SignedIn,
    document_id: int,
    words: str,
    reading: str,
    tab: str,
    filled: dict[str, str],
) -> None:
    page = signed_in("secretary").get(f"/documents/{document_id}/?tab={tab}").text
    assert f'name="reading" value="{reading}"' in page
    start = PLAN.index(words)
    sent = {"start": str(start), "end": str(start + len(words)), "reading": reading}
    response = signed_in("secretary").post(f"/documents/{document_id}/add/", sent)
    entry = ReadingEntry.objects.get(reading=reading, origin="person")
    assert response["Location"] == f"/documents/{document_id}/entries/{entry.pk}/?tab={tab}"
    told = Event.objects.get(action="reading.add")
    assert (told.subject_id, entry.content["quote"]) == (entry.pk, words)
    kept = signed_in("secretary").post(response["Location"], {**filled, "version": "1"})
    assert kept["Location"] == f"/documents/{document_id}/?tab={tab}#entry-{entry.pk}"
    route = f"/api/documents/{document_id}/{reading.replace('_', '-')}"
    span = {"start": start, "end": start + len(words)}
    answer = signed_in("secretary").post(route, span, "application/json")
    made = ReadingEntry.objects.get(pk=answer.json()["id"])
    assert (made.reading, made.origin, made.status) == (reading, "person", "proposed")


def test_nothing_else_is_made_of_selected_words(signed_in: SignedIn, document_id: int) -> None:
    sent = {"start": "0", "end": "20", "reading": "checks"}
    response = signed_in("secretary").post(f"/documents/{document_id}/add/", sent)
    assert response.status_code == 422
    assert not ReadingEntry.objects.filter(origin="person").exists()


def test_the_kind_of_answer_is_corrected_on_the_page_and_by_the_route(
    cast: Cast, signed_in: SignedIn, document_id: int
) -> None:
    entry = entries(cast, document_id)[1]
    address = f"/documents/{document_id}/entries/{entry.id}/"
    assert 'name="response"' in signed_in("secretary").get(address).text
    sent = DUTY | {"version": "1", "title": "拨付", "remedies": "", "claimed_status": "done"}
    refused = signed_in("secretary").post(address, sent | {"response": "explanation"})
    assert "没有写明说明内容" in refused.text
    assert ReadingEntry.objects.get(pk=entry.id).version == 1
    words = {"response": "explanation", "explanation": "经费已按月拨付。"}
    signed_in("secretary").post(address, sent | words)
    content = ReadingEntry.objects.get(pk=entry.id).content
    assert (content["response"], content["claimed_status"]) == ("explanation", "done")
    assert content["explanation"] == "经费已按月拨付。"
    body = {"version": 2, "kind": "problem", "title": "拨付", "response": "denial"}
    route = f"/api/documents/entries/{entry.id}/correct"
    assert signed_in("secretary").post(route, body, "application/json").status_code == 200
    content = ReadingEntry.objects.get(pk=entry.id).content
    assert (content["response"], content["claimed_status"]) == ("denial", "done")
    event = Event.objects.filter(action="reading.correct").latest("sequence")
    assert event.before["content"]["response"] == "explanation"


def test_long_remedies_and_the_words_of_advice_can_be_read_whole(
    cast: Cast, settings: Settings, tmp_path: Path, signed_in: SignedIn
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    long = "建立按月拨付制度，" + "逐月核对拨付台账，" * 20 + "年底统一清算。"
    text = PLAN.replace("建立按月拨付制度。", long)
    document_id = upload_plan(cast, tmp_path / "files", text)
    advice = entries(cast, document_id)[0]
    row = ReadingEntry.objects.get(pk=advice.id)
    row.content |= {"kind": "recommendation", "title": "学位"}
    row.save()
    page = signed_in("secretary").get(f"/documents/{document_id}/").text
    folds = re.findall(
        r'<details class="unfold"><summary>(.*?)<span.*?</summary>(.*?)</details>', page, re.S
    )
    assert long in {unescape(head + rest) for head, rest in folds}
    shown = page[page.index(f'id="entry-{advice.id}"') :].split("</li>", 1)[0]
    assert str(advice.content["quote"])[:20] in unescape(shown).split("<dl", 1)[0]
