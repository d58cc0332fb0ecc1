"""A warm process 预热进程: `python -m tests.warm_process NAME…` forks instead of starting anew.

The modules named are loaded once. Each request — a line of JSON with `arguments` as Python takes
them (`-c CODE …`, `-m MODULE …`), `environment` and the length of the input, then the input — is
done by a fork that ends as any process does. The answer is a line of JSON with its exit `code`
and the lengths of `output` and `errors`, then both.
"""

import gc
import json
import os
import pkgutil
import runpy
import sys
import tempfile
from importlib import import_module
from typing import IO, Any


def main() -> None:
    """Serve until nobody asks; in a fork, do what was asked."""
    for name in sys.argv[1:]:
        _load(name)
    gc.freeze()  # what is loaded stays where it is: forks share it
    requests, answers = (os.dup(stream) for stream in (0, 1))
    with os.fdopen(requests, "rb", 0) as asked, os.fdopen(answers, "wb") as told:
        while line := asked.readline():
            request = json.loads(line)
            with (
                tempfile.TemporaryFile() as given,
                tempfile.TemporaryFile() as output,
                tempfile.TemporaryFile() as errors,
            ):
                _copy(asked, given, request["input"])
                child = os.fork()
                if child == 0:
                    _take(given, output, errors)
                    break
                _, status = os.waitpid(child, 0)
                _tell(told, os.waitstatus_to_exitcode(status), output, errors)
        else:
            return
    _do(request["arguments"], request["environment"])


def _load(name: str) -> None:
    module = import_module(name)
    if name.startswith("mengyang."):
        for below in pkgutil.walk_packages(module.__path__, f"{name}."):
            import_module(below.name)


def _copy(asked: IO[bytes], given: IO[bytes], size: int) -> None:
    while size:
        part = asked.read(size)
        given.write(part)
        size -= len(part)
    given.seek(0)


def _take(*streams: IO[bytes]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)


def _tell(told: IO[bytes], code: int, *streams: IO[bytes]) -> None:
    parts = []
    for stream in streams:
        stream.seek(0)
        parts.append(stream.read())
    line = {"code": code, "output": len(parts[0]), "errors": len(parts[1])}
    told.write(json.dumps(line).encode() + b"\n" + b"".join(parts))
    told.flush()


def _do(arguments: list[str], environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments[1:] if arguments[0] == "-m" else ["-c", *arguments[2:]]
    if arguments[0] == "-m":
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        return
    own: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(arguments[1], "<string>", "exec"), own)


if __name__ == "__main__":
    main()
