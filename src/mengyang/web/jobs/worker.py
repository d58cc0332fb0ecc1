"""作业进程 — the library's worker with our sweep beside it; a stop lets the running step end."""

import threading
from types import FrameType

from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from mengyang.web.clock import now
from mengyang.web.jobs import runner
from mengyang.web.jobs.sweep import sweep, sweep_until


class SteppingWorker(Worker):
    """A worker that gives its job back between two steps when it is asked to stop."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """The first signal waits for the step under way; the second ends at once."""
        runner.stopping.set()
        super().shutdown(signum, frame)


def work(batch: bool = False, interval: float = 1.0) -> None:
    """Run jobs until asked to stop; with `batch`, until none is left."""
    worker = SteppingWorker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=interval,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    if batch:
        sweep(now())
        worker.run()
        return
    ended = threading.Event()
    threading.Thread(target=sweep_until, args=(ended,), daemon=True).start()
    try:
        worker.run()
    finally:
        ended.set()
