"""台账回填表 — the exported ledger goes out with hidden marks, by which it is known again.

A mark holds a task's number, id and version, and a check sum of every cell: whoever changes no
cell has no part in the import, whatever became of the task since.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from zlib import crc32

from mengyang.formats.entry_form import HIDDEN
from mengyang.formats.table import Cell, cell_text
from mengyang.formats.xlsx import storable

# So many tasks are marked and taken back at once.
MOST_TASKS = 200_000
KIND, VERSION, SHEET = "ledger", "1", "tasks"
NUMBER, PROGRESS = "number", "progress"
# The length of a check sum.
SUM = 8


class Marks:
    """The rows of the hidden sheet, kept in a scratch file while the ledger is written."""

    name = HIDDEN

    def __init__(self, plan_id: int, sheet: str, columns: Mapping[str, str]) -> None:
        titles = [f"{key}={title}" for key, title in columns.items()]
        self._keys = list(columns)
        self._progress, self._number = self._keys.index(PROGRESS), self._keys.index(NUMBER)
        self._head: list[list[str]] = [
            ["kind", KIND],
            ["version", VERSION],
            ["plan", str(plan_id)],
            ["columns", *self._keys],
            [f"sheet:{SHEET}", sheet, *titles],
        ]
        self._tasks = 0
        self._rows = TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 — gone with this object
        self.note = ""

    def keep(self, task_id: int, version: int, cells: Sequence[Cell]) -> None:
        """Mark one row that goes out; beyond `MOST_TASKS` none is marked, nor taken back."""
        self._tasks += 1
        if self._tasks > MOST_TASKS:
            return
        texts = [squeezed(storable(cell_text(cell))) for cell in cells]
        sums, length = "".join(map(check_sum, texts)), str(len(texts[self._progress]))
        told = ["task", texts[self._number], str(task_id), str(version), length, sums]
        self._rows.write(f"{json.dumps(told)}\n")

    def rows(self) -> Iterator[Sequence[str]]:
        """All rows; asked for when the ledger is written."""
        yield from self._head
        self._rows.seek(0)
        yield from map(json.loads, self._rows)
        yield ["note", self.note]


def squeezed(text: str) -> str:
    """Without white space, which spreadsheets do not keep as it was."""
    return "".join(text.split())


def check_sum(text: str) -> str:
    """Eight signs that stand for a squeezed text."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"
