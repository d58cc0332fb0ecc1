"""What a pure layer 纯函数层 may not touch: clock, disk, network, environment, chance."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

OUTSIDE = frozenset(
    [
        "asyncio",
        "fileinput",
        "getpass",
        "glob",
        "http",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "platform",
        "random",
        "secrets",
        "select",
        "shelve",
        "shutil",
        "signal",
        "smtplib",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib.request",
        "uuid",
        "zoneinfo",
    ]
)
# Read from the outer world by a name that needs no import, or by a method of a pure type.
CALLS = frozenset(["open", "input", "print", "breakpoint", "exec", "eval"])
MOMENTS = frozenset(["today", "now", "utcnow", "fromtimestamp", "localtime"])


def purity_faults(path: PurePath, text: str) -> Iterator[str]:
    """Every import, call or moment by which the text reaches the outer world."""
    for node in ast.walk(ast.parse(text)):
        if outside := OUTSIDE.intersection(_imported(node)):
            yield f"{path}:{node.lineno}: imports {', '.join(sorted(outside))}"
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in CALLS:
                yield f"{path}:{node.lineno}: calls {node.func.id}"
            if isinstance(node.func, ast.Attribute) and node.func.attr in MOMENTS:
                yield f"{path}:{node.lineno}: asks the clock ({node.func.attr})"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from (alias.name, alias.name.partition(".")[0])
    if isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
