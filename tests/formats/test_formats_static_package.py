"""The static package 静态包: every file with its sum, and the same bytes for the same files."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from mengyang.formats.static_package import SUMS, write_package

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FILES = {"index.html": b"<p>", "photographs/1.png": b"\x89PNG"}


def written() -> bytes:
    out = BytesIO()
    write_package(FILES, AT, out)
    return out.getvalue()


def test_it_holds_the_files_and_their_sums_and_nothing_else() -> None:
    with ZipFile(BytesIO(written())) as archive:
        assert {name: archive.read(name) for name in archive.namelist() if name != SUMS} == FILES
        lines = archive.read(SUMS).decode().splitlines()
    assert lines == [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in FILES.items()]


def test_the_same_files_give_the_same_bytes() -> None:
    assert written() == written()
