"""占比 — the part and the whole that a share is of, by the words right before it.

公办4400人，占在园幼儿8000人的55%; 应整改50个，已整改47个，整改率94%; 完成率94%（应50项，已47项）。
"""

from collections.abc import Sequence

from mengyang.core.documents.checks._sentences import number_at, part_of
from mengyang.core.documents.records import Quantity
from mengyang.core.patterns import lazy_pattern

_SHARE = lazy_pattern(
    r"^[，,、（( ]*(?:[约仅只]?占比?|所?占(?:比例|比重)|比例|比重)"
    r"(?P<of>[^，,。；;\d（）()]{0,16}?)"
    r"(?:的?(?:比例|比重))?(?:的|为|达到?|仅|约)*$"
)
_WHOLE = lazy_pattern(r"总数|总人数|总量|总额|总投入|总体|全部|其")
_STEMS = lazy_pattern(
    r"整改|完成|办结|移交|达标|销号|验收|拨付|支付|开工|竣工|建成|持证|签约|回收|清理|覆盖|"
    r"合格|落实|退还|取证|入库|化解|到位"
)
_RATE = lazy_pattern(r"率(?:为|达到?|仅|约|仅为)*$")
_DONE = lazy_pattern(r"已|完成")
_NOT_DONE = lazy_pattern(r"应|需|共|计划|未|尚|总|剩")
_BREAK = lazy_pattern(r"[；;]")
_SHORTEST_LIKENESS = 2


def pair_beside(
    text: str, stated: Quantity, entries: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The part and the whole, where the words leave no other choice."""
    at = next(index for index, entry in enumerate(entries) if entry is stated)
    before = [entry for entry in entries[:at] if not _parted(text, entry, stated)]
    if before and before[-1].unit != "%":
        lead = text[before[-1].span[1] : number_at(text, stated)]
        if (called := _SHARE.match(lead)) is not None:
            return _of_share(before, called["of"].removesuffix("的"))
    if _RATE.search(text[stated.span[0] : number_at(text, stated)]) is None:
        return None
    inside = _in_bracket(text, stated, entries[at + 1 :])
    return _of_rate(text, stated, inside or before, is_inside=bool(inside))


def _of_share(before: Sequence[Quantity], of: str) -> tuple[Quantity, Quantity] | None:
    part = before[-1]
    wholes = [each for each in _counts_like(part, before[:-1]) if each.value[0] >= part.value[0]]
    if of and not _WHOLE.match(of):
        wholes = [each for each in wholes if _is_like(of, each.indicator)]
    named = [each for each in wholes if each.indicator == part_of(part)]
    wholes = named or wholes
    return (part, wholes[0]) if len(wholes) == 1 and part.value[0] > 0 else None


def _of_rate(
    text: str, stated: Quantity, pool: Sequence[Quantity], *, is_inside: bool
) -> tuple[Quantity, Quantity] | None:
    """The done part and the whole of a rate of things done; of two counts in a bracket any."""
    stems = set(_STEMS.findall(stated.indicator))
    counts = [entry for entry in pool if entry.unit != "%"]
    if not stems or len(counts) < _SHORTEST_LIKENESS:
        return None
    part = _done(text, counts, stems) if is_inside else counts[-1]
    if part is None or not _tells_done(_words(text, part), stems):
        return None
    others = [entry for entry in _counts_like(part, counts) if entry is not part]
    wholes = [entry for entry in others if entry.value[0] >= part.value[0]]
    return (part, wholes[0]) if len(others) == 1 == len(wholes) and part.value[0] > 0 else None


def _done(text: str, counts: Sequence[Quantity], stems: set[str]) -> Quantity | None:
    done = [entry for entry in counts if _tells_done(_words(text, entry), stems)]
    return done[0] if len(done) == 1 else None


def _tells_done(words: str, stems: set[str]) -> bool:
    if _NOT_DONE.search(words):
        return False
    return _DONE.search(words) is not None or any(stem in words for stem in stems)


def _words(text: str, entry: Quantity) -> str:
    return text[entry.span[0] : number_at(text, entry)]


def _counts_like(part: Quantity, entries: Sequence[Quantity]) -> list[Quantity]:
    return [entry for entry in entries if entry.unit == part.unit and entry is not part]


def _in_bracket(text: str, stated: Quantity, behind: Sequence[Quantity]) -> list[Quantity]:
    """The counts of a bracket right behind the share."""
    if text[stated.span[1] : stated.span[1] + 1] not in ("（", "("):
        return []
    end = min((at for sign in "）)" if (at := text.find(sign, stated.span[1])) >= 0), default=-1)
    return [entry for entry in behind if entry.span[1] <= end]


def _parted(text: str, entry: Quantity, stated: Quantity) -> bool:
    return _BREAK.search(text, entry.span[1], stated.span[0]) is not None


def _is_like(one: str, other: str) -> bool:
    return any(one[at : at + 2] in other for at in range(len(one) - 1))
