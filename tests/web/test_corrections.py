"""Corrections 更正页面: targets, and two people who correct one entry."""

from dataclasses import replace
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
    sent = {"start": str(start), "end": str(start + 9), "target": "1"}
    response = signed_in("secretary").post(f"/documents/{document_id}/add/", sent)
    address = response["Location"]
    page = signed_in("secretary").get(address).text
    assert 'value="180"' in page
    response = signed_in("secretary").post(f"{address}?tab=figures", TARGET | {"version": "1"})
    entry = ReadingEntry.objects.get(reading="targets", origin="person")
    assert response["Location"] == f"/documents/{document_id}/?tab=figures#entry-{entry.pk}"
    assert (entry.content["value"], entry.status) == (200, "corrected")


def test_words_without_a_number_say_so(signed_in: SignedIn, document_id: int) -> None:
    start = PLAN.index("优化班额结构")
    sent = {"start": str(start), "end": str(start + 6), "target": "1"}
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


def test_a_figure_is_not_corrected(signed_in: SignedIn, document_id: int) -> None:
    figure = ReadingEntry.objects.exclude(reading__in=("obligations", "targets", "reporting"))[0]
    address = f"/documents/{document_id}/entries/{figure.pk}/"
    events, sent = Event.objects.count(), {**DUTY, "version": "1"}
    assert signed_in("secretary").get(address).status_code == 422
    assert signed_in("secretary").post(address, sent).status_code == 422
    kept = ReadingEntry.objects.get(pk=figure.pk)
    assert (kept.version, kept.content) == (1, figure.content)
    assert Event.objects.count() == events
