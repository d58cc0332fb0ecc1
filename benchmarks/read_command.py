"""阅读命令 — files a second through the whole command, and what one file alone costs.

    benchmarks/read_command.py [--files N] [--runs N]

The samples of this project as .txt, .html and .docx in turn, read by one `mengyang read` on one
processor, process start to exit; then one file in a command of its own. What counts is processor
time, of the command and all its children: on a machine with other work the clock runs on.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from html import escape
from itertools import cycle, islice
from pathlib import Path

from docx import Document

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "samples"
FILES_A_SECOND_BAR = 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the bar is met by the best run, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=100, help="files in one command")
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the best counts")
    asked = parser.parse_args(arguments)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        files = _written(Path(folder), asked.files)
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files)} files, {size / 1024:.0f} kB, one processor")
        best = min(_told(option, [folder], asked.runs, len(files)) for option in ("", "--json"))
        for kind in (".txt", ".html", ".docx"):
            single = next(file for file in files if file.suffix == kind)
            _told("", [str(single)], asked.runs, 1)
    print(f"slower of the two: {best:.1f} files a processor second (bar {FILES_A_SECOND_BAR:.0f})")
    return int(best < FILES_A_SECOND_BAR)


def _written(folder: Path, count: int) -> list[Path]:
    """The sample texts in turn, each third one as .txt, .html and .docx."""
    texts = sorted(SAMPLES.glob("*/*/text.txt"))
    kinds = cycle((_as_text, _as_html, _as_word))
    written = []
    for number, (path, write) in enumerate(zip(islice(cycle(texts), count), kinds, strict=False)):
        stem = folder / f"{number:03d}-{path.parent.name}"
        written.append(write(stem, path.read_text("utf-8")))
    return written


def _as_text(stem: Path, text: str) -> Path:
    path = stem.with_suffix(".txt")
    path.write_text(text, "utf-8")
    return path


def _as_html(stem: Path, text: str) -> Path:
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    path = stem.with_suffix(".html")
    path.write_text(f"<!doctype html><html><body>{lines}</body></html>", "utf-8")
    return path


def _as_word(stem: Path, text: str) -> Path:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    path = stem.with_suffix(".docx")
    document.save(str(path))
    return path


def _told(option: str, names: list[str], runs: int, count: int) -> float:
    """The best of several runs, printed; files a processor second."""
    command = [sys.executable, "-m", "mengyang", "read", *names, *([option] if option else [])]
    times = [_run(command) for _ in range(runs)]
    wall, used = (min(each) for each in zip(*times, strict=True))
    name = Path(names[0]).suffix or "folder"
    print(
        f"{name:<8}{option:<8}{count:>4} files: {wall:.2f} s by the clock, "
        f"{used:.2f} s of processor, {count / used:.1f} files a processor second"
    )
    return count / used


def _run(command: Sequence[str]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


if __name__ == "__main__":
    sys.exit(main())
