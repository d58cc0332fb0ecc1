"""区划代码导入 — official codes and names in, proposed areas out; a person decides about the rest.

Codes only propose a parent: virtual levels (市辖区) are left out, and what has no parent on record
needs one named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mengyang.core.findings import Unknown
from mengyang.core.registry.areas import propose_parent, trim

# The kind of an area by the significant digits of its code.
KINDS = {2: "province", 4: "prefecture", 6: "county", 9: "township"}
# Levels that exist in the code alone.
VIRTUAL = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """A code with its name as published."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ProposedArea:
    """What one code would become; `parent_code` is empty where none over it is known.

    `is_known` where the code is on record, and `known_name` what it is called there.
    """

    code: str
    name: str
    kind: str
    parent_code: str
    is_known: bool
    known_name: str = ""


def proposed(
    codes: Iterable[OfficialCode], known: Mapping[str, str]
) -> tuple[ProposedArea, ...] | Unknown:
    """What the codes would become, parents first; `known` are names on record by their code."""
    found: list[ProposedArea] = []
    names = {short: name for code, name in known.items() if isinstance(short := trim(code), str)}
    above = set(known)
    kept = (each for each in codes if each.name not in VIRTUAL)
    for each in sorted(kept, key=lambda one: (len(one.code), one.code)):
        short = trim(each.code)
        if isinstance(short, Unknown):
            return short
        if len(short) not in KINDS:
            continue
        code = short.ljust(_SHORTEST, "0")
        parent = propose_parent(code, above - {code})
        found.append(
            ProposedArea(
                code,
                each.name,
                KINDS[len(short)],
                parent if isinstance(parent, str) else "",
                short in names,
                names.get(short, ""),
            )
        )
        above.add(code)
    return tuple(found)
