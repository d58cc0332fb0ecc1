"""Reference of the families 家族清单: each family's folder in, docs/reference/families.md out.

A member is one file that nothing else names; this list is how a person sees what there is.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "mengyang"
TARGET = ROOT / "docs" / "reference" / "families.md"
HEAD = """# Families 家族

A family member is one file in its family's folder; nothing else names it.
`make reference` writes this page, and a test compares it with what is found.
"""


@dataclass(frozen=True, slots=True)
class Family:
    """A folder of members: modules that define the name `mark`, or TOML files at any depth."""

    title: str
    folder: Path
    mark: str | None

    def members(self) -> list[tuple[str, str]]:
        """Each member's name and what it says of itself, by name."""
        return sorted(_modules(self.folder, self.mark) if self.mark else _data(self.folder))


def families() -> list[Family]:
    """Every family of the house; the kinds of pack are found as well."""
    documents = HOUSE / "core" / "documents"
    packs = sorted(path for path in (HOUSE / "packs").iterdir() if any(path.rglob("*.toml")))
    return [
        Family("Document genres 文种", documents / "genres", "GENRE"),
        Family("Readings 读取项", documents / "readings", "read"),
        Family("Checks of a document 文件核查", documents / "checks", "check"),
        *(Family(f"Packs: {path.name} 政策数据", path, None) for path in packs),
        Family("Commands 命令", HOUSE / "web" / "management" / "commands", "Command"),
        Family("Kinds of background work 作业", HOUSE / "web" / "jobs" / "kinds", "step"),
        Family("Pages 页面", HOUSE / "web" / "pages", "urlpatterns"),
        Family("API 接口", HOUSE / "web" / "api", "router"),
    ]


def rendered() -> str:
    """The page."""
    parts = [HEAD]
    for family in families():
        members = family.members()
        place = family.folder.relative_to(ROOT)
        parts.append(f"\n## {family.title}\n\n{len(members)} in `{place}`\n\n")
        parts += ["| member | what it is |\n|---|---|\n"] if members else []
        parts += [f"| `{name}` | {words} |\n" for name, words in members]
    return "".join(parts)


def main() -> int:
    """Write the page."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(rendered(), encoding="utf-8")
    return 0


def _modules(folder: Path, mark: str) -> Iterator[tuple[str, str]]:
    """The public modules with the mark; a member of many files is a package itself."""
    for path in folder.iterdir():
        file = path / "__init__.py" if path.is_dir() else path
        if file.suffix == ".py" and file.is_file() and not path.name.startswith("_"):
            module = ast.parse(file.read_text(encoding="utf-8"))
            if mark in _names(module):
                words = ast.get_docstring(module) or ""
                yield path.stem, words.partition("\n")[0].replace("|", "\\|")


def _names(module: ast.Module) -> Iterator[str]:
    """What a module defines at its top level."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _data(folder: Path) -> Iterator[tuple[str, str]]:
    """The TOML files; the comment that opens one says what it is."""
    for path in folder.rglob("*.toml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        words = first.lstrip("# ") if first.startswith("#") else ""
        yield str(path.relative_to(folder).with_suffix("")), words.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
