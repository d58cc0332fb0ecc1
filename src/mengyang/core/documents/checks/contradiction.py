"""矛盾核对 — a problem that its own situation note denies, in words or by its figures."""

from collections.abc import Iterator
from decimal import Decimal

from mengyang.core.documents.checks._sentences import printed, told
from mengyang.core.documents.records import Check, Figure, Obligation, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_LOW = lazy_pattern(r"低|不足|不够|偏少|太少|过少|短缺|缺乏|滞后|薄弱|不高")
_HIGH = lazy_pattern(r"过高|偏高|居高|较高|过多|偏多|超标|过大|太高")
# Per cent. Four fifths are most of a whole and one fifth is little, whatever is counted: 过低 and
# 过高 cannot be meant. In between it depends on the target in force: for a person to judge.
_MUCH, _LITTLE = Decimal(80), Decimal(20)
# Half of an indicator's pairs of letters stand in the problem: it speaks of the same, as 公办园 and
# 公办幼儿园 do; two indicators that share only their last noun (覆盖率, 入园率) stay below.
_ALIKE = 0.5


def check(reading: Reading) -> tuple[Check, ...]:
    """Problems answered without remedies by a note that says the opposite."""
    found: list[Check] = []
    for item in reading.obligations:
        if item.kind != "problem" or item.problem is None:
            continue
        if item.response == "denial":
            found.append(_denied(reading, item))
        elif item.response == "explanation" and not item.remedies:
            found.extend(_contradicted(reading, item))
    return tuple(found)


def _denied(reading: Reading, item: Obligation) -> Check:
    return told(
        reading.document,
        item.span,
        "documents.check.problem_denied",
        Level.WARNING,
        problem=item.problem,
    )


def _contradicted(reading: Reading, item: Obligation) -> Iterator[Check]:
    problem = item.problem or ""
    for figure in reading.figures:
        if not item.span[0] <= figure.span[0] < item.span[1] or figure.unit != "%":
            continue
        if _says_opposite(problem, figure) and _is_about(problem, figure.indicator):
            yield told(
                reading.document,
                figure.span,
                "documents.check.note_contradicts_problem",
                Level.WARNING,
                problem=problem,
                indicator=figure.indicator,
                value=printed(figure.value[-1]),
            )


def _says_opposite(problem: str, figure: Figure) -> bool:
    """A share called low that is high, or the other way round."""
    if _LOW.search(problem):
        return figure.value[0] >= _MUCH
    return _HIGH.search(problem) is not None and figure.value[-1] <= _LITTLE


def _is_about(problem: str, indicator: str) -> bool:
    """Whether the indicator's words are for the greater part those of the problem."""
    known = _pairs(problem)
    asked = _pairs(indicator)
    return bool(asked) and len(asked & known) / len(asked) >= _ALIKE


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}
