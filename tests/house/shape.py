"""The shape of a file 文件形状: what conventions ask of size and names, one finding a line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from unicodedata import east_asian_width

SOURCE_LINES, TEST_LINES, FUNCTION_LINES = 300, 400, 40
# Wide signs count two. A line without a blank, such as a pattern, is one that ruff lets pass.
SOURCE_COLUMNS = 140
TEMPLATE_COLUMNS = 140
# A sentence to be translated, a tag and the value of an attribute cannot be broken: each of them
# counts no more than this.
UNBROKEN_COLUMNS = 60
UNBROKEN = re.compile(
    r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|\"(?:\{[%{].*?[%}]\}|[^\"])*\"|'[^']*'|\{[%{#].*?[%}#]\}"
)
FORBIDDEN = frozenset(["utils", "helpers", "common", "base", "manager", "misc", "data", "info"])
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EXCEPTION = re.compile(r"#\s*noqa(?!:)|#\s*noqa:.*\b(C901|PLR0913)\b|#\s*ruff:\s*noqa")


def size_faults(path: PurePath, text: str) -> Iterator[str]:
    """Too many lines in the file or in the body of a function."""
    limit = TEST_LINES if path.parts[0] == "tests" else SOURCE_LINES
    lines = len(text.splitlines())
    if lines > limit:
        yield f"{path}: {lines} lines, at most {limit}: name the second idea"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def line_faults(path: PurePath, text: str) -> Iterator[str]:
    """A line that is too wide to be read beside another."""
    for number, line in enumerate(text.splitlines(), start=1):
        columns = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)
        if columns > SOURCE_COLUMNS:
            yield f"{path}:{number}: {columns} columns, at most {SOURCE_COLUMNS}: break the line"


def template_faults(path: PurePath, text: str) -> Iterator[str]:
    """A line of a template on which several things stand that could stand below each other."""
    for number, line in enumerate(text.splitlines(), start=1):
        columns = len(UNBROKEN.sub(lambda whole: whole[0][:UNBROKEN_COLUMNS], line))
        if columns > TEMPLATE_COLUMNS:
            yield f"{path}:{number}: {columns} columns, at most {TEMPLATE_COLUMNS}: break the line"


def name_faults(path: PurePath) -> Iterator[str]:
    """A file or folder named after nothing in particular, or by number."""
    for part in (*path.parts[:-1], path.stem):
        if FORBIDDEN.intersection(part.split("_")) or re.search(r"\d$", part):
            yield f"{path}: {part} names no idea"


def docstring_faults(path: PurePath, text: str) -> Iterator[str]:
    """A source module that does not open with what it is, the Chinese term in the first line."""
    if not text.strip():
        return
    words = ast.get_docstring(ast.parse(text))
    if words is None:
        yield f"{path}: no docstring"
    elif not CHINESE.search(words.splitlines()[0]):
        yield f"{path}: the docstring's first line holds no Chinese term"


def exception_faults(path: PurePath, text: str) -> Iterator[str]:
    """A limit lifted in the file itself: there is no exception list."""
    for number, line in enumerate(text.splitlines(), start=1):
        if EXCEPTION.search(line):
            yield f"{path}:{number}: a limit is lifted here"


def python_files(root: Path, *folders: str) -> Iterator[tuple[PurePath, str]]:
    """Every Python file below the folders, migrations apart, by its path from the root."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            path = file.relative_to(root)
            if "migrations" not in path.parts:
                yield path, file.read_text(encoding="utf-8")
