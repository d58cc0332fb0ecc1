"""分别 — values in a row share one comparator; 以上…以下 is one range."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.comparators import Bound

_LINKS = frozenset(("、", "和", "与", "及", "以及", "，", ","))
_SHARED = re.compile(r"(?:分别|依次)[^，。；]*$")


def with_shared_bounds(text: str, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """分别达到65%和55%: what is said of the first or the last value holds for all in the row."""
    done: list[Amount] = []
    for row in rows(text, as_ranges(text, amounts)):
        bound = next((amount.bound for amount in row if amount.bound.word), None)
        if bound is None or len(row) == 1 or not _is_shared(text, row[0]):
            done.extend(row)
            continue
        done.extend(
            amount if amount.bound.word else replace(amount, bound=replace(bound, lead=0, tail=0))
            for amount in row
        )
    return tuple(done)


def as_ranges(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """1万元以上3万元以下 is one range."""
    done: list[Amount] = []
    for amount in amounts:
        last = done[-1] if done else None
        if last is None or not _is_upper_end(text, last, amount):
            done.append(amount)
            continue
        done[-1] = replace(
            last,
            value=(*last.value, *amount.value),
            raw=text[last.number[0] : amount.number[1]],
            number=(last.number[0], amount.number[1]),
            span=(last.span[0], amount.span[1]),
            part=(last.part[0], amount.part[1]),
            bound=Bound("range", tail=amount.bound.tail, word="以下"),
        )
    return done


def _is_upper_end(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.span[1] : high.number[0]].strip()
    return (
        (low.bound.word, high.bound.word) == ("以上", "以下")
        and between in ("", "、", "，", ",", "至")
        and low.unit == high.unit
        and len(low.value) == len(high.value) == 1
    )


def rows(text: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    """The amounts, those that stand in a row with nothing but 、 or 和 between them together."""
    found: list[list[Amount]] = []
    for amount in amounts:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.unit == amount.unit
            and text[last.span[1] : amount.span[0]].strip() in _LINKS
        ):
            found[-1].append(amount)
        else:
            found.append([amount])
    return found


def _is_shared(text: str, first: Amount) -> bool:
    return _SHARED.search(text, first.part[0], first.number[0]) is not None
