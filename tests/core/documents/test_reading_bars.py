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


def test_the_time_is_judged_by_the_median_of_the_own_repeats_of_a_long_document() -> None:
    def timed(name: str, size: int, *times: float) -> reading.Scored:
        return reading.Scored(Path("somewhere"), name, size, {}, list(times))

    long, busy, slow, short = (
        timed("long", 10_240, 4.9, 4.8, 5.0),
        timed("busy", 20_000, 9.9, 4.9, 4.8),
        timed("slow", 15_000, 4.8, 5.1, 5.2),
        timed("short", 10_239, 17.0, 18.0, 19.0),
    )
    paces = list(reading.paced([long, busy, slow, short], reading.MS_BAR))
    assert [(pace.name, pace.is_missed) for pace in paces] == [
        ("long", False), ("busy", False), ("slow", True),
    ]  # fmt: skip
    assert paces[1].line.endswith("median 4.90 least 4.80 bar 5.0 met")
    assert paces[2].line.endswith("missed")


@pytest.mark.parametrize(
    ("bar", "code"), [((), 0), (("--ms", "1000000"), 0), (("--ms", "0"), 1), (("--ms",), 2)]
)
def test_the_exit_code_heeds_the_time_where_its_bar_is_asked_for(
    folder: Path, bar: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    length = 100 if code == 2 else 1_200
    (folder / "a.txt").write_text("甲县方案\n" + "各地。\n" * length, encoding="utf-8")
    assert reading.main([str(folder), "--repeats", "2", *bar]) == code
    told = capsys.readouterr()
    assert ("ms per 10 kB median" in told.out) == (bool(bar) and code < 2)
    assert ("no document of 10 kB" in told.err) == (code == 2)
