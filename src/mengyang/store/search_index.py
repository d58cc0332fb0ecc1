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
    is_settled_by_pairs,
    needed_pairs,
    pairs,
    searched_text,
)

_TABLE = "documents_searched_text"
_INDEX = "documents_search_pairs"
_FUNCTION = "documents_holding"
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

# The planner takes a look at every row for cheap, although the pairs of each lie compressed aside:
# where it looked at all rows first, words that most texts hold took three times plain looking.
_CREATE_FUNCTION = f"""CREATE OR REPLACE FUNCTION {_FUNCTION}(asked tsquery, looked_for text[])
    RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    SELECT document_id FROM {_TABLE} WHERE pairs @@ asked AND folded LIKE ALL (looked_for) $$"""


# What goes with no table: whoever drops the tables by hand drops this too.
BESIDE_TABLES = (f"DROP FUNCTION IF EXISTS {_FUNCTION}(tsquery, text[])",)


def create_index(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index beside the table; for a migration."""
    _run(editor, _CREATE)


def drop_index(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away; for a migration."""
    _run(editor, _DROP)


def create_function(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the function that asks the index first, where it is needed; for a migration."""
    _run(editor, {"sqlite": (), "postgresql": (_CREATE_FUNCTION,)})


def drop_function(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the function away; for a migration."""
    _run(editor, {"sqlite": (), "postgresql": (f"DROP FUNCTION {_FUNCTION}(tsquery, text[])",)})


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


def holding(phrases: Sequence[str]) -> RawSQL:
    """The ids of the documents that hold every folded phrase: by pairs, then by looking."""
    tokens = list(dict.fromkeys(token for phrase in phrases for token in needed_pairs(phrase)))
    looked_for = [_like(phrase) for phrase in phrases if not is_settled_by_pairs(phrase)]
    if connection.vendor == "postgresql":
        asked = " & ".join(f"{token}:*" if is_half(token) else token for token in tokens)
        sql = f"SELECT * FROM {_FUNCTION}(%s::tsquery, %s::text[])"
        return RawSQL(sql, [asked, looked_for])
    asked = " AND ".join(f"{token}*" if is_half(token) else token for token in tokens)
    indexed = f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s"
    looking = "".join(" AND folded LIKE %s ESCAPE '\\'" for _ in looked_for)
    sql = f"SELECT document_id FROM {_TABLE} WHERE document_id IN ({indexed}){looking}"
    return RawSQL(sql, [asked, *looked_for])


def _like(phrase: str) -> str:
    for sign in "\\%_":
        phrase = phrase.replace(sign, f"\\{sign}")
    return f"%{phrase}%"


def _run(editor: BaseDatabaseSchemaEditor, statements: dict[str, tuple[str, ...]]) -> None:
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)
