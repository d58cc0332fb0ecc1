"""区划代码表 — the list of official codes that areas are chosen from, kept as one file.

It is published reference, not a record of this house: the newest upload takes the place of the
one before, whole or not at all.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mengyang.core.registry.official_codes import OfficialCode

NAME = "official-codes.json"


@dataclass(frozen=True, slots=True)
class HeldCodes:
    """代码表 as it is kept: where it is from, when it was uploaded (a day), and the codes."""

    source: str
    on: str
    codes: tuple[OfficialCode, ...]


def keep_codes(var: Path, held: HeldCodes) -> None:
    """Put the list in the place of the one before."""
    told = {"source": held.source, "on": held.on}
    rows = [[each.code, each.name] for each in held.codes]
    temporary = var / f"{NAME}.part"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(told | {"areas": rows}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(var / NAME)


def held_codes(var: Path) -> HeldCodes | None:
    """The list, where one was uploaded."""
    try:
        told = json.loads((var / NAME).read_bytes())
    except FileNotFoundError:
        return None
    return HeldCodes(told["source"], told["on"], _codes(told["areas"]))


def _codes(rows: Sequence[Sequence[str]]) -> tuple[OfficialCode, ...]:
    return tuple(OfficialCode(code, name) for code, name in rows)
