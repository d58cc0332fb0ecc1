"""作业投递读取 — whether the number of a job lies with the library already, to be handed out."""

from django_tasks_db.models import DBTaskResult


def is_delivered(task_path: str, job_id: int) -> bool:
    """Whether the task of that path waits for a worker with the number of the job."""
    waiting = DBTaskResult.objects.ready().filter(task_path=task_path)
    return waiting.filter(args_kwargs__args=[job_id]).exists()
