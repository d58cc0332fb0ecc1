"""Bad and odd input 异常输入 through `mengyang read`: refused in words, or read and told."""

import json
import os
import re
from pathlib import Path

import pytest

from mengyang.web.wording import word
from tests.cli.telling import run
from tests.formats.making import MARKED, MIB, PLAN, REFUSED, TAKEN

# One of each sort through the whole command; tests/formats has all of them in both languages.
SORTS = {
    "empty.txt", "random.docx", "sixty.txt", "big5.txt", "bomb.docx", "entity.docx", "half.docx",
    "password.docx", "torn.pdf", "scan.png", "short.txt", "deep.html",
}  # fmt: skip
CASES = [*(case for case in REFUSED if case[0] in SORTS), MARKED]


@pytest.mark.parametrize(("name", "make", "reason"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_bad_input_is_refused_in_words(
    name: str,
    make: object,
    reason: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert callable(make)
    path = tmp_path / name
    path.write_bytes(make())
    status, out, err = run(capsys, "--lang", language, "read", path)
    assert (status, out) == (1, "")
    for piece in re.split(r"\{\w+\}", word(f"formats.refused.{reason}", None, language)):
        assert piece in err
    assert str(path) in err
    assert "Traceback" not in err
    assert "{" not in err


@pytest.mark.parametrize(("name", "make"), TAKEN, ids=[case[0] for case in TAKEN])
def test_odd_files_are_read(
    name: str, make: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    path = tmp_path / name
    path.write_bytes(make())
    assert run(capsys, "read", path)[::2] == (0, "")
    status, out, err = run(capsys, "read", path, "--json")
    assert (status, err) == (0, "")
    assert "云岭县" in json.loads(out)["text"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("no-numbering.txt", "read_by_paragraph"), ("half-a-document.txt", "seems_cut_off")],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_that_is_read_in_part_says_so(
    name: str,
    code: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # no sentence is broken between two lines
    path = tmp_path / name
    path.write_bytes(dict(TAKEN)[name]())
    quotes = [
        each["quote"] for each in json.loads(run(capsys, "read", path, "--json")[1])["checks"]
    ]
    status, out, _ = run(capsys, "--lang", language, "read", path)
    assert (status, len(quotes)) == (0, 1)
    said = "".join(out.replace(quotes[0], "").split())  # it stands beside the sentence
    pieces = re.split(r"\{\w+\}", word(f"documents.check.{code}", None, language))
    assert len(pieces) > 1
    assert all("".join(piece.split()) in said for piece in pieces)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_file_is_refused(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = Path("/dev/zero")
    for path, code in (
        (tmp_path / "无.txt", "cli.refused.no_file"),
        (tmp_path, "cli.refused.folder"),
        (endless, "cli.refused.no_regular_file"),
        ("a\0b", "cli.refused.unreadable"),
        ("名" * 300, "cli.refused.unreadable"),
    ):
        status, out, err = run(capsys, "--lang", language, "read", path)
        assert (status, out) == (1, "")
        assert (
            word(code, {"name": str(path).replace("\0", "?"), "limit": 20, "fault": ""}, language)[
                :10
            ]
            in err
        )


def test_a_pipe_is_refused_and_not_waited_for(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    for named in (tmp_path / "管道.txt", tmp_path):
        status, out, err = run(capsys, "read", named, "--json")
        assert status == 1
        assert (str(plan) in out) is (named == tmp_path)
        assert "管道.txt”是管道" in err


def test_the_limit_is_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAN.encode() + b" " * MIB)
    assert run(capsys, "read", path, "--limit-mb", 1)[0] == 1
    assert run(capsys, "read", path)[0] == 0
