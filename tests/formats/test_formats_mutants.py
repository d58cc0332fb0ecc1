"""变异文件 — damaged copies of every kind of file are read or refused, never a traceback or a hang.

Each mutant is made from its number alone, so that a failure can be made again.
"""

import io
import random
import time
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from mengyang.core.findings import Refused
from mengyang.formats.extraction import Extracted, extract
from tests.formats.making import plan_docx
from tests.formats.papers import SAMPLES, as_docx, as_ofd
from tests.formats.pdfs import lines, pdf, rule, words
from tests.formats.workbook_papers import book, saved

TABLE = SAMPLES / "task-breakdown" / "heting-table" / "text.txt"
QUICK, MANY = 24, 4_000
LONGEST = 10.0
MARKUP = (b"<", b">", b'"', b"&#0;", b"-1", b"99999999999", b"g", b"NaN", b"1e999", b"\xff")


def _printed() -> bytes:
    drawn = "".join(rule(80, y, 520, y) for y in (400, 430, 460))
    drawn += "".join(rule(x, 400, x, 460) for x in (80, 300, 520))
    page = (
        lines(["　一、扩大学位供给。", "　新建幼儿园并投入使用。"]) + drawn + words(90, 420, "单位")
    )
    return pdf([page, page])


SEEDS: dict[str, Callable[[], bytes]] = {
    "pdf": _printed,
    "ofd": lambda: as_ofd(TABLE.read_text()),
    "docx": lambda: as_docx(TABLE.read_text()),
    "plan": plan_docx,
    "xlsx": lambda: saved(book()),
    "csv": lambda: TABLE.read_text().replace("\t", ",").encode("gb18030"),
    "html": lambda: f"<table><tr><td>{TABLE.read_text()}</td></tr></table>".encode(),
    "mht": lambda: (
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
        + f"<html><body><p>{TABLE.read_text()}</p></body></html>".encode("gb18030")
    ),
}


@cache
def whole(kind: str) -> bytes:
    """The file that mutants are made from."""
    return SEEDS[kind]()


def mutant(kind: str, number: int) -> bytes:
    """A damaged copy: bytes changed, cut, doubled; or so inside a part of a package."""
    chance = random.Random(f"{kind}-{number}")
    data = whole(kind)
    if data[:2] == b"PK" and chance.random() < 0.7:
        return _repacked(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        place = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.choice((1, 2, 9, 200))]
            case 2:
                changed[place:place] = chance.choice(MARKUP)
            case 3:
                changed[place:place] = changed[place : place + chance.choice((4, 80, 900))]
            case _:
                digits = [n for n in range(place, min(place + 200, len(changed)))
                          if 48 <= changed[n] < 58]  # fmt: skip
                for n in digits[:3]:
                    changed[n] = chance.choice(b"0123456789-.")
        changed = changed or bytearray(b"x")
    return bytes(
        changed[: chance.randrange(1, len(changed) + 1)] if chance.random() < 0.1 else changed
    )


def _repacked(data: bytes, chance: random.Random) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2)))))
        for name in names:
            part = old.read(name)
            if name in chosen:
                if chance.random() < 0.1:
                    continue
                part = _damaged(part or b"x", chance)
            new.writestr(name, part)
    return file.getvalue()


def check(kind: str, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        data = mutant(kind, number)
        begun = time.process_time()
        answer = extract(data, "a")
        assert isinstance(answer, Extracted | Refused)
        assert time.process_time() - begun < LONGEST, (kind, number)


@pytest.mark.parametrize("kind", SEEDS)
def test_the_whole_file_can_be_read(kind: str) -> None:
    assert isinstance(extract(whole(kind), "a"), Extracted)


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_copies_are_read_or_refused(kind: str) -> None:
    check(kind, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SEEDS)
def test_thousands_of_damaged_copies_are_read_or_refused(kind: str) -> None:
    check(kind, MANY, first=QUICK)
