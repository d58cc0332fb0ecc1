"""阅读评分 — which gold belongs to a text, which bar to a folder, and what is printed of both."""

import json
import os
from pathlib import Path

import pytest

from benchmarks import reading
from benchmarks._tally import Score

GOLD = {"items": [], "outline": []}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts with their gold in a folder beside them, one level up from the second."""
    (tmp_path / "more").mkdir()
    (tmp_path / "gold").mkdir()
    for name, place in (("a", tmp_path), ("b", tmp_path / "more")):
        (place / f"{name}.txt").write_text("甲县方案\n", encoding="utf-8")
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "more" / "without.txt").write_text("乙县方案\n", encoding="utf-8")
    return tmp_path


def found(folder: Path, gold: Path | None = None) -> list[tuple[str, str]]:
    return [(pair[0].name, pair[1]) for pair in reading.find_pairs(folder, gold)]


def test_gold_is_found_beside_and_one_folder_up(folder: Path) -> None:
    assert found(folder) == [(folder.name, "a"), ("more", "b")]
    assert found(folder / "more") == [("more", "b")]
    assert found(folder / "more", folder / "gold") == [("more", "b")]


def test_a_folder_named_from_elsewhere_has_the_same_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reading.ROOT)
    for known in (reading.SAMPLES, reading.BESIDE, reading.BESIDE / "more"):
        written = Path(os.path.relpath(known))
        assert reading.bars_of(written) == reading.bars_of(known)
    assert reading.bars_of(reading.BESIDE) == reading.BARS
    assert set(reading.bars_of(reading.BESIDE / "more").values()) == {reading.MORE_BAR}
    assert set(reading.bars_of(Path("elsewhere")).values()) == {reading.UNSEEN_BAR}


def test_each_reading_of_each_folder_is_judged_and_printed() -> None:
    scores = {"items": Score(1, 1, 1), "units": Score(1, 2, 1), "deadlines": Score()}
    document = reading.Scored(Path("somewhere"), "a", 10, scores)
    verdicts = {verdict.reading: verdict for verdict in reading.judged([document])}
    assert set(verdicts) == set(reading.BARS)
    assert [verdicts[name].is_missed for name in ("items", "units", "deadlines")] == [
        False, True, False,
    ]  # fmt: skip
    assert verdicts["items"].line.split()[-4:] == ["1.000", "bar", "0.9", "met"]
    assert verdicts["units"].line.endswith("below the bar")
    assert verdicts["deadlines"].line.endswith("not in gold")
