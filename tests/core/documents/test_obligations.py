"""事项 — problems and tasks in every form they are printed in."""

from datetime import date

import pytest

from mengyang.core.documents import open_document, read
from mengyang.core.documents.readings import obligations
from mengyang.core.documents.records import Obligation


def items(text: str) -> list[Obligation]:
    return list(obligations.read(open_document(text)))


def units(item: Obligation) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in item.responsible_units]


PLAN = "甲县学前教育反馈问题整改方案\n一、整改措施\n"


def test_a_problem_is_answered_by_remedies_one_a_point() -> None:
    (item,) = items(
        PLAN + "1.关于“学位不足”的问题。\n整改措施:一是新建园所。二是改建校舍。\n"
        "整改单位:甲县人民政府\n整改时限:立查立改、长期坚持\n"
    )
    assert (item.path, item.kind, item.problem, item.response) == (
        "一/1", "problem", "学位不足", "remedies",
    )  # fmt: skip
    assert [(remedy.path, remedy.text) for remedy in item.remedies] == [
        ("一/1/一是", "新建园所。"), ("一/1/二是", "改建校舍。"),
    ]  # fmt: skip
    assert item.claimed_status == "ongoing"


@pytest.mark.parametrize(
    ("note", "response", "status"),
    [
        ("现有幼儿园10所,满足就近入园需求。", "explanation", "explained"),
        ("不存在此类问题。", "denial", "denied"),
        ("经核实,反映问题不属实。", "denial", "denied"),
    ],
)
def test_a_situation_note_explains_or_denies(note: str, response: str, status: str) -> None:
    (item,) = items(PLAN + f"1.关于“学位不足”问题。\n情况说明:{note}\n")
    assert (item.response, item.explanation, item.claimed_status) == (response, note, status)
    assert item.remedies == () == item.responsible_units


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("整改进展：已完成", "done"),
        ("整改进展：完成100%", "done"),
        ("验收情况：已验收\n整改进展：已完成50%", "ongoing"),
        ("整改进展：已完成整改任务80.5%，其余年底前完成", "ongoing"),
        ("整改进展：完成率为60%", "ongoing"),
        ("整改进展：已完成过半", "ongoing"),
        ("整改进展：已完成整改，覆盖率达到85%", "done"),
    ],
)
def test_what_is_done_in_part_is_not_done(words: str, status: str) -> None:
    (item,) = items(PLAN + f"1.关于“学位不足”问题。\n整改措施：新建园所。\n{words}\n")
    assert item.claimed_status == status


def test_a_check_of_a_problem_explains_nothing_beside_remedies() -> None:
    note = "核查情况：县督导室已于6月核查，情况属实。"
    (item,) = items(PLAN + f"1.关于“学位不足”问题。\n整改措施：新建园所。\n{note}\n")
    assert (item.response, item.explanation) == ("remedies", None)
    note = "情况说明：现有园所10所。"
    (item,) = items(PLAN + f"1.关于“学位不足”问题。\n整改措施：新建园所。\n{note}\n")
    assert (item.response, item.explanation) == ("remedies", "现有园所10所。")


def test_an_unanswered_problem_among_answered_ones_is_still_a_problem() -> None:
    found = items(PLAN + "1.关于甲的问题。\n整改措施：改正。\n2.关于乙的问题。（略）\n")
    assert [(item.path, item.response) for item in found] == [("一/1", "remedies"), ("一/2", None)]


def test_recommendations_and_review_opinions_carry_no_unit_and_no_day() -> None:
    found = items(
        PLAN + "1.关于甲的问题。\n整改措施：改正。\n二、关于工作建议\n(一)推进均衡\n"
        "1.关于“差距”方面:各县要在2025年底前缩小差距。\n(二)推进立法。积极建言。\n"
        "三、关于审议意见\n(一)关心教师。一是提高待遇。二是解决食宿。\n四、工作要求\n(一)落实责任。\n"
    )
    assert [(item.path, item.kind) for item in found] == [
        ("一/1", "problem"), ("二/(一)/1", "recommendation"), ("二/(二)", "recommendation"),
        ("三/(一)", "opinion"),
    ]  # fmt: skip
    assert not any(units(item) or item.deadline.on for item in found)


