"""静态包 — the files of a published edition as one zip that any web site can carry.

`SHA256SUMS` lists every file; the same files give the same bytes, whenever they are written.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SUMS = "SHA256SUMS"


def write_package(files: Mapping[str, bytes], made_at: datetime, out: IO[bytes]) -> None:
    """Write `files` by their paths, and their sums, dated `made_at`."""
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    every = {**files, SUMS: "".join(lines).encode()}
    day = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, 0)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(every):
            entry = ZipInfo(path, day)
            entry.compress_type = ZIP_DEFLATED
            # Readable by whoever serves the folder.
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, every[path])
