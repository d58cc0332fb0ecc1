"""建设项目 — named kindergartens only, with what is done, seats and day."""

from datetime import date

import pytest

from mengyang.core.documents import read
from tests.core.documents.texts import gold_documents
from tests.core.documents.written_plans import plan


def test_it_reads_name_action_seats_and_day() -> None:
    (project,) = plan("2021年年底前,完成新建南川县第六幼儿园,增设学位360个。").projects
    assert (project.name, project.action) == ("南川县第六幼儿园", "新建")
    assert (project.seats, project.due_on) == (360, date(2021, 12, 31))
    assert project.due_raw == "2021年年底前"


def test_two_ordinals_are_two_kindergartens() -> None:
    words = "协调推进东庄配套幼儿园、58万平米安置房第一、第二幼儿园、西庄幼儿园尽快投入使用。"
    projects = plan(words).projects
    assert [project.name for project in projects] == [
        "东庄配套幼儿园",
        "58万平米安置房第一幼儿园",
        "58万平米安置房第二幼儿园",
        "西庄幼儿园",
    ]
    assert {(project.action, project.due_raw) for project in projects} == {("投入使用", "尽快")}
    assert plan(words).targets == ()


def test_names_that_share_their_last_word_are_one_kindergarten_each() -> None:
    projects = plan("新建城东、城南和城西幼儿园。新建教学楼、城北幼儿园。").projects
    names = ["城东幼儿园", "城南幼儿园", "城西幼儿园", "城北幼儿园"]
    assert [project.name for project in projects] == names


def test_the_day_behind_the_name_is_its_own() -> None:
    words = "新建滨江幼儿园,2022年8月底前建成投用,改建东风幼儿园,2023年6月底前竣工,招生后挂牌。"
    projects = plan(words).projects
    assert [(each.name, str(each.due_on), each.due_raw) for each in projects] == [
        ("滨江幼儿园", "2022-08-31", "2022年8月底前"),
        ("东风幼儿园", "2023-06-30", "2023年6月底前"),
    ]


def test_seats_of_a_list_belong_to_no_single_one() -> None:
    projects = plan("新建城关镇第二幼儿园、东风乡中心幼儿园,新增学位540个。").projects
    assert [project.seats for project in projects] == [None, None]


@pytest.mark.parametrize(
    "words",
    [
        "新建公办幼儿园3所。",
        "合理规划建设城乡结合部和城区新增居民区幼儿园。",
        "利用闲置校舍改建幼儿园。",
        "加强城镇小区配套幼儿园建设。",
        "城镇小区配套幼儿园建设滞后。",
        "南川县第一幼儿园发挥辐射作用。",
        "分年度制定公办幼儿园建设方案。",
        "把普惠性幼儿园建设纳入规划。",
    ],
)
def test_a_kind_of_kindergarten_is_no_project(words: str) -> None:
    assert plan(words).projects == ()


@pytest.mark.skipif(not gold_documents(), reason="no folder of shared documents")
@pytest.mark.parametrize(("name", "text", "gold"), gold_documents())
def test_the_documents_projects_are_found(name: str, text: str, gold: dict[str, object]) -> None:
    wanted = gold.get("projects", [])
    assert isinstance(wanted, list)
    assert [project.name for project in read(text).projects] == [each["name"] for each in wanted]
