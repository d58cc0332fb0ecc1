import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_whole_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="above",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_plans",
                to="store.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("above", "owner_unit"), name="ledger_plan_own_once"
            ),
        ),
        migrations.CreateModel(
            name="TakenOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("reason", models.TextField(blank=True)),
                (
                    "above",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to="store.task",
                    ),
                ),
                (
                    "own",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takes_over",
                        to="store.task",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to="store.plan",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_taken_over",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "above", "own"), name="ledger_taken_over_once"
                    )
                ],
            },
        ),
    ]
