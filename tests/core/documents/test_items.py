"""事项识别 — which clauses are items, and of which kind."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.texts import letter

PLAN, MENDING = "云岭县学前教育工作方案", "云岭县学前教育问题整改方案"
REPLY = "云岭县教育局对第3号提案的答复"
ACTIONS = "云岭县学前教育发展提升行动计划"
BREAKDOWN, NOTICE = "云岭县2024年重点任务分工方案", "云岭县教育局关于做好开学工作的通知"


def found(title: str, body: str) -> list[str]:
    """Path, kind and title of each item."""
    items = read(letter(body, title)).obligations
    return [f"{item.path} {item.kind} {item.title}" for item in items]


@pytest.mark.parametrize(
    ("title", "body", "items"),
    [
        (PLAN, "一、指导思想\n坚持公益。\n二、主要任务\n（一）建园。县教育局负责。\n（二）招生。",
         ["二/(一) task 建园", "二/(二) task 招生"]),
        (PLAN, "一、基本原则\n（一）公益。\n二、任务\n（一）建园。", ["二/(一) task 建园"]),
        (PLAN, "一、主要任务\n（一）建园。\n1.选址。\n2.施工。",
         ["一/(一)/1 task 选址", "一/(一)/2 task 施工"]),
        (PLAN, "一、主要任务\n（一）建园。县教育局负责。\n（1）选址。\n（2）施工。",
         ["一/(一) task 建园"]),
        (PLAN, "一、工作目标\n2024年底前，县教育局完成建园。\n二、主要任务\n建园。",
         ["一 task 工作目标", "二 task 主要任务"]),
        (PLAN, "一、工作目标\n全面提高。\n二、主要任务\n（一）建园。", ["二/(一) task 建园"]),
        (BREAKDOWN,
         "一、任务\n1.新建。（县教育局负责）\n2.改建。（县住建局负责）\n二、工作要求\n1.提高认识。",
         ["一/1 task 新建", "一/2 task 改建"]),
        (BREAKDOWN,
         "一、任务\n（一）建园。（县教育局负责）\n1.选址。（县自然资源局负责）\n2.施工。（县住建局负责）",
         ["一/(一) task 建园", "一/(一)/1 task 选址", "一/(一)/2 task 施工"]),
        (BREAKDOWN,
         "一、目标\n（一）主要目标。入园率达到95%。（县教育局负责）\n二、任务\n（二）建园。",
         ["一/(一) task 主要目标", "二/(二) task 建园"]),
        (ACTIONS, "一、重点任务\n1.建园。\n2.完善保障机制。\n二、保障机制\n（一）加强领导。",
         ["一/1 task 建园", "一/2 task 完善保障机制"]),
        (NOTICE, "一、加强管理。\n二、做好报送。", ["一 task 加强管理", "二 task 做好报送"]),
        (PLAN, "请县教育局于6月10日前完成排查。\n\n各园要按要求整改。",
         ["§1 task 请县教育局于6月10日前完成排查", "§2 task 各园要按要求整改"]),
        (PLAN, "幼儿园有十所。", []),
        (PLAN, "一、整治内容\n（一）未开园的。2024年8月底前开园。\n（二）超员的。三十人。",
         ["一/(一) task 未开园的"]),
        (PLAN, "一、任务\n（一）建园。\n二、职责分工\n县教育局：负责招生，10日内办结。",
         ["一/(一) task 建园"]),
        (REPLY, "一、已开展的工作\n（一）建园。\n二、下一步打算\n（一）招生。",
         ["二/(一) task 招生"]),
    ],
)  # fmt: skip
def test_the_clauses_that_carry_tasks_are_items(title: str, body: str, items: list[str]) -> None:
    assert found(title, body) == items


def test_a_problem_without_an_answer_stands_among_the_answered_ones() -> None:
    body = (
        "一、问题整改\n1.关于学位不足的问题。\n整改措施：新建。\n整改单位：县教育局\n"
        "2.关于师资不足的问题。\n二、意见建议\n（一）加强管理。\n三、下一步工作\n（一）继续推进。"
    )
    assert [each.rpartition(" ")[0] for each in found(MENDING, body)] == [
        *("一/1 problem", "一/2 problem", "二/(一) recommendation", "三/(一) task"),
    ]


def test_steps_with_their_time_in_the_heading_are_tasks() -> None:
    body = (
        "一、实施步骤\n（一）动员部署（2024年3月底前）。开会。\n（二）整改（2024年6月底前）。改。\n"
        "二、任务\n（一）建园。"
    )
    assert [each.split()[0] for each in found(PLAN, body)] == ["一/(一)", "一/(二)", "二/(一)"]


def test_the_points_of_a_labelled_answer_are_no_items() -> None:
    body = "一、整改\n1.学位不足的问题。\n整改措施：\n（1）新建。\n（2）改建。\n整改单位：县教育局"
    [item] = read(letter(body, MENDING)).obligations
    assert [remedy.text for remedy in item.remedies] == ["新建。", "改建。"]


def test_items_come_in_text_order_with_their_quotes() -> None:
    reading = read(
        letter("一、任务\n（一）建园。\n（二）招生。\n二、保障\n（一）经费。县财政局负责。")
    )
    starts = [item.span[0] for item in reading.obligations]
    assert starts == sorted(starts)
    assert all(
        reading.document.text[slice(*item.span)] == item.quote for item in reading.obligations
    )
