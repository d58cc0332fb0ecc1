"""阅读命令 — `mengyang read`: the result on stdout, the refusal on stderr, the right exit."""

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from openpyxl import load_workbook

from mengyang.web.wording import word
from tests.cli.telling import run
from tests.formats.making import PLAN, plan_docx

KINDS = (
    "obligations", "targets", "figures", "duties", "projects", "money_rules", "citations",
    "reporting", "mechanisms", "checks", "unread",
)  # fmt: skip


def test_it_prints_a_table_a_person_can_read(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "read", plan)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"文件：{plan}"
    for heading in ("事项", "报送要求", "目标值", "核对结果", "未识别条款"):
        assert heading in lines
    assert lines[-2] == "另有（用 --json 或 --xlsx 查看）：建设项目 1 条"
    header = lines[lines.index("事项") + 1]
    assert header.split() == ["序号", "条款", "类别", "内容", "责任单位", "时限", "状态"]
    entry = lines[lines.index("事项") + 3]
    assert entry.split()[:3] == ["1", "一/(一)/1", "问题"]
    assert "县教育局" in entry
    assert "2024-12-31" in entry


@pytest.mark.parametrize(("option", "said"), [("zh", "事项"), ("en", "Items")])
def test_the_language_is_an_option(
    plan: Path, option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (("--lang", option, "read", plan), ("read", plan, f"--lang={option}")):
        status, out, _ = run(capsys, *arguments)
        assert status == 0
        assert said in out.splitlines()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"MENGYANG_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, "Items"),
        ({"LANG": "en_GB.UTF-8"}, "Items"),
        ({"LANG": "C.UTF-8"}, "事项"),
        ({}, "事项"),
    ],
)
def test_without_the_option_the_environment_decides(
    plan: Path,
    variables: dict[str, str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("MENGYANG_LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert said in run(capsys, "read", plan)[1].splitlines()


def test_json_is_the_reading_and_every_span_holds_its_quote(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "read", plan, "--json")
    reading = json.loads(out)
    assert status == 0
    assert reading["schema_version"] >= 1
    assert "云岭县" in out
    for kind in ("outline", *KINDS):
        for entry in reading[kind]:
            start, end = entry["span"]
            assert reading["text"][start:end] == entry["quote"]


def test_several_files_make_a_list_and_one_bad_file_does_not_hide_the_others(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "空.txt"
    bad.touch()
    status, out, err = run(capsys, "read", plan, bad, plan, "--json")
    assert status == 1
    assert [each["file"] for each in json.loads(out)] == [str(plan), str(plan)]
    assert str(bad) in err
    status, out, err = run(capsys, "read", bad, plan)
    assert status == 1
    assert out.count("文件：") == 1


def test_a_folder_stands_for_the_files_below_it(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    below = tmp_path / "县" / "二.txt"
    below.parent.mkdir()
    below.write_bytes(PLAN.encode())
    (tmp_path / ".hidden").write_bytes(b"1")
    (tmp_path / "县" / "一.txt").touch()
    status, out, err = run(capsys, "read", tmp_path, "--json")
    assert status == 1
    assert [each["file"] for each in json.loads(out)] == [str(plan), str(below)]
    assert out.count("\n") == 4  # one file a line between the brackets
    assert "一.txt" in err
    (tmp_path / "县" / "一.txt").unlink()
    plan.unlink()
    status, out, err = run(capsys, "read", tmp_path, "--json")
    assert (status, err) == (0, "")
    assert [each["file"] for each in json.loads(out)] == [str(below)]


def test_standard_input_is_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(PLAN.encode("gbk"))))
    status, out, _ = run(capsys, "read", "-", "--json")
    assert status == 0
    assert "云岭县学前教育问题整改方案" in json.loads(out)["text"]


def test_a_workbook_opens_again_with_a_sheet_for_each_kind(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_path = tmp_path / "事项.xlsx"
    reading = json.loads(run(capsys, "read", plan, "--json")[1])
    status, out, _ = run(capsys, "read", plan, "--xlsx", out_path)
    assert status == 0
    sheets = load_workbook(out_path)
    assert sheets.sheetnames == [word(f"reading.list.{kind}") for kind in KINDS]
    assert f"{sum(len(reading[kind]) for kind in KINDS)} 行" in out
    for kind, sheet in zip(KINDS, sheets, strict=True):
        count = len(reading[kind])
        assert f"  {sheet.title}：{count}" in out.splitlines()
        numbers = [row[0].value for row in sheet.iter_rows(min_row=3)]
        assert numbers[:count] == list(range(1, count + 1))
        assert sheet.cell(count + 4, 1).value == f"共 {count} 条"
        assert sheet.freeze_panes == "A3"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["事项.xlsx"]


def test_a_paper_opens_again_with_a_table_for_each_kind_that_has_entries(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_path = tmp_path / "阅读结果.docx"
    reading = json.loads(run(capsys, "read", plan, "--json")[1])
    status, out, _ = run(capsys, "read", plan, "--docx", out_path)
    assert (status, out.splitlines()[0].startswith("已写入")) == (0, True)
    paper = Document(out_path)
    filled = [kind for kind in KINDS if reading[kind]]
    assert [len(table.rows) - 1 for table in paper.tables] == [
        len(reading[each]) for each in filled
    ]
    titles = [paragraph.text for paragraph in paper.paragraphs]
    assert set(titles) >= {word(f"reading.list.{kind}") for kind in filled}
    assert f"文件：{plan}" in titles
    first = [cell.text for cell in paper.tables[0].rows[1].cells]
    assert reading["obligations"][0]["title"] in first
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([plan.name, out_path.name])


def test_a_workbook_of_several_files_says_which_file_an_entry_is_from(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "read", plan, plan, "--json", "--xlsx", tmp_path / "a.xlsx")
    assert status == 0
    assert len(json.loads(out)) == 2
    assert "a.xlsx" in err
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["B2"].value == "文件"
    assert sheet["B3"].value == str(plan)


def test_a_workbook_that_cannot_be_written_is_a_refusal(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "read", plan, "--xlsx", tmp_path / "nowhere" / "a.xlsx")
    assert (status, out) == (1, "")
    assert "写不了" in err


def test_a_name_that_is_no_text_or_moves_the_cursor_is_printed_safely(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a\udcff\x1b[2J.docx"
    path.write_bytes(plan_docx())
    status, out, err = run(capsys, "read", path, path, "--json", "--xlsx", f"{path}.xlsx")
    assert status == 0
    assert [Path(each["file"]).name for each in json.loads(out)] == ["a??[2J.docx"] * 2
    assert "\x1b" not in out + err


def test_the_founding_documents_are_read_and_every_row_is_worded(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted((shared / "documents").glob("*.txt"))
    for language in ("zh", "en"):
        out = tmp_path / f"{language}.xlsx"
        assert run(capsys, "read", *files, "--xlsx", out, "--lang", language)[0] == 0
        cells = (cell.value for sheet in load_workbook(out) for row in sheet for cell in row)
        unworded = re.compile(r"^[a-z_]+\.[a-z_.]+( \{|$)")
        assert [each for each in cells if isinstance(each, str) and unworded.match(each)] == []
