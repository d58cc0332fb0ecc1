"""密封 — bytes under a passphrase: AES-256-GCM in chunks, so that none is changed, moved or cut.

A head of magic and salt, then chunks of `CHUNK_BYTES` with a tag of 16 bytes each. The number of a
chunk and whether it is the last are its nonce; the key is made from the passphrase by scrypt.
"""

import os
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from mengyang.core.findings import Refused

MAGIC = b"MENGYANG-SEALED-1\n"
CHUNK_BYTES = 1024 * 1024
_SALT_BYTES = _TAG_BYTES = 16


class Readable(Protocol):
    """What gives bytes in order."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ...


class Sealer:
    """Writes what it is given, sealed; `close` ends it and leaves the file open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._file, self._cipher = file, _cipher(passphrase, salt)
        self._head = MAGIC + salt
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def write(self, data: bytes) -> int:
        """Take bytes of any length."""
        self._waiting += data
        # The last chunk waits: only `close` knows that it is the last.
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def flush(self) -> None:
        """Nothing leaves before its chunk is full."""

    def close(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, chunk, self._head))
        self._number += 1


class Opener:
    """Reads what a `Sealer` wrote. Raises `Refused` where anything is wrong."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        self._head = file.read(len(MAGIC) + _SALT_BYTES)
        if len(self._head) < len(MAGIC) + _SALT_BYTES:
            raise Refused("backup.refused.damaged", "backup.hint.other_archive")
        self._cipher = _cipher(passphrase, self._head[len(MAGIC) :])
        self._sealed = file.read(CHUNK_BYTES + _TAG_BYTES)
        self._open = b""
        self._number = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""
        while self._sealed and (size < 0 or len(self._open) < size):
            self._open += self._next()
        size = len(self._open) if size < 0 else size
        given, self._open = self._open[:size], self._open[size:]
        return given

    def _next(self) -> bytes:
        following = self._file.read(CHUNK_BYTES + _TAG_BYTES)
        nonce = _nonce(self._number, is_last=not following)
        try:
            chunk = self._cipher.decrypt(nonce, self._sealed, self._head)
        except InvalidTag as fault:
            if self._number == 0:
                refused = Refused("backup.refused.not_opened", "backup.hint.passphrase")
            else:
                refused = Refused("backup.refused.damaged", "backup.hint.other_archive")
            raise refused from fault
        self._sealed, self._number = following, self._number + 1
        return chunk


def is_sealed(file: BinaryIO) -> bool:
    """Whether the file begins as a sealed one; it is read from its beginning again."""
    begins = file.read(len(MAGIC))
    file.seek(0)
    return begins == MAGIC


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    # 32 MiB of memory a try: a guess costs about a tenth of a second.
    derived = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1)
    return AESGCM(derived.derive(passphrase.encode("utf-8")))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
