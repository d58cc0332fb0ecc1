"""How fast `mengyang audit verify` 审计校验 goes, as a command of its own, and its memory."""

import json
import resource
import subprocess
import sys
from time import perf_counter

COMMAND = ("-c", "import sys; from mengyang.cli import main; sys.exit(main(sys.argv[1:]))")


def measure_verification() -> None:
    """Run the command on the installation at hand; print its speed and the most memory it took."""
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, *COMMAND, "audit", "verify", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stdout[:2000] + done.stderr[-2000:])
    found = json.loads(done.stdout)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    events, rows = found["events"], found["rows"]
    print(
        f"verified {events:,} events and {rows:,} rows in {seconds:.0f} s: "
        f"{events / seconds:,.0f} events/s, {megabytes:.0f} MB at most"
    )
