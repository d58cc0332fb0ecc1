"""Codes put together at run time 拼合的措辞: how each is written, and all that can come of it."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args, get_type_hints

from django.apps import apps
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError

from mengyang import cli
from mengyang.actions import outcomes
from mengyang.core.documents import records
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Level
from mengyang.core.ledger import EventKind, SignOffStep
from mengyang.core.ledger.decisions import Decision
from mengyang.core.ledger.incoming import transitions as papers
from mengyang.core.ledger.incoming.papers import Step
from mengyang.core.ledger.publication import EditionStep, OpinionStep
from mengyang.formats import reading_cells
from mengyang.formats import reading_tables as tables
from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.web import read_command
from mengyang.web.jobs import kinds
from mengyang.web.pages.incoming import STEPS
from mengyang.web.site.environment import VARIABLES
from tests.web.msgids import SRC, catalogue, nodes

type Members = Callable[[], Iterable[str]]

BEGUN = re.compile(r"([a-z]+)\.([a-z_]+\.)*[a-z_]*")
# What only looks like a message: the actions of events, whose words are terms.
ACTIONS = {"incoming.{}"}
ENTRIES: Mapping[str, tuple[type, str]] = {
    "comparator": (records.Quantity, "comparator"),
    "kind": (records.Obligation, "kind"),
    "status": (records.Obligation, "claimed_status"),
    "verb": (records.Target, "verb"),
    "figure": (records.Figure, "type"),
    "mechanism": (records.Mechanism, "kind"),
}


def event_fields() -> set[str]:
    """Every field whose change an event tells."""
    models = (one for one in apps.get_app_config("store").get_models() if issubclass(one, Audited))
    told = {field.attname for model in models for field in model._meta.concrete_fields}
    return told - {"id", "version"} | noted()


def noted() -> set[str]:
    """What an event says of itself: the details of each note, and of many rows or an erased one."""
    calls = (
        node
        for file in SRC.rglob("*.py")
        for node in nodes(file)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "note"
    )
    return {"rows", "erased"} | {each.arg for call in calls for each in call.keywords if each.arg}


def choices(record: type, field: str) -> tuple[str, ...]:
    """The codes that a record allows in a field."""
    hint = get_type_hints(record)[field]
    return get_args(getattr(hint, "__value__", hint))


def told_in(name: str) -> Iterator[str]:
    """What a file asks of its own `told(code)`."""
    for node in nodes(SRC / name):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
            yield ast.literal_eval(node.args[0])


def weaknesses() -> Iterator[str]:
    """The code of each rule for passwords in force, by a password that breaks it."""
    bad = {"similar": "zhangwei7", "short": "x7", "common": "password", "numeric": "90417735816"}
    for rule in get_default_password_validators():
        said = set()
        for password in bad.values():
            try:
                rule.validate(password, User(username="zhangwei7", display_name="张伟"))
            except ValidationError as weak:
                said |= {one.code for one in weak.error_list}
        assert said, rule
        yield from said


def columns() -> set[str]:
    """Every column of the tables of a reading."""
    return {field.code for fields in tables.FIELDS.values() for field in fields} | {
        "number",
        "file",
    }


FAMILIES: Mapping[str, Members] = {
    "access.refused.{}": weaknesses,
    "cli.help.{}": lambda: told_in("web/usage.py"),
    "cli.help.about.{}": lambda: (name.replace("-", "_") for name in cli.command_names()),
    "cli.help.read.{}": lambda: told_in("web/read_command.py"),
    "config.{}": lambda: (name.lower() for name in VARIABLES),
    "divisions.done.{}": lambda: ("agree", "reopen", "finish"),
    "field.{}": event_fields,
    "incoming.done.{}": lambda: STEPS,
    "incoming.refused.no_words_{}": lambda: {
        step for (_, step), move in papers.TABLE.items() if papers._has_words in move.guards
    },
    "incoming.refused.state_{}": lambda: Step,
    "jobs.name.{}": kinds.found,
    "ledger.done.{}": lambda: {
        *(set(EventKind) - outcomes._OF_THE_PLAN),
        *(set(Decision) - {Decision.NONE, Decision.RESTORED, Decision.MERGED}),
    },
    "ledger.done.reply_{}": lambda: SignOffStep,
    "ledger.refused.{}": lambda: (code.rpartition(".")[2] for code in outcomes._SHOWN),
    "ledger.refused.state_{}": lambda: EventKind,
    "opinions.done.{}": lambda: OpinionStep,
    "publication.done.{}": lambda: set(EditionStep) - {EditionStep.CORRECT},
    "reading.{}.{}": lambda: (
        f"{family}.{code}" for family, held in ENTRIES.items() for code in choices(*held)
    ),
    "reading.clause.{}": lambda: reading_cells._UNNUMBERED,
    "reading.column.{}": columns,
    "reading.deadline.{}": lambda: (
        reading_cells._deadline_code(kind).rpartition(".")[2]
        for kind in DeadlineKind
        if kind is not DeadlineKind.NONE
    ),
    "reading.frame.{}": lambda: read_command._FRAME,
    "reading.level.{}": lambda: Level,
    "reading.list.{}": lambda: tables.FIELDS,
    "reading.role.{}": lambda: set(choices(records.ResponsibleUnit, "role")) - {"responsible"},
}


@cache
def members(family: str) -> frozenset[str]:
    """Every code that can come of a family."""
    start = family.partition("{}")[0]
    return frozenset(f"{start}{code}" for code in FAMILIES[family]())


@cache
def written() -> tuple[tuple[str, str], ...]:
    """Each code that the source begins and does not end, its parts as `{}`, with its file.

    A part that is one of two words written out is no part: both codes are there.
    """
    rooms = {text.partition(".")[0] for text in catalogue("en") if re.match(r"[a-z]+\.\S+$", text)}
    found = []
    for path in sorted(SRC.rglob("*.py")):
        for text in _begun(path):
            start = BEGUN.fullmatch(text.partition("{}")[0])
            if start and start[1] in rooms:
                found.append((text, str(path.relative_to(SRC))))
    return tuple(found)


def _begun(path: Path) -> Iterator[str]:
    pieces = set()
    for node in nodes(path):
        if isinstance(node, ast.JoinedStr):
            pieces |= {id(value) for value in node.values}
            yield from ("".join(parts) for parts in product(*map(_parts, node.values)))
    for node in nodes(path):
        if isinstance(node, ast.Constant) and id(node) not in pieces:
            text = node.value if isinstance(node.value, str) else ""
            if "." in text and (text.endswith((".", "_")) or "%s" in text):
                yield text.replace("%s", "{}") if "%s" in text else text + "{}"


def _parts(value: ast.expr) -> list[str]:
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    held = value.value if isinstance(value, ast.FormattedValue) else value
    both = [held.body, held.orelse] if isinstance(held, ast.IfExp) else []
    words = [one.value for one in both if isinstance(one, ast.Constant)]
    return [str(word) for word in words] if len(words) == 2 else ["{}"]
