"""审计链 — the pure part of the audit chain: canonical text, digests, links of chain and anchor.

In come plain values, out go hexadecimal SHA-256 digests that two machines agree on.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

type Values = Mapping[str, object]

_PLAIN = (str, int, bool, type(None))


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything of an event that its hash covers, besides the hash of the one before."""

    sequence: int
    at: datetime
    actor_id: int | None
    acting_for_id: int | None
    action: str
    subject_kind: str
    subject_id: int | None
    subject_version: int | None
    before: Values
    after: Values
    digest: str
    changes_sha256: str


@dataclass(frozen=True, slots=True, order=True)
class ChangeFacts:
    """One row of a bulk event; the list's hash is taken in this order."""

    subject_kind: str
    subject_id: int
    subject_version: int
    digest: str


def canonical(value: object) -> str:
    """One text for one value, whichever database or machine it comes from. NaN is refused."""
    return json.dumps(
        plain(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def plain(value: object) -> object:
    """The value in JSON's own types: days and instants in ISO form (UTC), decimals as text."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    # PostgreSQL keeps numbers of a JSON field as decimals: 1e22 comes back as an integer.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def sha256(value: object) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()


def event_hash(facts: EventFacts, previous_hash: str) -> str:
    """The link of the chain that an event makes after `previous_hash`."""
    # Field by field: asdict copies the values deeply, which takes half of the time of a link.
    values = {name: getattr(facts, name) for name in EventFacts.__slots__}
    return sha256({**values, "previous_hash": previous_hash})


def changes_hash(changes: Iterable[ChangeFacts]) -> str:
    """SHA-256 over the sorted rows of a bulk event, fed line by line."""
    return sorted_changes_hash(sorted(changes))


def sorted_changes_hash(changes: Iterable[ChangeFacts]) -> str:
    """The same of rows that come in their order already, so many that nobody holds them."""
    total = hashlib.sha256()
    for change in changes:
        total.update(canonical(asdict(change)).encode("ascii") + b"\n")
    return total.hexdigest()


def keyed(key: str, value: object) -> str:
    """HMAC-SHA-256 of the canonical text: for personal values and for lines of the anchor."""
    return hmac.new(key.encode(), canonical(value).encode("ascii"), hashlib.sha256).hexdigest()
