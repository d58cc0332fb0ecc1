"""`mengyang upgrade` 升级: never beside a running server, never without a way back."""

from pathlib import Path

import pytest

from mengyang.core.findings import Refused
from mengyang.web.site.running import alone, hold
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
# The last update of a table counts as not made: making it again must fail.
UNMADE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'django_tasks_database'")
"""


def test_it_does_nothing_where_nothing_is_to_be_done(empty: Installation) -> None:
    code, out, notes = empty.told("upgrade")
    assert (code, out.strip()) == (0, "数据表已是最新，无需升级。"), notes
    assert not (empty.var / "backups").exists()


def test_it_refuses_beside_a_running_server(empty: Installation) -> None:
    hold(empty.var)
    for command in (("upgrade",), ("restore", "/nowhere")):
        code, out, notes = empty.told(*command)
        assert (code, out) == (1, "")
        assert "正在运行" in notes
        assert "systemctl stop" in notes


def test_nothing_starts_during_an_upgrade(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(Refused) as refused:
        hold(tmp_path)
    assert refused.value.reason == "installation.refused.in_change"


def test_a_failed_upgrade_says_how_to_go_back(empty: Installation) -> None:
    empty.run(UNMADE)
    code, out, notes = empty.told("upgrade")
    assert (code, out) == (1, "")
    archive = next((empty.var / "backups").glob("mengyang-*.tar.gz"))
    assert f"mengyang restore {archive}" in notes
    assert "升级没有完成" in notes
    assert "Traceback" not in notes


def test_it_refuses_where_nothing_is_installed(tmp_path: Path) -> None:
    code, out, notes = Installation(tmp_path / "var").told("upgrade")
    assert (code, out) == (1, "")
    assert "mengyang init" in notes
