"""联名部门 — offices listed with one tail for all: each asked for by a full name of its own."""

from datetime import date

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.adoption import NamedDuty, duties_to_adopt
from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.proposals import proposal
from mengyang.core.documents.shared_tails import full_name, full_names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("教育、公安、市场监管等部门", "教育部门 公安部门 市场监管部门"),
        ("社会保障、税务等有关部门", "社会保障部门 税务部门"),
        ("区发改、财政、人社等部门", "区发改部门 区财政部门 区人社部门"),
        ("县教育、财政部门", "县教育部门 县财政部门"),
        ("市级教育、公安部门", "市级教育部门 市级公安部门"),
        ("各县（市、区）教育、民政部门", "各县（市、区）教育部门 各县（市、区）民政部门"),
        ("教育、公安和市场监管部门", "教育部门 公安部门 市场监管部门"),
        ("住建、自然资源和规划部门", "住建部门 自然资源和规划部门"),
        ("教育行政部门和财政部门", "教育行政部门 财政部门"),
        ("县教育局、公安等部门", "县教育局 县公安部门"),
        ("财政、税务机关", "财政机关 税务机关"),
    ],
)
def test_each_office_of_a_list_has_the_shared_tail_and_level(words: str, names: str) -> None:
    assert full_names(words) == tuple(names.split())


@pytest.mark.parametrize(
    "words",
    [
        *("市、县两级教育部门", "省、市、县教育部门", "地、县教育部门", "县教育局、财政局等部门"),
        *("各有关部门、单位", "各地区、各部门", "住房和城乡建设部门", "街道办事处、乡(镇)政府"),
    ],
)
def test_words_that_share_no_tail_stay_one_name(words: str) -> None:
    assert full_names(words) == (words,)


@pytest.mark.parametrize(
    ("name", "quote", "full"),
    [
        ("人社", "区教育局会同区发改、财政、人社等部门制定办法", "区人社部门"),
        ("区发改", "区教育局会同区发改、财政、人社等部门制定办法", "区发改部门"),
        ("机构编制", "统筹组织机构编制、教育等部门开展核查", "机构编制部门"),
        ("教育", "加强教育工作，由公安、民政部门负责", "教育"),
        ("区教育局", "区教育局、公安等部门负责", "区教育局"),
    ],
)
def test_a_bare_name_gets_the_tail_of_the_list_it_stands_in(
    name: str, quote: str, full: str
) -> None:
    assert full_name(name, quote) == full


def test_a_task_and_a_proposal_ask_for_each_office_singly() -> None:
    reading = as_json(
        read(
            "工作方案\n一、任务\n（一）强化监管。教育、公安等部门要加强巡查。\n"
            "（二）完善政策。制定办法。（县发改、财政部门负责）\n"
        )
    )
    duties = duties_to_adopt(reading["obligations"], with_advice=False)  # type: ignore[arg-type]
    assert [list(duty.roles) for duty in duties] == [
        ["教育部门", "公安部门"], ["县发改部门", "财政部门"]
    ]  # fmt: skip
    acting = [{"path": "一", "quote": "", "department": "社保、税务等有关部门", "joint": ["民政"]}]
    found = proposal(NamedDuty({"path": "一"}, "task", {}), acting, None, date(2026, 11, 22))
    assert found.roles == {"社保部门": "lead", "税务部门": "joint", "民政": "joint"}
