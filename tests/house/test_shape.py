"""The shape of the house 房屋形状: every file within its size, named after one idea."""

from pathlib import Path, PurePath

import pytest

from tests.house.shape import (
    docstring_faults,
    exception_faults,
    line_faults,
    name_faults,
    python_files,
    size_faults,
    template_faults,
)

EVERYWHERE = ("src", "tests", "scripts", "benchmarks")
LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * 41


def test_it_keeps_files_and_functions_within_their_size(root: Path) -> None:
    files = python_files(root, *EVERYWHERE)
    assert [fault for path, text in files for fault in size_faults(path, text)] == []


def test_it_keeps_the_lines_of_the_source_narrow(root: Path) -> None:
    files = python_files(root, "src", "scripts", "benchmarks")
    assert [fault for path, text in files for fault in line_faults(path, text)] == []


@pytest.mark.parametrize(("line", "count"), [("a" * 140, 0), ("a" * 141, 1), ("园" * 71, 1)])
def test_it_finds_a_wide_line(line: str, count: int) -> None:
    assert len(list(line_faults(PurePath("a.py"), f"x = 1\n{line}\n"))) == count


def test_it_keeps_the_lines_of_templates_short(root: Path) -> None:
    files = sorted((root / "src/mengyang/web/templates").rglob("*.html"))
    assert len(files) > 100
    found = ((file.relative_to(root), file.read_text(encoding="utf-8")) for file in files)
    assert [fault for path, text in found for fault in template_faults(path, text)] == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("<p>" + "a" * 137, 0),
        ("<p>" + "a" * 138, 1),
        ('  {% translate "' + "a" * 300 + '" %}', 0),
        ('<a href="{% url "x" %}?' + "a" * 300 + '">', 0),
        ("{% if a %}<li>{{ a }}</li>{% endif %}" * 4, 1),
    ],
)
def test_it_finds_a_long_line_of_a_template(line: str, count: int) -> None:
    assert len(list(template_faults(PurePath("a.html"), f"<div>\n{line}\n"))) == count


def test_it_names_every_module_after_an_idea(root: Path) -> None:
    files = python_files(root, *EVERYWHERE)
    assert [fault for path, _ in files for fault in name_faults(path)] == []


def test_it_opens_every_source_module_with_its_chinese_term(root: Path) -> None:
    files = python_files(root, "src")
    assert [fault for path, text in files for fault in docstring_faults(path, text)] == []


def test_it_lifts_no_limit_in_a_file(root: Path) -> None:
    files = python_files(root, "src", "scripts", "benchmarks")
    assert [fault for path, text in files for fault in exception_faults(path, text)] == []


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("src/mengyang/plan.py", "x = 1\n" * 300, 0),
        ("src/mengyang/plan.py", "x = 1\n" * 301, 1),
        ("tests/core/test_plan.py", "x = 1\n" * 400, 0),
        ("tests/core/test_plan.py", "x = 1\n" * 401, 1),
        ("src/mengyang/plan.py", LONG_FUNCTION, 1),
        ("src/mengyang/plan.py", LONG_FUNCTION.replace("    pass\n", "", 1), 0),
    ],
)
def test_it_finds_what_is_too_long(path: str, text: str, count: int) -> None:
    assert len(list(size_faults(PurePath(path), text))) == count


@pytest.mark.parametrize("name", ["utils", "date_utils", "base", "plan2", "info"])
def test_it_finds_a_module_named_after_nothing(name: str) -> None:
    assert list(name_faults(PurePath(f"src/mengyang/{name}.py")))
    assert list(name_faults(PurePath(f"src/mengyang/{name}/plan.py")))


@pytest.mark.parametrize("name", ["database", "__init__", "informing", "readings"])
def test_it_lets_a_real_name_pass(name: str) -> None:
    assert not list(name_faults(PurePath(f"src/mengyang/{name}.py")))


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("", False),
        ('"""计划 — a plan."""\n', False),
        ('"""A plan.\n\n计划"""\n', True),
        ("x = 1\n", True),
    ],
)
def test_it_finds_a_module_without_its_term(text: str, is_fault: bool) -> None:
    assert bool(list(docstring_faults(PurePath("src/mengyang/plan.py"), text))) is is_fault


@pytest.mark.parametrize(
    ("comment", "is_fault"),
    [("# noqa", True), ("# noqa: C901", True), ("# noqa: E501", False), ("# ruff: noqa", True)],
)
def test_it_finds_a_lifted_limit(comment: str, is_fault: bool) -> None:
    assert bool(list(exception_faults(PurePath("src/a.py"), f"x = 1  {comment}\n"))) is is_fault
