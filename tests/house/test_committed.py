"""What is committed 入库文件: no address of a registry, no path of one machine, nothing foreign."""

import re
import subprocess
from pathlib import Path

# Written in two parts, so that this file passes its own test.
REGISTRIES = (
    ("pypi.", "org"),
    ("files.python", "hosted.org"),
    ("registry.npm", "js.org"),
    ("npm", "mirror.com"),
    ("deb.", "debian.org"),
    ("tuna.", "tsinghua.edu.cn"),
)
MACHINE_PATHS = (("/wo", "rk/"), ("/ro", "ot/"), ("/opt/", "pypi"))
LARGEST_BYTES = 1_500_000
FOREIGN = re.compile(r"(\.min\.(js|css)|\.whl|\.tgz|\.mo|/uv\.lock)$")


def committed_files(root: Path) -> list[Path]:
    """What is committed or about to be: everything that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_registry_or_a_path_of_one_machine(root: Path) -> None:
    words = re.compile("|".join(re.escape(a + b) for a, b in (*REGISTRIES, *MACHINE_PATHS)))
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in committed_files(root)
        for match in words.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_no_file_of_somebody_else_is_committed(root: Path) -> None:
    files = committed_files(root)
    assert len(files) > 50
    assert [path for path in files if FOREIGN.search(str(path))] == []
    assert [path for path in files if path.stat().st_size > LARGEST_BYTES] == []


def test_every_pinned_package_carries_its_sum(root: Path) -> None:
    for lock in sorted((root / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9].*==.*\\\n(?:    --hash=sha256:[0-9a-f]{64}.*\n)+", text, re.M)
        assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M)) > 0, lock.name


def test_the_locks_agree_on_every_version(root: Path) -> None:
    locks = {
        path.stem: dict(re.findall(r"^([a-z0-9.-]+)(?:\[.*\])?==(\S+)", path.read_text(), re.M))
        for path in (root / "requirements").glob("*.lock")
    }
    for name in ("base", "tools"):
        assert locks[name].items() <= locks["dev"].items()
