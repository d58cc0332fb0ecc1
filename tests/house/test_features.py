"""The table of features 功能表: its proofs hold tests, its addresses exist, no page is left out."""

import ast
import re
from collections import Counter

from mengyang.cli import command_names
from mengyang.web.family import screens
from tests.conftest import ROOT
from tests.web.addresses import NO_PAGES, routes

TABLE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
PROOFS = sorted(set(re.findall(r"`(tests/[^`]+)`", TABLE)))
PARAMETER = re.compile(r"<[^>]*>")
# Addresses that people see as they are, but that are no pages of `web/pages`.
BESIDE = {"/api/docs", "/api/session/standpoint"}


def test_every_named_proof_holds_tests() -> None:
    empty = [proof for proof in PROOFS if not _tests_of(proof)]
    assert empty == []


def test_every_feature_names_a_proof() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")]
    features = [row for row in rows if not row.startswith(("| what ", "|---"))]
    assert features
    assert [row for row in features if "`tests/" not in row] == []


def _tests_of(proof: str) -> list[str]:
    module = ast.parse((ROOT / proof).read_text(encoding="utf-8"))
    functions = [node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if name.startswith("test_")]


def test_every_page_with_a_screen_is_named() -> None:
    shown = {pictured(screen.name) for screen in screens()} - {
        name.replace("_", "-") for name in NO_PAGES
    }
    addresses = pages_by_name().items()
    pages = {name: address for name, address in addresses if name.replace("_", "-") in shown}
    assert pages
    assert sorted(name for name, address in pages.items() if address not in named()) == []


def test_every_address_named_is_there() -> None:
    assert sorted(named() - set(pages_by_name().values()) - BESIDE) == []


def test_every_command_named_is_there() -> None:
    commands = set(re.findall(r"`mengyang ([a-z][a-z-]*)", TABLE))
    assert commands
    assert sorted(commands - {*command_names(), "read"}) == []


def test_no_feature_stands_twice() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and "`" in line]
    assert sorted(row for row, times in Counter(rows).items() if times > 1) == []


def named() -> set[str]:
    """The addresses of the table, their parameters empty and without a query."""
    return {PARAMETER.sub("<>", each) for each in re.findall(r"`(/[^`?]*)[^`]*`", TABLE)}


def pages_by_name() -> dict[str, str]:
    """Name → address of every page, its parameters empty."""
    return {name: "/" + PARAMETER.sub("<>", route) for name, route in routes().items()}


def pictured(screen: str) -> str:
    """The page, its name with hyphens, that a screen is named after: the longest that fits."""
    names = (name.replace("_", "-") for name in routes())
    fitting = (name for name in names if screen == name or screen.startswith(f"{name}-"))
    return max(fitting, key=len)
