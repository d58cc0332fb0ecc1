"""上述指标 — numbers dealt out to indicators that an earlier sentence named: 上述三项指标分别达到….

The names are those of the last targets before them with the same units, in order.
"""

from collections.abc import Sequence
from itertools import groupby

from mengyang.core.documents.claims.claim import Claim
from mengyang.core.patterns import lazy_pattern

_NAMED_ABOVE = lazy_pattern(
    r"(?:上述|以上|前述|这|该)?[两三四五六七八九十\d]{0,2}[项个]?指标(?:值)?"
)


def with_named_indicators(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the indicators meant by 上述指标; unchanged where they do not fit."""
    done: list[Claim] = []
    for is_above, group in groupby(claims, lambda each: _is_above(each)):
        members = list(group)
        done += _named(members, done) if is_above else members
    return done


def _is_above(claim: Claim) -> bool:
    return _NAMED_ABOVE.fullmatch(claim.indicator) is not None


def _named(members: Sequence[Claim], before: Sequence[Claim]) -> list[Claim]:
    meant = before[-len(members) :]
    if len(meant) < len(members) or any(
        one.amount.unit != other.amount.unit for one, other in zip(meant, members, strict=True)
    ):
        return list(members)
    return [
        member._replace(indicator=other.indicator, scope=member.scope or other.scope)
        for other, member in zip(meant, members, strict=True)
    ]
