"""Migrations 数据表变更: none makes the digests of earlier rows untrue (how-to/new-migration)."""

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations import AddField, Migration, RemoveField, RenameField
from django.db.migrations.loader import MigrationLoader

from mengyang.store.models.audited import Audited


def later_migrations() -> Iterator[Migration]:
    """Those of the store after the first, in order."""
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app == "store" and not name.startswith("0001"):
            yield migration


def faults(migration: Migration) -> Iterator[str]:
    """Columns of audited tables that it adds without a word in `added_later`, or takes away."""
    for operation in migration.operations:
        if not isinstance(operation, AddField | RemoveField | RenameField):
            continue
        model = apps.get_model("store", operation.model_name)
        if not issubclass(model, Audited):
            continue
        if not isinstance(operation, AddField):
            yield f"{migration.name}: {operation.describe()} takes a column away"
        elif _column(model, operation.name) not in (None, *model.added_later):
            yield f"{migration.name}: {model.__name__}.added_later lacks {operation.name}"


def _column(model: type[Audited], name: str) -> str | None:
    """The name under which the chain follows a field; none where it has no column."""
    return next((each.attname for each in model._meta.concrete_fields if each.name == name), None)


def test_a_column_of_an_audited_table_is_named_where_it_is_added() -> None:
    assert [fault for migration in later_migrations() for fault in faults(migration)] == []
