"""What the source asks the catalogues for 措辞清单: codes, and the English sentences of screens."""

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "mengyang"
LOCALE = SRC / "web" / "locale"
LANGUAGES = ("zh_Hans", "en")
SENTENCES = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}
# The calls whose arguments are message codes, and how many of the first arguments are.
CODES = {"Refused": 2, "Finding": 1, "Unknown": 1, "say": 2, "word": 1}
CODE = re.compile(r"^[a-z][a-z_]*(\.[a-z0-9_]+)+$")
ACTION = re.compile(r"^[a-z]+\.[a-z_]+$")
CODE_BY_ITS_LOOK = re.compile(r"^[a-z_]+\.(refused|hint|done)\.[a-z0-9_]+$")


@cache
def catalogue(language: str) -> frozenset[str]:
    """Every msgid that has a text in `language`, in whatever room."""
    found: set[str] = set()
    for path in LOCALE.glob(f"*/{language}/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                text = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and all(text):
                    found.add(message.id if isinstance(message.id, str) else message.id[0])
    return frozenset(found)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that the syntax tree of a file holds."""
    return tuple(ast.walk(tree(path)))


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """Every English sentence of the screens, with the file that shows it."""
    return tuple(_sentences())


@cache
def codes() -> tuple[tuple[str, str], ...]:
    """Every message code the source writes out, with its file."""
    return tuple(_codes())


def template_sentences(source: str) -> Iterator[str]:
    """The msgids of one template."""
    # What is left of a template is no Python: its indentation means nothing.
    lines = "\n".join(line.lstrip() for line in templatize(source).split("\n"))
    code = io.BytesIO(lines.encode("utf-8"))
    keywords = ("gettext", "ngettext", "pgettext", "npgettext")
    for _, _, msgid, _ in extract_python(code, keywords, (), {"encoding": "utf-8"}):
        yield msgid if isinstance(msgid, str) else msgid[0]


@cache
def words_of_the_source() -> frozenset[str]:
    """Every text the source writes out whole: in Python, in a tag or an attribute of a template."""
    found = {
        node.value
        for path in SRC.rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for path in SRC.rglob("templates/**/*.html"):
        found.update(re.findall(r"""["']([^"']+)["']""", path.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def names_of_the_source() -> frozenset[str]:
    """Every name of a field: what the records, the API and the forms call what they hold."""
    declared = {
        node.target.id
        for path in SRC.rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    return frozenset(declared | words_of_the_source())


def audit_actions(subjects: set[str]) -> Iterator[tuple[str, str]]:
    """Every action (`task.close`) about one of the subjects that is written, with its file."""
    for folder in ("actions", "store/writes"):
        for path in sorted((SRC / folder).rglob("*.py")):
            for node in nodes(path):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and ACTION.match(text) and text.split(".")[0] in subjects:
                    yield text, str(path.relative_to(SRC))


def _sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(SRC.rglob("templates/**/*.html")):
        for msgid in template_sentences(path.read_text(encoding="utf-8")):
            yield msgid, str(path.relative_to(SRC))
    for path in sorted(SRC.rglob("*.py")):
        for name, arguments in _calls(path):
            if name in SENTENCES and arguments:
                yield arguments[0], str(path.relative_to(SRC))


def _codes() -> Iterator[tuple[str, str]]:
    for path in sorted(SRC.rglob("*.py")):
        place = str(path.relative_to(SRC))
        for name, arguments in _calls(path):
            for argument in arguments[: CODES.get(name, 0)]:
                if CODE.match(argument):
                    yield argument, place
        for node in nodes(path):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and CODE_BY_ITS_LOOK.match(text):
                yield text, place


@cache
def _calls(path: Path) -> tuple[tuple[str, list[str]], ...]:
    """Each call by the last part of its name, with its arguments that are plain texts."""
    return tuple(_found_calls(path))


def _found_calls(path: Path) -> Iterator[tuple[str, list[str]]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "id", None) or getattr(function, "attr", "")
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            texts = [value.value for value in values if isinstance(value, ast.Constant)]
            yield name, [text for text in texts if isinstance(text, str)]
