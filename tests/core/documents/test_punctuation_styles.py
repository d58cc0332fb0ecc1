"""标点全角半角 — every sample of every genre reads the same in half-width punctuation."""

import json
from pathlib import Path

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json

SAMPLES = Path(__file__).parents[2] / "samples"
TEXTS = sorted(SAMPLES.glob("*/*/text.txt"))
HALF_WIDTH = str.maketrans("，；：（）！？", ",;:()!?")


def test_there_is_a_sample_of_every_genre() -> None:
    genres = {text.parent.parent.name for text in TEXTS}
    assert {"opinion", "work-plan", "rectification-plan", "action-plan"} <= genres
    assert len(TEXTS) > 40


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.parent.name)
def test_a_sample_reads_the_same_in_half_width(file: Path) -> None:
    words = file.read_text(encoding="utf-8")
    assert _half(as_json(read(words.translate(HALF_WIDTH)))) == _half(as_json(read(words)))


def _half(reading: object) -> object:
    return json.loads(json.dumps(reading, ensure_ascii=False).translate(HALF_WIDTH))
