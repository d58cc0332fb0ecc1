"""备份包 — a .tar.gz whose last member, `SHA256SUMS`, lists the digest of every other member.

`sha256sum -c SHA256SUMS` checks an unpacked one by hand. Written and read as a stream.
"""

import gzip
import hashlib
import io
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from mengyang.core.findings import Refused
from mengyang.formats.sealed import Opener, Readable, Sealer, is_sealed

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_SUM_OF_LINES = "# sha256 "
_BLOCK_BYTES = 1024 * 1024
_FAULTS = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, ValueError)


class ArchiveWriter:
    """Adds members one after the other; `close` adds the sums."""

    def __init__(self, file: BinaryIO, passphrase: str = "") -> None:
        self._sealer = Sealer(file, passphrase) if passphrase else None
        target = cast("BinaryIO", self._sealer or file)
        # The fastest level: evidence is mostly compressed already.
        self._zipped = gzip.GzipFile("", "wb", compresslevel=1, fileobj=target, mtime=0)
        self._tar = tarfile.TarFile("", "w", fileobj=self._zipped, format=tarfile.PAX_FORMAT)
        self._lines: list[str] = []

    def add(self, name: str, content: bytes) -> None:
        """Add a member from memory."""
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, file: BinaryIO, size: int) -> None:
        """Add the first `size` bytes of a file."""
        self._add(name, file, size)

    def close(self) -> None:
        """Add the sums and end the archive."""
        lines = "".join(self._lines)
        whole = hashlib.sha256(lines.encode()).hexdigest()
        self.add(SUMS, f"{lines}{_SUM_OF_LINES}{whole}\n".encode())
        self._tar.close()
        self._zipped.close()
        if self._sealer:
            self._sealer.close()

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = _Hashed(file)
        self._tar.addfile(member, cast("IO[bytes]", hashed))
        self._lines.append(f"{hashed.sha256}  {name}\n")


def read_members(path: Path, passphrase: str = "") -> Iterator[tuple[str, Readable]]:
    """Every member with its bytes, in order. Raises `Refused` where the archive is damaged."""
    with _told_as_damage(), path.open("rb") as file:
        zipped = gzip.GzipFile(fileobj=cast("BinaryIO", _source(file, passphrase)), mode="rb")
        with zipped, tarfile.open(mode="r|", fileobj=zipped) as tar:
            for member in tar:
                opened = tar.extractfile(member) if member.isreg() else None
                if opened is None or not _is_safe(member.name):
                    raise tarfile.TarError(member.name)
                yield member.name, cast("Readable", opened)
            # What follows the last member is under the archive's sum too.
            while zipped.read(_BLOCK_BYTES):
                pass


def verify_archive(path: Path, wanted: str, passphrase: str = "") -> bytes:
    """Read the whole archive against its sums; the bytes of the member `wanted`.

    Raises `Refused` where one byte differs, a member is missing or one is too many.
    """
    found: dict[str, str] = {}
    kept = {wanted: b"", SUMS: b""}
    with _told_as_damage():
        for name, content in read_members(path, passphrase):
            if name in kept:
                kept[name] = content.read()
                found[name] = hashlib.sha256(kept[name]).hexdigest()
            else:
                hashed = _Hashed(content)
                while hashed.read(_BLOCK_BYTES):
                    pass
                found[name] = hashed.sha256
        if _sums(kept[SUMS]) != {name: each for name, each in found.items() if name != SUMS}:
            raise ValueError(SUMS)
    return kept[wanted]


class _Hashed:
    """Bytes on their way, their SHA-256 beside them."""

    def __init__(self, content: Readable) -> None:
        self._content, self._sum = content, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        block = self._content.read(size)
        self._sum.update(block)
        return block

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


def _source(file: BinaryIO, passphrase: str) -> Readable:
    if not is_sealed(file):
        return file
    if not passphrase:
        raise Refused("backup.refused.sealed", "backup.hint.give_passphrase")
    return Opener(file, passphrase)


def _sums(text: bytes) -> dict[str, str]:
    lines, mark, whole = text.decode().rpartition(_SUM_OF_LINES)
    if not mark or hashlib.sha256(lines.encode()).hexdigest() != whole.strip():
        raise ValueError(SUMS)
    matches = [_LINE.fullmatch(line) for line in lines.splitlines()]
    return {match[2]: match[1] for match in matches if match}


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts


@contextmanager
def _told_as_damage() -> Iterator[None]:
    try:
        yield
    except _FAULTS as fault:
        raise Refused("backup.refused.damaged", "backup.hint.other_archive") from fault
