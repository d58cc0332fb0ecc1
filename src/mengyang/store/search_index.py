"""检索索引 — the pairs of characters of documents, on either database, kept and asked by SQL.

SQLite: a full-text table without content, rows by document id. PostgreSQL: a column `pairs` of
type tsvector with a GIN index. Both hold a set of tokens and are asked for all of some tokens.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.expressions import RawSQL

from mengyang.core.documents.searching import (
    REVISION,
    is_half,
    needed_pairs,
    pairs,
    searched_text,
)

_TABLE = "documents_searched_text"
_INDEX = "documents_search_pairs"
_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(pairs, content='', detail=none, columnsize=0)",
    ),
    "postgresql": (
        f"ALTER TABLE {_TABLE} ADD COLUMN pairs tsvector",
        f"CREATE INDEX {_INDEX} ON {_TABLE} USING gin (pairs)",
    ),
}
_DROP = {
    "sqlite": (f"DROP TABLE {_INDEX}",),
    "postgresql": (f"DROP INDEX {_INDEX}", f"ALTER TABLE {_TABLE} DROP COLUMN pairs"),
}


def create_index(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index beside the table; for a migration."""
    _run(editor, _CREATE)


def drop_index(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away; for a migration."""
    _run(editor, _DROP)


def fill_index(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Index every document that is there already; for a migration."""
    table = apps.get_model("store", "SearchedText")
    for row in apps.get_model("store", "Document").objects.order_by("pk").iterator(50):
        folded = searched_text(row.title, row.document_number, row.text)
        table.objects.create(document_id=row.pk, folded=folded, revision=REVISION)
        put_pairs(row.pk, folded, None)


def put_pairs(document_id: int, folded: str, before: str | None) -> None:
    """Index the folded text of a document; `before` is the text that is indexed now, if any."""
    tokens = sorted(pairs(folded))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {_TABLE} SET pairs = array_to_tsvector(%s::text[]) WHERE document_id = %s",
                [tokens, document_id],
            )
            return
        if before is not None:
            # A table without content forgets a row only by the very words it was given.
            cursor.execute(
                f"INSERT INTO {_INDEX} ({_INDEX}, rowid, pairs) VALUES ('delete', %s, %s)",
                [document_id, " ".join(sorted(pairs(before)))],
            )
        cursor.execute(
            f"INSERT INTO {_INDEX} (rowid, pairs) VALUES (%s, %s)", [document_id, " ".join(tokens)]
        )


def clear_pairs() -> None:
    """Forget every pair; the texts stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"UPDATE {_TABLE} SET pairs = NULL")
        else:
            cursor.execute(f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('delete-all')")


def with_pairs_of(phrases: Sequence[str]) -> RawSQL:
    """The ids of the documents that hold every pair of the folded phrases."""
    tokens = list(dict.fromkeys(token for phrase in phrases for token in needed_pairs(phrase)))
    if connection.vendor == "postgresql":
        asked = " & ".join(f"{token}:*" if is_half(token) else token for token in tokens)
        return RawSQL(f"SELECT document_id FROM {_TABLE} WHERE pairs @@ %s::tsquery", [asked])
    asked = " AND ".join(f"{token}*" if is_half(token) else token for token in tokens)
    return RawSQL(f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s", [asked])


def _run(editor: BaseDatabaseSchemaEditor, statements: dict[str, tuple[str, ...]]) -> None:
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)
