"""逗号分隔文本 — text in; out with tabs where it is CSV throughout, else as it is."""

import csv

_LEAST_COLUMNS = 3
_LEAST_ROWS = 2
_LONGEST_HEAD = 20


def with_tabs(text: str) -> str:
    """`text` with tabs between its fields if it is CSV throughout, else unchanged.

    CSV has the same number of fields in every row, at least three, and a first row of short heads.
    """
    head = text.lstrip("\n").partition("\n")[0]
    if head.count(",") < _LEAST_COLUMNS - 1 or "\t" in head:
        return text
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True), strict=True) if row]
    except csv.Error:
        return text
    if len(rows) < _LEAST_ROWS or len({len(row) for row in rows}) != 1:
        return text
    if not all(0 < len(cell.strip()) <= _LONGEST_HEAD for cell in rows[0]):
        return text
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
