"""The documents beside the project: read as their gold files say, and the founding one exactly."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from mengyang.core.documents import Reading, read
from tests.core.documents.texts import f1, gold_documents

DOCUMENTS = gold_documents()
FOUNDING = ("altay-2021", "huairou-2023")

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="no folder of shared documents")


@pytest.mark.parametrize(("name", "text", "gold"), DOCUMENTS, ids=[each[0] for each in DOCUMENTS])
def test_a_document_is_read_as_its_gold_says(name: str, text: str, gold: dict[str, Any]) -> None:
    bar = 0.98 if name in FOUNDING else 0.92
    reading = read(text)
    for what, (found, wanted) in _pairs(reading, gold).items():
        assert f1(found, wanted) >= bar, (name, what, found ^ wanted)


def _pairs(reading: Reading, gold: dict[str, Any]) -> dict[str, tuple[set[Any], set[Any]]]:
    items = [item for item in reading.obligations if item.kind in ("problem", "task")]
    return {
        "outline": (
            {(node.path, node.heading) for node in reading.document.outline if node.heading},
            {(node["path"], node["heading"]) for node in gold["outline"]},
        ),
        "items": ({item.path for item in items}, {item["path"] for item in gold["items"]}),
        "units": (
            {(item.path, unit.name) for item in items for unit in item.responsible_units},
            {(item["path"], unit) for item in gold["items"] for unit in item["responsible_units"]},
        ),
        "deadlines": (
            {(item.path, item.deadline.kind, _days(item.deadline.on)) for item in items},
            {
                (item["path"], item["deadline"]["kind"], _days(item["deadline"]["date"] or []))
                for item in gold["items"]
            },
        ),
    }


def _days(days: Any) -> tuple[str, ...]:
    return (days,) if isinstance(days, str) else tuple(str(day) for day in days)


def _founding(name: str) -> Reading:
    return read(next(text for each, text, _ in DOCUMENTS if each == name))


def test_the_rectification_plan_comes_out_exactly() -> None:
    reading = _founding("altay-2021")
    items = reading.obligations
    assert Counter(item.kind for item in items) == {
        "problem": 12, "recommendation": 13, "opinion": 2,
    }  # fmt: skip
    assert Counter(item.response for item in items if item.kind == "problem") == {
        "remedies": 8, "explanation": 2, "denial": 2,
    }  # fmt: skip
    remedies = [remedy for item in items for remedy in item.remedies]
    assert (len(remedies), sum(remedy.path.endswith("是") for remedy in remedies)) == (15, 11)
    ordinals = [node for node in reading.document.outline if node.kind == "ordinal"]
    assert (len(ordinals), len(reading.document.outline)) == (23, 67)
    kinds = Counter(item.deadline.kind for item in items if item.responsible_units)
    assert kinds == {"immediate+ongoing": 7, "done": 1}
    assert len(reading.duties) == 11


def test_the_reporting_duty_comes_out_exactly() -> None:
    (report,) = _founding("altay-2021").reporting
    assert report.deadline.on == (date(2021, 1, 31),)
    assert (len(report.who), report.what) == (2, ("整改方案", "整改情况"))
    assert report.signatory == "主要领导"
    assert report.publicity is not None
    assert "党内" in report.publicity and "社会" in report.publicity


def test_the_day_of_issue_is_not_the_day_of_the_page() -> None:
    header = _founding("altay-2021").document.header
    assert header.signed_on == date(2021, 1, 25)
    assert header.generated_on == date(2021, 2, 15)


def test_the_action_plan_comes_out_exactly() -> None:
    reading = _founding("huairou-2023")
    assert len(reading.document.outline) == 32
    assert len(reading.obligations) == 15
    assert {item.path.rpartition("/")[0] for item in reading.obligations} == {
        "三/(一)", "三/(二)", "三/(三)", "三/(四)",
    }  # fmt: skip
    assert not any(item.responsible_units or item.deadline.on for item in reading.obligations)
