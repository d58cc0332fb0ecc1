"""区划代码导入 — official codes and names in, proposed areas out; a person decides about the rest.

Codes only propose a parent: virtual levels (市辖区) are left out, and what has no parent on record
needs one named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.findings import Unknown
from mengyang.core.registry.areas import by_trimmed, nearest_over, trim

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

    `is_known` where the code is on record, there spelled `known_code` and called `known_name`.
    """

    code: str
    name: str
    kind: str
    parent_code: str
    is_known: bool
    known_name: str = ""
    known_code: str = ""

    @property
    def is_renamed(self) -> bool:
        """Whether the record calls it otherwise."""
        return self.is_known and self.name != self.known_name

    @property
    def is_homeless(self) -> bool:
        """Whether nothing on record lies over it, though something should."""
        return not self.parent_code and self.kind != "province"


def proposed(
    codes: Iterable[OfficialCode], known: Mapping[str, str]
) -> tuple[ProposedArea, ...] | Unknown:
    """What the codes would become, parents first; `known` are names on record by their code."""
    found: list[ProposedArea] = []
    codes_known = by_trimmed(known)
    above = dict(codes_known)
    kept = (each for each in codes if each.name not in VIRTUAL)
    for each in sorted(kept, key=lambda one: (len(one.code), one.code)):
        short = trim(each.code)
        if isinstance(short, Unknown):
            return short
        if len(short) not in KINDS:
            continue
        code = short.ljust(_SHORTEST, "0")
        parent = nearest_over(code, above)
        found.append(
            ProposedArea(
                code,
                each.name,
                KINDS[len(short)],
                parent if isinstance(parent, str) else "",
                short in codes_known,
                known.get(codes_known.get(short, ""), ""),
                codes_known.get(short, ""),
            )
        )
        above[short] = code
    return tuple(found)


def chosen(codes: Iterable[OfficialCode], wanted: Sequence[str]) -> list[OfficialCode]:
    """The codes at and under those wanted, and those over them."""
    starts = [_start(each) for each in wanted]
    return [
        each
        for each in codes
        if any(each.code.startswith(one) or one.startswith(each.code) for one in starts)
    ]


def absent(codes: Iterable[OfficialCode], wanted: Sequence[str]) -> list[str]:
    """Those wanted at and under which there is no code."""
    known = [each.code for each in codes]
    return [one for one in wanted if not any(code.startswith(_start(one)) for code in known)]


def needed(
    codes: Iterable[OfficialCode], place: str, known: Iterable[str]
) -> tuple[OfficialCode, ...]:
    """The codes without those over `place` that already lie over something on record: there the
    tree of the record begins lower, and an area above it would hold nothing."""
    on_record = {short for code in known if isinstance(short := trim(code), str)}
    return tuple(
        each
        for each in codes
        if each.code == place
        or not place.startswith(each.code)
        or not any(short.startswith(each.code) for short in on_record - {each.code})
    )


def places(codes: Iterable[OfficialCode]) -> Iterator[tuple[str, str]]:
    """Every province, prefecture and county by its code, called by all the names over it."""
    names = {each.code: each.name for each in codes if len(each.code) <= _SHORTEST}
    for code in sorted(names):
        if names[code] in VIRTUAL:
            continue
        line = [names.get(code[:length], "") for length in range(2, len(code) + 1, 2)]
        yield code, " ".join(name for name in line if name and name not in VIRTUAL)


def _start(wanted: str) -> str:
    return wanted.rstrip("0") if len(wanted) == _SHORTEST else wanted
