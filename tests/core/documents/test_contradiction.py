"""矛盾核对 — a problem and the note that answers it without a remedy."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import codes

HEAD = """关于印发南川县学前教育问题整改方案的通知

2021年1月25日

南川县学前教育问题整改方案

一、整改措施

(一)存在的问题

"""


def checked(problem: str, answer: str) -> dict[str, dict[str, object]]:
    return codes(read(f"{HEAD}1.关于“{problem}”的问题。\n{answer}\n"))


@pytest.mark.parametrize(
    ("problem", "note"),
    [
        ("公办园在园幼儿占比依然较低", "全县公办园在园幼儿占比为95.68%。"),
        ("普惠性幼儿园覆盖率不高", "目前,普惠性幼儿园覆盖率达到91%。"),
        ("大班额比例过高", "全县大班额比例为3.2%。"),
    ],
)
def test_a_note_whose_figure_says_the_opposite_is_found(problem: str, note: str) -> None:
    assert "note_contradicts_problem" in checked(problem, f"情况说明:{note}")


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("公办园在园幼儿占比依然较低", "情况说明:全县公办园在园幼儿占比为41.2%。"),
        ("公办园在园幼儿占比依然较低", "情况说明:教师持证上岗率为98.5%。"),
        ("公办园在园幼儿占比依然较低", "整改措施:新建公办园,使公办园在园幼儿占比达到90%。"),
    ],
)
def test_where_the_figure_fits_nothing_is_said(problem: str, answer: str) -> None:
    assert "note_contradicts_problem" not in checked(problem, answer)


def test_a_denied_problem_is_told() -> None:
    found = checked("底数不清", "情况说明:不存在此类问题。")
    assert found["problem_denied"]["problem"] == "底数不清"
