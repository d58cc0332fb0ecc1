"""Every sample with a gold.json beside its text is read without a miss, its frame and leads too."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks._scoring import score
from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from tests.core.documents.texts import gold_folders

_FRAME = {
    "title": "title",
    "plan_title": "plan_title",
    "doc_number": "document_number",
    "index_number": "index_number",
    "date_signed": "signed_on",
    "date_published": "published_on",
    "date_generated": "generated_on",
}

each_folder = pytest.mark.parametrize(
    "folder", gold_folders(), ids=lambda path: f"{path.parent.name}/{path.name}"
)


def _open(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return dict(as_json(read((folder / "text.txt").read_text(encoding="utf-8")))), gold


@each_folder
def test_a_sample_is_read_without_a_miss(folder: Path) -> None:
    reading, gold = _open(folder)
    scores = score(reading, gold)
    misses = {
        name: one.misses for name, one in scores.items() if one.misses and name != "indicators"
    }
    assert not misses


@each_folder
def test_the_frame_of_a_sample_is_read(folder: Path) -> None:
    reading, gold = _open(folder)
    printed = {ours: gold["metadata"].get(theirs) for theirs, ours in _FRAME.items()}
    assert {name: reading["metadata"][name] for name in printed} == printed


@each_folder
def test_who_leads_is_told_from_who_joins(folder: Path) -> None:
    reading, gold = _open(folder)
    found = {
        item["path"]: [each["name"] for each in item["responsible_units"] if each["role"] == "lead"]
        for item in reading["obligations"]
    }
    wanted = {item["path"]: item["lead_units"] for item in gold["items"] if "lead_units" in item}
    assert {path: found[path] for path in wanted} == wanted


@each_folder
def test_numbers_that_are_no_amounts_are_left_alone(folder: Path) -> None:
    reading, gold = _open(folder)
    text = (folder / "text.txt").read_text(encoding="utf-8")
    assert all(words in text for words in gold["not_quantities"])
    told = {entry["quote"] for entry in (*reading["targets"], *reading["figures"])}
    assert told.isdisjoint(gold["not_quantities"])
