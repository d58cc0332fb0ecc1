"""Parameters of messages 措辞参数: what a sentence names is what those who raise its code give.

Read from the source: every call that names its code and gives its parameters in so many words.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mengyang.web.wording import catalogue
from tests.web import msgids

NAMED = re.compile(r"\{(\w+)\}")
# Given as keywords of the call, or as one mapping among its arguments.
BY_KEYWORDS, BY_MAPPING = ("Refused", "told", "compared", "say"), ("Finding", "Unknown", "word")
# Given by `extraction.named`: readers of files do not know what the file is called.
GIVEN_LATER = {"formats": {"name"}}


@dataclass(frozen=True, slots=True)
class Call:
    """A code with the names of the parameters given to it."""

    place: str
    code: str
    given: frozenset[str]

    def lacks(self, language: str) -> set[str]:
        """What the sentence names and nobody gives."""
        later = GIVEN_LATER.get(self.place.partition("/")[0], set())
        return named_in(self.code, language) - self.given - later


def named_in(code: str, language: str) -> set[str]:
    return set(NAMED.findall(catalogue(language).get(code, "")))


def calls() -> Iterator[Call]:
    """Every call of the source whose code and parameters can be read."""
    for path in sorted(msgids.SRC.rglob("*.py")):
        for node in msgids.nodes(path):
            if isinstance(node, ast.Call):
                yield from calls_of(node, str(path.relative_to(msgids.SRC)))


def calls_of(node: ast.Call, place: str) -> Iterator[Call]:
    name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
    given = None
    if name in BY_KEYWORDS:
        given = [*(keyword.arg for keyword in node.keywords), *(mapping_of(node) or ())]
    elif name in BY_MAPPING:
        given = mapping_of(node)
    if given is None or None in given:
        return
    for code in filter(msgids.CODE.match, texts_of(node)):
        yield Call(f"{place}:{node.lineno}", code, frozenset(map(str, given)))


def mapping_of(node: ast.Call) -> list[str | None] | None:
    """The keys of the mapping written in the call; `None` where one comes from elsewhere."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    written = [value for value in values if isinstance(value, ast.Dict)]
    plain = (ast.Dict, ast.Constant, ast.Attribute, ast.IfExp)
    if not all(isinstance(value, plain) for value in values):
        return None
    keys = [key for value in written for key in value.keys]
    return [str(key.value) if isinstance(key, ast.Constant) else None for key in keys]


def texts_of(node: ast.Call) -> Iterator[str]:
    """The texts among the arguments, both of two that are chosen from."""
    for argument in node.args:
        either = (
            (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        )
        for value in either:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def test_a_sentence_names_only_what_is_given() -> None:
    found = list(calls())
    assert len({call.code for call in found}) > 500
    assert [
        (call.place, call.code, language, lacking)
        for call in found
        for language in msgids.LANGUAGES
        if (lacking := call.lacks(language))
    ] == []


def test_both_languages_name_the_same() -> None:
    known = set(catalogue("zh_Hans")) & set(catalogue("en"))
    assert known
    assert [code for code in known if named_in(code, "zh_Hans") != named_in(code, "en")] == []


def test_a_parameter_left_out_is_seen() -> None:
    code = "formats.refused.too_large"
    written = ast.parse(f'Refused("{code}", "formats.hint.smaller", name=shown)').body[0]
    assert isinstance(written, ast.Expr) and isinstance(written.value, ast.Call)
    [call, hint] = calls_of(written.value, "actions/x.py")
    assert (call.code, call.lacks("zh_Hans"), call.lacks("en")) == (code, {"limit"}, {"limit"})
    assert hint.lacks("zh_Hans") == set()
    unreadable = ast.parse(f'Refused("{code}", **known)').body[0]
    assert isinstance(unreadable, ast.Expr) and isinstance(unreadable.value, ast.Call)
    assert list(calls_of(unreadable.value, "actions/x.py")) == []
