"""由…提高到 — an old and a new value: of a goal the old one is a fact, of a rule both are rules."""

from collections.abc import Sequence

from mengyang.core.documents.claims.claim import Claim, ClaimKind
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.patterns import lazy_pattern

_FROM = lazy_pattern(r"(?:由|从|原来?的?|自)[^，。；,;]{0,12}$")
_TO = lazy_pattern(
    r"(?:的)?(?:逐步|分步|阶段性|统一|直接|再)?(?:提[高升]|放宽|缩短|压缩|压减|降低?|下[降调]|"
    r"上[升调]|增加?|增长|扩大|减少|延长|调整|提至|精简|改)(?:了)?(?:到|至|为)"
    r"(?:19|20)?\d{0,2}(?:年)?(?:的)?(?:每[年月生人])*$"
)


def with_changes(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one sentence, the two ends of a change told as such."""
    done: list[Claim] = []
    for claim in claims:
        last = done[-1] if done else None
        if last is None or not _is_change(text, last, claim):
            done.append(claim)
            continue
        old, new = _both(last, claim)
        done[-1:] = [old, new]
    return done


def _is_change(text: str, old: Claim, new: Claim) -> bool:
    between = text[old.amount.span[1] : new.amount.number[0]]
    return (
        len(between) <= 20
        and _TO.search(between) is not None
        and _FROM.search(text, old.span[0], old.amount.number[0]) is not None
    )


def _both(old: Claim, new: Claim) -> tuple[Claim, Claim]:
    if new.kind is ClaimKind.RULE or (old.kind is ClaimKind.RULE and new.kind is ClaimKind.FACT):
        kinds = (ClaimKind.RULE, ClaimKind.RULE)
    else:
        kinds = (ClaimKind.FACT, new.kind)
    comparator = new.amount.comparator if kinds[1] is not ClaimKind.TARGET else new.comparator
    return (
        old._replace(kind=kinds[0], comparator=old.amount.comparator, by=None),
        new._replace(
            amount=_in_unit_of(new.amount, old.amount),
            kind=kinds[1],
            comparator=comparator,
            indicator=old.indicator,
            scope=old.scope,
        ),
    )


def _in_unit_of(new: Amount, old: Amount) -> Amount:
    """由每人每年380元提高到420元: what the first is counted per holds for the second."""
    return new._replace(unit=old.unit) if old.unit.partition("/")[0] == new.unit else new
