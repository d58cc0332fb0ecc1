"""The door to the database 事务入口: who opens a transaction, and who asks another's tables."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

STORE = PurePath("src/mengyang/store")
# The one door of every write; and a restore, which fills an empty database with its own chain.
DOORS = {STORE / "writes/work.py", STORE / "dumps/postgresql.py"}
# Where the one door may be passed on, besides the actions that go through it.
FACES = {STORE / "writes/__init__.py", STORE / "writes/work.py"}
OPENS = frozenset(["atomic", "set_autocommit", "savepoint", "commit", "rollback", "on_commit"])
TABLES = frozenset(["django.db.models", "django.db.transaction"])


def door_faults(path: PurePath, text: str) -> Iterator[str]:
    """Every second door: a transaction opened elsewhere, foreign tables asked outside the store."""
    for node in ast.walk(ast.parse(text)):
        line = f"{path}:{getattr(node, 'lineno', 0)}"
        if path not in DOORS and isinstance(node, ast.Attribute) and node.attr in OPENS:
            yield f"{line}: opens or ends a transaction ({node.attr})"
        for name in _imported(node):
            if path not in DOORS and name == "django.db.transaction":
                yield f"{line}: imports Django's transactions"
            elif STORE not in path.parents and (name in TABLES or _is_foreign_table(name)):
                yield f"{line}: asks tables outside the store ({name})"
            elif STORE in path.parents and path not in FACES and _is_door(name):
                yield f"{line}: the store opens no transaction by itself"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_foreign_table(name: str) -> bool:
    return "models" in name.split(".")[1:] and not name.startswith(("mengyang.", "django.db."))


def _is_door(name: str) -> bool:
    return name in ("mengyang.store.writes.transaction", "mengyang.store.writes.work.transaction")
