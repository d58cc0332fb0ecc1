"""`mengyang check` 配置检查: the configuration in force, and what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mengyang.core.findings import Finding, Level
from mengyang.web.site import environment, faults
from mengyang.web.site.database import database_settings
from mengyang.web.site.environment import VARIABLES, read_environment
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
SECRET = "s" * 40
MISTAKES = ("调试方式", "演示方式只能", "1 至 99999", "MENGYANG_HTPS", "不能写入", "没有数据库")


def test_it_prints_every_variable_and_no_secret(empty: Installation) -> None:
    told = replace(empty, more={"MENGYANG_SECRET_KEY": SECRET, "MENGYANG_ANCHOR_KEY": SECRET})
    code, out, notes = told.told("check", "--lang", "en")
    assert code == 0, notes + out
    assert SECRET not in out + notes
    for name in VARIABLES:
        assert name in out
    assert "The configuration will do." in out


@pytest.mark.parametrize("asked", [("check",), ("init", "--help"), ("backup", "-h")])
def test_who_only_looks_makes_nothing(tmp_path: Path, asked: tuple[str, ...]) -> None:
    code, out, notes = Installation(tmp_path / "var").told(*asked)
    assert (code, list(tmp_path.iterdir())) == (int(asked == ("check",)), [])
    assert "没有数据库" in out + notes or code == 0
    assert "配置有错误" not in out


def test_it_says_what_is_wrong_and_exits_1(tmp_path: Path) -> None:
    bad = {
        "MENGYANG_DEBUG": "1",
        "MENGYANG_DEMO": "1",
        "MENGYANG_HOSTS": "bureau.example",
        "MENGYANG_UPLOAD_LIMIT_MB": "viel",
        "MENGYANG_HTPS": "1",
    }
    wrong = Installation(Path("/dev/null/var"), "", bad)
    code, out, notes = wrong.told("check")
    assert code == 1
    assert "Traceback" not in notes
    for said in MISTAKES:
        assert said in out + notes


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://u:geheim@127.0.0.1:1/none", "postgresql://h:x/y"]
)
def test_a_database_that_cannot_be_reached_is_a_sentence(tmp_path: Path, url: str) -> None:
    for arguments in (("check",), ("audit", "verify")):
        code, out, notes = Installation(tmp_path / "var", url).told(*arguments)
        assert code == 1
        assert "Traceback" not in notes
        assert "geheim" not in out + notes


DEMO_PERSON = """
from mengyang.store.writes import transaction
from mengyang.store.writes.access import UserDraft, add_user
from mengyang.web.clock import now
with transaction(None, now()) as work:
    add_user(work, UserDraft("officer", "演示", "x", is_demo=True))
"""


def test_a_demo_is_not_used_in_earnest(empty: Installation) -> None:
    empty.run(DEMO_PERSON)
    said = "演示账号的密码是公开的"
    person = ("--username", "wang", "--password-stdin")
    for command in (("check",), ("serve", "--port", "0"), ("init", *person)):
        code, out, notes = empty.told(*command, typed="Sieben Reiher stehen 4")
        assert (code, said in out + notes, "MENGYANG_VAR" in out + notes) == (1, True, True)
    code, out, notes = replace(empty, more={"MENGYANG_DEMO": "1"}).told("check")
    assert code == 0, notes + out
    assert "尚未备份。请执行" in out


def test_djangos_own_check_for_deployment_is_clean(empty: Installation) -> None:
    behind = replace(empty, more={"MENGYANG_HTTPS": "1", "MENGYANG_HOSTS": "bureau.example"})
    code, out, notes = behind.told("check", "--deploy", "--fail-level", "WARNING")
    assert code == 0, notes + out


def _codes(found: list[Finding], level: Level = Level.ERROR) -> set[str]:
    return {finding.code for finding in found if finding.level is level}


def test_each_fault_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "MENGYANG_HTTPS": "maybe",
        "MENGYANG_SECRET_KEY": "short",
        "MENGYANG_EVIDENCE_LIMIT_MB": "0",
    }.items():
        monkeypatch.setenv(name, value)
    assert _codes(list(faults._variables())) == {
        "check.found.no_flag",
        "check.found.short_key",
        "check.found.no_number",
    }
    outside = replace(read_environment(), hosts=("*",), demo=True, debug=True)
    assert _codes(list(faults._safety(outside))) == {
        "check.found.any_host",
        "check.found.demo_outside",
        "check.found.debug",
    }
    assert _codes(list(faults._safety(outside)), Level.WARNING) == {"check.found.no_https"}


@pytest.mark.parametrize(
    ("issuer", "client", "codes"),
    [
        ("", "", set()),
        ("https://sso.example.gov", "mengyang", set()),
        ("http://127.0.0.1:9000", "mengyang", set()),
        ("http://sso.example.gov", "mengyang", {"check.found.oidc_issuer"}),
        ("https://[", "mengyang", {"check.found.oidc_issuer"}),
        ("ftp://x", "", {"check.found.oidc_issuer", "check.found.oidc_incomplete"}),
        ("", "mengyang", {"check.found.oidc_incomplete"}),
    ],
)
def test_single_sign_on_set_up_by_half_is_found(issuer: str, client: str, codes: set[str]) -> None:
    given = replace(read_environment(), oidc_issuer=issuer, oidc_client_id=client)
    assert _codes(list(faults._single_sign_on(given))) == codes


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("localhost", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("bureau.example", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, is_ours: bool) -> None:
    assert faults.is_loopback(host) is is_ours


def test_a_database_address_may_say_how_to_connect(tmp_path: Path) -> None:
    url = "postgresql://mei:p%40ss@db.example:5433/yuan?sslmode=require"
    made = database_settings(replace(read_environment(), database_url=url))
    assert (made["USER"], made["PASSWORD"], made["HOST"]) == ("mei", "p@ss", "db.example")
    assert (made["NAME"], made["PORT"]) == ("yuan", "5433")
    assert made["OPTIONS"] == {
        "connect_timeout": 10,
        "options": "-c lock_timeout=20s",
        "sslmode": "require",
    }


@pytest.mark.parametrize(
    ("text", "holds"), [("1", True), ("0", False), ("-1", False), ("x", False)]
)
def test_a_limit_is_a_whole_number_above_zero(text: str, holds: bool) -> None:
    assert environment.is_number(text) is holds
