"""Archives 备份包: what is read back is what was written, or nothing is believed."""

import random
from pathlib import Path

import pytest

from mengyang.core.findings import Refused
from mengyang.formats.archive import ArchiveWriter, read_members, verify_archive
from mengyang.formats.sealed import CHUNK_BYTES

PHRASE = "zwölf Störche rasten 3"
BIG = random.Random(8).randbytes(CHUNK_BYTES * 2 + 17)
MEMBERS = {"manifest.json": b"{}", "var/files/ab/big": BIG, "var/名录.txt": "文".encode()}


def written(path: Path, passphrase: str) -> bytes:
    """An archive of the members."""
    with path.open("wb") as file:
        writer = ArchiveWriter(file, passphrase)
        for name, content in MEMBERS.items():
            writer.add(name, content)
        writer.close()
    return path.read_bytes()


@pytest.mark.parametrize("passphrase", ["", PHRASE])
def test_members_come_back_in_order(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "archive"
    written(path, passphrase)
    assert verify_archive(path, "manifest.json", passphrase) == b"{}"
    found = {name: content.read() for name, content in read_members(path, passphrase)}
    assert list(found)[:-1] == list(MEMBERS)
    assert {name: found[name] for name in MEMBERS} == MEMBERS


@pytest.mark.parametrize("passphrase", ["", PHRASE])
def test_one_bit_anywhere_or_a_cut_is_seen(tmp_path: Path, passphrase: str) -> None:
    path, dice = tmp_path / "archive", random.Random(11)
    whole = written(path, passphrase)
    # The first bytes of an open one are gzip's own head, which says nothing of the content.
    for place in (dice.randrange(12, len(whole)) for _ in range(12)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
        with pytest.raises(Refused):
            verify_archive(path, "manifest.json", passphrase)
    for length in (0, 5, 20, len(whole) // 2, CHUNK_BYTES + 50, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            verify_archive(path, "manifest.json", passphrase)


def test_a_sealed_one_says_nothing_without_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    assert b"files" not in written(path, PHRASE)
    for passphrase, reason in (("", "backup.refused.sealed"), ("x", "backup.refused.not_opened")):
        with pytest.raises(Refused) as refused:
            verify_archive(path, "manifest.json", passphrase)
        assert refused.value.reason == reason


@pytest.mark.parametrize("name", ["../out", "/etc/out", "var/../../out"])
def test_a_name_that_leads_out_is_damage(tmp_path: Path, name: str) -> None:
    path = tmp_path / "archive"
    with path.open("wb") as file:
        writer = ArchiveWriter(file)
        writer.add(name, b"x")
        writer.close()
    with pytest.raises(Refused):
        list(read_members(path))
