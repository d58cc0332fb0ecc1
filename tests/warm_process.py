"""A warm process 预热进程: `python -m tests.warm_process NAME…` forks instead of starting anew.

The modules named are loaded once, and what the core makes at its first reading is made. Each
request — a line of JSON with `arguments` as Python takes them (`-c CODE …`, `-m MODULE …`),
`environment` and the length of the input, then the input — is done by a fork. The answer is a line
of JSON with its exit `code` and the lengths of `output` and `errors`, then both.
"""

import atexit
import gc
import json
import os
import pkgutil
import runpy
import sys
import tempfile
import threading
from importlib import import_module
from typing import IO, Any, NoReturn

CORE = "mengyang.core"


def main() -> None:
    """Serve until nobody asks; in a fork, do what was asked."""
    for name in sys.argv[1:]:
        _load(name)
    if CORE in sys.argv:
        _read_once()
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
                    _end(_done(request["arguments"], request["environment"]))
                _, status = os.waitpid(child, 0)
                _tell(told, os.waitstatus_to_exitcode(status), output, errors)


def _load(name: str) -> None:
    module = import_module(name)
    if name.startswith("mengyang."):
        for below in pkgutil.walk_packages(module.__path__, f"{name}."):
            import_module(below.name)


def _read_once() -> None:
    import_module(f"{CORE}.documents").read("")  # finds the readings, checks and genres
    import_module(f"{CORE}.patterns").compile_patterns()


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


def _done(arguments: list[str], environment: dict[str, str]) -> int:
    """The exit code of what was asked."""
    try:
        _do(arguments, environment)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """What a process does at its end, but for taking apart all that was loaded: for most of what
    is asked that would take longer than the answer.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if "django.db" in sys.modules and sys.modules["django.conf"].settings.configured:
        sys.modules["django.db"].connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


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
