"""The name of an archive 备份文件名: given once, however late another one came by it."""

import errno
import os
from pathlib import Path

import pytest

from mengyang.actions import backups
from mengyang.core.findings import Refused


def no_links(*_: object) -> None:
    """What a stick answers that knows no second name of a file."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_an_archive_that_came_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, target = tmp_path / ".draft.part", tmp_path / "mengyang-1.tar.gz"
    draft.write_bytes(b"new")
    target.write_bytes(b"there")
    # Whoever only looks first sees nothing yet.
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(Refused, match="exists"):
        backups._publish(draft, target)
    assert target.read_bytes() == b"there"


@pytest.mark.parametrize("has_links", [True, False])
def test_the_draft_becomes_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    draft, target = tmp_path / ".draft.part", tmp_path / "mengyang-1.tar.gz"
    draft.write_bytes(b"new")
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    backups._publish(draft, target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes() == b"new"
