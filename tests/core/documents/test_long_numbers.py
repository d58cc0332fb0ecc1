"""超长数字 — a run of digits too long for a count is no number, is told, and breaks nothing."""

import json

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.phrases.numerals import arabic, chinese
from mengyang.core.documents.records import Reading

RUN = "9" * 5_000


def told(reading: Reading) -> list[dict[str, object]]:
    return [
        dict(check.finding.params)
        for check in reading.checks
        if check.finding.code == "documents.check.long_number"
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"完成{RUN}所。",
        f"新建幼儿园{RUN}所，占比{RUN}%。",
        f"投入1+{RUN}元(1+{RUN})。",
        f"覆盖率达到{RUN[:200]}.5%以上。",
        f"一九九九{'9' * 40}人，{RUN}分之{RUN}。",
        f"每{RUN}年一轮。",
        f"新建甲县第一幼儿园，可容纳{RUN}个学位。",
        f"甲\t乙\n1\t{RUN}\n合计\t{RUN}",
    ],
)
def test_a_run_of_digits_is_no_number_and_is_told(words: str) -> None:
    reading = read(f"关于工作的通知\n\n一、{words}")
    json.dumps(as_json(reading), allow_nan=False)
    assert not reading.figures + reading.targets
    assert all(project.seats is None for project in reading.projects)
    runs = told(reading)
    assert runs
    assert all(run["line"] in (3, 4, 5) for run in runs)


def test_the_shortest_run_is_told_wherever_it_stands() -> None:
    for before in range(40):
        (said,) = told(read(f"关于工作的通知\n\n一、{'好' * before}新建{'9' * 19}所，又建5所。"))
        assert said["digits"] == 19


def test_the_check_says_how_many_digits_in_which_line() -> None:
    (said,) = told(read(f"关于工作的通知\n\n一、新建{RUN}所，投入1,234,567,890,123元。"))
    assert said == {"begins": "9" * 12, "digits": 5_000, "line": 3}


@pytest.mark.parametrize(
    "words", ["身份证号110101199001011234", "1,000,000,000,000,000元", "12.5%"]
)
def test_codes_and_large_sums_are_left_alone(words: str) -> None:
    assert told(read(f"关于工作的通知\n\n一、登记{words}。")) == []


def test_numerals_end_where_numbers_do() -> None:
    assert arabic("9" * 18) is not None
    assert arabic("9" * 19) is None
    assert arabic("0." + "9" * 19) is None
    assert chinese("一亿亿亿亿") is None
    assert chinese("三万亿") == 3 * 10**12