def test_numbered_fields_belong_to_the_problem_above_them() -> None:
    (item,) = items(
        "整改清单\n一、资金方面\n（一）问题：奖补资金拨付慢。\n1.整改目标：按期拨付。\n2.整改措施：\n"
        "（1）列入预算。\n（2）一次拨付。\n3.责任单位：县财政局；配合单位：县教育局\n4.整改时限：2025年6月\n"
    )
    assert (item.path, item.problem) == ("一/(一)", "奖补资金拨付慢")
    assert units(item) == [("县财政局", "lead"), ("县教育局", "joint")]
    assert [remedy.text for remedy in item.remedies] == ["列入预算。", "一次拨付。"]
    assert [day.isoformat() for day in item.deadline.on] == ["2025-06-30"]


def test_problems_without_any_number_are_read_block_by_block() -> None:
    found = items(
        "甲县整改清单\n问题：消防通道堵塞。\n整改措施：清理通道。\n责任单位：城关镇\n整改时限：立行立改\n"
        "问题：食堂无留样。\n整改措施：配备留样柜。\n责任单位：县教育局\n整改时限：2025年9月底前\n"
    )
    assert [(item.path, item.title) for item in found] == [
        ("§1", "消防通道堵塞。"), ("§2", "食堂无留样。"),
    ]  # fmt: skip
    assert [item.deadline.kind for item in found] == ["immediate", "by date"]


def test_guiding_thought_principles_and_goals_are_no_tasks() -> None:
    found = items(
        "甲县学前教育行动计划\n一、总体要求\n(一)指导思想\n坚持方向。\n(二)主要目标\n到2025年达到90%。\n"
        "二、主要措施\n(一)扩大资源\n1.新建园所。年内开工。\n2.改建园所。\n三、组织实施\n(一)加强领导\n"
    )
    assert [item.path for item in found] == ["二/(一)/1", "二/(一)/2"]


def test_a_plan_of_work_counts_its_support_clauses_and_its_dated_goal() -> None:
    found = items(
        "试点工作方案\n一、工作目标\n2026年6月底前，试点地区完成平台建设。\n二、试点任务\n"
        "试点地区要重点做好以下工作：\n（一）建设平台。统一标准。\n三、保障措施\n"
        "（一）加强领导。试点地区要精心组织。\n"
    )
    assert [(item.path, units(item)) for item in found] == [
        (path, [("试点地区", "responsible")]) for path in ("一", "二/(一)", "三/(一)")
    ]
    assert not any(unit.stated for item in found for unit in item.responsible_units)


