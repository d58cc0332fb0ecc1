"""命令行 — names, help, usage, and what is handed on to management commands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.management import load_command_class

from mengyang import cli
from mengyang.core.findings import Refused
from mengyang.web.wording import word
from tests.formats.making import PLAN

ROOT = Path(__file__).resolve().parents[2]
_HAN = re.compile("[\u4e00-\u9fff]")
# What argparse and Django say of themselves.
_ENGLISH = re.compile(r"usage:|options:|positional|arguments:|[Ss]how (?:this|program)|Verbosity")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), **variables}
    command = [sys.executable, "-m", "mengyang", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_help_names_every_command_with_an_example() -> None:
    for language, sign in (("zh", "示例"), ("en", "example")):
        done = run("--help", "--lang", language)
        assert (done.returncode, done.stderr) == (0, "")
        assert sign in done.stdout
        shown = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")}
        assert {"read", *cli.command_names()} <= shown


def test_help_of_read_has_an_example_in_both_languages() -> None:
    for language, sign in (("zh", "示例："), ("en", "example:")):
        done = run("read", "--help", "--lang", language)
        assert done.returncode == 0
        assert f"{sign}\n  mengyang read" in done.stdout
        assert "--xlsx OUT" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["reed"], "没有“reed”这个命令", "there is no command “reed”"),
        (["read"], "缺少 FILE", "FILE is missing"),
        (["read", "a", "--foo"], "不认得“--foo”", "“--foo” is not known"),
        (["read", "a", "--xlsx"], "--xlsx 后面缺少内容", "--xlsx needs a value"),
        (["read", "a", "--limit-mb", "x"], "“x”不可用", "“x” cannot be used here"),
        (["read", "a", "--limit-mb", "0"], "“0”不可用", "“0” cannot be used here"),
        (["read", "a", "--lang", "fr"], "“fr”不可用", "“fr” cannot be used here"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: list[str], zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        done = run(*arguments, MENGYANG_LANGUAGE=language)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_the_command_reads_without_django(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    code = (
        "import sys; from mengyang.cli import main; status = main(['read', sys.argv[1]]);"
        "sys.exit(9 if 'django' in sys.modules else status)"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    line = f"{sys.executable} -m mengyang read {path} | true"
    done = subprocess.run(
        ["sh", "-c", line], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True
    )
    assert done.stderr == ""


def test_a_terminal_without_chinese_gets_question_marks(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    done = run("read", str(path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of management commands of our own, and a Django that only records."""
    (tmp_path / "audit.py").write_text('"""审计 — verify the chain."""\n', "utf-8")
    (tmp_path / "_hidden.py").write_text("", "utf-8")
    (tmp_path / "broken.py").write_text("def (", "utf-8")
    monkeypatch.setattr(cli, "COMMANDS", tmp_path)
    return tmp_path


def test_management_commands_are_found_by_their_files(commands: Path) -> None:
    assert cli.command_names() == ("audit", "broken")


def test_a_management_command_gets_its_arguments_and_may_refuse(
    commands: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[list[str]] = []

    class Utility:
        def __init__(self, argv: list[str]) -> None:
            seen.append(argv)

        def execute(self) -> None:
            raise Refused("cli.refused.no_file", "cli.hint.check_path", name="链头")

    monkeypatch.setattr("django.core.management.ManagementUtility", Utility)
    assert cli.main(["audit", "verify", "--quick"]) == 1
    assert seen == [["mengyang", "audit", "verify", "--quick"]]
    assert capsys.readouterr().err == "没有找到文件“链头”。请检查路径和权限。\n"


@pytest.mark.parametrize(("code", "status"), [(None, 0), (0, 0), (2, 2), ("said", 1)])
def test_the_exit_of_a_management_command_is_ours(
    code: object, status: int, commands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Utility:
        def __init__(self, argv: list[str]) -> None:
            pass

        def execute(self) -> None:
            raise SystemExit(code)

    monkeypatch.setattr("django.core.management.ManagementUtility", Utility)
    assert cli.main(["audit"]) == status


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself_in_one_language(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    django.setup()
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "en" if language == "en" else "zh-hans")
    assert run_here(["--help", "--lang", language]) == 0
    overview = capsys.readouterr().out
    assert bool(_HAN.search(overview)) is (language == "zh")
    for name in cli.command_names():
        about = word(f"cli.help.about.{name.replace('-', '_')}", None, language)
        assert f"  {about}" in overview
        command = load_command_class("mengyang.web", name.replace("-", "_"))
        said = command.create_parser("mengyang", name).format_help()
        assert "".join(about.split()) in "".join(said.split())
        assert f"mengyang {name}" in said.rpartition("\n\n")[2]
        if language == "en":
            assert not _HAN.search(said), said
        else:
            assert not _ENGLISH.search(said), said
            prose = [line for line in said.splitlines() if re.match(r"  \S+.*  +\S", line)]
            assert all(_HAN.search(line) for line in prose), said


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["audit"], "缺少 {verify,anchor}", "{verify,anchor} is missing"),
        (["areas"], "缺少 {fetch,import}, given", "{fetch,import}, given is missing"),
        (["audit", "nosuch"], "“nosuch”不可用", "“nosuch” cannot be used here"),
        (["audit", "verify", "more"], "不认得“more”", "“more” is not known"),
        (["serve", "--port"], "--port 后面缺少内容", "--port needs a value"),
        (["serve", "--port", "x"], "“x”不可用", "“x” cannot be used here"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_usage_of_a_command_is_told_in_the_language_of_the_installation(
    language: str,
    arguments: list[str],
    zh: str,
    en: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "en" if language == "en" else "zh-hans")
    assert run_here(arguments) == 2
    told = capsys.readouterr()
    usage, head = (zh, "用法有误") if language == "zh" else (en, "Wrong usage")
    assert (told.out, f"{head}" in told.err, usage in told.err) == ("", True, True)
    assert f"mengyang {arguments[0]} --help" in told.err
    if language == "en":
        assert not _HAN.search(told.err)
    else:
        assert not _ENGLISH.search(told.err)


def run_here(arguments: list[str]) -> int:
    try:
        return cli.main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
