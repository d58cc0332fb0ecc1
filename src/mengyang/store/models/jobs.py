"""后台作业 — our own row of a piece of background work; the library only delivers it."""

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.registry import Unit


class Job(models.Model):
    """作业 — waiting → running → done | failed | cancelled; `lease_until` tells a dead worker.

    `position` is where the next step begins, committed together with the step's effect. `attempts`
    numbers the runs and tells a run that has lost the job; `failures` counts runs since the last
    step that came through.
    """

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="waiting", db_index=True)
    step = models.CharField(max_length=120, blank=True)
    position = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    wants_cancel = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="jobs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="jobs")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "jobs_job"
