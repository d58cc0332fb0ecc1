import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REPLACED = (["at"], ["action"], ["actor_id"])


def drop_replaced(_apps, schema_editor):
    """Drop the indexes whose columns the new ones begin with.

    By name, not by altering the fields: SQLite would write millions of events anew for that.
    """
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "audit_event")
    for name, told in found.items():
        is_plain = told["index"] and not told["unique"] and not told["primary_key"]
        if is_plain and told["columns"] in REPLACED:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0027_ledger_imports"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["at", "sequence"], name="audit_event_by_time"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor", "at", "sequence"], name="audit_event_by_actor"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["action", "at", "sequence"], name="audit_event_by_action"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["actor", "action", "at", "sequence"], name="audit_event_by_deed"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["subject_kind", "at", "sequence"], name="audit_event_by_kind"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(drop_replaced, migrations.RunPython.noop, elidable=False)
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="event",
                    name="action",
                    field=models.CharField(max_length=60),
                ),
                migrations.AlterField(
                    model_name="event",
                    name="actor",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="event",
                    name="at",
                    field=models.DateTimeField(),
                ),
            ],
        ),
    ]
