"""分工建议 — what a text suggests for a duty without units: who acts there, the end of the term."""

from datetime import date

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.adoption import NamedDuty
from mengyang.core.documents.proposals import end_of_term, proposal

END = date(2027, 12, 31)
DAY = date(2026, 11, 22)
ACTING = [
    {"path": "二/1", "quote": "公安机关加强巡防", "department": "公安机关", "joint": []},
    {
        "path": "二/1/一是",
        "quote": "教育局会同住建局验收",
        "department": "教育局",
        "joint": ["住建局"],
    },
    {"path": "二/10", "quote": "财政局拨付", "department": "财政局", "joint": []},
]


def duty(path: str, deadline: str = "none", **roles: str) -> NamedDuty:
    return NamedDuty({"path": path, "deadline": {"kind": deadline}}, "task", roles)


def test_departments_that_act_in_the_clause_are_proposed_with_the_sentence_as_reason() -> None:
    found = proposal(duty("二/1"), ACTING, END, DAY)
    assert found.roles == {"公安机关": "lead", "教育局": "joint", "住建局": "joint"}
    assert [each.code for each in found.why] == ["divisions.why.acts"] * 2 + ["divisions.why.term"]
    assert found.until == END


def test_units_printed_with_the_duty_stand_before_all_else() -> None:
    found = proposal(duty("二/1", 财政局="responsible"), ACTING, None, DAY)
    assert found.roles == {"财政局": "responsible"}
    assert [each.code for each in found.why] == ["divisions.why.named"]


def test_an_end_of_term_that_has_passed_is_told_and_not_suggested() -> None:
    found = proposal(duty("二/10"), ACTING, END, date(2028, 1, 1))
    assert found.until is None
    assert found.why[-1].code == "divisions.why.term_over"
    assert proposal(duty("二/10"), ACTING, END, END).until == END


def test_a_printed_deadline_is_kept_and_a_clause_that_names_nobody_proposes_nobody() -> None:
    found = proposal(duty("二/2", "by date"), ACTING, END, DAY)
    assert (found.roles, found.until, found.why) == ({}, None, ())


@pytest.mark.parametrize(
    ("title", "by", "end"),
    [
        ("甲县学前教育提升行动计划(2023—2025年)", "2030", date(2025, 12, 31)),
        ("甲县学前教育行动计划（2021-2025年）", "", date(2025, 12, 31)),
        ("甲县学前教育实施方案", "2027", date(2027, 12, 31)),
        ("甲县学前教育实施方案", "2027-08-31", date(2027, 12, 31)),
        ("甲县学前教育实施方案", "", None),
    ],
)
def test_the_term_ends_with_the_title_or_else_with_the_last_target(
    title: str, by: str, end: date | None
) -> None:
    assert end_of_term(title, [{"by": by}]) == end


def test_a_real_reading_gives_proposals_that_quote_the_text() -> None:
    text = (
        "甲县学前教育行动计划（2025—2027年）\n\n一、主要措施\n\n（一）优化布局\n\n"
        "1.加强安全保障。幼儿园健全制度。公安机关强化周边巡防，组织护园行动。\n"
    )
    document = read(text)
    acting = [
        {
            "path": each.path,
            "quote": each.quote,
            "department": each.department,
            "joint": list(each.joint),
        }
        for each in document.duties
    ]
    found = proposal(duty("一/(一)/1"), acting, None, DAY)
    assert "公安机关" in found.roles
    assert all(str(each.params["quote"]) in text for each in found.why)
