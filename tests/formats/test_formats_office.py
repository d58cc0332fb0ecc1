"""旧版文字文件 — .doc, .wps and .rtf, opened by LibreOffice in a process of their own."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from mengyang.actions.reading import ReadFile, read_file
from mengyang.core.findings import Refused
from mengyang.formats import office
from mengyang.formats.limits import Limits
from mengyang.formats.sniff import Kind
from tests.formats.making import PLAN, ole
from tests.formats.office import converted
from tests.formats.papers import SAMPLES, as_docx

TABLE = SAMPLES / "task-breakdown" / "heting-table" / "text.txt"


def rtf(text: str) -> bytes:
    """A text as Word writes it in RTF: one paragraph a line, characters by their numbers."""
    signs = "".join(
        "\\par\n" if sign == "\n" else f"\\u{ord(sign) - 65536 * (ord(sign) > 32767)}?"
        for sign in text
    )
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1 {signs}}}".encode("ascii")


def test_an_old_word_file_reads_like_its_text(tmp_path: Path) -> None:
    whole = TABLE.read_text()
    old = converted({"table.docx": as_docx(whole)}, "doc", tmp_path)["table.docx"]
    read = read_file(old, "旧方案.wps")
    assert isinstance(read, ReadFile), (read.reason, read.params)
    plain = read_file(whole.encode(), "plan.txt")
    assert isinstance(plain, ReadFile)
    assert read.kind == "doc"
    for kind in ("obligations", "targets"):
        told = [{**entry, "span": 0, "quote": 0} for entry in _entries(read, kind)]
        assert [_bare(entry) for entry in told] == [_bare(entry) for entry in _entries(plain, kind)]
    assert len(_entries(read, "obligations")) == 6


def test_rtf_is_read() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice on this machine")
    read = read_file(rtf(PLAN), "方案.rtf")
    assert isinstance(read, ReadFile), (read.reason, read.params)
    assert read.text.split("\n")[:2] == ["云岭县学前教育问题整改方案", "一、整改任务"]


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    refused = read_file(ole("WordDocument"), "旧方案.doc")
    assert refused == Refused(
        "formats.refused.no_office", "formats.hint.save_as", kind=".doc / .wps", name="旧方案.doc"
    )


def _program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def test_a_program_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "left"
    monkeypatch.setenv("PATH", _program(tmp_path, f"(sleep 2; touch {left}) & sleep 60"))
    with pytest.raises(Refused, match="too_slow"):
        office.to_docx(rtf(PLAN), Kind.RTF, Limits(wall_seconds=0.5))
    assert not left.exists()


def test_a_program_that_makes_nothing_is_a_refusal_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_MEMORY", tmp_path / "memory")
    (tmp_path / "memory").mkdir()
    monkeypatch.setenv("PATH", _program(tmp_path, "exit 1"))
    with pytest.raises(Refused, match="not_opened"):
        office.to_docx(rtf(PLAN), Kind.RTF, Limits())
    assert list((tmp_path / "memory").iterdir()) == []


def _entries(read: ReadFile, kind: str) -> list[dict[str, object]]:
    entries = read.reading[kind]
    assert isinstance(entries, list)
    return entries


def _bare(held: object) -> object:
    if isinstance(held, dict):
        return {k: _bare(v) for k, v in held.items() if k not in ("span", "quote")}
    if isinstance(held, list):
        return [_bare(value) for value in held]
    return "".join(held.split()) if isinstance(held, str) else held
