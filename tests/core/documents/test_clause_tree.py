"""条款树 — how numbers, labels and ordinals of a body make one tree of clauses."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.texts import letter


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("一、总则\n（一）目标\n1.建园。\n（1）选址。\n①征地。",
         "一 一/(一) 一/(一)/1 一/(一)/1/(1) 一/(一)/1/(1)/①"),
        ("一、甲项。\n1.子项。\n二、乙项。\n2.续号。", "一 一/1 二 二/2"),
        ("1.任务\n1.1 新建\n1.1.1 选址\n2.其他", "1 1/1.1 1/1.1/1.1.1 2"),
        ("一、任务\n1.1 新建\n1.2 改建\n1.2.1 设计", "一 一/1.1 一/1.2 一/1.2/1.2.1"),
        ("一、任务\n2.5 万名幼儿入园。", "一"),
        ("一、任务\n（三）跳号。\n（五）再跳。", "一 一/(三) 一/(五)"),
        ("第一章 总则\n第一条 目的。\n第二章 管理\n第二条 职责。",
         "第一章 第一章/第一条 第二章 第二章/第二条"),
        ("问题一：学位不足\n（一）新建\n（二）改建\n问题二：师资不足",
         "问题一 问题一/(一) 问题一/(二) 问题二"),
        ("一、任务\n第一，建园。\n第二，招生。", "一 一/第一 一/第二"),
        ("一、任务\n1.建园。\n附件1\n一、清单\n1.甲园", "一 一/1 附件1/一 附件1/一/1"),
        ("一、甲。\n一、乙。", "一 §2/一"),
        ("全县共有幼儿园。\n幼儿很多。", ""),
    ],
)  # fmt: skip
def test_numbers_make_a_ladder(body: str, paths: str) -> None:
    assert [clause.path for clause in read(letter(body)).document.outline] == paths.split()


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("一、建园。一是选址。二是施工。",
         {"一": "numbered", "一/一是": "ordinal", "一/二是": "ordinal"}),
        ("一、建园。二是施工。", {"一": "numbered"}),
        ("一、原则\n坚持公益。办好园。\n坚持普惠。保基本。",
         {"一": "numbered", "一/§1": "principle", "一/§2": "principle"}),
    ],
)  # fmt: skip
def test_points_without_a_number_are_clauses_of_their_own_kind(
    body: str, kinds: dict[str, str]
) -> None:
    assert {each.path: each.kind for each in read(letter(body)).document.outline} == kinds


def test_a_label_ends_the_list_above_it_and_begins_the_next() -> None:
    body = (
        "1.关于学位的问题。\n（1）学位不足。\n整改措施：\n1.新建。\n2.改建。\n整改单位：县教育局\n"
        "2.关于师资的问题。\n整改措施：一是招聘。"
    )
    document = read(letter(body, "云岭县学前教育问题整改方案")).document
    assert [clause.path for clause in document.outline] == [
        *("1", "1/(1)", "1/(1)/1", "1/(1)/2", "2", "2/一是"),
    ]


@pytest.mark.parametrize(
    ("last", "is_inside"),
    [("请各有关单位抓好落实。", False), ("另由县财政局补助。", True)],
)
def test_closing_words_to_everybody_belong_to_no_clause(last: str, is_inside: bool) -> None:
    body = f"一、任务\n1.建园。\n县教育局新建幼儿园。\n2.招生。\n县教育局组织招生。\n{last}"
    document = read(letter(body)).document
    assert (document.outline[-1].span[1] >= document.text.index(last) + len(last)) is is_inside


def test_each_clause_ends_where_the_next_of_its_rung_begins() -> None:
    document = read(letter("一、甲\n（一）子。\n二、乙\n（一）子。")).document
    first, _, second, _ = document.outline
    assert document.text[slice(*first.span)] == "一、甲\n（一）子。"
    assert document.text[slice(*first.own_span)] == "一、甲"
    assert document.text[slice(*second.span)] == "二、乙\n（一）子。"
