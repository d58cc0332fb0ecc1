"""文件阅读 — scores a folder of documents against gold files, and times the reading.

    benchmarks/reading.py FOLDER [--gold FOLDER] [--misses] [--markdown] [--repeats N] [--ms [BAR]]

A text `a.txt` is scored against `a.json` in the gold folder, in a folder `gold` beside it or one
folder up, or beside itself. Without FOLDER our own samples are scored, and the documents beside
the project. Each folder is judged by a bar of its own, printed line by line; with --ms each
document of 10 kB or more by its time too.
"""

import argparse
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks._scoring import from_expected, score  # noqa: E402
from benchmarks._tally import Score  # noqa: E402
from mengyang.core.documents import read  # noqa: E402
from mengyang.core.documents.as_json import as_json  # noqa: E402

BARS = {
    "outline": 0.98, "items": 0.98, "units": 0.98, "leads": 0.98, "deadlines": 0.98,
    "targets": 0.95, "figures": 0.95, "target dates": 0.95,
}  # fmt: skip
# Documents at hand while the reader was written have the bars above, others one for all readings.
MORE_BAR, UNSEEN_BAR = 0.92, 0.90
MS_BAR = 5.0
TEN_KB = 10 * 1024
DEMO = ROOT / "src" / "mengyang" / "packs" / "demo"
SAMPLES = ROOT / "tests" / "samples"
BESIDE = ROOT.parent / "shared" / "documents"


type Pair = tuple[Path, str, str, dict[str, Any]]


@dataclass(slots=True)
class Scored:
    """One document: its scores and the milliseconds per 10 kB of each repeat."""

    folder: Path
    name: str
    size: int
    scores: dict[str, Score] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reading of a folder beside its bar; `f1` is None where no gold speaks of it."""

    folder: str
    reading: str
    f1: float | None
    bar: float

    @property
    def is_missed(self) -> bool:
        return self.f1 is not None and self.f1 < self.bar

    @property
    def line(self) -> str:
        """One line to print: the folder, the reading, its F1, the bar, and whether it is met."""
        if self.f1 is None:
            return f"bar: {self.folder:12} {self.reading:12} not in gold"
        verdict = "below the bar" if self.is_missed else "met"
        return f"bar: {self.folder:12} {self.reading:12} F1 {self.f1:.3f} bar {self.bar} {verdict}"


@dataclass(frozen=True, slots=True)
class Pace:
    """The time of a document beside the bar: the median of its own repeats counts."""

    name: str
    times: Sequence[float]
    bar: float

    @property
    def is_missed(self) -> bool:
        return median(self.times) > self.bar

    @property
    def line(self) -> str:
        """One line to print: the document, its median and least, the bar, and whether it is met."""
        verdict = "missed" if self.is_missed else "met"
        times = f"median {median(self.times):.2f} least {min(self.times):.2f}"
        return f"bar: {self.name:12} ms per 10 kB {times} bar {self.bar} {verdict}"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every folder meets every bar on the scores, and the times the one asked for; else 1.

    2 where there is nothing to judge.
    """
    asked = _parser().parse_args(arguments)
    pairs = list(find_pairs(asked.folder, asked.gold)) if asked.folder else list(_own())
    if not pairs:
        print("no text with a gold file found", file=sys.stderr)
        return 2
    documents = [_scored(*pair, asked.repeats) for pair in pairs]
    (_print_markdown if asked.markdown else _print_table)(documents)
    if asked.misses:
        _print_misses(documents)
    verdicts = list(judged(documents))
    print(*(verdict.line for verdict in verdicts), sep="\n")
    paces = list(paced(documents, asked.ms)) if asked.ms is not None else []
    print(*(pace.line for pace in paces), sep="\n", end="\n" if paces else "")
    if asked.ms is not None and not paces:
        print("no document of 10 kB to judge the time by", file=sys.stderr)
        return 2
    return int(any(each.is_missed for each in (*verdicts, *paces)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="folder of .txt files")
    parser.add_argument("--gold", type=Path, help="folder of gold .json files")
    parser.add_argument("--misses", action="store_true", help="print what was missed or too much")
    parser.add_argument("--markdown", action="store_true", help="print a table for the docs")
    parser.add_argument("--repeats", type=int, default=10, help="timed readings a document")
    parser.add_argument(
        "--ms", nargs="?", type=float, const=MS_BAR, help="judge the milliseconds per 10 kB too"
    )
    return parser


def find_pairs(folder: Path, gold: Path | None) -> Iterator[Pair]:
    """Each text below the folder that has a gold file, with both; paths resolved."""
    folder = folder.resolve()
    for text in sorted(folder.rglob("*.txt")):
        beside = [text.parent, text.parent / "gold", folder / "gold", text.parent.parent / "gold"]
        places = [gold] if gold else beside
        paths = [place / f"{text.stem}.json" for place in places]
        path = next((path for path in paths if path.exists()), None)
        if path is not None:
            yield text.parent.resolve(), text.stem, text.read_text(encoding="utf-8"), _json(path)


def _own() -> Iterator[Pair]:
    for path in sorted(SAMPLES.glob("*/*/gold.json")):
        gold = _json(path)
        beside = path.parent / "text.txt"
        text = beside if beside.exists() else DEMO / gold["doc"]["file"]
        if text.exists():
            yield SAMPLES, gold["doc"]["id"], text.read_text(encoding="utf-8"), gold
    for path in sorted(SAMPLES.glob("*/*/expected.json")):
        text = path.parent / "text.txt"
        expected = dict(from_expected(_json(path)))
        yield SAMPLES, path.parent.name, text.read_text(encoding="utf-8"), expected
    if BESIDE.exists():
        yield from find_pairs(BESIDE, BESIDE / "gold")


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def judged(documents: Sequence[Scored]) -> Iterator[Verdict]:
    """Each reading of each folder beside the folder's bar; also what its gold does not speak of."""
    for folder in dict.fromkeys(document.folder for document in documents):
        total = _total([document for document in documents if document.folder == folder])
        for name, bar in bars_of(folder).items():
            f1 = total[name].f1 if name in total and _is_spoken_of(total[name]) else None
            yield Verdict(folder.name, name, f1, bar)


def paced(documents: Sequence[Scored], bar: float) -> Iterator[Pace]:
    """The times of each document of 10 kB or more; in a shorter one most is what a reading costs
    whatever its length."""
    for document in documents:
        if document.size >= TEN_KB:
            yield Pace(document.name, document.times, bar)


def _is_spoken_of(one: Score) -> bool:
    return bool(one.found or one.wanted)


def bars_of(folder: Path) -> dict[str, float]:
    """The bar of each reading for the documents of a folder, however its path is written."""
    folder = folder.resolve()
    if folder in (SAMPLES.resolve(), BESIDE.resolve()):
        return BARS
    is_more = folder == (BESIDE / "more").resolve()
    return dict.fromkeys(BARS, MORE_BAR if is_more else UNSEEN_BAR)


def _scored(folder: Path, name: str, text: str, gold: dict[str, Any], repeats: int) -> Scored:
    size = len(text.encode())
    scores = score(as_json(read(text)), gold)
    return Scored(folder, name, size, scores, _times(text, size, repeats))


def _times(text: str, size: int, repeats: int) -> list[float]:
    """Processor milliseconds per 10 kB; the garbage collector rests, as in `timeit`."""
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeats):
            start = process_time()
            read(text)
            times.append((process_time() - start) * 1000 * TEN_KB / max(size, 1))
    finally:
        gc.enable()
    return times


