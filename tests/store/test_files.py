"""文件库 — whole or not at all, once, and swept only when nobody names it."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mengyang.core.findings import Refused
from mengyang.store import files
from mengyang.store.files import faulty_files, find_file, keep_file, sweep_files

DATA = b"minutes of the meeting"
SHA256 = hashlib.sha256(DATA).hexdigest()


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def make_old(path: Path) -> None:
    os.utime(path, (0, 0))


def hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def test_it_keeps_the_bytes_under_their_digest(tmp_path: Path) -> None:
    assert keep_file(tmp_path / "files", DATA) == SHA256
    place = find_file(tmp_path / "files", SHA256)
    assert place == tmp_path / "files" / SHA256[:2] / SHA256
    assert place.read_bytes() == DATA
    assert place.stat().st_mode & 0o077 == 0


def test_the_same_bytes_are_one_file(tmp_path: Path) -> None:
    keep_file(tmp_path, DATA)
    make_old(find_file(tmp_path, SHA256))
    keep_file(tmp_path, DATA)
    assert stored(tmp_path) == [tmp_path / SHA256[:2] / SHA256]
    assert find_file(tmp_path, SHA256).stat().st_mtime > 0


def test_a_file_cut_short_is_written_again(tmp_path: Path) -> None:
    keep_file(tmp_path, DATA)
    find_file(tmp_path, SHA256).write_bytes(DATA[:5])
    assert faulty_files(tmp_path, [SHA256]) == (SHA256,)
    keep_file(tmp_path, DATA)
    assert faulty_files(tmp_path, [SHA256]) == ()


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    (tmp_path / SHA256[:2]).mkdir()
    with pytest.raises(OSError, match="no space left"):
        keep_file(tmp_path, DATA)
    assert stored(tmp_path) == []


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        find_file(tmp_path, SHA256)
    assert refused.value.reason == "files.refused.missing"
    assert faulty_files(tmp_path, [SHA256]) == (SHA256,)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, SHA256 + "/", SHA256[:-1]])
def test_no_name_but_a_digest_leads_anywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no SHA-256"):
        find_file(tmp_path, name)


def test_a_sweep_takes_only_old_files_that_nobody_names(tmp_path: Path) -> None:
    named, left, young = (keep_file(tmp_path, word) for word in (b"named", b"left", b"young"))
    part = tmp_path / left[:2] / f"{left}.0123.part"
    part.write_bytes(b"le")
    foreign = tmp_path / "notes.txt"
    foreign.write_bytes(b"not ours")
    for path in (find_file(tmp_path, named), find_file(tmp_path, left), part, foreign):
        make_old(path)
    assert set(sweep_files(tmp_path, {named}, hour_ago())) == {left, part.name}
    assert {path.name for path in stored(tmp_path)} == {named, young, "notes.txt"}


def test_a_sweep_of_a_store_never_used_takes_nothing(tmp_path: Path) -> None:
    assert sweep_files(tmp_path / "files", set(), hour_ago()) == ()
