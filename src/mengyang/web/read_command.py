"""阅读命令 — `mengyang read FILE …`: files in; a table, JSON, a workbook or a paper out. No Django.

The result goes to stdout, what was refused and what was written to stderr.
"""

import argparse
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TextIO

from mengyang.actions.reading import ReadFile, read_file, read_in_turn
from mengyang.core.findings import Refused
from mengyang.formats.columns import printed_lines
from mengyang.formats.extraction import too_large
from mengyang.formats.limits import DEFAULT_LIMITS, MIB, Limits
from mengyang.formats.reading_cells import Json, Say
from mengyang.formats.reading_tables import SHOWN, kinds, other_kinds, reading_table
from mengyang.formats.series import Series
from mengyang.formats.table import Table
from mengyang.web import wording
from mengyang.web.usage import Parser
from mengyang.web.wording import word, word_refused

_STDIN = "-"
_PLAIN_WIDTH = 160
# A clause of a whole page is told by its beginning; what is written to files keeps it all.
_LONGEST_CELL = 400
type Write = Callable[[Sequence[ReadFile], str, IO[bytes]], Mapping[str, int]]

_FRAME = ("title", "plan_title", "document_number", "issuing_body", "signed_on", "published_on")


def read_files(arguments: Sequence[str], language: str) -> int:
    """Run the command; 0 when every file was read and written, 1 when one was refused."""
    options = _parser(language).parse_args(arguments)
    limits = Limits(max_bytes=options.limit_mb * MIB)
    names = [each for name in options.files for each in _with_files_below(name)]
    read: list[ReadFile] = []
    for result in _read_all(names, limits):
        if isinstance(result, Refused):
            print(word_refused(result, language), file=sys.stderr)
        else:
            read.append(result)
    status = 0 if len(read) == len(names) else 1
    notes = sys.stderr if options.json else sys.stdout
    for out, write in ((options.xlsx, _write_workbook), (options.docx, _write_paper)):
        if out and read:
            status = max(status, _write_whole(Path(out), read, language, write, notes))
    if options.json:
        _print_json(read, single=names == options.files and len(names) == 1)
    elif not (options.xlsx or options.docx):
        _print_tables(read, language)
    return status


def _parser(language: str) -> argparse.ArgumentParser:
    def told(code: str) -> str:
        return word(f"cli.help.read.{code}", None, language)

    parser = Parser("mengyang read", "cli.help.read", told("example"), language)
    parser.arguments.add_argument("files", nargs="+", metavar="FILE", help=told("file"))
    parser.options.add_argument("--json", action="store_true", help=told("json"))
    parser.options.add_argument("--xlsx", metavar="OUT", help=told("xlsx"))
    parser.options.add_argument("--docx", metavar="OUT", help=told("docx"))
    parser.options.add_argument(
        "--limit-mb",
        type=_megabytes,
        default=DEFAULT_LIMITS.max_bytes // MIB,
        metavar="MB",
        help=told("limit"),
    )
    return parser


