"""较上期增减 — a paper of a period beside the last of its kind: the figures frozen in that one.

Nothing is counted again: what the last paper told is what this one is compared with.
"""

from collections.abc import Mapping, Sequence

from mengyang.actions.paper_words import Entry, Facts

# The columns of the table, and what the sentence calls them.
_NAMES: Mapping[str, str] = {
    "standing": "任务总数",
    "signed": "已签收",
    "unassigned": "待交办",
    "in_hand": "在办",
    "done": "办结",
    "for_the_stage": "阶段性办结",
    "extended": "延期",
    "overdue": "逾期",
    "returned": "退回",
}
_IN_TABLE = ("done", "overdue")
_NEW = "新增"
_UNKNOWN = "—"


def compared(facts: Facts, last: Facts | None, check_code: str = "") -> Facts:
    """The facts with the change of each figure; without a last paper every change is empty."""
    if last is None:
        blank = {"last_until": "", "last_code": "", "changes": ""}
        return {**facts, **blank, "units": tuple(_beside(each, None) for each in _units(facts))}
    before = {str(each["unit"]): each for each in _units(last)}
    units = tuple(_beside(each, before.get(each["unit"], {})) for each in _units(facts))
    return {
        **facts,
        "last_until": str(last.get("until_day", "")),
        "last_code": check_code,
        "changes": _said(facts, last),
        "units": units,
    }


def _said(facts: Facts, last: Facts) -> str:
    """Every figure that changed; a figure that the last paper did not tell is left out."""
    moved = ((name, _difference(facts.get(code), last.get(code))) for code, name in _NAMES.items())
    told = [f"{name}{'增加' if by > 0 else '减少'}{abs(by)}项" for name, by in moved if by]
    return "，".join(told) if told else "各项数字均无变化"


def _beside(entry: Entry, before: Entry | None) -> Entry:
    """A unit's row with its changes; a unit that the last paper did not name is new."""
    signs = {}
    for code in _IN_TABLE:
        by = _difference(entry.get(code), before.get(code)) if before else None
        signs[f"{code}_change"] = (_NEW if before == {} else _UNKNOWN) if by is None else _sign(by)
    return {**entry, **signs}


def _sign(by: int) -> str:
    return f"+{by}" if by > 0 else f"−{-by}" if by else "0"


def _difference(now: object, before: object) -> int | None:
    """By how much; unknown where one of them is no number."""
    if not (isinstance(now, str) and isinstance(before, str)):
        return None
    return int(now) - int(before) if now.isdecimal() and before.isdecimal() else None


def _units(facts: Facts) -> Sequence[Entry]:
    found = facts.get("units", ())
    return () if isinstance(found, str) else found
