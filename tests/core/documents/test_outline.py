"""提纲 — the ladder of numbers: skipped rungs, run-on numbers, labels, principles, broken texts."""

from pathlib import Path

import pytest

from mengyang.core.documents import open_document, read
from mengyang.core.documents.outline import clause_at, path_at


def paths(text: str) -> list[str]:
    return [clause.path for clause in open_document(text).outline]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n(一)乙\n1.丙\n2.丁\n二、戊\n", ["一", "一/(一)", "一/(一)/1", "一/(一)/2", "二"]),
        ("一、甲\n1.乙\n2.丙\n", ["一", "一/1", "一/2"]),
        ("一、甲\n（一）乙\n二、丙\n（二）丁\n", ["一", "一/(一)", "二", "二/(二)"]),
        ("一、甲\n（一）乙\n1.丙\n（二）丁\n2.戊\n",
         ["一", "一/(一)", "一/(一)/1", "一/(二)", "一/(二)/2"]),
        ("1、甲\n（1）乙\n①丙\n②丁\n2、戊\n", ["1", "1/(1)", "1/(1)/①", "1/(1)/②", "2"]),
        ("一、甲\n1.乙\n1.1 丙\n1.2 丁\n", ["一", "一/1", "一/1/1.1", "一/1/1.2"]),
        ("第一章 总则\n第一条 为了规范。\n第二章 职责\n第二条 各级负责。\n",
         ["第一章", "第一章/第一条", "第二章", "第二章/第二条"]),
        ("30.甲\n30.乙\n", ["30", "30-2"]),
        ("一、甲\n二、乙\n附件1\n一、丙\n", ["一", "二", "附件1/一"]),
        ("没有编号的一段话。\n又一段话。\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_the_ladder(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_numbers_below_a_label_belong_to_the_item_and_the_next_label_returns_to_it() -> None:
    text = (
        "整改方案\n一、任务\n1.园舍陈旧。\n整改措施：\n1.翻修园舍。\n2.更换设备。\n责任单位：县教育局\n"
        "2.师资不足。\n整改措施：补充教师。\n"
    )
    document = open_document(text)
    assert [clause.path for clause in document.outline] == [
        "一",
        "一/1",
        "一/1/1",
        "一/1/2",
        "一/2",
    ]
    assert path_at(document, text.index("责任单位")) == "一/1"


def test_a_run_in_heading_ends_at_its_first_stop_or_at_a_colon_before_it() -> None:
    document = open_document(
        "一、任务\n(一)摸底排查。对园所逐一登记。\n(二)目标:到2025年,覆盖率达到90%。\n(三)监督评估\n"
    )
    assert [clause.heading for clause in document.outline] == [
        "任务",
        "摸底排查",
        "目标",
        "监督评估",
    ]
    first = document.outline[1]
    assert document.text[slice(*first.text_span)] == "对园所逐一登记。"


def test_clauses_that_are_only_sentences_have_no_heading() -> None:
    clause = "对普惠程度较高的县，省级财政在分配奖补资金时予以倾斜支持。（省财政厅负责）"
    document = open_document(f"一、{clause}\n二、{clause}\n三、{clause}\n")
    assert [(each.path, each.heading) for each in document.outline] == [
        ("一", ""), ("二", ""), ("三", ""),
    ]  # fmt: skip


def test_principles_without_a_number_are_counted() -> None:
    document = open_document(
        "一、基本原则\n坚持公益普惠。扩大资源。\n——坚持改革创新。完善机制。\n二、任务\n"
    )
    assert [(each.path, each.heading, each.kind) for each in document.outline][1:3] == [
        ("一/§1", "坚持公益普惠", "principle"),
        ("一/§2", "坚持改革创新", "principle"),
    ]


def test_points_inside_a_paragraph_end_where_the_next_begins() -> None:
    document = open_document(
        "一、关于培训\n整改措施:一是加大投入,按期拨付。二是全员轮训。\n整改单位:县教育局\n"
    )
    points = [clause for clause in document.outline if clause.kind == "ordinal"]
    assert [document.text[slice(*point.span)] for point in points] == [
        "一是加大投入,按期拨付。", "二是全员轮训。",
    ]  # fmt: skip
    assert points[0].heading == "加大投入"


def test_closing_paragraphs_belong_to_no_clause() -> None:
    text = "一、要求\n1.加强领导。成立专班。\n2.严格考核。定期通报。\n各地要及时报送情况。\n"
    document = open_document(text)
    assert path_at(document, text.index("各地")) == "closing"
    assert clause_at(document, text.index("各地")) is None


def test_places_outside_the_clauses_have_names() -> None:
    document = open_document("为推进工作,制定本方案。\n一、任务\n")
    assert path_at(document, 0) == "preamble"
    plain = open_document("第一段说明情况，内容完整。\n第二段也说明情况。\n")
    assert path_at(plain, plain.text.index("第二段")) == "§2"


def test_header_lists_and_attachments_are_no_clauses() -> None:
    text = (
        "1. [索引号] A-1\n2. [发文字号] 甲政发〔2024〕1号\n关于做好工作的通知\n各镇人民政府:\n"
        "一、加强领导。\n附件:1.任务表\n2.名单\n甲县人民政府\n2024年1月5日\n"
    )
    document = open_document(text)
    assert [clause.path for clause in document.outline] == ["一"]
    assert document.header.attachments == ("任务表", "名单")


def test_the_plan_has_the_plain_paths_and_its_covering_notice_a_prefix() -> None:
    text = (
        "甲市办公室关于印发方案的通知\n各县人民政府：\n现将方案印发给你们：\n一、压实责任。细化措施。\n"
        "甲市办公室\n2021年1月25日\n甲市学前教育工作方案\n一、目标\n二、任务\n（一）扩大资源。新建园所。\n"
        "三、保障\n（一）加强领导。成立专班。\n"
    )
    document = open_document(text)
    assert [clause.path for clause in document.outline] == [
        "通知/一", "一", "二", "二/(一)", "三", "三/(一)",
    ]  # fmt: skip
    assert document.header.plan_title == "甲市学前教育工作方案"


def test_short_sentences_with_their_unit_in_brackets_have_no_heading_either() -> None:
    document = open_document(
        "一、文件\n1.制定指导意见。（甲局负责，6月底前完成）\n2.制定管理办法。（乙局负责）\n"
    )
    assert [clause.heading for clause in document.outline] == ["文件", "", ""]


def test_ten_levels_all_stand_in_the_outline() -> None:
    words = "一、甲\n(一)乙\n1.丙\n(1)丁\n①戊\n一是己\na.庚\n(a)辛\n第一,壬\nA.癸\nB.子\n第二,丑"
    found = paths(words)
    deepest = "一/(一)/1/(1)/①/a/(a)/第一/A"
    assert deepest in found
    assert f"{deepest[:-1]}B" in found
    assert "一/(一)/1/(1)/①/a/(a)/第二" in found
    assert "一/(一)/1/(1)/①/一是" in found


def test_a_letter_without_an_open_list_is_no_clause() -> None:
    words = "A.前言\n一、甲\n工作。\nC.乙的工作。\n(a)丙\n(c)丁"
    assert paths(words) == ["一", "一/(a)"]


def test_ten_kinds_of_numbers_inside_one_another_are_ten_levels(root: Path) -> None:
    text = (root / "tests/samples/bad-input/ten-levels.txt").read_text("utf-8")
    found = [(clause.level, clause.path) for clause in read(text).document.outline]
    steps = ("第一章", "一", "(一)", "1", "(1)", "①", "A", "a", "i", "•1")
    deep = [(level, "/".join(steps[:level])) for level in range(1, 11)]
    second = "第一章/二"
    assert found == [*deep, (2, second), (3, f"{second}/(一)"), (4, f"{second}/(一)/1")]


def test_roman_numbers_and_letters_part_what_they_stand_before() -> None:
    text = "一、任务\n1.甲\na.乙\n(a)丙\ni.由县教育局于5月底前完成。\n"
    text += "ii.由县财政局于6月底前完成。\nA.丁\n"
    reading = read(text)
    tasks = [(item.path, item.deadline.raw) for item in reading.obligations]
    assert ("一/1/a/(a)/i", ("5月底前",)) in tasks
    assert paths(text)[-2:] == ["一/1/a/(a)/ii", "一/1/a/(a)/ii/A"]


def test_a_bullet_is_a_level_only_below_letters() -> None:
    assert paths("一、任务\n1.甲\n•乙\n") == ["一", "一/1"]
    assert paths("一、任务\na.甲\n•乙\n●丙\nb.丁\n")[2:] == ["一/a/•1", "一/a/•2", "一/b"]


def test_numbers_that_open_no_clause_are_told_of() -> None:
    reading = read("一、任务\n1.做好工作。\nB.由县教育局办理。\nγ.由县财政局办理。\n")
    [found] = [each.finding for each in reading.checks if "number_not" in each.finding.code]
    assert (found.level, dict(found.params)) == (
        "warning",
        {"first": "B.由县教育局办理。", "lines": 2},
    )
    assert not [each for each in read("一、任务\n1.甲。\n").checks if "number" in each.finding.code]
