"""Word 文档的特殊之处 — lists that start anew, merged cells, tracked changes, contents, notes."""

from collections.abc import Mapping

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.core.findings import Finding, Level
from mengyang.formats import DEFAULT_LIMITS
from mengyang.formats.confined import Answer, read_confined
from mengyang.formats.docx import docx_text
from tests.formats.making import PLAN, W
from tests.formats.making import docx as made
from tests.formats.making import paragraph as p
from tests.formats.word_parts import cell, level, numbered, row

RESTART = '<w:vMerge w:val="restart"/>'
COVERED = "<w:vMerge/>"


def text(body: str, **related: str) -> str:
    return docx_text(made(body, related), DEFAULT_LIMITS)[0]


def findings(body: str, related: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    return docx_text(made(body, related), DEFAULT_LIMITS)[1]


def lists(levels: str, nums: str, more: str = "") -> str:
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        f'{more}<w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>{nums}</w:numbering>'
    )


def in_list(words: str, depth: int, number: int) -> str:
    return numbered(words, depth).replace('w:numId w:val="7"', f'w:numId w:val="{number}"')


def styled(words: str, style: str) -> str:
    return p(words, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def test_lists_of_one_shape_go_on_and_one_that_says_so_starts_anew() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.")
    anew = (
        '<w:num w:numId="8"><w:abstractNumId w:val="5"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    body = "".join(
        in_list(words, 0, number) for words, number in zip("甲乙丙丁", (7, 8, 9, 9), strict=True)
    )
    assert text(body, numbering=lists(levels, anew)).split("\n") == [
        "一、甲", "二、乙", "四、丙", "五、丁",
    ]  # fmt: skip


def test_numbers_that_run_on_across_headings_run_on() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(
        1, "chineseCounting", "（%2）", more='<w:lvlRestart w:val="0"/>'
    )
    body = "".join(numbered(w, d) for w, d in (("总则", 0), ("甲", 1), ("分则", 0), ("乙", 1)))
    assert text(body, numbering=lists(levels, "")).split("\n") == [
        "一、总则", "（一）甲", "二、分则", "（二）乙",
    ]  # fmt: skip


def test_a_style_finds_its_level_and_a_list_its_shape_through_a_style() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(
        1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'
    )
    linked = '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
    place = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    styles = "".join(f'<w:style w:styleId="{name}">{place}</w:style>' for name in ("H2", "L"))
    body = in_list("总体要求", 0, 8) + styled("主要目标", "H2")
    parts = {
        "numbering": lists(
            levels, '<w:num w:numId="8"><w:abstractNumId w:val="6"/></w:num>', linked
        ),
        "styles": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }
    assert text(body, **parts).split("\n") == ["一、总体要求", "（一）主要目标"]


HEAD = row(*map(cell, ("序号", "问题", "整改措施", "责任单位", "整改时限")))


def test_a_unit_merged_over_tasks_holds_for_each_of_them() -> None:
    table = HEAD.replace("问题", "工作任务").replace("整改措施", "目标") + "".join(
        row(cell(n), cell(task), cell(""), cell(unit, merge), cell("年底前" * bool(unit), merge))
        for n, task, unit, merge in (
            ("1", "新建幼儿园", "县教育局", RESTART),
            ("2", "改建幼儿园", "", COVERED),
            ("3", "检查收费", "县发改局", ""),
        )
    )
    items = read(text(f"<w:tbl>{table}</w:tbl>")).obligations
    assert [[unit.name for unit in item.responsible_units] for item in items] == [
        ["县教育局"], ["县教育局"], ["县发改局"],
    ]  # fmt: skip
    assert [item.deadline.raw for item in items[:2]] == [("年底前",), ("年底前",)]


def test_remedies_beside_a_merged_problem_are_one_item() -> None:
    table = HEAD + "".join(
        row(cell(n, merge), cell(problem, merge), cell(remedy), cell("县教育局"), cell("年底前"))
        for n, problem, remedy, merge in (
            ("1", "学位不足", "新建幼儿园2所", RESTART),
            ("", "", "改建幼儿园1所", COVERED),
            ("2", "收费不规范", "开展检查", ""),
        )
    )
    lines = text(f"<w:tbl>{table}</w:tbl>").split("\n")
    assert lines[2] == "\t\t改建幼儿园1所\t县教育局\t年底前"
    assert len(read("\n".join(lines)).obligations) == 2


def test_a_table_in_a_cell_stays_in_its_cell() -> None:
    inner = f"<w:tbl>{row(cell('甲'), cell('乙'))}</w:tbl>"
    table = row(cell("1"), f"<w:tc><w:tcPr/>{inner}<w:p/></w:tc>")
    assert text(f"<w:tbl>{table}</w:tbl>") == "1\t甲 乙"


def test_tracked_changes_and_comments_are_named() -> None:
    changed = f"<w:p><w:ins><w:r><w:t>{PLAN}</w:t></w:r></w:ins><w:del/></w:p>"
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{p("请核")}</w:comment></w:comments>'
    assert findings(changed, {"comments": comments}) == (
        Finding("formats.finding.tracked_changes", Level.WARNING, {"changes": 2}),
        Finding("formats.finding.comments", Level.INFO, {"comments": 1}),
    )
    assert findings(p(PLAN)) == ()


def test_what_is_said_of_the_file_stands_among_its_checks() -> None:
    changed = "".join(map(p, PLAN.splitlines())) + "<w:p><w:ins/></w:p>"
    answer = read_confined(made(changed), "a.docx")
    assert isinstance(answer, Answer)
    checks = answer.reading["checks"]
    assert isinstance(checks, list)
    assert checks[0]["finding"]["code"] == "formats.finding.tracked_changes"
    assert checks[0]["quote"] == PLAN.splitlines()[0]
    assert len(checks) == 1 + len(as_json(read(PLAN))["checks"])  # type: ignore[arg-type]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert text(p("整改", ended) + p("单位：县教育局")) == "整改单位：县教育局"
    assert text(p("最后一段", ended)) == "最后一段"


@pytest.mark.parametrize("name", ["toc 1", "TOC 2", "目录 1"])
def test_a_table_of_contents_is_left_out(name: str) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="11"><w:name w:val="{name}"/></w:style>'
        "</w:styles>"
    )
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('一、总则 1')}</w:sdtContent></w:sdt>"
    )
    assert text(control + styled("一、总则 1", "11") + p("一、总则"), styles=styles) == "一、总则"


def test_ticks_of_symbol_fonts_and_hyphens_are_told() -> None:
    run = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:noBreakHyphen/>'
        '<w:softHyphen/><w:sym w:font="Other" w:char="F001"/><w:t>否</w:t></w:r></w:p>'
    )
    assert text(run) == "☑是-否"


def test_a_secrecy_mark_in_the_page_footer_is_seen() -> None:
    footer = f'<w:ftr xmlns:w="{W}">{p("秘密★3年")}</w:ftr>'
    assert text(p("正文"), footer=footer) == "秘密★3年\n正文"
