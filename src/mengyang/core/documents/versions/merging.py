"""合并文本 — the old text with some of the differences taken over."""

from collections.abc import Collection, Sequence

from mengyang.core.documents.versions.comparison import Difference
from mengyang.core.documents.versions.parts import Part

# A part with whether it is of the new text; the first one stands before all parts.
type _Shown = tuple[bool, Part]
_HEAD: _Shown = (False, Part("", -1, -1, ""))


def merged(
    old: Sequence[Part],
    new: Sequence[Part],
    differences: Sequence[Difference],
    accepted: Collection[int],
) -> str:
    """The old text with the differences at the places in `accepted` taken over.

    With all of them it says what the new text says, with none what the old one said.
    """
    taken = [each for place, each in enumerate(differences) if place in accepted]
    gone = {each.old for each in taken if each.old and (each.new is None or each.is_moved)}
    reworded = {each.old: each.new for each in taken if each.old and each.new}
    arriving = {each.new for each in taken if each.new and (each.is_moved or each.old is None)}
    shown = [_HEAD, *((False, part) for part in old if part not in gone)]
    standing = _standing(old, new, differences)
    at = _HEAD
    for part in new:
        if part in arriving:
            shown.insert(shown.index(at) + 1, (True, part))
            at = (True, part)
        elif part in standing:
            at = (False, standing[part])
    return "".join((part if is_new else reworded.get(part) or part).raw for is_new, part in shown)


def _standing(
    old: Sequence[Part], new: Sequence[Part], differences: Sequence[Difference]
) -> dict[Part, Part]:
    """The old part by the new one, for all that stand in the same order in both texts."""
    before = {each.old for each in differences}
    after = {each.new for each in differences}
    quiet = zip(
        (part for part in new if part not in after),
        (part for part in old if part not in before),
        strict=True,
    )
    in_place = ((each.new, each.old) for each in differences if not each.is_moved)
    return dict(quiet) | {one: other for one, other in in_place if one and other}
