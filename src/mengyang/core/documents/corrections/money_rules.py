"""经费规则更正 — what is paid to whom, the amounts, and what the text leaves open.

An amount is also written in one line: its name, comparison, value and unit, parted by bars.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.documents.corrections.quantities import (
    RANGES,
    WrittenQuantity,
    checked_quantity,
    too_long,
    unknown_choice,
)
from mengyang.core.documents.corrections.rereading import Place, found_in, placed, placed_parts
from mengyang.core.documents.corrections.selections import first_words, selected
from mengyang.core.documents.records import Span
from mengyang.core.documents.rule_amounts import OPEN_VALUES
from mengyang.core.findings import Refused
from mengyang.core.patterns import lazy_pattern

type Content = dict[str, object]

_SIGNS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "": "=", "＝": "="}
_DASH = lazy_pattern(r"[—–~～至]+|(?<=\d)-(?=\d)")
_BAR = lazy_pattern(r"[|｜]")
_PARTS = 4
_MOST_AMOUNTS = 40


@dataclass(frozen=True, slots=True)
class MoneyRuleChange:
    """更正内容 — all parts are set together; `open_values` are codes of what is still open."""

    name: str
    beneficiary: str = ""
    amounts: tuple[WrittenQuantity, ...] = ()
    open_values: tuple[str, ...] = ()


def corrected_money_rule(
    content: Mapping[str, object], change: MoneyRuleChange
) -> Content | Refused:
    """The rule with the change made, or why it cannot be; an amount keeps its words."""
    if not change.name.strip():
        return Refused("documents.refused.name_missing", "documents.hint.rule_name")
    fault = too_long((change.name, 120), (change.beneficiary, 120))
    if fault is None and len(change.amounts) > _MOST_AMOUNTS:
        fault = Refused("documents.refused.amounts", "documents.hint.amounts", limit=_MOST_AMOUNTS)
    for code in change.open_values:
        fault = fault or unknown_choice(code, OPEN_VALUES)
    if fault is not None:
        return fault
    amounts = []
    for at, written in enumerate(change.amounts):
        checked = checked_quantity(written)
        if isinstance(checked, Refused):
            return checked
        amounts.append({**_before(content, at), **checked, "value_raw": "—".join(written.values)})
    return {
        **content,
        "name": change.name.strip(),
        "beneficiary": change.beneficiary.strip() or None,
        "amounts": amounts,
        "open_values": list(dict.fromkeys(change.open_values)),
    }


def new_money_rule(path: str, span: Span, text: str) -> Content | Refused:
    """A rule made from words that a person selected; what is not read in them is filled in."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    bare: Content = {"beneficiary": None, "in_force_from": None, "open_values": []}
    found = found_in(quote, "money_rules") or {"name": first_words(quote), **bare}
    place = Place(path, span, quote)
    parts = {name: placed_parts(found.get(name), place) for name in ("amounts", "cost_shares")}
    return placed(found, place) | parts


def written_amounts(lines: str) -> tuple[WrittenQuantity, ...]:
    """The amounts of a text with one a line: `生均补助 | = | 600 | 元/生·年`.

    Raises `Refused` where a line has not these four parts.
    """
    return tuple(_amount(line.strip()) for line in lines.split("\n") if line.strip())


def amount_lines(amounts: Sequence[Mapping[str, object]]) -> str:
    """Amounts of the reading JSON, one a line, as `written_amounts` takes them."""
    return "\n".join(_line(amount) for amount in amounts)


def _amount(line: str) -> WrittenQuantity:
    parts = [part.strip() for part in _BAR.split(line)]
    if len(parts) != _PARTS:
        raise Refused("documents.refused.amount_line", "documents.hint.amount_line", line=line)
    name, sign, value, unit = parts
    values = tuple(_DASH.split(value))
    comparator = "range" if len(values) > 1 and sign not in RANGES else _SIGNS.get(sign, sign)
    return WrittenQuantity(name, comparator, values, unit)


def _line(amount: Mapping[str, object]) -> str:
    held = amount.get("value")
    values = "—".join(str(each) for each in (held if isinstance(held, list) else [held]))
    sign = "" if amount.get("comparator") in ("range",) else str(amount.get("comparator") or "=")
    return f"{amount.get('indicator') or ''} | {sign} | {values} | {amount.get('unit') or ''}"


def _before(content: Mapping[str, object], at: int) -> Content:
    """The amount that stood in this place: its words in the text stay with it."""
    known = content.get("amounts")
    old = known[at] if isinstance(known, list) and at < len(known) else None
    if isinstance(old, dict):
        return old
    own = {key: content.get(key) for key in ("path", "span", "quote")}
    return own | {"by": None, "hedge": None}
