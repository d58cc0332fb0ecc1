"""Written once, played back 回放: what many tests stand on goes through the one door once only.

The first test of a process that asks for it really writes it; the rows and files that it left are
kept, and put back for each later test whose chain of events stands where it stood then.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection

from mengyang.store.models import Head, SearchedText
from mengyang.store.search_index import put_pairs

# By table, each row by its number, as the database holds it.
type Rows = dict[str, dict[object, tuple[object, ...]]]
type Files = dict[Path, bytes]


@dataclass(frozen=True, slots=True)
class Recording:
    """What writing returned; the rows it made, the numbers of those it changed, its files."""

    result: object
    rows: dict[str, list[tuple[object, ...]]]
    changed: dict[str, list[object]]
    files: Files


_RECORDINGS: dict[Hashable, Recording] = {}


def played_back[T](name: Hashable, write: Callable[[], T], folder: Path | None = None) -> T:
    """What `write` returns, having left what it leaves. `name` stands for all that it depends on
    besides the chain of events; `folder` is where it makes files."""
    key = (name, tuple(Head.objects.values_list("sequence", "hash")))
    recording = _RECORDINGS.get(key)
    if recording is None:
        rows, files = _rows(), _files(folder)
        recording = _recorded(write(), rows, _rows())
        recording.files.update(
            (path, content) for path, content in _files(folder).items() if path not in files
        )
        _RECORDINGS[key] = recording
    else:
        _put_back(recording, folder)
    return recording.result  # type: ignore[return-value]


def _recorded(result: object, before: Rows, after: Rows) -> Recording:
    recording = Recording(result, {}, {}, {})
    for table, rows in after.items():
        known = before[table]
        if known.keys() - rows.keys():
            raise ValueError(f"{table} lost rows: only what adds can be played back")
        different = {number for number, row in rows.items() if row != known.get(number)}
        if different:
            recording.rows[table] = [rows[number] for number in rows if number in different]
            recording.changed[table] = [number for number in known if number in different]
    return recording


def _put_back(recording: Recording, folder: Path | None) -> None:
    with connection.cursor() as cursor:
        for table, rows in recording.rows.items():
            for number in recording.changed[table]:
                cursor.execute(f'DELETE FROM "{table}" WHERE id = %s', [number])
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
    # On SQLite the pairs of characters lie in a table that holds no rows to be copied.
    searched = [row[0] for row in recording.rows.get(SearchedText._meta.db_table, [])]
    for text in SearchedText.objects.filter(pk__in=searched):
        put_pairs(text.document_id, text.folded, None)
    for path, content in recording.files.items():
        target = (folder or Path()) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _rows() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')
            place = [column[0] for column in cursor.description].index("id")
            rows[table] = {row[place]: row for row in cursor.fetchall()}
    return rows


def _files(folder: Path | None) -> Files:
    paths = sorted(folder.rglob("*")) if folder else []
    return {path.relative_to(folder): path.read_bytes() for path in paths if path.is_file()}  # type: ignore[arg-type]


@cache
def _tables() -> tuple[str, ...]:
    models = apps.get_app_config("store").get_models(include_auto_created=True)
    return tuple(model._meta.db_table for model in models)