def test_a_dated_task_without_a_number_of_its_own_keeps_all_its_days() -> None:
    found = items(
        "关于开展治理工作的通知\n一、措施\n1.摸底。该项工作于2019年4月底前完成。\n"
        "2.整改。对已建成的，2019年6月底前完成；对未建成的，2019年12月底前完成。\n"
    )
    assert [(item.deadline.kind, len(item.deadline.on)) for item in found] == [
        ("by date", 1), ("several", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("bars", ["\t", "|"])
def test_a_table_of_tasks_is_read_by_its_headers(bars: str) -> None:
    rows = [
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "新建幼儿园2所", "县教育局", "县财政局、县住建局", "2026年8月底前"],
        ["2", "清理无证园", "县教育局", "县公安局", "长期坚持"],
        ["合计", "2项", "", "", ""],
    ]
    table = "\n".join(bars.join(row) for row in rows)
    found = items(f"甲县学前教育任务分解表\n{table}\n")
    assert [(item.path, item.title, item.deadline.kind) for item in found] == [
        ("1", "新建幼儿园2所", "by date"), ("2", "清理无证园", "ongoing"),
    ]  # fmt: skip
    assert units(found[0]) == [("县教育局", "lead"), ("县财政局", "joint"), ("县住建局", "joint")]


def test_a_row_that_lost_its_left_cells_belongs_to_the_row_above() -> None:
    found = items(
        "整改任务表\n反馈问题\t整改措施\t责任单位\t整改时限\n"
        "园舍陈旧\t翻修屋面\t县教育局\t2025年6月\n更换门窗\t县住建局\t2025年9月\n"
    )
    assert [(item.problem, len(item.remedies), len(units(item))) for item in found] == [
        ("园舍陈旧", 2, 2)
    ]


def test_a_table_printed_one_cell_a_line_is_read_by_its_serial_numbers() -> None:
    head = ["序号", "反馈问题", "整改措施", "责任单位", "整改时限"]
    cells = [
        "1",
        "园舍陈旧",
        "翻修",
        "县教育局",
        "立行立改",
        "2",
        "缺教师",
        "招聘",
        "县人社局",
        "年底前",
    ]
    found = items("甲县整改清单\n" + "\n".join([*head, *cells]) + "\n")
    assert [(item.path, item.problem, units(item)[0][0]) for item in found] == [
        ("1", "园舍陈旧", "县教育局"), ("2", "缺教师", "县人社局"),
    ]  # fmt: skip


def test_an_office_that_replies_answers_for_the_request() -> None:
    (item,) = items("议定事项\n一、请求解决用地问题。\n县自然资源局意见：已列入供地计划。\n")
    assert (item.kind, item.response, units(item)) == (
        "problem", "remedies", [("县自然资源局", "responsible")],
    )  # fmt: skip


def test_what_gives_no_item_gives_none() -> None:
    assert items("") == []
    assert items("今年以来，全县完成整改688个，完成率98.71%。\n") == []
    assert items("一、指导思想\n坚持方向。\n") == []


def test_support_clauses_without_a_unit_count_only_where_their_number_runs_on() -> None:
    tasks = "一、任务\n（一）甲。丙。（子局负责）\n（二）乙。丁。（丑局负责）\n二、保障措施\n"
    run_on = items(f"工作意见\n{tasks}（三）加强领导。成立专班。\n")
    anew = items(f"工作意见\n{tasks}（一）加强领导。成立专班。\n")
    assert [item.path for item in run_on] == ["一/(一)", "一/(二)", "二/(三)"]
    assert [item.path for item in anew] == ["一/(一)", "一/(二)"]


def test_a_stage_ends_with_the_months_of_its_heading() -> None:
    found = items(
        "工作方案\n一、步骤\n（一）动员阶段（2021年5月—6月）。开会。\n（二）验收阶段。自查。\n"
    )
    assert [(item.deadline.kind, item.deadline.raw) for item in found] == [
        ("by date", ("2021年5月—6月",)), ("none", ()),
    ]  # fmt: skip


def test_an_institution_that_must_act_is_no_responsible_unit() -> None:
    (item,) = items("工作意见\n一、任务\n（一）保障安全。幼儿园要健全制度。\n")
    assert units(item) == []


def test_problem_goal_and_the_days_of_single_remedies_are_kept() -> None:
    (item,) = items(
        PLAN + "（一）学位供给不足\n问题表现:城区学位紧张。\n整改目标:学位供给满足需求。\n"
        "整改措施:一是新建园所,2021年3月底前完成选址。二是改建校舍。\n"
        "整改单位:甲县人民政府\n整改时限:立查立改、长期坚持\n"
    )
    assert (item.title, item.problem, item.goal) == (
        "学位供给不足", "城区学位紧张", "学位供给满足需求",
    )  # fmt: skip
    assert [remedy.deadline.on for remedy in item.remedies] == [(date(2021, 3, 31),), ()]
    assert item.deadline.kind == "immediate+ongoing"


def test_a_heading_over_a_table_is_no_item_beside_its_rows() -> None:
    found = items(
        PLAN + "（一）学位供给不足的问题\n整改措施:新建园所。\n整改单位:甲县人民政府\n"
        "（二）安全管理薄弱的问题\n序号\t问题\t整改措施\t责任单位\t完成时限\n"
        "1\t门卫配备不足\t配齐专职保安\t县公安局\t2026年12月20日\n"
    )
    assert [(item.path, item.title) for item in found] == [
        ("一/(一)", "学位供给不足的问题"),
        ("一/(二)/1", "门卫配备不足"),
    ]


def test_a_row_whose_last_cell_is_empty_keeps_its_columns() -> None:
    (item,) = items(
        "甲县问题整改台账\n序号\t类别\t问题表现\t整改目标\t整改措施\t责任单位\t整改时限\t完成情况\n"
        "1\t师资\t缺教师\t配齐\t公开招聘\t县教育局\t2026年3月底前\t\n"
    )
    assert (item.problem, item.goal, units(item)) == (
        "缺教师",
        "配齐",
        [("县教育局", "responsible")],
    )
    assert item.deadline.on == (date(2026, 3, 31),)


def test_labelled_steps_behind_a_reply_are_tasks_once() -> None:
    reply = """关于县政协第12号提案的答复

一、关于“养老设施不足”的问题

回复：已建成站点20个。

二、下一步工作打算

(一)加大建设力度。2024年新建站点45个。(责任单位:县民政局、县财政局)

(二)强化资金保障。落实运营补贴。(责任单位:县财政局)
"""
    steps = [
        (item.path, item.kind, [unit.name for unit in item.responsible_units])
        for item in read(reply).obligations
        if item.path.startswith("二")
    ]
    assert steps == [
        ("二/(一)", "task", ["县民政局", "县财政局"]),
        ("二/(二)", "task", ["县财政局"]),
    ]
