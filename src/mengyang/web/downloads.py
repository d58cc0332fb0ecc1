"""下载 — files handed over by an answer: kept ones, and ones written for it; always downloads."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse

# Nothing that somebody else brought is shown by the browser under our address.
OCTETS = "application/octet-stream"


def kept_file(path: Path, file_name: str) -> FileResponse:
    """A file of the store under the name it came with."""
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=file_name, content_type=OCTETS
    )


def written_file(write: Callable[[IO[bytes]], str], media_type: str | None = None) -> FileResponse:
    """A file that `write` fills and names; without a type, that of its name."""
    out = TemporaryFile()  # noqa: SIM115 — the response closes it
    name = write(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=media_type)
