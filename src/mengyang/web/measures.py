"""运行指标 — the figures of all web processes together, in the text form that Prometheus reads.

Each process counts into a file of its own below `MENGYANG_VAR/metrics`; a scrape sums them up.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from mengyang.actions.health import Health
from mengyang.core.findings import Level
from mengyang.store.condition import free_bytes

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_STATES = {Level.INFO: 0, Level.WARNING: 1, Level.ERROR: 2}


def begin_counting(var: Path) -> dict[str, str]:
    """Forget what an earlier server counted; the environment its processes need."""
    folder = var / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {FOLDER: str(folder)}


def exposition(var: Path, health: Health) -> bytes:
    """Everything, as text."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        registry.register(_Figures(var, health))
        return generate_latest(registry)
    registry.register(_Figures(var, health))
    return generate_latest(REGISTRY) + generate_latest(registry)


class _Figures(Collector):
    """What is looked up at the moment of the scrape."""

    def __init__(self, var: Path, health: Health) -> None:
        self._var, self._health = var, health

    def collect(self) -> Iterator[Metric]:
        """Checks, disk, and what the database says where it answers."""
        checks = GaugeMetricFamily(
            "mengyang_check", "0 in order, 1 to be looked at, 2 failed", labels=["check"]
        )
        for name, finding in self._health.checks:
            checks.add_metric([name], _STATES[finding.level])
        yield checks
        yield GaugeMetricFamily(
            "mengyang_disk_free_bytes", "Room on the disk", free_bytes(self._var)
        )
        figures = self._health.figures
        if figures is None:
            return
        jobs = GaugeMetricFamily("mengyang_jobs", "Background jobs", labels=["state"])
        for state, count in sorted(figures.jobs.items()):
            jobs.add_metric([state], count)
        yield jobs
        yield GaugeMetricFamily("mengyang_events", "Events in the audit chain", figures.events)
        yield GaugeMetricFamily("mengyang_database_bytes", "Size", figures.size_bytes)
