"""文件版式 — points that begin with a count, tables and their notes, who leads beside whom."""

import pytest

from mengyang.core.documents import Reading, read


def paths(reading: Reading) -> list[str]:
    return [clause.path for clause in reading.document.outline]


def who(reading: Reading) -> dict[str, str]:
    marks = {"lead": "!", "joint": "+", "responsible": ""}
    return {
        item.path: " ".join(f"{marks[unit.role]}{unit.name}" for unit in item.responsible_units)
        for item in reading.obligations
    }


@pytest.mark.parametrize(
    "point",
    [
        "3．2所幼儿园消防不达标。",
        "3.12所园无证办园。",
        "3．5个乡镇未建中心园。",
        "3、6家民办园收费不规范。",
        "3.4名教师无证上岗。",
        "3．8处隐患未整改。",
        "3.2项制度不健全。",
        "3.2024年拨款不足。",
    ],
)
def test_a_point_may_begin_with_a_count(point: str) -> None:
    reading = read(
        f"某县整改方案\n一、问题\n（一）园舍\n1．面积不足。\n2．设施老旧。\n（二）安全\n{point}\n二、要求\n"
    )
    assert paths(reading)[-2:] == ["一/(二)/3", "二"]


@pytest.mark.parametrize(
    "words", ["1.5个百分点以上。", "1.2所有幼儿园达标。", "1.3个别园不足。", "1.5万元每所。"]
)
def test_a_decimal_is_no_point(words: str) -> None:
    reading = read(f"某县方案\n一、目标\n1.提高占比。\n{words}\n二、要求\n")
    assert "一/5" not in paths(reading) and "一/1-2" not in paths(reading)


_ROWS = "一、扩充资源\n1\t新建园2所\t甲局\t乙局 丙局\t6月底前\n2\t改建园\t丁局\t\t长期坚持\n"


@pytest.mark.parametrize(
    "head", ["序号", "类别/序号", "责任类别/序号", "序号/类别", "项目及序号", "序号、类别"]
)
def test_a_column_of_groups_and_numbers_holds_the_numbers(head: str) -> None:
    reading = read(
        f"某市2031年责任清单\n{head}\t工作任务\t责任单位\t配合单位\t完成时限\n{_ROWS}二、规范管理\n"
        "3\t规范收费\t戊局\t\t12月底前\n\n说明：1.本清单由某办解释。\n2.每月报送，逾期2次的通报。\n"
    )
    assert who(reading) == {"一/1": "!甲局 +乙局 +丙局", "一/2": "!丁局", "二/3": "!戊局"}
    assert paths(reading) == ["一", "二"]


def test_a_clause_behind_the_note_of_a_table_is_one_again() -> None:
    reading = read(
        f"某市2031年责任清单\n序号\t工作任务\t责任单位\t完成时限\n{_ROWS}备注：\n（1）某事。\n（2）某事。\n"
        "三、要求\n1.抓好落实。\n"
    )
    assert paths(reading)[-2:] == ["三", "三/1"]


def test_a_table_of_buildings_is_no_list_of_tasks() -> None:
    head = "序号\t项目名称\t建设性质\t规模（班）\t新增学位\t计划投资\t责任单位"
    text = (
        "某县建园方案\n一、任务\n（一）建园。由县教育局负责。\n（二）其他。完成。\n附件\n项目表\n"
    )
    reading = read(f"{text}{head}\n1\t城东幼儿园\t新建\t9\t270\t1980\t县教育局\n")
    assert list(who(reading)) == ["一/(一)", "一/(二)"]
    tasks = "序号\t项目名称\t建设内容\t总投资\t牵头单位\t完成时限"
    reading = read(f"{text}{tasks}\n1\t城东幼儿园\t新建\t1980万元\t县教育局\t6月底前\n")
    assert list(who(reading)) == ["一/(一)", "一/(二)", "附件/1"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("建园。（各市人民政府负责落实，省教育厅指导）", "!各市人民政府 +省教育厅"),
        ("建园。（省教育厅负责，省教科院参与）", "!省教育厅 +省教科院"),
        ("建园。（省教育厅负责，各市人民政府落实）", "省教育厅 各市人民政府"),
        ("建园。（责任单位：甲局；配合单位：乙局）", "!甲局 +乙局"),
        ("建成使用。由县教育局负责，各镇（街道）配合做好征地。", "!县教育局 +各镇（街道）"),
        ("征地。由县教育局牵头，县财政局协助落实资金。", "!县教育局 +县财政局"),
        ("配齐教师，园长由县教育局统一选派，8月底前完成。", "县教育局"),
        ("设备由县教育局统一采购。", "县教育局"),
        ("完善体制，各县（市、区）政府要在本意见印发后2个月内制定办法。", "各县（市、区）政府"),
    ],
)  # fmt: skip
def test_who_leads_is_told_by_who_stands_beside(words: str, expected: str) -> None:
    reading = read(f"某县行动方案\n一、主要任务\n（一）某事。{words}\n（二）其他。完成。\n")
    assert who(reading)["一/(一)"] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("全年", "by date 2031-12-31"),
        ("全年完成", "by date 2031-12-31"),
        ("本年度内", "by date 2031-12-31"),
        ("全年持续推进", "ongoing"),
        ("长期坚持", "ongoing"),
    ],
)
def test_all_year_is_due_at_its_end(words: str, expected: str) -> None:
    reading = read(
        f"某县2031年工作要点\n一、任务\n1.培训教师。(责任科室:人事科;完成时限:{words})\n2.其他。完成。\n"
    )
    found = reading.obligations[0].deadline
    assert " ".join([found.kind.value, *map(str, found.on)]) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每月25日前报送进展，8月20日前报送总结。", "several 2031-08-20"),
        ("6月底前出台方案，力争三年内创建示范园2所。", "several 2031-06-30"),
        ("6月底前出台方案，力争五年内培养骨干教师20名。", "several 2031-06-30"),
        ("每年12月5日前报送情况，2031年10月底前完成。", "by date 2031-10-31"),
        ("2031年内完成改造。", "by date 2031-12-31"),
        ("8月底前完成，近三年内未变。", "by date 2031-08-31"),
    ],
)
def test_a_second_limit_stands_beside_a_day(words: str, expected: str) -> None:
    reading = read(
        f"某县方案\n某政发〔2031〕2号\n2031年1月5日\n一、主要任务\n（一）某事。{words}\n（二）其他。完成。\n"
    )
    found = next(item for item in reading.obligations if item.path == "一/(一)").deadline
    assert " ".join([found.kind.value, *map(str, found.on)]) == expected


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("立行立改、长期坚持", "immediate+ongoing"),
        ("持续推进", "ongoing"),
        ("立行立改", "immediate"),
        ("已完成", "none"),
    ],
)
def test_the_state_of_a_problem_may_be_its_limit(state: str, kind: str) -> None:
    (item, _) = read(
        "某局关于整改进展情况的通报\n二、整改落实情况\n1.关于“监管不细”的问题。\n整改情况:制度已健全。\n"
        f"整改责任人:李某\n整改状态:{state}\n2.关于“收费乱”的问题。\n整改情况:已清退。\n整改状态:已完成\n"
    ).obligations
    assert item.deadline.kind == kind
