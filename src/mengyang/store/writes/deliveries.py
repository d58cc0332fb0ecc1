"""作业投递写入 — forgets what the library that delivers jobs keeps of deliveries long done."""

from datetime import datetime

from django_tasks_db.models import DBTaskResult


def forget_deliveries(before: datetime) -> None:
    """Delete what was delivered before that moment; what waits stays.

    After a kill the library's row says for ever that it runs; our own job row tells the truth.
    """
    DBTaskResult.objects.exclude(status="READY").filter(enqueued_at__lt=before).delete()
