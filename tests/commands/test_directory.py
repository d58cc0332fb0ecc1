"""`mengyang directory` 名录: an installation gets its areas, units and groups by one command."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
OWN = """
fictional = true
source = "written for the test"

[[area]]
key = "own-county"
kind = "county"
code = "990901"
from_day = 2020-01-01
name = [{ zh = "杜溪县", en = "Duxi County", from_day = 2020-01-01 }]

[[unit]]
key = "own-education"
area = "own-county"
kind = "department"
name = [{ zh = "杜溪县教育局", en = "Education Bureau, Duxi County", from_day = 2020-01-01 }]
aliases = ["县教育局"]
"""


def test_it_lists_what_ships(empty: Installation) -> None:
    code, out, notes = empty.told("directory", "list")
    assert code == 0, notes
    assert "654300" in out
    assert "阿勒泰地区" in out


def test_it_loads_a_shipped_directory_once(empty: Installation) -> None:
    code, out, notes = empty.told("directory", "load", "110116")
    assert code == 0, notes
    assert "已装载 110116" in out
    again, out, notes = empty.told("directory", "load", "110116")
    assert (again, out) == (1, "")
    assert "已经装载过" in notes
    assert empty.told("audit", "verify")[0] == 0


def test_it_loads_an_offices_own_file(empty: Installation, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    code, out, notes = empty.told("directory", "load", str(file))
    assert code == 0, notes
    assert "990901" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "没有名录"),
        ("not = [toml", "读不了"),
        ("a = [", "own.toml：文件没有写完"),
        (OWN.replace("kind = ", "sort = "), "own.toml: area[1]: sort：没有这个项目"),
        (OWN.replace('area = "own-county"', 'area = "elsewhere"'), "area：“elsewhere”不在可填"),
        (OWN.replace("2020-01-01", '"2020"', 1), "own.toml: area[1]: from_day：应为日期"),
    ],
)
def test_it_says_what_is_wrong_and_loads_nothing(
    empty: Installation, tmp_path: Path, text: str | None, said: str
) -> None:
    file = tmp_path / "own.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    code, out, notes = empty.told("directory", "load", str(file))
    assert (code, out) == (1, "")
    assert said in notes
    assert "Traceback" not in notes


def test_a_fault_is_told_in_the_language_asked_for(empty: Installation, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    told = replace(empty, more={"MENGYANG_LANGUAGE": "en"})
    file.write_text(OWN.replace("[[unit]]", "[[unit]"), encoding="utf-8")
    code, _, notes = told.told("directory", "load", str(file))
    assert code == 1 and "own.toml: line 12, column" in notes and "is no TOML" in notes
