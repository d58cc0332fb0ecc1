"""单位名称 — lists parted into names, areas kept together, roles by verbs, open lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.phrases.roles import find_assignments, read_assignment
from mengyang.core.documents.phrases.subjects import find_acting, subject_at
from mengyang.core.documents.phrases.units import is_unit, split_units


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("各县(市)人民政府、甲景区管理委员会,行署有关部门",
         ["各县(市)人民政府", "甲景区管理委员会", "行署有关部门"]),
        ("各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
         ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"]),
        ("各镇乡人民政府、街道办事处", ["各镇乡人民政府", "街道办事处"]),
        ("市教育局、各区、县级市人民政府", ["市教育局", "各区、县级市人民政府"]),
        ("各县（市、区）党委、政府", ["各县（市、区）党委、政府"]),
        ("各市、县（区）人民政府", ["各市、县（区）人民政府"]),
        ("海关总署、文化和旅游部、文物局", ["海关总署", "文化和旅游部", "文物局"]),
        ("工业和信息化部和各省级人民政府", ["工业和信息化部", "各省级人民政府"]),
        ("市人力资源和社会保障局及市财政局", ["市人力资源和社会保障局", "市财政局"]),
        ("县委宣传部 县教育局", ["县委宣传部", "县教育局"]),
        ("各有关部门(单位)", ["各有关部门(单位)"]),
        ("县委宣传部县教育局", ["县委宣传部", "县教育局"]),
        ("市委市政府督查室", ["市委市政府督查室"]),
        ("甲市委、市政府", ["甲市委", "市政府"]),
        ("各省〈区、市〉人民政府", ["各省〈区、市〉人民政府"]),
        ("各省区、市人民政府", ["各省区、市人民政府"]),
    ],
)  # fmt: skip
def test_a_list_is_parted_into_names(words: str, names: list[str]) -> None:
    found = split_units(words, 0)
    assert [unit.name for unit in found.units] == names
    assert not found.is_open


def test_a_list_that_ends_with_deng_is_open() -> None:
    found = split_units("省财政厅、省教育厅等有关部门负责", 10)
    assert [(unit.name, unit.span) for unit in found.units] == [
        ("省财政厅", (10, 14)), ("省教育厅", (15, 19)),
    ]  # fmt: skip
    assert found.is_open


def test_behind_an_open_list_all_departments_of_one_body_are_named() -> None:
    found = split_units("甲总局、乙委等国务院有关部门及各地区", 0)
    assert [unit.name for unit in found.units] == ["甲总局", "乙委", "国务院有关部门", "各地区"]
    assert found.is_open


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("甲局牵头，乙局、丙局参与，各区负责落实",
         [("甲局", "lead"), ("乙局", "joint"), ("丙局", "joint"), ("各区", "responsible")]),
        ("甲局、乙委按职责分工负责", [("甲局", "responsible"), ("乙委", "responsible")]),
        ("甲局会同乙局负责", [("甲局", "responsible"), ("乙局", "joint")]),
        ("甲局牵头，商乙局办理", [("甲局", "lead"), ("乙局", "joint")]),
        ("甲局商乙局负责", [("甲局", "responsible"), ("乙局", "joint")]),
        ("工商总局、县招商局牵头", [("工商总局", "lead"), ("县招商局", "lead")]),
        ("县残疾人联合会、县商务局负责",
         [("县残疾人联合会", "responsible"), ("县商务局", "responsible")]),
        ("由甲局牵头；乙局配合", [("甲局", "lead"), ("乙局", "joint")]),
        ("甲局牵头，2026年8月底前完成", [("甲局", "lead")]),
        ("甲局、乙局", [("甲局", "responsible"), ("乙局", "responsible")]),
        ("以下简称《办法》", []),
        ("含民办幼儿园", []),
        ("联系人：某某", []),
    ],
)  # fmt: skip
def test_the_verb_behind_a_list_gives_its_role(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.role) for unit in read_assignment(words, 0).units] == expected


def test_once_the_first_leads_it_leads_everywhere_behind() -> None:
    text = (
        "甲。（子局负责）乙。（丑局、寅局负责，排在第一位的部门为牵头部门，下同）"
        "\n丙。（卯局、辰局负责）"
    )
    roles = [
        [unit.role for unit in each.found.units] for each in find_assignments(text, (0, len(text)))
    ]
    assert roles == [["responsible"], ["lead", "responsible"], ["lead", "responsible"]]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("县教育局", True),
        ("各县(市、景区)", True),
        ("试点县", True),
        ("各地", True),
        ("幼儿", False),
        ("长期坚持", False),
        ("", False),
    ],
)
def test_a_unit_is_known_by_its_ending(name: str, answer: bool) -> None:
    assert is_unit(name) is answer


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("民政部门依法办理登记", "民政部门"),
        ("同时,地、县两级要定期召开协调会", "地、县两级"),
        ("按照以县为主的体制,各县(市)要履行责任", "各县(市)"),
        ("请各乡（镇）人民政府于6月底前报送", "各乡（镇）人民政府"),
        ("加强部门协作", None),
        ("幼儿园要健全制度", "幼儿园"),
        ("幼儿园教师培训", None),
        ("相关部门要配合", None),
        ("我局将继续推进", None),
    ],
)
def test_a_unit_that_begins_a_sentence_is_its_subject(words: str, unit: str | None) -> None:
    found = subject_at(words, 0, len(words))
    assert (words[slice(*found)] if found else None) == unit


def test_units_behind_commas_act_too_where_asked_for() -> None:
    text = "构建机制,公安机关优化勤务,强化巡防;区教委会同相关部门落实责任。"
    some = [
        text[slice(*each.unit)] for each in find_acting(text, (0, len(text)), after_commas=False)
    ]
    more = [
        text[slice(*each.unit)] for each in find_acting(text, (0, len(text)), after_commas=True)
    ]
    assert (some, more) == (["区教委"], ["公安机关", "区教委"])


@given(st.text(alphabet="各省市县区、，和及等教育局(（)） 负责牵头"))
def test_every_name_indexes_the_words(words: str) -> None:
    for unit in split_units(words, 0).units:
        assert words[slice(*unit.span)] == unit.name
    for unit in read_assignment(words, 0).units:
        assert words[slice(*unit.span)] == unit.name