def _total(documents: Sequence[Scored]) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for document in documents:
        for name, one in document.scores.items():
            total[name] = total.get(name, Score())
            total[name] += one
    return total


def _names(documents: Sequence[Scored]) -> list[str]:
    return list(dict.fromkeys(name for document in documents for name in document.scores))


def _print_table(documents: Sequence[Scored]) -> None:
    """F1 of each reading and document, then precision and recall over all, then the times."""
    names = _names(documents)
    width = max(len(document.name) for document in documents) + 2
    print(" " * width + "".join(f"{name:>12}" for name in names) + f"{'ms/10 kB':>12}")
    for document in documents:
        cells = (_cell(document.scores.get(name)) for name in names)
        print(f"{document.name:{width}}" + "".join(cells) + f"{min(document.times):>12.2f}")
    total = _total(documents)
    for what in ("precision", "recall", "f1"):
        cells = (f"{getattr(total[name], what):>12.3f}" for name in names)
        print(f"{'all: ' + what:{width}}" + "".join(cells))
    counts = (f"{total[name].right}/{total[name].wanted}" for name in names)
    print(f"{'all: right/wanted':{width}}" + "".join(f"{count:>12}" for count in counts))
    every = [time for document in documents for time in document.times]
    least = [min(document.times) for document in documents]
    print(
        f"ms per 10 kB: least {min(least):.2f}, median of all repeats {median(every):.2f}, ", end=""
    )
    print(f"slowest document {max(least):.2f} (bar {MS_BAR})")


def _cell(one: Score | None) -> str:
    return f"{'-':>12}" if one is None else f"{one.f1:>12.3f}"


def _print_markdown(documents: Sequence[Scored]) -> None:
    total = _total(documents)
    print("| reading | precision | recall | F1 | right / wanted |\n|---|---:|---:|---:|---:|")
    for name, one in total.items():
        row = f"{one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} | {one.right} / {one.wanted}"
        print(f"| {name} | {row} |")
    print("\n| document | kB | least ms / 10 kB | median |\n|---|---:|---:|---:|")
    for document in documents:
        times = f"{min(document.times):.2f} | {median(document.times):.2f}"
        print(f"| {document.name} | {document.size / 1024:.1f} | {times} |")


def _print_misses(documents: Sequence[Scored]) -> None:
    """- was missed, + was too much, ~ was told as the wrong kind."""
    for document in documents:
        for name, one in document.scores.items():
            for miss in one.misses:
                print(f"{document.name} {name}: {miss}")


if __name__ == "__main__":
    sys.exit(main())
