"""其中 — a part belongs to the whole before it, not to the number next to it."""

from bisect import bisect_right
from collections.abc import Sequence

from mengyang.core.documents.claims.claim import Claim, ClaimKind
from mengyang.core.patterns import lazy_pattern

_PART = lazy_pattern(r"(?:其中|包括|包含|内含|[（(]含|[（(]包括)")
_NEW_PART = lazy_pattern(r"\d[^，,。；;]*[，,](?!其中)[^，,。；;\d]*$")
_COUNTED = {"个", "所", "家", "项", "件", "处", "座"}


def with_wholes(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one sentence, each part with the indicator of its whole."""
    done: list[Claim] = []
    wholes: list[Claim] = []
    last = max((claim.amount.number[0] for claim in claims), default=0)
    parts = [match.span() for match in _PART.finditer(text, claims[0].span[0], last)]
    ends = [end for _, end in parts]
    for claim in claims:
        at = claim.amount.number[0]
        place = bisect_right(ends, at) - 1
        since = parts[place][0] if place >= 0 else -1
        if since < 0 or _is_closed(text, since, at):
            wholes.append(claim)
            done.append(claim)
            continue
        whole = _whole(claim, [known for known in wholes if known.amount.number[1] <= since])
        done.append(_as_part(claim, whole) if whole and not _is_more(text, claim, whole) else claim)
    return done


def _as_part(part: Claim, whole: Claim) -> Claim:
    """A part is planned, stated or ruled as its whole is, by its own year where it prints one."""
    by = (part.by or whole.by) if whole.kind is ClaimKind.TARGET else None
    return part._replace(part_of=whole.indicator, kind=whole.kind, by=by)


def _is_more(text: str, part: Claim, whole: Claim) -> bool:
    """5个项目，其中新建3个、改建2个，新增学位1260个: behind a comma and more than the whole."""
    return (
        part.amount.unit == whole.amount.unit
        and part.amount.value[0] > whole.amount.value[-1]
        and _NEW_PART.search(text, whole.span[1], part.amount.number[0]) is not None
    )


def _whole(part: Claim, wholes: Sequence[Claim]) -> Claim | None:
    same = [whole for whole in wholes if _is_same_measure(whole.amount.unit, part.amount.unit)]
    return same[-1] if same else None


def _is_same_measure(one: str, other: str) -> bool:
    return one == other or {one, other} <= _COUNTED or one.lstrip("万亿") == other.lstrip("万亿")


def _is_closed(text: str, since: int, at: int) -> bool:
    """Whether the bracket that the part stood in ends before `at`."""
    opened = text[since] in "（(" or (since > 0 and text[since - 1] in "（(")
    return opened and any(sign in text[since:at] for sign in "）)")