def _megabytes(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1024:
        raise ValueError(text)
    return number


def _with_files_below(name: str) -> list[str]:
    """The files below a folder in the order of their names, hidden ones apart; else the name."""
    if not _is_folder(name):
        return [name]
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, files in Path(name).walk(on_error=closed.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [folder / each for each in sorted(files) if not each.startswith(".")]
    # A folder that cannot be looked into is named as it is, and refused in its turn.
    return [*map(str, found), *(str(fault.filename) for fault in closed)] or [name]


def _is_folder(name: str) -> bool:
    try:
        return name != _STDIN and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _read_all(names: Sequence[str], limits: Limits) -> Iterator[ReadFile | Refused]:
    """Each file in turn; the process that several are read from is started once."""
    with Series(limits) as series:
        for name in names:
            shown = "stdin" if name == _STDIN else _printable(name)
            data = _bytes_of(name, shown, limits)
            if isinstance(data, Refused):
                yield data
            elif len(names) == 1:
                yield read_file(data, shown, limits)
            else:
                yield read_in_turn(data, shown, series)


def _printable(name: str) -> str:
    # A name may hold bytes that are no text, or signs that would move the cursor.
    return "".join(character if character.isprintable() else "?" for character in name)


def _bytes_of(name: str, shown: str, limits: Limits) -> bytes | Refused:
    """The bytes of a file; of one that is too large only so many that it is seen."""
    try:
        if name == _STDIN:
            return sys.stdin.buffer.read(limits.max_bytes + 1)
        path = Path(name)
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            list(path.iterdir())  # fails where it may not be looked into
            return Refused("cli.refused.folder", "cli.hint.name_files", name=shown)
        if not stat.S_ISREG(about.st_mode):
            # A pipe or a terminal would be waited for without end.
            return Refused("cli.refused.no_regular_file", "cli.hint.save_first", name=shown)
        if refused := too_large(about.st_size, shown, limits):
            return refused
        with path.open("rb") as file:
            # What grows after its size was asked is stopped here, not in memory.
            return file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        return Refused("cli.refused.no_file", "cli.hint.check_path", name=shown)
    except (OSError, ValueError) as failure:
        return Refused(
            "cli.refused.unreadable", "cli.hint.check_path", name=shown, fault=_fault(failure)
        )


def _fault(failure: Exception) -> str:
    return getattr(failure, "strerror", None) or str(failure)


def _print_json(read: Sequence[ReadFile], *, single: bool) -> None:
    """One reading in full width; of several a list with one file a line."""
    if not single:
        lines = [
            json.dumps(
                {"file": each.name, "sha256": each.sha256, **each.reading}, ensure_ascii=False
            )
            for each in read
        ]
        text = "[\n" + ",\n".join(lines) + "\n]"
    elif read:
        text = json.dumps(read[0].reading, ensure_ascii=False, indent=2)
    else:
        return
    # UTF-8 whatever the terminal speaks: this is read by programs.
    sys.stdout.buffer.write(f"{text}\n".encode())


def _print_tables(read: Sequence[ReadFile], language: str) -> None:
    width = shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns if _is_terminal() else _PLAIN_WIDTH
    for each in read:
        for line in _frame_lines(each, language):
            print(line)
        for kind in SHOWN:
            print()
            for line in _table_lines(kind, each, language, width):
                print(line)
        if others := other_kinds(each.reading, _say(language)):
            print(f"\n{others}")
        print()


def _is_terminal() -> bool:
    return sys.stdout.isatty() or "COLUMNS" in os.environ


def _frame_lines(read: ReadFile, language: str) -> Iterable[str]:
    metadata = read.reading.get("metadata")
    frame = metadata if isinstance(metadata, Mapping) else {}
    yield _labelled(word("reading.frame.file", None, language), read.name, language)
    for key in _FRAME:
        if frame.get(key):
            label = word(f"reading.frame.{key}", None, language)
            yield _labelled(label, frame[key], language)


def _labelled(label: str, value: object, language: str) -> str:
    return f"{label}{': ' if wording.folder(language) == 'en' else '：'}{value}"


def _table_lines(kind: str, read: ReadFile, language: str, width: int) -> Iterable[str]:
    # Long words stay away from the narrow tables; the workbook and the JSON have them.
    without = (
        ("problem", "goal", "leaders", "remedies", "quote")
        if kind in ("obligations", "targets")
        else ()
    )
    readings: list[tuple[str, Json]] = [(read.name, read.reading)]
    table = reading_table(kind, readings, _say(language), "reading.note.count", without)
    return printed_lines(table, width, _LONGEST_CELL)


def _write_workbook(read: Sequence[ReadFile], language: str, file: IO[bytes]) -> dict[str, int]:
    # Imported when asked for: it costs more than everything else here together.
    from mengyang.formats.xlsx import write_workbook

    return write_workbook(_tables(read, language), file)


def _write_paper(read: Sequence[ReadFile], language: str, file: IO[bytes]) -> dict[str, int]:
    from mengyang.formats.reading_docx import write_reading

    frame = [line for each in read for line in _frame_lines(each, language)]
    title = word("reading.paper.title", None, language)
    return write_reading(title, frame, _tables(read, language), file)


def _tables(read: Sequence[ReadFile], language: str) -> list[Table]:
    readings: list[tuple[str, Json]] = [(each.name, each.reading) for each in read]
    say, note = _say(language), "reading.note.count"
    return [
        reading_table(kind, readings, say, note) for kind in kinds(json for _, json in readings)
    ]


def _write_whole(
    out: Path, read: Sequence[ReadFile], language: str, write: Write, notes: TextIO
) -> int:
    """Write all kinds to `out`; what stood there is replaced only by a whole file."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, suffix=out.suffix, delete=False) as file:
            scratch = Path(file.name)
            try:
                counts = write(read, language, file)
                file.close()
                scratch.chmod(0o644)
                scratch.replace(out)
            finally:
                scratch.unlink(missing_ok=True)
    except OSError as failure:
        refused = Refused(
            "cli.refused.not_written",
            "cli.hint.check_path",
            name=_printable(str(out)),
            fault=_fault(failure),
        )
        print(word_refused(refused, language), file=sys.stderr)
        return 1
    print(_counted(out, counts, language), file=notes)
    return 0


def _counted(out: Path, counts: Mapping[str, int], language: str) -> str:
    params = {"name": _printable(str(out)), "rows": sum(counts.values()), "sheets": len(counts)}
    lines = [f"  {_labelled(sheet, count, language)}" for sheet, count in counts.items()]
    return "\n".join([word("cli.note.written", params, language), *lines])


def _say(language: str) -> Say:
    return lambda code, params: word(code, params, language)
