"""`/healthz` and `/metrics` 健康探针: what a monitor is told, and who is told."""

import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from mengyang.actions import health as actions
from mengyang.actions.health import HEARTBEAT, LAST_BACKUP, file_findings, health
from mengyang.core.findings import Level
from mengyang.store import condition
from mengyang.store.anchor import append
from mengyang.store.files import keep_file
from mengyang.store.models import Head, User
from mengyang.web.site.logs import KEPT_FILES, DailyFile
from tests.cast import AT, Cast
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def var(cast: Cast, anchor: Path, tmp_path: Path, settings: Settings) -> Path:
    """A folder of its own, with a worker alive and a backup made; the anchor is where it should."""
    head = Head.objects.get()
    append(head.sequence, head.hash, AT.isoformat())
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path, metrics_token="t" * 40)
    for name, text in ((HEARTBEAT, ""), (LAST_BACKUP, json.dumps({"at": AT.isoformat()}))):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    return tmp_path


def codes(var: Path, **moment: float) -> set[str]:
    """What is not in order some time after the cast's moment."""
    at = AT + timedelta(**moment)
    found = health(var, at=at).checks
    return {each.code for _, each in found if each.level is not Level.INFO}


@pytest.mark.postgresql
def test_a_sound_house_is_ready(cast: Cast, var: Path) -> None:
    assert codes(var) == set()
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "ready"
    assert told["checks"]["database"] == "ok"
    assert str(var) not in answer.text
    assert Client().get("/healthz/live").content == b"ok\n"


def test_each_fault_is_told(cast: Cast, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(var, hours=-1) == {"health.found.clock_behind"}
    assert "health.found.backup_old" not in codes(var, days=1, hours=23)
    assert "health.found.backup_old" in codes(var, days=2, hours=1)
    late = codes(var, days=9000)
    assert late == {"health.found.backup_old", "health.found.worker_silent"}
    (var / HEARTBEAT).unlink()
    (var / LAST_BACKUP).write_text("{")
    assert codes(var) == {"health.found.no_worker", "health.found.no_backup"}
    monkeypatch.setattr(condition, "free_bytes", lambda _: 10**6)
    monkeypatch.setattr(actions.condition, "has_pending_migrations", lambda: True)
    assert {"health.found.disk_scarce", "health.found.migrations"} <= codes(var)
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "failed"


def test_a_house_without_a_system_administrator_is_told(cast: Cast, var: Path) -> None:
    assert "health.found.no_administrator" not in codes(var)
    User.objects.filter(pk=cast.users["system_administrator"]).update(is_active=False)
    assert codes(var) == {"health.found.no_administrator"}


def test_a_database_that_is_gone_is_told_by_probe_and_page(
    cast: Cast, signed_in: SignedIn, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **_more: object) -> None:
        raise OperationalError("connection refused to secret-host")

    client = signed_in("leader")
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", gone)
    probe = Client().get("/healthz")
    assert (probe.status_code, probe.json()["checks"]["database"]) == (503, "failed")
    page = client.get("/plans/")
    assert page.status_code == 503
    assert "数据库暂时没有应答" in page.text
    assert "secret-host" not in page.text
    answer = client.get("/api/tasks/1")
    assert answer.status_code == 503
    assert answer.json()["code"] == "web.refused.database_gone"


def test_figures_are_for_this_machine_or_the_bearer(cast: Cast, var: Path) -> None:
    told = Client().get("/metrics")
    assert told.status_code == 200
    assert f"mengyang_events {float(Head.objects.get().sequence)}" in told.text
    assert 'mengyang_check{check="database"} 0.0' in told.text
    assert 'mengyang_requests_total{method="GET",route="/healthz"' in told.text
    away = {"REMOTE_ADDR": "10.1.2.3"}
    assert Client(**away).get("/metrics").status_code == 404
    assert Client(headers={"x-forwarded-for": "10.1.2.3"}).get("/metrics").status_code == 404
    bearer = {"authorization": "Bearer " + "t" * 40}
    assert Client(headers=bearer, **away).get("/metrics").status_code == 200


def test_a_line_of_the_log_names_nobody(
    cast: Cast, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("mengyang.requests").propagate = True
    with caplog.at_level(logging.INFO, "mengyang.requests"):
        answer = signed_in("leader").get("/plans/?q=筑安")
    logging.getLogger("mengyang.requests").propagate = False
    line = caplog.messages[-1]
    assert line.startswith(f"{answer['X-Request-ID']} GET /plans/ 200 ")
    assert "筑安" not in line and "%E7" not in line


def test_log_files_are_one_a_day_and_not_too_many(tmp_path: Path) -> None:
    for number in range(KEPT_FILES + 5):
        (tmp_path / f"requests-2020{number + 1:04}.log").write_text("old\n")
    handler = DailyFile(str(tmp_path), "requests")
    for message in ("one", "two"):
        handler.handle(logging.LogRecord("x", logging.INFO, "", 1, message, None, None))
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == KEPT_FILES
    assert files[-1].read_text() == "one\ntwo\n"
    unwritable = DailyFile("/dev/null/logs", "requests")
    unwritable.handle(logging.LogRecord("x", logging.INFO, "", 1, "lost", None, None))


def test_files_are_compared_with_their_digests(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = keep_file(var / "files", b"kept")
    monkeypatch.setattr(actions, "stored_files", lambda: {sha256})
    assert [each.code for each in file_findings(var)] == ["health.found.files"]
    (var / "files" / sha256[:2] / sha256).write_bytes(b"else")
    assert [each.code for each in file_findings(var)] == ["health.found.file_faulty"]
