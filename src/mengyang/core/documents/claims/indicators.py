"""指标名称 — the words a number belongs to: what is counted."""

from typing import NamedTuple

from mengyang.core.documents.claims.counted import what_of
from mengyang.core.documents.claims.name_edges import (
    AT_LEAST,
    CLOSES_QUOTED,
    CUT,
    DESCRIBED,
    FOLLOWING,
    HELD,
    LEADING,
    QUOTED_NAME,
    TRAILING,
    VERB,
)


class Named(NamedTuple):
    """The indicator's words and where they begin."""

    indicator: str
    start: int


def name_indicator(text: str, start: int, number_start: int, span_end: int, stop: int) -> Named:
    """The indicator of the number at `number_start` whose words may begin at `start`."""
    quoted = None
    if text[number_start - 1 : number_start] in CLOSES_QUOTED:
        quoted = QUOTED_NAME.search(text, number_start - 24, number_start)
    if quoted is not None:
        return Named(f"{quoted[1] or ''}{quoted[2]}", quoted.start())
    head_start = start + _skipped(text[start:number_start])
    head = TRAILING.sub("", text[head_start:number_start])
    indicator = head.strip("、 　")
    if (met := AT_LEAST.search(indicator) or HELD.search(indicator)) is not None:
        noun = what_of(text, span_end, stop) or _following(text[span_end:stop])
        kept = met.start() if noun and met.re.pattern == AT_LEAST.pattern else met.end()
        indicator = indicator[:kept] + noun
    elif len(indicator) < 2 or indicator.endswith("的") or VERB.match(indicator):
        is_described = indicator[-1:] == "的" or DESCRIBED.match(text, span_end, stop)
        behind = "" if is_described else what_of(text, span_end, stop)
        indicator += behind or _following(text[span_end:stop])
    return Named(indicator, head_start)


def following_noun(text: str, span_end: int, stop: int) -> str:
    """The noun right behind a number, 巡察组 in 4个巡察组; empty where there is none."""
    return _following(text[span_end:stop])


def _skipped(words: str) -> int:
    """How far the words of an earlier statement and the connecting words reach."""
    cut = 0
    for match in CUT.finditer(words):
        cut = match.end()
    leading = LEADING.match(words, cut)
    return leading.end() if leading else cut


def _following(words: str) -> str:
    match = DESCRIBED.match(words) or FOLLOWING.match(words)
    return match[1].strip() if match else ""
