"""文件阅读 — the adopted demo documents against their expected readings in the samples."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import DeadlineKind, Obligation, Reading
from mengyang.packs import demo

SAMPLES = Path(__file__).parents[1] / "samples"
# The county tasks are only uploaded: whoever tries the demo checks and adopts it.
KEYS = [step.document for step in demo().steps if step.action == "adopt"]
STATUS = {"explained": "explanation", "denied": "denial"}

type Gold = dict[str, Any]


def reading_of(key: str) -> Reading:
    return read(next(document.text for document in demo().documents if document.key == key))


def gold_of(key: str) -> Gold:
    file = SAMPLES / key / "demo-qingsui/gold.json"
    gold: Gold = json.loads(file.read_text(encoding="utf-8"))
    return gold


def expected(item: Gold) -> Gold:
    """An expected item in the words of the reading."""
    joint = set(item.get("support_units") or ())
    lead = set(item.get("lead_units") or ())
    on = item["deadline"]["date"]
    answer = "remedies" if item.get("measures_present") else None
    return {
        "path": item["path"],
        "response": STATUS.get(item["status"], answer),
        "remedies": item.get("measures_count", 0),
        "units": [
            (name, "lead" if name in lead else "joint" if name in joint else "responsible")
            for name in item["responsible_units"]
        ],
        "deadline": item["deadline"]["kind"],
        "on": [on] if isinstance(on, str) else on or [],
        "status": item["status"],
    }


def found(obligation: Obligation) -> Gold:
    return {
        "path": obligation.path,
        "response": obligation.response,
        "remedies": len(obligation.remedies),
        "units": [(unit.name, unit.role) for unit in obligation.responsible_units],
        "deadline": obligation.deadline.kind.value,
        "on": [day.isoformat().removesuffix(":00") for day in obligation.deadline.on],
        "status": obligation.claimed_status,
    }


@pytest.mark.parametrize("key", KEYS)
def test_the_header_is_read(key: str) -> None:
    header, gold = reading_of(key).document.header, gold_of(key)["metadata"]
    assert header.title == gold["title"]
    assert header.plan_title == gold["plan_title"]
    assert header.document_number == gold["doc_number"]
    assert header.issuing_body == gold["issuing_body_raw"]
    assert str(header.signed_on) == gold["date_signed"]
    assert str(header.published_on) == gold["date_published"]
    assert list(header.addressees) == gold["addressees"]


@pytest.mark.parametrize("key", KEYS)
def test_the_outline_is_read(key: str) -> None:
    outline = reading_of(key).document.outline
    expected = [(node["path"], node["heading"]) for node in gold_of(key)["outline"]]
    assert [(clause.path, clause.heading) for clause in outline] == expected


@pytest.mark.parametrize("key", KEYS)
def test_every_item_is_read_with_its_units_and_deadline(key: str) -> None:
    items = [found(obligation) for obligation in reading_of(key).obligations]
    assert items == [expected(item) for item in gold_of(key)["items"]]


@pytest.mark.parametrize("key", KEYS)
def test_every_printed_target_is_read(key: str) -> None:
    targets = {
        (target.path, target.comparator, target.value, target.unit, target.by)
        for target in reading_of(key).targets
    }
    for gold in gold_of(key)["quantities"]:
        if gold["type"] == "target" and "accept_types" not in gold:
            value = (Decimal(gold["value"]),)
            assert (gold["path"], gold["comparator"], value, gold["unit"], gold["date"]) in targets


def test_the_plan_has_deadlines_of_every_kind() -> None:
    kinds = {item["deadline"]["kind"] for item in gold_of("rectification-plan")["items"]}
    assert kinds == {str(kind) for kind in DeadlineKind}


@pytest.mark.parametrize("key", KEYS)
def test_projects_and_citations_are_read(key: str) -> None:
    reading, gold = reading_of(key), gold_of(key)
    assert [project.name for project in reading.projects] == [p["name"] for p in gold["projects"]]
    assert [project.seats for project in reading.projects] == [p["seats"] for p in gold["projects"]]
    cited = [(citation.title, citation.document_number) for citation in reading.citations]
    assert cited == [(each["title"], each["doc_number"]) for each in gold["references"]]


def test_the_reporting_duty_is_read() -> None:
    [duty] = reading_of("rectification-plan").reporting
    [gold] = gold_of("rectification-plan")["reporting"]
    assert list(duty.who) == gold["who"]
    assert duty.to == gold["to"]
    assert [day.isoformat() for day in duty.deadline.on] == [gold["deadline"]]
    assert duty.signatory is not None and "主要负责同志" in duty.signatory


def test_the_allowance_names_what_the_text_leaves_open() -> None:
    rules = [rule for rule in reading_of("rectification-plan").money_rules if rule.amounts]
    [allowance] = [rule for rule in rules if rule.path == "三/(三)/2/二是"]
    assert allowance.open_values
    assert (Decimal(300), Decimal(900)) in [amount.value for amount in allowance.amounts]


def test_the_right_share_passes_and_the_wrong_sum_is_found() -> None:
    checks = reading_of("rectification-plan").checks
    warned = {check.path for check in checks if check.finding.level != "info"}
    assert "三/(一)/2" in warned
    assert not [c for c in checks if "80.80" in c.quote and c.finding.level == "error"]
