"""Every sample of tests/samples is read as its expected.json says."""

import json
from pathlib import Path
from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from tests.core.documents.texts import sample_folders


@pytest.mark.parametrize(
    "folder", sample_folders(), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_a_sample_is_read_as_expected(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    reading = as_json(read((folder / "text.txt").read_text(encoding="utf-8")))

    assert reading["genre"] == expected["genre"]
    metadata: Any = reading["metadata"]
    assert {key: metadata[key] for key in expected["metadata"]} == expected["metadata"]
    outline: Any = reading["outline"]
    assert [[node["path"], node["heading"]] for node in outline] == expected["outline"]
    obligations: Any = reading["obligations"]
    assert [_obligation(entry) for entry in obligations] == expected["obligations"]
    reporting: Any = reading["reporting"]
    assert [_reporting(entry) for entry in reporting] == expected["reporting"]


def test_there_is_a_sample_of_every_genre() -> None:
    genres = {folder.parent.name for folder in sample_folders()}
    assert genres >= {
        "rectification-plan",
        "action-plan",
        "task-breakdown",
        "work-plan",
        "opinion",
        "problem-and-reply",
        "notice",
    }


def _obligation(entry: dict[str, Any]) -> dict[str, Any]:
    """The part of an obligation that the samples state, silent where it has its usual value."""
    stated = {
        "path": entry["path"],
        "kind": entry["kind"],
        "units": [[unit["name"], unit["role"]] for unit in entry["responsible_units"]],
        "deadline": {"kind": entry["deadline"]["kind"], "on": entry["deadline"]["on"]},
    }
    if entry["response"]:
        stated["response"] = entry["response"]
        stated["remedies"] = [remedy["path"] for remedy in entry["remedies"]]
    if entry["units_are_open"]:
        stated["units_are_open"] = True
    if entry["claimed_status"] != "open":
        stated["claimed_status"] = entry["claimed_status"]
    return stated


def _reporting(entry: dict[str, Any]) -> dict[str, Any]:
    stated = {key: entry[key] for key in ("path", "who", "what", "to")}
    return stated | {"deadline": {key: entry["deadline"][key] for key in ("kind", "on")}}
