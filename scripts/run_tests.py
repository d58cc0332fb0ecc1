"""All tests 全部测试: runs each tier with pytest, prints its minutes, closes with the sums.

With CI=true the Debian packages are installed first where root may do so, the wheel is tried,
and a skipped test counts as a failure; else what the machine lacks is skipped with its reason.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from debian_packages import install, listed_packages, missing_packages
from postgres_cluster import NoServer, cluster

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
PURE = ("core", "packs", "formats", "house", "tools")
# Few of the browser's tests take long: whoever is done takes over from the other.
BOTH_CORES = ("-n", "2", "--dist", "worksteal")
GIVING_WAY = ("nice", "-n", "5")
IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 6 * 1024**3
SHARED_ABSENT = "no folder of shared documents"


@dataclass(frozen=True, slots=True)
class Tier:
    """Tests that run together: their paths, pytest's options, the environment they add."""

    name: str
    paths: list[Path]
    options: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What a tier came to; `complaints` are failures that no single test shows."""

    name: str
    minutes: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    complaints: list[str] = field(default_factory=list)


# The caller may ask for more or fewer kills than two hundred.
KILLS = {"MENGYANG_SOAK_KILLS": os.environ.get("MENGYANG_SOAK_KILLS", "")}
SOAK = Tier("soak", [TESTS / "killing"], ("-m", "slow"), KILLS)


def main() -> int:
    """Run every tier, or the slow tests alone, or the kills on both databases."""
    strict = os.environ.get("CI") == "true"
    if "--slow" in sys.argv[1:]:
        outcomes = [run_tier(Tier("slow", [TESTS], ("-m", "slow")), strict)]
    elif "--soak" in sys.argv[1:]:
        outcomes = [run_tier(SOAK, strict), run_on_postgresql(SOAK, strict)]
    else:
        if strict and os.geteuid() == 0:
            install_missing()
        outcomes = run_quick(strict)
    return report(outcomes)


def run_quick(strict: bool) -> list[Outcome]:
    """Run every tier but the slow one.

    A browser waits half of its time for its server and the server for it: the tiers without pages,
    one after the other, are done beside it, and the last of them take the cores that others leave.
    """
    core, web, browser, *wheel = quick_tiers(strict)
    with ThreadPoolExecutor(1) as beside:
        waiting = [beside.submit(run_tier, tier, strict, is_beside=True) for tier in (core, *wheel)]
        waiting.append(beside.submit(run_postgresql, strict))
        outcomes = [run_tier(browser, strict), run_tier(web, strict)]
        return [each.result() for each in waiting] + outcomes


def quick_tiers(strict: bool) -> list[Tier]:
    """The tiers that need no cluster: core, web, browser, and in CI the wheel."""
    rooms = sorted({path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")})
    pure = [TESTS / room for room in rooms if room in PURE]
    web = [TESTS / room for room in rooms if room not in (*PURE, "browser")]
    tiers = [
        Tier("core", pure, ("-m", "not slow")),
        Tier("web", web, (*BOTH_CORES, "-m", "not slow")),
        Tier("browser", [TESTS / "browser"], (*BOTH_CORES, "-m", "not slow")),
    ]
    if strict:
        tiers.append(Tier("wheel", [TESTS / "house" / "test_wheel.py"], ("-m", "slow")))
    return tiers


def run_postgresql(strict: bool) -> Outcome:
    """Run again, on PostgreSQL, what must hold on both databases."""
    options = (*BOTH_CORES, "-m", "postgresql and not slow")
    tier = Tier("postgresql", postgresql_files(), options)
    return run_on_postgresql(tier, strict, is_beside=True)


def run_on_postgresql(tier: Tier, strict: bool, is_beside: bool = False) -> Outcome:
    """Run a tier on a throw-away cluster; without a server it is a complaint in CI only."""
    begun = time.monotonic()
    try:
        with cluster() as url:
            own = tier.environment | {"DATABASE_URL": url}
            there = replace(tier, name="postgresql", environment=own)
            outcome = run_tier(there, strict, is_beside)
    except NoServer as reason:
        print(f"\n== postgresql: not run, {reason}")
        return Outcome("postgresql", complaints=[str(reason)] if strict else [])
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome


def postgresql_files() -> list[Path]:
    """The files with a test that is marked so: to collect all the others takes long."""
    files = sorted(TESTS.rglob("test_*.py"))
    return [file for file in files if "pytest.mark.postgresql" in file.read_text("utf-8")]


def run_tier(tier: Tier, strict: bool, is_beside: bool = False) -> Outcome:
    """Run pytest once in an environment of its own and count from its report.

    A tier that goes beside another gives way to it; what it says is printed at its end.
    """
    title = f"\n== {tier.name}"
    if not is_beside:
        print(title, flush=True)
    if not tier.paths:
        return Outcome(tier.name, complaints=["has no tests"])
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(
        prefix=f"mengyang-{tier.name}-", dir=_quick_folder()
    ) as folder:
        # PostgreSQL runs as an account of its own, which must reach its folder in this one.
        Path(folder).chmod(0o711)
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}"]
        ended = subprocess.run(
            [*(GIVING_WAY if is_beside else ()), *command, *tier.options, *tier.paths],
            cwd=ROOT,
            env=_environment(tier, Path(folder)),
            stdout=subprocess.PIPE if is_beside else None,
            text=True,
        )
        code = ended.returncode
        outcome = _count(tier.name, results, strict)
    if is_beside:
        print(title, ended.stdout, sep="\n", flush=True)
    outcome.minutes = (time.monotonic() - begun) / 60
    if code and not outcome.failed:
        outcome.complaints.append(f"pytest ended with code {code}")
    return outcome


def report(outcomes: list[Outcome]) -> int:
    """Print a line per tier and the closing line; 0 where all is well and something ran."""
    print(f"\n{'tier':<12}{'minutes':>8}{'passed':>8}{'failed':>8}{'skipped':>8}")
    for one in outcomes:
        counts = f"{one.passed:>8}{one.failed:>8}{one.skipped:>8}"
        print(f"{one.name:<12}{one.minutes:>8.1f}{counts}")
    complaints = [f"{one.name}: {words}" for one in outcomes for words in one.complaints]
    for complaint in complaints:
        print(complaint)
    passed = sum(one.passed for one in outcomes)
    failed = sum(one.failed for one in outcomes) + len(complaints)
    skipped = sum(one.skipped for one in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if passed and not failed else 1


def install_missing() -> None:
    """Install what the tests use of Debian's packages, once per machine."""
    missing, spare = missing_packages(listed_packages()), set(listed_packages("spare"))
    if needed := [name for name in missing if name not in spare]:
        print("Installing", *needed, flush=True)
        install(needed)
    if wished := [name for name in missing if name in spare]:
        print("Installing", *wished, flush=True)
        with suppress(subprocess.CalledProcessError):
            install(wished)


def _quick_folder() -> Path | None:
    """A folder in memory where the machine has room for one: the tests commit all the time."""
    enough = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM_BYTES
    return IN_MEMORY if enough and os.access(IN_MEMORY, os.W_OK) else None


def _environment(tier: Tier, folder: Path) -> dict[str, str]:
    """The caller's environment without its installation: no test may touch a real one."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MENGYANG_") and name != "DATABASE_URL"
    }
    own = {"MENGYANG_VAR": str(folder / "var"), "TMPDIR": str(folder)}
    return kept | own | tier.environment


def _count(name: str, results: Path, strict: bool) -> Outcome:
    outcome = Outcome(name)
    if not results.is_file():
        return outcome
    for case in ElementTree.parse(results).getroot().iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skip is None:
            outcome.passed += 1
        else:
            outcome.skipped += 1
            reason = skip.get("message", "")
            # A public clone has no shared documents; everything else must run in CI.
            if strict and SHARED_ABSENT not in reason:
                outcome.complaints.append(f"skipped {case.get('name')}: {reason}")
    return outcome


if __name__ == "__main__":
    sys.exit(main())
