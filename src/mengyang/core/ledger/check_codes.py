"""校验码 — the short code on a printed paper, made from the digest of the facts it tells.

Twelve signs of sixty bits, none of which is mistaken for another when read from a sheet.
"""

from collections.abc import Mapping

from mengyang.core.audit import sha256

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4
_READ_AS = str.maketrans("OIL", "011")


def paper_digest(kind: str, subject: tuple[str, int, int], facts: Mapping[str, object]) -> str:
    """SHA-256 (hexadecimal) over the kind of a paper, its subject (kind, id, version) and facts."""
    return sha256({"kind": kind, "subject": subject, "facts": facts})


def check_code(digest: str) -> str:
    """The code of a digest: `7K3M-92QF-X4TD`."""
    number = int(digest[: _LENGTH * 5 // 4], 16)
    signs = [_SIGNS[number >> 5 * place & 31] for place in reversed(range(_LENGTH))]
    return _grouped("".join(signs))


def typed_code(words: str) -> str:
    """A code as somebody typed it from a sheet, in the form it was printed; empty: it is none."""
    signs = "".join(words.split()).replace("-", "").upper().translate(_READ_AS)
    known = len(signs) == _LENGTH and set(signs) <= set(_SIGNS)
    return _grouped(signs) if known else ""


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
