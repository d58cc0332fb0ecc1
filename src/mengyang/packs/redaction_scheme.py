"""公开版删减规则 — which fields of a plan go out, which texts are masked, and by which source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mengyang.core.ledger.publication import Act, RedactionRule
from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import Wording, read_wording

DEFAULT_REDACTION = "default"
_FINDS = ("names", "words")


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule is called, and on what it rests."""

    name: Wording
    basis: Wording


@dataclass(frozen=True, slots=True)
class RedactionScheme:
    """One scheme, in force from `from_day` on; `words` are those of its rules by code."""

    code: str
    name: Wording
    source: Wording
    from_day: date
    rules: tuple[RedactionRule, ...]
    words: Mapping[str, RuleWords]


@cache
def redactions() -> Mapping[str, RedactionScheme]:
    """Every scheme of `redaction/` by code; `default` is always there."""
    return read_redactions(PACKS)


def redaction_on(day: date) -> RedactionScheme:
    """The scheme in force on a day: of several the latest; the default before all of them."""
    in_force = [each for each in redactions().values() if each.from_day <= day]
    return max(in_force, key=lambda each: each.from_day, default=redactions()[DEFAULT_REDACTION])


def read_redactions(root: Traversable) -> Mapping[str, RedactionScheme]:
    """The schemes under `root`/redaction; raises `ValueError` naming file and key."""
    schemes = {}
    for file in entries("redaction", root):
        code = file.name.removesuffix(".toml")
        schemes[code] = _read_scheme(code, read_table(file, f"redaction/{file.name}"))
    return MappingProxyType(schemes)


def _read_scheme(code: str, table: Table) -> RedactionScheme:
    table.only("name", "source", "from_day", "rule")
    rows = list(table.tables("rule"))
    rules = tuple(_read_rule(row) for row in rows)
    codes = [rule.code for rule in rules]
    if not rules or len(set(codes)) < len(codes):
        raise table.fault("rule", "at least one rule is needed, each code once")
    words = {
        rule.code: RuleWords(read_wording(row.table("name")), read_wording(row.table("basis")))
        for rule, row in zip(rules, rows, strict=True)
    }
    return RedactionScheme(
        code=code,
        name=read_wording(table.table("name")),
        source=read_wording(table.table("source")),
        from_day=table.day("from_day"),
        rules=rules,
        words=MappingProxyType(words),
    )


def _read_rule(table: Table) -> RedactionRule:
    table.only("code", "act", "fields", "patterns", "finds", "name", "basis")
    act = Act(table.one_of("act", list(Act)))
    finds = table.one_of("finds", _FINDS) if "finds" in table.values else ""
    rule = RedactionRule(
        table.text("code"), act, table.texts("fields"), table.texts("patterns"), finds
    )
    for pattern in rule.patterns:
        try:
            re.compile(pattern)
        except re.error as fault:
            raise table.fault("patterns", f"{pattern!r}: {fault}") from fault
    if (act is Act.MASK) is not bool(rule.patterns or finds) or bool(rule.fields) is (
        act is Act.MASK
    ):
        raise table.fault("act", "a rule that masks has patterns or finds, every other has fields")
    return rule
