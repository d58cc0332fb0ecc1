"""成批读取子进程 — `python -m mengyang.formats.ready_worker`: many files, a fresh process for each.

What reading needs is loaded once; each file is then read in a fork that confines itself as the
worker of a single file does, and is gone before the next file comes. On stdin: a line with the
number of bytes and the ending of the name, then the bytes. On stdout: a line of JSON with the
fork's exit `code` (null where its time ran out), the lengths of `output` and `errors`, then both.
"""

import gc
import io
import json
import os
import selectors
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from importlib import import_module

from mengyang.core.documents import read
from mengyang.core.patterns import compile_patterns
from mengyang.formats import worker
from mengyang.formats.limits import Limits

# Loaded before the first file, and before the first of their kind: else every fork would load
# them anew. The first bytes tell enough: more is not looked at outside of a fork.
_READERS = ("docx", "html", "separated_text")
_READERS_OF = {b"%PDF": ("pdf", "sheet_text"), b"PK\x03\x04": ("ofd", "sheet_text", "sheet_cells")}
_CHUNK = 1 << 16


def main() -> int:
    """Serve files until stdin ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    _load(_READERS)
    read("")  # finds the readings, checks and genres
    compile_patterns()
    gc.freeze()  # what is loaded stays where it is: forks share it
    files, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := files.readline():
        size, _, extension = line.decode().strip().partition(" ")
        data = files.read(int(size))
        sys.argv[2:] = [extension]
        _load(_READERS_OF.get(data[:4], ()))
        code, output, errors = _read_in_fork(data, limits.wall_seconds)
        told = {"code": code, "output": len(output), "errors": len(errors)}
        answers.write(json.dumps(told).encode() + b"\n" + output + errors)
        answers.flush()
    return 0


def _load(names: Iterable[str]) -> None:
    for name in names:
        import_module(f"mengyang.formats.{name}")


def _read_in_fork(data: bytes, wall_seconds: float) -> tuple[int | None, bytes, bytes]:
    output, output_end = os.pipe()
    errors, errors_end = os.pipe()
    child = os.fork()
    if child == 0:
        _become_worker(data, output_end, errors_end)
    os.close(output_end)
    os.close(errors_end)
    collected = _collected((output, errors), time.monotonic() + wall_seconds)
    if collected is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if collected is None:
        return None, b"", b""
    return os.waitstatus_to_exitcode(status), collected[output], collected[errors]


def _become_worker(data: bytes, output: int, errors: int) -> None:
    """Run the worker of a single file on `data`; never returns.

    The fork keeps nothing of its parent's streams: it can neither see nor answer another file.
    """
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for own, taken in ((nothing, 0), (output, 1), (errors, 2)):
            os.dup2(own, taken)
        os.closerange(3, max(nothing, output, errors) + 1)
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))
        code = worker.main()
    except MemoryError:
        os.write(2, b"MemoryError\n")  # a whole traceback would need memory again
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _collected(pipes: tuple[int, int], until: float) -> dict[int, bytes] | None:
    """What comes out of each pipe to its end; `None` where time runs out before."""
    chunks: dict[int, list[bytes]] = {pipe: [] for pipe in pipes}
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map() and (left := until - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                chunk = os.read(key.fd, _CHUNK)
                chunks[key.fd].append(chunk)
                if not chunk:
                    selector.unregister(key.fd)
        in_time = not selector.get_map()
    for pipe in pipes:
        os.close(pipe)
    return {pipe: b"".join(parts) for pipe, parts in chunks.items()} if in_time else None


if __name__ == "__main__":
    sys.exit(main())
