"""Front-end files 前端文件: npm packages in, checked files in an ignored folder out.

What frontend.toml names is fetched with `npm pack`, compared with its SHA-256 and written;
nothing is fetched where every file already lies there. `--tests` takes what tests need as well.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "scripts" / "frontend.toml"
NODE_LOCK = ROOT / "requirements" / "node.lock"
VENDOR = ROOT / "src" / "mengyang" / "web" / "static" / "vendor"
PLACES = {"vendor": VENDOR, "tests": ROOT / "var"}
SOURCE_MAP_LINE = re.compile(rb"\n?(?://# |/\*# )sourceMappingURL=[^\n]*\n?\Z")


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package and the files taken from it: path inside the package → SHA-256."""

    name: str
    version: str
    licence: str
    folder: Path
    files: dict[str, str]
    notice: str

    @property
    def archive(self) -> str:
        """The file name that `npm pack` gives this package."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"

    def target(self, member: str) -> Path:
        """Where the file taken from `member` lies."""
        return self.folder / Path(member).name


def pinned_packages() -> list[Package]:
    """The packages of frontend.toml."""
    listed = tomllib.loads(PINS.read_text(encoding="utf-8"))["package"]
    return [
        Package(
            name=entry["name"],
            version=entry["version"],
            licence=entry["licence"],
            folder=PLACES[entry["place"]] / entry["folder"],
            files=entry["files"],
            notice=entry.get("notice", ""),
        )
        for entry in listed
    ]


def is_complete(package: Package) -> bool:
    """Whether every file of the package lies in its place with the pinned sum."""
    return all(
        package.target(member).is_file() and _sum(package.target(member).read_bytes()) == wanted
        for member, wanted in package.files.items()
    )


def main() -> int:
    """Fetch what is missing, drop versions no longer pinned, write the manifest."""
    with_tests = "--tests" in sys.argv[1:]
    packages = [one for one in pinned_packages() if with_tests or one.folder.parent == VENDOR]
    missing = [package for package in packages if not is_complete(package)]
    if missing:
        print("Fetching front-end files:", ", ".join(package.name for package in missing))
        with tempfile.TemporaryDirectory(prefix="mengyang-frontend-") as folder:
            _pack(missing, Path(folder))
            for package in missing:
                _take(package, Path(folder) / package.archive)
    vendored = [package for package in packages if package.folder.parent == VENDOR]
    _drop_old({package.folder for package in vendored})
    _write_manifest(vendored)
    return 0


def _pack(packages: Iterable[Package], folder: Path) -> None:
    wanted = [f"{package.name}@{package.version}" for package in packages]
    # npm waits five minutes for a silent connection unless told otherwise.
    patience = ["--fetch-timeout=30000", "--fetch-retries=4", "--fetch-retry-mintimeout=1000"]
    command = [_npm(folder), "pack", "--silent", "--ignore-scripts", *patience, *wanted]
    if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit(f"npm could not fetch {', '.join(wanted)}; see its message above.")


def _npm(folder: Path) -> str:
    """The npm of the PATH if it runs, else one in a temporary environment."""
    found = shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return found
    print("No npm on the PATH; taking one for this moment from the Python packages.")
    environment = folder / "node"
    # --without-pip and uv: the environment lives for seconds, pip would be its largest part.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    uv = Path(sys.executable).with_name("uv")
    install = [str(uv), "pip", "install", "--quiet", "--require-hashes"]
    subprocess.run([*install, "--python", environment, "-r", NODE_LOCK], check=True)
    return str(environment / "bin" / "npm")


def _take(package: Package, archive: Path) -> None:
    package.folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for member, wanted in package.files.items():
            stream = packed.extractfile(f"package/{member}")
            if stream is None:
                raise SystemExit(f"{package.name} {package.version} holds no file {member}.")
            content = SOURCE_MAP_LINE.sub(b"\n", stream.read())
            if _sum(content) != wanted:
                raise SystemExit(
                    f"{package.name} {package.version}: {member} has SHA-256 {_sum(content)}, "
                    f"frontend.toml says {wanted}. Nothing was written for it."
                )
            package.target(member).write_bytes(content)
    if package.notice:
        (package.folder / "LICENSE").write_text(package.notice.lstrip(), encoding="utf-8")


def _drop_old(wanted: set[Path]) -> None:
    for folder in VENDOR.iterdir():
        if folder.is_dir() and folder not in wanted:
            shutil.rmtree(folder)


def _write_manifest(packages: Iterable[Package]) -> None:
    manifest = [
        {
            "name": package.name,
            "version": package.version,
            "licence": package.licence,
            "files": {
                str(path.relative_to(VENDOR)): _sum(path.read_bytes())
                for path in sorted(package.folder.iterdir())
            },
        }
        for package in packages
    ]
    text = json.dumps(manifest, indent=2) + "\n"
    (VENDOR / "manifest.json").write_text(text, encoding="utf-8")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
