"""Texts the reading is tried on: our own samples, and the documents that lie beside the project."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import SHARED

SAMPLES = Path(__file__).parents[2] / "samples"
BESIDE = SHARED / "documents"


def letter(body: str, title: str = "云岭县学前教育工作方案") -> str:
    """A small document: title, addressees, `body`, who signed and when."""
    return f"{title}\n\n各乡镇人民政府：\n\n{body}\n\n云岭县教育局\n2024年3月5日\n"


def sample_folders() -> list[Path]:
    """Every sample written for this project that says what must be read out of it."""
    return sorted(path.parent for path in SAMPLES.glob("*/*/expected.json"))


def gold_folders() -> list[Path]:
    """Every sample of ours that has a gold file beside its text."""
    found = sorted(path.parent for path in SAMPLES.glob("*/*/gold.json"))
    return [folder for folder in found if (folder / "text.txt").exists()]


def gold_documents() -> list[tuple[str, str, dict[str, Any]]]:
    """Name, text and gold of the documents beside the project; none where the folder is missing."""
    found = []
    for path in sorted((BESIDE / "gold").glob("*.json")):
        texts = [BESIDE / f"{path.stem}.txt", BESIDE / "more" / f"{path.stem}.txt"]
        text = next((text for text in texts if text.exists()), None)
        if text is not None:
            gold = json.loads(path.read_text(encoding="utf-8"))
            found.append((path.stem, text.read_text(encoding="utf-8"), gold))
    return found
