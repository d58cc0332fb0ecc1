"""Front-end files 前端文件: each lies in its place with the pinned sum and its licence."""

import json
import re
from pathlib import Path

import pytest

from frontend import VENDOR, Package, is_complete, pinned_packages


@pytest.mark.parametrize("package", pinned_packages(), ids=lambda package: package.name)
def test_it_lies_there_with_its_sum_and_its_licence(package: Package) -> None:
    assert is_complete(package)
    assert (package.folder / "LICENSE").read_text(encoding="utf-8").strip()
    assert package.folder.name.endswith(f"-{package.version}")


def test_it_sees_a_changed_file(tmp_path: Path) -> None:
    package = Package("made", "1.0", "MIT", tmp_path, {"dist/made.js": "0" * 64}, "")
    assert not is_complete(package)
    (tmp_path / "made.js").write_text("made")
    assert not is_complete(package)


def test_it_lists_all_in_the_manifest() -> None:
    listed = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    files = {name for entry in listed for name in entry["files"]}
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert files == there - {"manifest.json"}


def test_it_refers_to_nothing_outside_its_folder() -> None:
    """A style sheet's address, an import or a source map would be a request that finds nothing."""
    outside = re.compile(r"url\(\s*[\"']?(?!data:|#)[\w./]|@import\s|sourceMappingURL=")
    for sheet in VENDOR.rglob("*.css"):
        assert not outside.search(sheet.read_text(encoding="utf-8")), sheet
    for script in VENDOR.rglob("*.js"):
        assert "sourceMappingURL=" not in script.read_text(encoding="utf-8"), script
