"""答复 — requests with the reply of an office, on a line of its own: 意见：, 回复：, 答复：."""

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.readings import obligations
from mengyang.core.documents.records import Obligation

TITLES = (
    "关于学前教育专项督导反馈意见的回复",
    "关于反馈意见整改情况的复函",
    "关于第12号建议的答复",
)


def reply(
    words: str, *, title: str = TITLES[0], head: str = "一、关于“学位不足”的问题"
) -> Obligation:
    other = "二、关于“经费不足”的问题\n意见：同意。\n"
    text = f"{title}\n省教育督导室：\n现复函如下：\n{head}\n{words}\n{other}"
    item, second = obligations.read(open_document(text))
    assert (second.kind, second.response) == ("problem", "remedies")
    return item


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "words",
    [
        "意见：不存在此类问题。",
        "回复：经核查，不存在此类问题，全县师生比为1:7。",
        "答复：经核实，反映情况不属实。",
        "回复：经查，该问题不属实。",
        "县教育局意见：所反映的问题与事实不符。",
        "答复意见：未发现此类情况。",
    ],
)
def test_a_reply_that_opens_with_a_denial_denies(title: str, words: str) -> None:
    item = reply(words, title=title)
    assert (item.kind, item.response, item.claimed_status) == ("problem", "denial", "denied")
    assert item.explanation == words.partition("：")[2]
    assert item.remedies == () == item.deadline.on


@pytest.mark.parametrize(
    ("words", "units", "day"),
    [
        (
            "意见：同意。2025年8月底前新建幼儿园2所，由县教育局牵头。",
            [("县教育局", "lead")],
            "2025-08-31",
        ),
        (
            "意见：情况属实，由县财政局于2025年底前落实。",
            [("县财政局", "responsible")],
            "2025-12-31",
        ),
        (
            "答复：采纳。由县委编办会同县教育局于2025年6月底前核增编制30名。",
            [("县委编办", "lead"), ("县教育局", "joint")],
            "2025-06-30",
        ),
        (
            "回复：2025年8月底前建成。责任单位：县教育局。",
            [("县教育局", "responsible")],
            "2025-08-31",
        ),
        # The office that replies answers, whomever it sends.
        (
            "县公安局意见：同意，2025年9月底前由交警大队负责施划。",
            [("县公安局", "responsible")],
            "2025-09-30",
        ),
        ("回复：确保不存在此类问题，2025年9月底前排查。", [], "2025-09-30"),
    ],
)
def test_a_reply_tells_who_does_what_by_when(
    words: str, units: list[tuple[str, str]], day: str
) -> None:
    item = reply(words)
    assert (item.kind, item.response, item.claimed_status) == ("problem", "remedies", "open")
    assert [(unit.name, unit.role) for unit in item.responsible_units] == units
    assert [str(on) for on in item.deadline.on] == [day]


def test_a_numbered_problem_of_a_letter_is_a_problem() -> None:
    item = reply("回复：不存在此类问题。", head="问题1：部分乡镇学位不足。")
    assert (item.problem, item.response) == ("部分乡镇学位不足", "denial")
