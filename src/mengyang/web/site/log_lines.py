"""日志行 — how a record becomes lines that hold no value anybody entered: no name, no address.

A fault is told by its type, the database's own code and names, the words of its first line with
every value left out, and the places it came through; the text of a file or a row is never in it.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

OURS = "mengyang"
LEFT_OUT = "…"
_LONGEST = 300
_SOURCES = Path(__file__).parents[3]
# What is quoted or in brackets is a value, with or without its end; so is a word that is none.
_ENCLOSED = re.compile(r"""((?<!\w)'|["“‘(\[{<]).*?(?:["'”’)\]}>](?!\w)|$)""")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*[.,:;!?]*")
_CODE = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
# The names PostgreSQL gives of its own objects, and its code of the fault.
_NAMES = ("table_name", "column_name", "constraint_name")


class LogLines(logging.Formatter):
    """Like the usual formatter, without a value; the route stands where a request is known."""

    def format(self, record: logging.LogRecord) -> str:
        """The line and, where there is a fault, the lines below it."""
        # Another handler may have kept the whole traceback with the record, or want to.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line: our own words with sober arguments, anybody else's words without values."""
        record.message = _told(record)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Each fault of the chain, the first cause last, with the places it came through."""
        return "\n".join(line for fault in _chain(ei[1]) for line in _lines(fault))


def without_values(said: str) -> str:
    """The first line of what is said, with everything left out that is no plain word."""
    first = _ENCLOSED.sub(LEFT_OUT, said.strip().partition("\n")[0][:_LONGEST])
    words = [word if _WORD.fullmatch(word) else LEFT_OUT for word in first.split()]
    return " ".join(
        word
        for place, word in enumerate(words)
        if word != LEFT_OUT or words[place - 1 : place] != [LEFT_OUT]
    )


def _told(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS and isinstance(record.args, tuple):
        return str(record.msg) % tuple(map(_sober, record.args))
    route = getattr(getattr(record, "request", None), "resolver_match", None)
    words = without_values(record.getMessage())
    return f"{words} /{route.route}" if route is not None else words


def _sober(argument: object) -> object:
    if isinstance(argument, int | float):
        return argument
    said = str(argument)
    return said if _CODE.fullmatch(said) else without_values(said)


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _lines(fault: BaseException) -> Iterator[str]:
    names = [str(getattr(fault, "sqlstate", "") or "")]
    names += [str(getattr(getattr(fault, "diag", None), name, "") or "") for name in _NAMES]
    yield (
        " ".join([type(fault).__qualname__, *filter(None, names)])
        + f": {without_values(str(fault))}"
    )
    for frame in extract_tb(fault.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(_SOURCES):
        return str(path.relative_to(_SOURCES))
    return "/".join(path.parts[-3:])
