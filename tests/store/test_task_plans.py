"""Lists of tasks 任务清单 at 8,000: each order reads its index, nothing is sorted as a whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mengyang import packs
from mengyang.core.access import Grant, Scope
from mengyang.store.models import Task
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TASK_SORTS, Lit
from tests.cast import Cast
from tests.ledger_plan import write_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

COPIES = 1_000
EVERY_TASK = Scope("task", (Grant(),))
# The day of the last change of state is the order of short lists only.
SHORT = {"state_since", "-state_since"}
# What would read every row: an index gives the first column, and ties alone are sorted.
WHOLE = {"sqlite": "USE TEMP B-TREE FOR ORDER BY", "postgresql": "Seq Scan on ledger_task "}


def fill() -> None:
    """As many copies of each task, with days and progress of their own."""
    rows = list(Task.objects.filter(parent=None))
    Task.objects.bulk_create(
        Task(
            **{
                field.attname: getattr(row, field.attname)
                for field in Task._meta.concrete_fields
                if not field.primary_key
            }
            | {"position": copy, "progress_percent": copy % 101 or None}
        )
        for copy in range(COPIES)
        for row in rows
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_each_order_reads_its_index(cast: Cast) -> None:
    write_plan(cast)
    fill()
    lit = Lit(packs.lamps()["default"], cast.day)
    for sort in (name for name in TASK_SORTS if name not in SHORT):
        first = ledger.tasks(EVERY_TASK, lit, Asked(sort=sort))
        for after in (None, first.next):
            with CaptureQueriesContext(connection) as caught:
                ledger.tasks(EVERY_TASK, lit, Asked(sort=sort, after=after))
            listed = [each["sql"] for each in caught.captured_queries if "LIMIT" in each["sql"]]
            plans = [plan_of(sql) for sql in listed if 'FROM "ledger_task" ' in sql]
            assert plans and all(WHOLE[connection.vendor] not in plan for plan in plans), (
                sort,
                plans,
            )


def plan_of(sql: str) -> str:
    """What the database does for a query, one line a step."""
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}".replace("%", "%%"), [])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
