"""任务表 — the rows of a table as items: who, by when, and which rows are none."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.tables import cell_roles, row_places
from tests.core.documents.texts import letter

TITLE = "云岭县2024年重点任务分解表"
HEAD = "序号\t工作任务\t责任单位\t完成时限\n"
FIRST = "1\t建园\t县教育局\t2024年6月底前\n"
SECOND = "2\t招生\t县财政局\t2024年9月底前"
BOTH = ["1 建园 县教育局 2024-06-30", "2 招生 县财政局 2024-09-30"]


def rows(body: str) -> list[str]:
    """Path, title, units and days of each item."""
    return [
        " ".join(
            (
                *(item.path, item.title),
                "、".join(unit.name for unit in item.responsible_units),
                "、".join(map(str, item.deadline.on)),
            )
        ).strip()
        for item in read(letter(body, TITLE)).obligations
    ]


@pytest.mark.parametrize(
    ("body", "items"),
    [
        (f"{HEAD}{FIRST}{SECOND}", BOTH),
        (f"{HEAD}{FIRST}{SECOND}".replace("\t", "|"), BOTH),
        (f"{HEAD}{FIRST}{SECOND}\n合计\t2项\t\t", BOTH),
        (f"{HEAD}{FIRST}{HEAD}{SECOND}", BOTH),
        (f"{HEAD}{FIRST}\n\n{SECOND}", BOTH),
        (f"一、资源\n{HEAD}{FIRST}二、招生\n{HEAD}{SECOND}", [f"一/{BOTH[0]}", f"二/{BOTH[1]}"]),
        (f"{HEAD.replace('序号', '编号')}{FIRST}{SECOND}", BOTH),
        (f"{FIRST}{SECOND}", []),
        ("序号\t姓名\t备注\n1\t王某\t无", []),
        ("指标\t2024年\t2025年\n毛入园率\t90%\t92%", []),
    ],
)  # fmt: skip
def test_each_row_with_a_task_is_an_item(body: str, items: list[str]) -> None:
    assert rows(body) == items


def test_lead_and_joint_columns_give_roles() -> None:
    head = "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
    row = "1\t建园\t县教育局\t县财政局、县住建局\t2024年6月底前"
    [item] = read(letter(head + row, TITLE)).obligations
    assert [(unit.name, unit.role) for unit in item.responsible_units] == [
        ("县教育局", "lead"),
        ("县财政局", "joint"),
        ("县住建局", "joint"),
    ]


def test_a_row_without_a_task_belongs_to_the_one_above() -> None:
    body = (
        "序号\t存在问题\t整改措施\t责任单位\t整改时限\n"
        "1\t学位不足\t新建\t县教育局\t2024年6月底前\n\t\t改建\t县住建局\t2024年8月底前"
    )
    [item] = read(letter(body, TITLE)).obligations
    assert (item.problem, [remedy.text for remedy in item.remedies]) == (
        "学位不足",
        ["新建", "改建"],
    )
    assert [unit.name for unit in item.responsible_units] == ["县教育局", "县住建局"]


def test_one_cell_a_line_is_a_table_too() -> None:
    head = "序号\n工作任务\n责任单位\n完成时限\n"
    body = head + FIRST.replace("\t", "\n") + SECOND.replace("\t", "\n")
    assert rows(f"一、任务\n{body}") == [f"一/{each}" for each in BOTH]


def test_rows_stand_under_their_annex_where_clauses_come_before() -> None:
    signed = "一、要求\n认真落实。\n\n甲县教育局\n2024年3月1日\n\n"
    table = f"{HEAD}{FIRST}{SECOND}"
    below = [f"附件2/{each}" for each in BOTH]
    assert rows(f"{signed}附件2\n\n任务分解表\n\n{table}")[-2:] == below
    assert rows(f"{signed}任务分解表\n\n{table}")[-2:] == BOTH
    assert rows(f"附件\n\n任务分解表\n\n{table}") == BOTH


def test_places_and_roles_of_cells_lie_in_the_text() -> None:
    document = read(letter(f"{HEAD}{FIRST}{SECOND}", TITLE)).document
    assert [path for _, path in row_places(document)] == ["1", "2"]
    for (start, end), _ in row_places(document):
        assert document.text[start:end].startswith(("1\t", "2\t", "建园", "招生"))
    told = {document.text[start : start + 4]: role.value for start, role in cell_roles(document)}
    assert set(told.values()) == {"task", "units", "deadline"}
    assert (told["县教育局"], told["县财政局"], told["2024"]) == ("units", "units", "deadline")


def test_a_text_without_a_table_has_neither() -> None:
    document = read(letter("一、建园。")).document
    assert (row_places(document), cell_roles(document)) == ([], [])


def test_a_row_torn_inside_its_cells_is_one_row() -> None:
    head = "类别\t序号\t项目名称\t年度目标任务\t牵头单位\t责任单位\t责任领导\t完成时限\n"
    body = (
        f"{head}助学\t1\t建园\t建成幼儿园2所。\t县教育局、\n县住建局\t县财政局\n县人社局\t王某\t8月底\n"
        "\t2\t配餐\t供餐学校30所。\t县教育局\t县市场监管局\t李某\t9月底前\n"
        "\t\t接送\t开通专线4条。\t县交通局\t县公安局\t李某\t10月底\n"
    )
    found = read(letter(body, TITLE)).obligations
    assert [(item.path, str(item.deadline.on[0])) for item in found] == [
        ("1", "2024-08-31"),
        ("2", "2024-09-30"),
        ("2-2", "2024-10-31"),
    ]
    assert [(unit.name, unit.role) for unit in found[0].responsible_units] == [
        ("县教育局", "lead"),
        ("县住建局", "lead"),
        ("县财政局", "responsible"),
        ("县人社局", "responsible"),
    ]


def test_a_short_row_above_a_numbered_one_is_whole() -> None:
    assert [row[:4] for row in rows(f"{HEAD}1\t建园\t县教育局\n{SECOND}")] == ["1 建园", "2 招生"]
