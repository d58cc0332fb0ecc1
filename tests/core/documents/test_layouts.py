"""版式 — one and the same item in the layouts offices print: each gives its units and its day."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.phrases.units import split_units
from mengyang.core.documents.shared_tails import full_names

_HEAD = """某县人民政府办公室关于印发《{title}》的通知
某政办发〔2031〕5号
各乡镇人民政府：
现将《{title}》印发给你们。
某县人民政府办公室
2031年3月5日

{title}

一、整改任务
"""
_PLAN = "某县学前教育反馈问题整改方案"
_DIVISION = "某县学前教育重点任务分解方案"
_BOTH = [
    ("一/(一)", "县教育局 县住建局", "by date 2031-12-31"),
    ("一/(二)", "县委编办", "immediate"),
]


def told(title: str, body: str) -> list[tuple[str, str, str]]:
    marks = {"lead": "*", "joint": "+", "responsible": ""}
    return [
        (
            item.path,
            " ".join(unit.name + marks[unit.role] for unit in item.responsible_units),
            " ".join([item.deadline.kind.value, *(str(day) for day in item.deadline.on)]),
        )
        for item in read(_HEAD.format(title=title) + body).obligations
    ]


@pytest.mark.parametrize("label", ["{}：", "【{}】", "【{}】：", "{}\n", "{}：\n", "●{}："])
def test_a_label_in_any_dress(label: str) -> None:
    def line(name: str, words: str) -> str:
        return f"{label.format(name)}{words}\n"

    body = (
        "（一）公办学位不足\n"
        + line("整改措施", "新建幼儿园2所。")
        + line("责任单位", "县教育局、县住建局")
        + line("整改时限", "2031年12月底前")
        + "（二）教师缺编\n"
        + line("整改措施", "招聘教师120名。")
        + line("责任单位", "县委编办")
        + line("整改时限", "立行立改")
    )
    assert told(_PLAN, body) == _BOTH


@pytest.mark.parametrize("label", ["整改措施：", "●整改措施：", "【整改措施】", "整 改 措 施："])
def test_the_points_of_a_label_in_any_dress_are_clauses_and_meant(label: str) -> None:
    body = f"（一）学位不足\n{label}一是新建幼儿园2所。二是培训教师１２０名。\n责任单位：县教育局\n"
    reading = read(_HEAD.format(title=_PLAN) + body)
    assert [clause.path for clause in reading.document.outline][2:] == [
        "一/(一)/一是",
        "一/(一)/二是",
    ]
    assert [str(target.value[0]) for target in reading.targets] == ["2", "120"]


def test_dashes_with_labels_are_items() -> None:
    body = (
        "——新建公办园5所。责任单位：县教育局；完成时限：8月底前。\n"
        "——招聘教师120名。责任单位：县人社局；完成时限：9月底前。\n"
    )
    assert told(_DIVISION, body) == [
        ("一/§1", "县教育局", "by date 2031-08-31"),
        ("一/§2", "县人社局", "by date 2031-09-30"),
    ]


def test_labels_behind_a_list_speak_of_the_whole_list() -> None:
    body = "1.新建公办园5所。\n2.改扩建幼儿园3所。\n责任单位：县教育局\n完成时限：8月底前\n"
    assert told(_DIVISION, body) == [("一", "县教育局", "by date 2031-08-31")]


def test_who_leads_in_a_heading_leads_all_below() -> None:
    body = (
        "二、扩大资源（牵头单位：县教育局）\n"
        "1.新建公办园5所。（责任单位：县住建局，完成时限：8月底前）\n"
        "2.改建幼儿园3所。（责任单位：各乡镇，完成时限：9月底前）\n"
    )
    assert told(_DIVISION, body)[-2:] == [
        ("二/1", "县住建局 县教育局*", "by date 2031-08-31"),
        ("二/2", "各乡镇 县教育局*", "by date 2031-09-30"),
    ]


def test_stages_named_by_their_number_are_clauses() -> None:
    body = (
        "第一阶段：动员部署（2031年3月）。召开动员会。\n"
        "第二阶段：集中整治（2031年4月—9月）。全面排查。\n"
    )
    assert told(_DIVISION, body) == [
        ("一/第一阶段", "", "by date 2031-03-31"),
        ("一/第二阶段", "", "by date 2031-09-30"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（人事股 8月底前）", ("一/1", "人事股", "by date 2031-08-31")),
        ("（师训中心 全年）", ("一/1", "师训中心", "ongoing")),
        ("\n责任：县教育局牵头，县住建局配合，8月底前完成。",
         ("一/1", "县教育局* 县住建局+", "by date 2031-08-31")),
        ("\n责任单位：学前股、安全股", ("一/1", "学前股 安全股", "none")),
    ],
)  # fmt: skip
def test_an_office_is_parted_from_its_day(words: str, expected: tuple[str, str, str]) -> None:
    assert told(_DIVISION, f"1.补充教师。{words}\n2.其他。\n")[0] == expected


def test_an_office_asks_another() -> None:
    (item, _) = told(_DIVISION, "1.编制。请县人社局商县委编办，于4月20日前提出方案。\n2.其他。\n")
    assert item == ("一/1", "县人社局* 县委编办+", "by date 2031-04-20")


def test_the_organs_of_several_areas_are_one_phrase_with_a_name_for_each() -> None:
    words = "市住建局，临淮县、清溪县、东坝区党委、政府"
    phrase = "临淮县、清溪县、东坝区党委、政府"
    assert [unit.name for unit in split_units(words, 0).units] == ["市住建局", phrase]
    assert full_names(phrase) == ("临淮县党委、政府", "清溪县党委、政府", "东坝区党委、政府")
